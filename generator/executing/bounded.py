"""A process within bounds, for work on files that may be made to do harm."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

MEGABYTE = 1 << 20
_FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.fork"}
)
"""Audit events (https://docs.python.org/3/library/audit_events.html) of what bounded work may not do."""


class OutOfBoundsError(Exception):
    """Work took longer or more memory than it was given, or its process died of what it was given to read."""


class Bounded:
    """A process for work on files that may be made to do harm; it is started when it is first needed, and kept.

    Args:
        megabytes: Of address space that it may take.
    """

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes
        self._process: Any = None
        self._line: Connection | None = None

    def run(self, work: Callable[[Item], Result], item: Item, seconds: float) -> Result:
        """The result of `work`.

        Args:
            work: A function that another process can import, and whose argument and result can be pickled.
            item: What it is done to.
            seconds: How long it may take.

        Raises:
            OutOfBoundsError: it took too long or too much, or its process died.
        """
        line = self._started()
        try:
            line.send((work, item))
            in_time = line.poll(seconds)
            answer: tuple[bool, Any] = line.recv() if in_time else (False, OutOfBoundsError())
        except (EOFError, BrokenPipeError, ConnectionResetError) as bad:
            self.close()
            raise OutOfBoundsError("the process that read it died") from bad
        if not in_time:
            self.close()
            raise OutOfBoundsError(f"it took longer than {seconds:,.0f} seconds")
        done, value = answer
        if done:
            return cast("Result", value)
        if isinstance(value, MemoryError):
            self.close()
            raise OutOfBoundsError(f"it took more than {self._megabytes:,} MB of memory") from value
        raise value

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._line is not None:
            self._line.close()
            self._process.kill()
            self._process.join()
            self._process = self._line = None

    def _started(self) -> Connection:
        if self._line is None:
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._megabytes), daemon=True)
            with _allowed_children():
                self._process.start()
            theirs.close()
        return self._line


@contextmanager
def _allowed_children() -> Iterator[None]:
    """A worker of a cluster is a daemon of its nanny, which Python allows no children.

    Ours ends with its worker: when it is told to, or when its pipe is closed.
    """
    settings = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
    daemon = settings.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            settings["daemon"] = daemon


def _serve(line: Connection, megabytes: int) -> None:
    """What runs in the process of its own."""
    _limit(megabytes)
    while True:
        try:
            work, item = line.recv()
        except EOFError:
            return
        try:
            answer = (True, work(item))
        except Exception as bad:  # noqa: BLE001 - whatever it is, the other side is told
            answer = (False, bad)
        line.send(answer)


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows; the time is limited all the same
        return
    most = megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed here")
