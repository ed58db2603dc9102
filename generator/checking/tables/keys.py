"""Finding values that stand twice among any number of rows: eight bytes a row, on disk where they are many."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from generator.reading import arrays
from generator.reading.hashing import stable_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.reading.arrays import Mask
    from generator.reading.cells import Cells

KeyArray = npt.NDArray[np.uint64]
"""Equal values have equal keys. Different ones may, too: what seems to stand twice is looked at again."""

_IN_MEMORY = 1 << 24
"""Keys that are held at a time: 128 MB."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
_LONGEST = 256
_SLOTS = 21
_FEWEST, _MOST = 1 << 16, 1 << 22
"""Keys for which it is worth looking for equal ones before sorting."""
_PIECE = 1 << 15
"""Keys that are looked at together."""
_TEXTS = 1 << 12
"""Texts that are looked at together: what is worked out of them stays near the processor."""
_WORD = 8
NOTHING = np.uint64(0x5BD1E9955BD1E995)
"""The key of no value, where such are equal: in a primary key of several columns."""


class Keys:
    """The keys of all rows of a table, in the order of the rows.

    Args:
        in_memory: How many to hold before they go to disk.
        spills: Whether they go to disk at all.
    """

    def __init__(self, in_memory: int = _IN_MEMORY, *, spills: bool = True) -> None:
        self._most = in_memory
        self._spills = spills
        self._held: list[KeyArray] = []
        self._count = 0
        self._file: IO[bytes] | None = None
        self._rising = True
        self._last = -1

    def add(self, keys: KeyArray) -> None:
        """Take in the keys of the next rows.

        Raises:
            OverflowError: they are more than can be held, and must not go to disk.
        """
        if not keys.size:
            return
        if self._rising:
            self._rising = int(keys[0]) > self._last and bool((keys[1:] > keys[:-1]).all())
            self._last = int(keys[-1])
        self._held.append(keys)
        self._count += keys.size
        if self._count > self._most:
            self._spill()

    def held(self) -> KeyArray:
        """All keys that did not go to disk, in order."""
        return np.concatenate([np.empty(0, np.uint64), *self._held])

    def repeated(self) -> npt.NDArray[np.int64]:
        """Positions, counted from 0, of all keys that stand more than once. After that, none can be added."""
        if self._file is not None:
            with self._spill() as file:
                return self._repeated_on_disk(file)
        twice = _twice([] if self._rising else self._held)
        return np.flatnonzero(np.isin(np.concatenate(self._held), twice)) if twice.size else np.empty(0, np.int64)

    def _spill(self) -> IO[bytes]:
        if not self._spills:
            raise OverflowError(f"there are more than {self._most:,} keys")
        file = self._file or tempfile.TemporaryFile(prefix="daylight-keys-")  # noqa: SIM115 - open as long as the keys
        for each in self._held:
            file.write(each.tobytes())
        self._held.clear()
        self._count = 0
        self._file = file
        return file

    def _repeated_on_disk(self, file: IO[bytes]) -> npt.NDArray[np.int64]:
        """Equal keys fall into the same share, and a share fits into memory."""
        if self._rising:
            return np.empty(0, np.int64)
        step = self._most // 4 or 1
        shares = file.tell() // _WORD // self._most + 1
        found = [
            _twice([piece[_mixed(piece) % np.uint64(shares) == share] for piece in _read(file, step)])
            for share in range(shares)
        ]
        twice = np.concatenate(found)
        if not twice.size:
            return np.empty(0, np.int64)
        hits = [np.flatnonzero(np.isin(piece, twice)) + place * step for place, piece in enumerate(_read(file, step))]
        return np.concatenate(hits)


def _read(file: IO[bytes], step: int) -> Iterator[KeyArray]:
    """All keys in a file, `step` at a time: what is mapped instead would count as memory that is in use."""
    file.seek(0)
    while content := file.read(step * _WORD):
        yield np.frombuffer(content, np.uint64)


class Numbers:
    """The numbers of all rows, in order: where none is left out, no more than where they begin."""

    def __init__(self) -> None:
        self._pieces: list[range | npt.NDArray[np.int64]] = []
        self._begins = [0]

    def add(self, rows: npt.NDArray[np.int64]) -> None:
        """Take in the numbers of the next rows."""
        if len(rows):
            first, last = int(rows[0]), int(rows[-1])
            self._pieces.append(range(first, last + 1) if last - first + 1 == len(rows) else rows)
            self._begins.append(self._begins[-1] + len(rows))

    def at(self, positions: npt.NDArray[np.int64]) -> Iterator[int]:
        """The numbers of the rows at some positions, counted from 0."""
        pieces = np.searchsorted(self._begins, positions, "right") - 1
        for piece, position in zip(pieces.tolist(), positions.tolist(), strict=True):
            yield int(self._pieces[piece][position - self._begins[piece]])


def _twice(pieces: Sequence[KeyArray]) -> KeyArray:
    """Each key that stands more than once in all `pieces` together."""
    if _FEWEST < sum(piece.size for piece in pieces) <= _MOST:
        pieces = _crowded([piece[at : at + _PIECE] for piece in pieces for at in range(0, piece.size, _PIECE)])
    ordered = np.concatenate([np.empty(0, np.uint64), *pieces])
    ordered.sort()
    return arrays.each_once(ordered[1:][ordered[1:] == ordered[:-1]])


def _crowded(pieces: Sequence[KeyArray]) -> list[KeyArray]:
    """The keys that share a slot with another: most fall into one of their own, and need not be sorted."""
    owners = np.zeros(1 << _SLOTS, np.uint16)
    crowded = np.zeros(1 << _SLOTS, bool)
    names = np.arange(1, _PIECE + 1, dtype=np.uint16)
    for piece in pieces:
        slots = _slots(piece)
        own = names[: piece.size]
        taken = owners[slots] != 0
        owners[slots] = own
        taken |= owners[slots] != own  # by a later key of the same piece
        crowded[slots[taken]] = True
    return [piece[crowded[_slots(piece)]] for piece in pieces]


def _slots(keys: KeyArray) -> npt.NDArray[np.int64]:
    return (_mixed(keys) >> np.uint64(64 - _SLOTS)).view(np.int64)


def _mixed(keys: KeyArray) -> KeyArray:
    mixed = keys * _ODD
    return mixed ^ (mixed >> np.uint64(29))


def scattered(rows: npt.NDArray[np.int64]) -> KeyArray:
    """A key for each row that has no value: one that no other row is likely to have."""
    return _mixed(_mixed(rows.astype(np.uint64) ^ np.uint64(0xD6E8FEB86659FD93)))


def keyed(found: tuple[KeyArray, Mask | None], rows: npt.NDArray[np.int64] | None) -> KeyArray:
    """The keys of all cells: those without a value are equal to no other, or to each other beside further columns.

    Args:
        found: The keys of their values, and which have none.
        rows: Their numbers; None beside further columns of a key.
    """
    keys, absent = found
    if absent is None:
        return keys
    return np.where(absent, NOTHING if rows is None else scattered(rows), keys)


def joined(keys: list[KeyArray]) -> KeyArray:
    """One key for several values of a row."""
    result = keys[0]
    for each in keys[1:]:
        result = _mixed(result) ^ each
    return result


def text_keys(cells: Cells) -> KeyArray:
    """The key of each text, worked out for all texts of one length at a time."""
    keys = np.zeros(len(cells), np.uint64)
    for length in cells.different_lengths:
        rows = np.flatnonzero(cells.lengths == length)
        if length > _LONGEST:
            keys[rows] = [stable_hash(cells.array[row].as_py()) for row in rows.tolist()]
        else:
            texts = cells.matrix(rows, length)
            pieces = [_of_bytes(texts[at : at + _TEXTS]) for at in range(0, len(rows), _TEXTS)]
            keys[rows] = np.concatenate(pieces)
    return keys


def _of_bytes(texts: npt.NDArray[np.uint8]) -> KeyArray:
    """The keys of texts of the same length."""
    count, length = texts.shape
    mixed = np.full(count, length, np.uint64) * _ODD
    if 0 < length < _WORD:
        padded = np.zeros((count, _WORD), np.uint8)
        padded[:, :length] = texts
        return _mixed(mixed ^ padded.view(np.uint64)[:, 0])
    for begin in range(0, length, _WORD):
        at = min(begin, length - _WORD)  # the last word may begin within the one before
        mixed ^= texts[:, at : at + _WORD].view(np.uint64)[:, 0]
        mixed = _mixed(mixed)
    return mixed
