"""A column as detectors see it: what it is called, and cheap questions about all its cells in a batch."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pyarrow import compute

from generator.reading import arrays

if TYPE_CHECKING:
    from generator.model.schema import Field
    from generator.reading.arrays import Mask
    from generator.reading.cells import Cells

Positions = npt.NDArray[np.int64]
NOWHERE: Positions = np.empty(0, np.int64)
NUMERIC = frozenset({"integer", "number", "year"})
TIMES = frozenset({"datetime", "time", "duration", "yearmonth", "boolean"})
"""Types of which a cell can hold nothing that belongs to a person but by its place beside other cells."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """`text` in small letters without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return plain.lower().replace("ß", "ss").replace("ł", "l").replace("ø", "o")


@cache
def _sorted(phrases: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words, and the phrases of several."""
    words = frozenset(phrase for phrase in phrases if " " not in phrase)
    return words, tuple(f" {phrase} " for phrase in phrases - words)


class Asked:
    """A column that is asked about.

    Args:
        field: What the schema says of it, or its name alone.
        below: Which counts of people are small: those from 1 to one less.
    """

    def __init__(self, field: Field, below: int) -> None:
        self.field = field
        self.below = below

    @cached_property
    def words(self) -> str:
        """Name and title in plain small words, with a blank before and after each."""
        texts = f"{self.field.name[:200]} | {self.field.title[:200]}"
        return f" {_NO_WORD.sub(' ', folded(_CAMEL.sub(' ', texts)))} "

    @cached_property
    def _each(self) -> frozenset[str]:
        return frozenset(self.words.split())

    def says(self, phrases: frozenset[str]) -> bool:
        """Whether one of `phrases` stands in its name or title."""
        words, longer = _sorted(phrases)
        return not words.isdisjoint(self._each) or any(phrase in self.words for phrase in longer)


class Glimpse:
    """One column in one batch.

    Args:
        asked: Which column.
        cells: Its cells.
    """

    def __init__(self, asked: Asked, cells: Cells) -> None:
        self.asked = asked
        self.cells = cells
        self.longest = cells.longest

    @cached_property
    def text(self) -> bytes:
        """All cells, one after another."""
        return self.cells.content.tobytes()

    @cached_property
    def lowest(self) -> int:
        """The smallest byte in it; 255 if there is none."""
        return int(self.cells.content.min(initial=255))

    @cached_property
    def highest(self) -> int:
        """The greatest byte in it; 0 if there is none."""
        return int(self.cells.content.max(initial=0))

    @cached_property
    def has_digits(self) -> bool:
        """Whether a cell may hold a digit."""
        return self.lowest <= ord("9") and self.highest >= ord("0")

    @cached_property
    def present(self) -> int:
        """How many cells are not missing."""
        missing = self.cells.missing
        return len(self.cells) - (int(missing.sum()) if missing is not None else 0)

    def has(self, *signs: bytes) -> bool:
        """Whether one of `signs` stands in a cell, or across the border of two."""
        return any(sign in self.text for sign in signs)

    def long(self, least: int, most: int = 2**31) -> Mask:
        """Which cells have a length in bytes between two values."""
        found: Mask = self.cells.lengths >= least
        if most < self.longest:
            found &= self.cells.lengths <= most
        return found

    def where(self, mask: Mask) -> Positions:
        """The positions in `mask` of cells that are not missing."""
        if self.cells.missing is not None:
            mask = mask & ~self.cells.missing
        return np.flatnonzero(mask)

    def matching(self, pattern: str, places: Positions | None = None) -> Positions:
        """Which of the cells, or of those at `places`, match `pattern`, in the language of RE2, which never hangs."""
        if places is None or len(places) == len(self.cells):
            return self.where(arrays.mask(compute.match_substring_regex(self.cells.array, pattern)))
        if not places.size:
            return NOWHERE
        taken = self.cells.array.take(arrays.positions(places))
        return places[arrays.mask(compute.match_substring_regex(taken, pattern))]
