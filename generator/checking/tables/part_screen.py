"""What was seen of one file of a large table, read by itself: numbers and doubts that others can be joined with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from generator.checking.tables.keys import scattered
from generator.checking.tables.verdict import Doubt
from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.checking.tables.keys import KeyArray

_LENGTH = 8
"""Bytes that say how long the words are before the numbers."""
_KEY, _ROW = np.dtype("<u8"), np.dtype("<i8")


@noun
class PartScreen:
    """What was seen of a part; rows are counted from 1 within it, without a header that it repeats."""

    first: int
    """The number of its first row below the header."""
    records: int
    """The number of its last record."""
    exact: bool
    """Whether `csv` had to cut it."""
    ended: bool
    """Whether its last byte is a line break."""
    doubts: dict[int, Doubt]
    keys: tuple[KeyArray, ...]
    """Of all rows from the first on, by what must not repeat."""
    absent: tuple[npt.NDArray[np.int64], ...]
    """By the same, the numbers of the rows whose key stands for no value."""
    seen: tuple[Any, ...]
    """What those who watched have seen, as JSON can say it."""

    def keys_after(self, before: int) -> list[KeyArray]:
        """The keys, where `before` records come before the part: what stands for no value goes by the row."""
        moved = []
        for keys, absent in zip(self.keys, self.absent, strict=True):
            if absent.size:
                keys = keys.copy()  # noqa: PLW2901 - what was read cannot be written to
                keys[absent - self.first] = scattered(absent + before)
            moved.append(keys)
        return moved


def encoded(screen: PartScreen) -> bytes:
    """As bytes that any process can read: words as JSON, then numbers."""
    words = json.dumps(
        {
            "first": screen.first,
            "records": screen.records,
            "exact": screen.exact,
            "ended": screen.ended,
            "doubts": [
                [row, list(doubt.cells), None if doubt.wrong is None else sorted(doubt.wrong)]
                for row, doubt in screen.doubts.items()
            ],
            "sizes": [[keys.size, absent.size] for keys, absent in zip(screen.keys, screen.absent, strict=True)],
            "seen": screen.seen,
        }
    ).encode()
    numbers = [
        part
        for keys, absent in zip(screen.keys, screen.absent, strict=True)
        for part in (keys.astype(_KEY, copy=False).tobytes(), absent.astype(_ROW, copy=False).tobytes())
    ]
    return b"".join([len(words).to_bytes(_LENGTH, "little"), words, *numbers])


def decoded(content: bytes) -> PartScreen:
    """What `encoded` has written."""
    at = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    words = json.loads(content[_LENGTH:at])
    keys, absent = [], []
    for size, missing in words["sizes"]:
        keys.append(np.frombuffer(content, _KEY, size, at))
        at += _KEY.itemsize * size
        absent.append(np.frombuffer(content, _ROW, missing, at))
        at += _ROW.itemsize * missing
    return PartScreen(
        first=words["first"],
        records=words["records"],
        exact=words["exact"],
        ended=words["ended"],
        doubts={
            row: Doubt(cells=cells, wrong=None if wrong is None else frozenset(wrong))
            for row, cells, wrong in words["doubts"]
        },
        keys=tuple(keys),
        absent=tuple(absent),
        seen=tuple(words["seen"]),
    )
