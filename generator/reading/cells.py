"""A column's cells as Arrow holds them: one run of bytes and where each cell ends, looked at without copying."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from generator.reading import arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

_RUN = 16
"""Neighbours on average for which it is worth copying them together."""
_FEW = 32
"""One cell in so many may be looked at by itself."""


class Cells:
    """The cells of one column in one batch, without those that are missing.

    Args:
        array: All of them.
        markers: What a missing one says.
    """

    def __init__(self, array: pa.StringArray, markers: Sequence[str]) -> None:
        _, ends, content = array.buffers()
        self.array = array
        self._ends = np.frombuffer(ends, np.int32)[array.offset : array.offset + len(array) + 1]
        self._content = np.frombuffer(content, np.uint8) if content else np.empty(0, np.uint8)
        self.lengths: npt.NDArray[np.int32] = np.diff(self._ends)
        """In bytes of UTF-8."""
        self.numbers: dict[pa.DataType, Any] = {}
        """What was found to be written, by type: it is asked for more than once."""
        self.missing = self._missing(markers)
        """None where none is."""
        self.present = self._present()
        """The same cells, missing ones being null."""

    def __len__(self) -> int:
        return len(self.array)

    @property
    def longest(self) -> int:
        """Bytes of the longest cell."""
        return int(self.lengths.max(initial=0))

    @property
    def different_lengths(self) -> list[int]:
        """Each length once, in bytes, the shortest first."""
        shortest = int(self.lengths.min(initial=self.longest))
        found = self.lengths[:1] if shortest == self.longest else arrays.each_once(np.sort(self.lengths))
        return [int(length) for length in found]

    @property
    def content(self) -> npt.NDArray[np.uint8]:
        """The bytes of all cells, missing ones too, one after another."""
        return self._content[self._ends[0] : self._ends[-1]] if len(self) else self._content[:0]

    def first_bytes(self) -> npt.NDArray[np.uint8]:
        """The first byte of each cell; 0 where a cell is empty."""
        begins = self._ends[:-1]
        if not self._content.size:
            return np.zeros(len(self), np.uint8)
        if len(begins) and begins[-1] >= self._content.size:  # the last cells are empty
            begins = np.minimum(begins, self._content.size - 1)
        firsts: npt.NDArray[np.uint8] = self._content[begins]
        if not self.lengths.all():
            firsts[self.lengths == 0] = 0
        return firsts

    def bytes_within(self, lowest: int, highest: int) -> bool:
        """Whether every byte of every cell, missing ones too, lies between two values."""
        content = self.content
        return not content.size or (int(content.min()) >= lowest and int(content.max()) <= highest)

    def matrix(self, rows: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.uint8]:
        """The bytes of the cells of `rows`, each of which has `length` of them."""
        if len(rows) == len(self):
            whole: npt.NDArray[np.uint8] = self._content[self._ends[0] : self._ends[-1]]
            return whole.reshape(len(rows), length)
        gaps = np.flatnonzero(np.diff(rows) != 1) + 1
        if gaps.size * _RUN > len(rows):
            picked: npt.NDArray[np.uint8] = self._content[self._ends[rows][:, None] + np.arange(length, dtype=np.int32)]
            return picked
        begins = self._ends[rows[[0, *gaps]]] if len(rows) else self._ends[:0]
        ends = self._ends[rows[[*(gaps - 1), -1]] + 1] if len(rows) else self._ends[:0]
        runs = [self._content[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
        return np.concatenate([self._content[:0], *runs]).reshape(len(rows), length)

    def odd(self, lowest: int, highest: int) -> npt.NDArray[np.int64] | None:
        """The rows of the cells, missing ones too, in which a byte does not lie between two values; None if many."""
        content = self.content
        if self.bytes_within(lowest, highest):
            return np.empty(0, np.int64)
        beyond = np.flatnonzero((content - np.uint8(lowest)) > np.uint8(highest - lowest))  # lower bytes wrap to high
        if beyond.size * _FEW > len(self):
            return None
        return arrays.each_once(np.searchsorted(self._ends, beyond + self._ends[0], "right") - 1)

    def without(self, rows: npt.NDArray[np.int64]) -> pa.StringArray:
        """The cells, those that are missing and those of `rows` being null."""
        if not rows.size:
            return self.present
        kept = np.ones(len(self), bool) if self.missing is None else ~self.missing
        kept[rows] = False
        return self._null_but(kept)

    def all_long(self, length: int) -> bool:
        """Whether every cell that is not missing has `length` bytes."""
        fits = self.lengths == length
        if self.missing is not None:
            fits |= self.missing
        return bool(fits.all())

    def _missing(self, markers: Sequence[str]) -> npt.NDArray[np.bool_] | None:
        encoded = _encoded(tuple(markers))
        longest = len(encoded[-1]) if encoded else -1
        if int(self.lengths.min(initial=longest + 1)) > longest:
            return None
        found = np.zeros(len(self), bool)
        for marker in encoded:
            found[self._saying(marker)] = True
        return found if found.any() else None

    def _saying(self, marker: bytes) -> npt.NDArray[np.int64]:
        """The rows of the cells that say `marker`."""
        rows = np.flatnonzero(self.lengths == len(marker))
        for place, byte in enumerate(marker):
            rows = rows[self._content[self._ends[rows] + place] == byte]
        return rows

    def _present(self) -> pa.StringArray:
        return self.array if self.missing is None else self._null_but(~self.missing)

    def _null_but(self, kept: npt.NDArray[np.bool_]) -> pa.StringArray:
        _, ends, content = self.array.buffers()
        ends = ends.slice(self.array.offset * 4) if self.array.offset else ends
        return pa.StringArray.from_buffers(len(self), ends, content, arrays.packed(kept))


@cache
def _encoded(markers: tuple[str, ...]) -> tuple[bytes, ...]:
    """In UTF-8, the shortest first; a half of a surrogate pair, which no file can hold, becomes a question mark."""
    return tuple(sorted({marker.encode("utf-8", "replace") for marker in markers}, key=len))
