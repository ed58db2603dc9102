"""What a detector of leaks is: where it looks, what it takes for a leak, and how much of it is evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.leaks import Action
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.evidence import Surroundings


@noun
class Found:
    """What a cell leaks."""

    part: str
    """As it stands in the cell; it is never shown whole."""
    kinds: tuple[str, ...] = ("",)
    """Which kinds of such a thing it may be, for detectors that know several."""


@dataclass(kw_only=True, slots=True)
class Tally:
    """What one detector has seen of one column."""

    cells: int = 0
    """In which something was found."""
    distinct: int = 0
    """Different texts in which something was found."""
    examined: int = 0
    """Different texts that were looked at closely."""
    candidates: int = 0
    """Cells that may hold it, of those present."""
    present: int = 0
    """Cells of the column that are not missing, while it was looked at."""
    kinds: Counter[str] = field(default_factory=Counter)
    """Different texts by what they may be."""
    row: int = 0
    """The first in which something was found."""
    example: str = ""
    """What was found there, masked."""
    full: bool = False
    """Whether not all cells were looked at closely, so that there may be more."""

    def share(self, kind: str = "") -> float:
        """Which part of the column's cells is such a thing, as far as can be told from those that were examined."""
        if not self.examined or not self.present:
            return 0.0
        matched = self.kinds[kind] if kind else self.distinct
        return matched / self.examined * self.candidates / self.present


@noun
class Detector:
    """One thing that should not be published."""

    name: str
    """In kebab-case: what officers write in `mkdocs.yml` and in an allow-list."""
    what: str
    """What it finds, as the object of a sentence."""
    remedy: str
    """What to do, but for the allow-list, which is told with each finding."""
    look: Callable[[Glimpse], Positions]
    """Where in a batch it may be; decided on whole columns, for it is asked of all."""
    find: Callable[[str, Asked], Found | None]
    """What the text of a cell leaks."""
    mask: Callable[[str], str]
    """What may be shown of it."""
    accuses: Callable[[Tally, Surroundings, Asked], bool]
    """Whether what was seen of a column is evidence enough."""
    one: str = "{column} shows {what} in 1 cell, in row {row}: {example}"
    """Said of one cell."""
    several: str = "{column} shows {what} in {cells} cells ({distinct} different); the first is in row {row}: {example}"
    tells_kind: bool = False
    """Whether to say which kind of it was found."""
    sampled: bool = False
    """Whether it is enough to look closely at some cells where nothing is found in those: it is about columns."""
    beside_persons: bool = False
    """Whether it is no leak but beside persons, so that nothing is looked at in a table without them."""
    action: Action = Action.WARN
    """Unless the site says otherwise."""
    rule: str = ""
    """Empty: `leak-` and its name."""

    @property
    def rule_name(self) -> str:
        """Which rule its findings break."""
        return self.rule or f"leak-{self.name}"


def always(_tally: Tally, _table: Surroundings, _asked: Asked) -> bool:
    """One cell is evidence enough."""
    return True
