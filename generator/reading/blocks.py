"""A file as blocks of UTF-8, as a reader in Arrow can take them."""

from __future__ import annotations

import codecs
import io
import mmap
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from generator.reading.parts import open_raw

if TYPE_CHECKING:
    from generator.model.dataset import Resource

_PIECE = 1 << 16
"""Bytes that are decoded at a time."""
_RETURN = ord("\r")


class Blocks(io.RawIOBase):
    """A file as UTF-8, in blocks that never end between the two signs of a line break.

    (Arrow drops a line feed at the beginning of a block after a carriage return, within quotes, too.)
    """

    def __init__(self, resource: Resource) -> None:
        self._file: Any = open_raw(resource)
        name = resource.encoding.lower().replace("_", "-")
        # Arrow drops a byte order mark itself.
        plain = name in {"utf-8", "utf8", "utf-8-sig"}
        self._decoder: Any = None if plain else codecs.getincrementaldecoder(resource.encoding)()
        self._kept = b""
        self._ended = False
        self._at = resource.begin
        self._size = resource.file.stat().st_size
        self._next = self._decoded if not plain else self._joined if resource.parts else self._mapped

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def close(self) -> None:
        """Close the file, too."""
        self._file.close()
        super().close()

    def read(self, size: int = -1) -> Any:  # noqa: ANN401 - bytes, or a buffer that Arrow takes as such
        """The next block, at most `size` bytes."""
        return self._next(size)

    def _mapped(self, size: int) -> pa.Buffer:
        """Where it lies in the system's memory, block by block: nothing is copied, and memory does not grow."""
        length = min(size, self._size - self._at)
        if length <= 0:
            return pa.py_buffer(b"")
        skipped = self._at % mmap.ALLOCATIONGRANULARITY
        window = mmap.mmap(self._file.fileno(), skipped + length, offset=self._at - skipped, access=mmap.ACCESS_READ)
        if length > 1 and self._at + length < self._size and window[skipped + length - 1] == _RETURN:
            length -= 1
        self._at += length
        return pa.py_buffer(memoryview(window)[skipped : skipped + length])

    def _joined(self, size: int) -> pa.Buffer:
        """Into memory of Arrow's own, which it uses again for the next block: new memory costs more than reading."""
        block = pa.allocate_buffer(size + 1)
        view = memoryview(block).cast("B")
        filled = len(self._kept)
        view[:filled] = self._kept
        self._kept = b""
        while read := self._file.readinto(view[filled:size]):
            filled += read
            if filled > 1 or view[0] != _RETURN:
                break
        if read and view[filled - 1] == _RETURN:
            self._kept = b"\r"
            filled -= 1
        return block.slice(0, filled)

    def _decoded(self, size: int) -> pa.Buffer:
        """Piece by piece, each in memory that the next one uses again."""
        block = pa.allocate_buffer(size)
        view = memoryview(block).cast("B")
        filled = 0
        while True:
            fits = self._kept[: size - filled]
            view[filled : filled + len(fits)] = fits
            filled += len(fits)
            self._kept = self._kept[len(fits) :]
            if filled == size or self._ended:
                break
            raw = self._file.read(_PIECE)
            self._ended = not raw
            self._kept = self._utf_8(raw)
        if filled > 1 and view[filled - 1] == _RETURN and not self._ended:
            self._kept = b"\r" + self._kept
            filled -= 1
        return block.slice(0, filled)

    def _utf_8(self, raw: bytes) -> bytes:
        text: str = self._decoder.decode(raw, final=not raw)
        return text.encode("utf-8", "replace")
