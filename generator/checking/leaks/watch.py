"""One detector on one column: which cells it looks at closely, and what it has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.checking.leaks.detector import Found, Tally
from generator.reading import arrays

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
_MOST = 20_000
"""Different texts that are remembered; with as many leaks, looking ends."""


class Watch:
    """Looks at batch after batch of a column, from the first in which there is something to look at.

    Args:
        detector: Which looks.
        asked: At which column.
    """

    def __init__(self, detector: Detector, asked: Asked) -> None:
        self.detector = detector
        self.tally = Tally()
        self._asked = asked
        self.closed = False
        """Whether more would say nothing new."""
        self._known: dict[int, Found | None] = {}

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
        self._examine(glimpse, places, rows)
        if self.tally.distinct >= _MOST:
            self.closed = self.tally.full = True

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
        self.tally.examined += 1
        if found is not None:
            self.tally.distinct += 1
            self.tally.kinds.update(kind for kind in found.kinds if kind)
        if len(self._known) < _MOST:
            self._known[key] = found
        return found
