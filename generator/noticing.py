"""What is saved is noticed as the system tells of it: to look for it takes a third of a second, and more in many files.

MkDocs looks at all files twice a second. That stays where the system tells nothing, as of some shares and containers.
"""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from watchdog.events import (
    DirDeletedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchdog.observers.api import BaseObserver, ObservedWatch

POLL = "DAYLIGHT_POLL"
"""In the environment: what is saved is looked for, where the system does not tell of it."""

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirDeletedEvent,
]
"""Not that a file was opened or read, which building does all the time."""
_SECONDS = 0.5
"""Between looks at what the system does not tell of."""


class Server(Protocol):
    """Builds again when something changes."""

    observer: Any

    def watch(self, path: str) -> None:
        """Look at a file, or at all below a folder."""
        ...

    def unwatch(self, path: str) -> None:
        """Look at it no more; a KeyError where it does not."""
        ...


def notice(server: Server, watched: Iterable[str], folders: Iterable[Path]) -> None:
    """Have a server notice at once what is saved.

    Args:
        server: Looks at some of `watched` already, and will at all that it looked at.
        watched: Files and folders.
        folders: What it is to look at besides, as far as it is there.
    """
    if os.environ.get(POLL, "") in {"", "0"}:
        before = []
        for path in watched:
            with suppress(KeyError):
                server.unwatch(path)
                before.append(path)
        server.observer = Noticing()
        for path in before:
            server.watch(path)
    for folder in folders:
        if folder.is_dir():
            server.watch(str(folder))


class Noticing:
    """Passes on what changes below some folders, and in some files: an observer as MkDocs' server needs one.

    The system tells of folders; single files are looked at, since most editors put a new file in place of the old one.
    """

    def __init__(self) -> None:
        logging.getLogger("watchdog").setLevel(logging.ERROR)  # what was missed is seen with what was not
        self._looking: BaseObserver = PollingObserver(timeout=_SECONDS)
        self._told: BaseObserver = self._looking
        with suppress(OSError):  # no room for another program that is told
            self._told = Observer()
        self._asked: list[tuple[_Passing, str, bool]] = []

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Pass on to `handler` what changes in a folder, and in those in it, or in a file."""
        asked = (_Passing(handler), path, recursive)
        self._asked.append(asked)
        return _watch(self._told if Path(path).is_dir() else self._looking, *asked)

    def start(self) -> None:
        """Begin. Where the system has no room for so many folders, all of them are looked at."""
        # Where folders are made in folders at once, watchdog comes upon some of them twice, which does no harm.
        warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
        if self._told is not self._looking:
            try:
                self._told.start()
                _make_sure_of_room(self._told)
            except OSError:
                self._told.unschedule_all()
                for asked in self._asked:
                    if Path(asked[1]).is_dir():
                        _watch(self._looking, *asked)
        self._looking.start()

    def stop(self) -> None:
        """Pass on nothing more."""
        for observer in (self._told, self._looking):
            observer.stop()

    def join(self) -> None:
        """Wait until nothing is passed on any more."""
        for observer in (self._told, self._looking):
            if observer.is_alive():
                observer.join()


def _watch(observer: BaseObserver, handler: FileSystemEventHandler, path: str, recursive: bool) -> ObservedWatch:
    return observer.schedule(handler, path, recursive=recursive, event_filter=_CHANGES)


def _make_sure_of_room(observer: BaseObserver) -> None:
    """Ask for one folder more: watchdog passes over folders in a folder for which there is no room, and says nothing.

    Raises:
        OSError: there is none.
    """
    with TemporaryDirectory(prefix="daylight-room-") as folder:
        observer.unschedule(observer.schedule(FileSystemEventHandler(), folder))


class _Passing(FileSystemEventHandler):
    """Passes events on to a handler that takes no notice of folders: one that was moved away leaves files missing."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> Any:  # noqa: ANN401 - as watchdog has it
        self._handler.dispatch(FileDeletedEvent(event.src_path) if isinstance(event, DirDeletedEvent) else event)
