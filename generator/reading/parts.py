"""A resource in several files is read as one: the parts one after another, and each place told by part and line.

The bytes are those that frictionless reads (its `MultipartLoader`): of a table with a header, the first line of every
part but the first is left out, whatever it says; nothing is put between two parts.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Literal, Protocol

from generator.model.finding import Where
from generator.model.noun import noun
from generator.reading.locating import MOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.dataset import Part, Resource

_BLOCK = 1 << 20
_LONGEST_LINE = 20_000_000
"""Bytes of a first line that are looked through for its end."""
_DELIMITED = frozenset({"csv", "tsv"})


class Readable(Protocol):
    """A file, or what can be read like one."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """All bytes of it."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A resource that can be read like one file, however many it is in."""

    resource: Resource

    def open(self, _mode: Literal["rb"], /) -> IO[bytes]:
        """All bytes of it, without the headers of later parts."""
        return open_bytes(self.resource)


def open_bytes(resource: Resource) -> IO[bytes]:
    """All bytes of a resource, buffered; of one in parts, without the headers of the later ones."""
    return io.BufferedReader(open_raw(resource))


def open_raw(resource: Resource) -> io.RawIOBase:
    """As `open_bytes`, without a buffer."""
    if resource.parts:
        return _Joined(resource)
    stream = resource.file.open("rb", buffering=0)
    stream.seek(resource.begin)
    return stream


def open_text(resource: Resource, errors: str = "strict") -> io.TextIOWrapper:
    """All text of a resource, with its line breaks as they are.

    Args:
        resource: What to read.
        errors: What becomes of bytes that are no text in its encoding, as `open` takes it.
    """
    return io.TextIOWrapper(open_bytes(resource), resource.encoding, errors=errors, newline="")


def repeats_header(resource: Resource) -> bool:
    """Whether the first line of every part but the first is left out."""
    return bool(resource.parts) and resource.format in _DELIMITED and resource.dialect.header


def alone(resource: Resource, place: int) -> Resource:
    """One of the files of a resource as a resource by itself; of a later one, without the header that it repeats."""
    part = resource.files[place]
    begin = len(first_line(part)) if place and repeats_header(resource) else 0
    return replace(resource, path=part.path, file=part.file, size=part.size, parts=(), begin=begin)


def first_line(part: Part) -> bytes:
    """The first line of a part with its line break: LF, CR or both."""
    with part.file.open("rb") as stream:
        begin = b""
        while block := stream.read(min(_BLOCK, 4096 + len(begin))):
            begin += block
            line = begin.splitlines(keepends=True)[0]
            # A line feed may follow a carriage return in the next block.
            if (line.endswith((b"\n", b"\r")) and line != begin) or len(begin) > _LONGEST_LINE:
                return line
        return begin


class _Joined(io.RawIOBase):
    def __init__(self, resource: Resource) -> None:
        self._parts = iter(resource.parts)
        self._skips = repeats_header(resource)
        self._stream = next(self._parts).file.open("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # what `io` calls it with
        while not (filled := self._stream.readinto(buffer)) and len(buffer):
            part = next(self._parts, None)
            if part is None:
                return 0
            self._stream.close()
            self._stream = part.file.open("rb", buffering=0)
            if self._skips:
                self._stream.seek(len(first_line(part)))
        return filled or 0


@noun
class _Begin:
    """Where a part begins in the whole."""

    part: Part
    line: int
    """Of the whole, counted from 1."""
    skipped: int
    """Lines at the beginning of the part that are not in the whole."""


def located(folder: str, resource: Resource, line: int = 1) -> Where:
    """A line of the whole, as an editor finds it: the part, and the line in it.

    Args:
        folder: Of the dataset, from the root of the repository.
        resource: Which is read.
        line: Counted from 1 through all parts, as they are read.
    """
    path = resource.path
    if resource.parts:
        if resource.format not in _DELIMITED:
            return Where(path=f"{folder}/{path}", line=line)
        for begin in _begins(resource):
            if begin.line > line:
                break
            path, found = begin.part.path, line - begin.line + begin.skipped + 1
        line = found
    return Where(path=f"{folder}/{path}", line=line)


def _begins(resource: Resource) -> Iterator[_Begin]:
    line = 1
    skips = repeats_header(resource)
    for position, part in enumerate(resource.parts):
        skipped = 1 if skips and position else 0
        yield _Begin(part=part, line=line, skipped=skipped)
        line += max(_breaks(part) - skipped, 0)


def _breaks(part: Part) -> int:
    """Line breaks of a file: LF, CR, or both as one."""
    state = part.file.stat()
    return _counted(part.file, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=MOST_PARTS)
def _counted(file: Path, _size: int, _modified: int) -> int:
    """Counted once while the file stays as it is, however many faults are told in it."""
    count = 0
    before = b""
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            count += block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")
            count -= before == b"\r" and block.startswith(b"\n")
            before = block[-1:]
    return count
