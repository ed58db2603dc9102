"""Work within bounds: whatever it does, what comes back is its result or what is wrong, and the next work is done."""

from __future__ import annotations

import ctypes
import os
import pickle
import socket
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.executing import bounded as executing
from generator.executing.bounded import Bounded, OutOfBoundsError
from generator.executing.crews import Local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

PROMPT = 30.0
"""Seconds: a net for what ends by itself."""


def _double(number: int) -> int:
    return number * 2


def _fail(words: str) -> None:
    raise LookupError(words, 5)


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _repeat(pattern: str) -> bool:
    import re

    return bool(re.match(pattern, "a" * 60 + "!"))


def _take(megabytes: int) -> int:
    return len(bytearray(megabytes * executing.MEGABYTE))


def _exit(code: int) -> None:
    os._exit(code)


def _crash(address: int) -> None:
    ctypes.string_at(address)


def _nest(depth: int) -> list[object]:
    found: list[object] = []
    for _ in range(depth):
        found = [found]
    return found


def _connect(port: int) -> None:
    socket.socket().connect(("127.0.0.1", port))


def _resolve(name: str) -> None:
    socket.getaddrinfo(name, 80)


def _send(port: int) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))


def _start(command: str) -> None:
    subprocess.run([command], check=True)


def _system(command: str) -> None:
    os.system(command)  # noqa: S605 - it is not let


def _fork(_: int) -> None:
    if not os.fork():
        os._exit(0)


def _identity(value: object) -> object:
    return value


def _process(_: int) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def bounded() -> Iterator[Bounded]:
    kept = Bounded(400)
    yield kept
    kept.close()


def test_the_result_comes_back(bounded: Bounded) -> None:
    assert bounded.run(_double, 21, PROMPT) == 42


def test_the_process_is_kept_for_the_next_work(bounded: Bounded) -> None:
    first = bounded.run(_process, 0, PROMPT)
    assert first != os.getpid()
    assert bounded.run(_process, 0, PROMPT) == first


def test_what_it_raises_is_raised_and_does_not_end_the_process(bounded: Bounded) -> None:
    before = bounded.run(_process, 0, PROMPT)
    with pytest.raises(LookupError) as raised:
        bounded.run(_fail, "no such word", PROMPT)
    assert raised.value.args == ("no such word", 5)
    assert bounded.run(_process, 0, PROMPT) == before


ENDS: list[tuple[Callable[..., object], object, float, str]] = [
    (_sleep, 60.0, 0.3, "it took longer than 0 seconds"),
    (_repeat, "(a+)+$", 1.0, "it took longer than 1 seconds"),
    (_take, 2000, PROMPT, "it took more than 400 MB of memory"),
    (_exit, 0, PROMPT, "the process that read it died"),
    (_exit, 7, PROMPT, "the process that read it died"),
    (_crash, 0, PROMPT, "the process that read it died"),
]


@pytest.mark.parametrize(("work", "item", "seconds", "words"), ENDS, ids=str)
def test_work_out_of_bounds_is_ended_and_the_next_is_done(
    bounded: Bounded, work: Callable[..., object], item: object, seconds: float, words: str
) -> None:
    begun = time.perf_counter()
    with pytest.raises(OutOfBoundsError, match=words):
        bounded.run(work, item, seconds)
    assert time.perf_counter() - begun < PROMPT
    assert bounded.run(_double, 21, PROMPT) == 42


@pytest.mark.parametrize(
    ("work", "item", "what"),
    [
        (_connect, 9, "socket.connect"),
        (_resolve, "test.example", "socket.getaddrinfo"),
        (_send, 9, "socket.sendto"),
        (_start, "true", "subprocess.Popen"),
        (_system, "true", "os.system"),
        (_fork, 0, "os.fork"),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_it_may_not_reach_others(bounded: Bounded, work: Callable[..., object], item: object, what: str) -> None:
    with pytest.raises(PermissionError, match=f"{what} is not allowed here"):
        bounded.run(work, item, PROMPT)


def test_what_cannot_be_sent_is_refused_before_it_is_begun(bounded: Bounded) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        bounded.run(lambda _: 1, 0, PROMPT)
    with pytest.raises((TypeError, pickle.PicklingError)):
        bounded.run(_identity, socket, PROMPT)
    assert bounded.run(_double, 21, PROMPT) == 42


def _unsendable(_: int) -> object:
    return lambda: None


@dataclass
class _BadError(Exception):
    """It can be sent, but not read."""

    words: str
    more: str

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return (_BadError, ("one",))


def _fail_badly(_: int) -> None:
    raise _BadError("a", "b")


@pytest.mark.parametrize("work", [_unsendable, _fail_badly])
def test_a_result_that_cannot_be_sent_is_told_and_the_next_work_is_done(
    bounded: Bounded, work: Callable[..., object]
) -> None:
    with pytest.raises(Exception, match=r".") as raised:
        bounded.run(work, 0, PROMPT)
    assert not isinstance(raised.value, TimeoutError)
    assert bounded.run(_double, 21, PROMPT) == 42


def test_a_closed_one_begins_anew() -> None:
    bounded = Bounded(400)
    bounded.close()
    assert bounded.run(_double, 1, PROMPT) == 2
    bounded.close()
    bounded.close()
    assert bounded.run(_double, 2, PROMPT) == 4
    bounded.close()


@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 99, 100, 101])
def test_results_come_in_order(cores: int, count: int) -> None:
    found = Local(cores).spread(_double, list(range(count)), enough=100)
    assert list(found) == [2 * number for number in range(count)]


def test_what_goes_wrong_elsewhere_is_raised_here() -> None:
    with pytest.raises(LookupError):
        list(Local(2).spread(_fail, ["one"] * 10, enough=2))


def test_a_daemon_may_have_a_bounded_process() -> None:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_work_within, args=(theirs,), daemon=True)
    worker.start()
    assert ours.poll(PROMPT)
    assert ours.recv() == 42
    worker.join()


def _work_within(line: Connection) -> None:
    bounded = Bounded(400)
    line.send(bounded.run(_double, 21, PROMPT))
    bounded.close()
