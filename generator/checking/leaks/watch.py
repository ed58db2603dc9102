"""One detector on one column: which cells it looks at closely, and what it has seen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.checking.leaks.detector import Found, Tally
from generator.reading import arrays
from generator.reading.hashing import stable_hash

if TYPE_CHECKING:
    import numpy.typing as npt

    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Detector

_SAMPLE = 100
"""Cells of a batch that are looked at before all are."""
_HOT = 0.3
"""Share of a sample in which something is found from which on all cells are looked at."""
_QUIET = 400
"""Different texts after which a column in which next to nothing was found is left alone."""
_NEXT_TO_NOTHING = 0.05
MOST = 20_000
"""Different texts that are remembered; with as many leaks, looking ends."""
MOST_OF_PART = 1000
"""With as many leaks looking at a part ends: there may be thousands of parts, each with as many."""


class Watch:
    """Looks at batch after batch of a column, from the first in which there is something to look at.

    Args:
        detector: Which looks.
        asked: At which column.
        most: With how many different leaks looking ends, where it is enough to look at some.
    """

    def __init__(self, detector: Detector, asked: Asked, most: int = MOST) -> None:
        self.detector = detector
        self._most = most if detector.sampled else MOST
        self.tally = Tally()
        self._asked = asked
        self.closed = False
        """Whether more would say nothing new."""
        self._known: dict[int, Found | None] = {}
        self._marks: dict[int, tuple[str, ...] | None] = {}
        """The same for others to join: by a number that is the same in every process, what a text may be."""

    def look(self, glimpse: Glimpse, places: Positions, rows: npt.NDArray[np.int64]) -> None:
        """Look at a batch.

        Args:
            glimpse: The column in it.
            places: The positions of the cells that the detector asks for, one at least.
            rows: The numbers of all its rows.
        """
        self.tally.candidates += len(places)
        if self.detector.sampled and len(places) > _SAMPLE:
            few = np.ascontiguousarray(places[:: len(places) // _SAMPLE])
            if self._examine(glimpse, few, rows, count=False) < _HOT:
                self._examine(glimpse, few, rows)
                self.tally.full |= self.tally.distinct > 0
                quiet = self.tally.distinct < _NEXT_TO_NOTHING * self.tally.examined
                self.closed = self.tally.examined >= _QUIET and quiet
                return
        # Of the whole table a batch is little; of a part it may be far more than is looked for.
        step = len(places) if self._most >= MOST else self._most
        for begin in range(0, len(places), step):
            self._examine(glimpse, places[begin : begin + step], rows)
            if self.tally.distinct >= self._most:
                self.closed = self.tally.full = True
                break

    def _examine(
        self, glimpse: Glimpse, places: Positions, rows: npt.NDArray[np.int64], *, count: bool = True
    ) -> float:
        """Looks closely at the cells at `places`; the share of them in which something is found."""
        encoded = glimpse.cells.array.take(arrays.positions(places)).dictionary_encode()
        found = [self._ask(text) for text in encoded.dictionary.to_pylist()]
        hits = np.fromiter((each is not None for each in found), bool, len(found))
        if not hits.any():
            return 0.0
        indices = arrays.numbers(encoded.indices)
        at = np.flatnonzero(hits[indices])
        if count:
            self.tally.cells += len(at)
            first = at[np.argmin(rows[places[at]])]
            row = int(rows[places[first]])
            if not self.tally.row or row < self.tally.row:
                self.tally.row = row
                leak = found[int(indices[first])]
                self.tally.example = self.detector.mask(leak.part) if leak else ""
        return float(len(at) / len(places))

    def _ask(self, text: str) -> Found | None:
        key = hash(text)
        if key in self._known:
            return self._known[key]
        found = self.detector.find(text, self._asked)
        kinds = found.kinds if found else None
        self._count(kinds)
        if len(self._known) < MOST:
            self._known[key] = found
            self._marks[stable_hash(text)] = kinds
        return found

    def _count(self, kinds: tuple[str, ...] | None) -> None:
        """A text that was not met before."""
        self.tally.examined += 1
        if kinds is not None:
            self.tally.distinct += 1
            self.tally.kinds.update(kind for kind in kinds if kind)

    def seen(self) -> dict[str, Any]:
        """What was seen of a part of the table, as JSON can say it: no text but the masked example."""
        tally = self.tally
        marked = Counter(kind for kinds in self._marks.values() for kind in kinds or () if kind)
        return {
            "cells": tally.cells,
            "candidates": tally.candidates,
            "present": tally.present,
            "row": tally.row,
            "example": tally.example,
            "full": tally.full,
            "marks": list(self._marks.items()),
            "examined": tally.examined - len(self._marks),
            "distinct": tally.distinct - sum(kinds is not None for kinds in self._marks.values()),
            "kinds": dict(tally.kinds - marked),
        }

    def join(self, seen: dict[str, Any], before: int) -> None:
        """Take in what another has seen of the next part, but for how many cells are present.

        Args:
            seen: What it has told. Texts beyond those it remembers count as different, as they do within one part.
            before: Records of all parts above.
        """
        tally = self.tally
        tally.cells += seen["cells"]
        tally.candidates += seen["candidates"]
        tally.full |= seen["full"]
        if seen["row"] and not tally.row:
            tally.row, tally.example = seen["row"] + before, seen["example"]
        for mark, kinds in seen["marks"]:
            if mark not in self._marks:
                self._count(None if kinds is None else tuple(kinds))
                if len(self._marks) < MOST:
                    self._marks[mark] = kinds
        tally.examined += seen["examined"]
        tally.distinct += seen["distinct"]
        tally.kinds.update(seen["kinds"])
        tally.full |= tally.distinct >= MOST
