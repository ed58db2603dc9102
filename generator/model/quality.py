"""How good a dataset is: parts of a score, each with what was measured and which published scheme asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.model.message import Message


@noun
class Scheme:
    """Somebody else's published way to judge data."""

    title: str
    path: str


@noun
class Measure:
    """One thing that was looked at."""

    id: str
    """In kebab-case; stays when the words change."""
    label: Message
    """What was looked at."""
    found: Message
    """What there was, or why it cannot be told: a sentence with its full stop."""
    possible: int
    """The most points that it can give."""
    points: float | None
    """None where it cannot be measured; then it counts neither way."""
    scheme: Scheme


@noun
class Part:
    """One side of quality."""

    id: str
    label: str
    about: str
    """The question that it answers."""
    dimension: str
    """The address of the dimension that it belongs to (W3C, Data Quality Vocabulary)."""
    measures: tuple[Measure, ...]

    @property
    def points(self) -> float:
        """Of all measures together."""
        return round(sum(measure.points or 0 for measure in self.measures), 1)

    @property
    def possible(self) -> int:
        """The most points of the measures that could be taken; 0 where none could."""
        return sum(measure.possible for measure in self.measures if measure.points is not None)


@noun
class Quality:
    """All parts, and the score that they come to."""

    parts: tuple[Part, ...] = ()

    @property
    def points(self) -> float:
        """Of all parts together."""
        return round(sum(part.points for part in self.parts), 1)

    @property
    def possible(self) -> int:
        """The most points that could have been had."""
        return sum(part.possible for part in self.parts)

    @property
    def score(self) -> int | None:
        """From 0 to 100, never rounded up to a full 100; None where nothing could be measured."""
        return int(100 * self.points / self.possible + 1e-9) if self.possible else None
