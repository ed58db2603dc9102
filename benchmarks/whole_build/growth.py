"""Whether a step of a build costs more for each dataset the more datasets there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whole_build.cases import Outcome

STARTED = 0.2
"""CPU seconds below which a step says nothing: starting takes as long."""
_TICK = 0.01
"""CPU seconds that a kernel tells apart."""
MOST = 1.5
"""How much more a dataset may cost among twice as many; with a cost that grows by the square it would be 2."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grown:
    """A step with few and with many datasets."""

    name: str
    few: float
    """CPU seconds."""
    many: float
    growth: float
    """Of the cost for each dataset."""

    @property
    def beyond(self) -> bool:
        """Whether it grows too fast."""
        return self.growth > MOST


def grown(few: Mapping[str, Outcome], many: Mapping[str, Outcome], less: int, more: int) -> Iterator[Grown]:
    """Every step that takes its time, and each build as a whole.

    Args:
        few: Each case with `less` datasets, by its label.
        many: The same with `more`.
        less: How many datasets.
        more: How many more.
    """
    for label, outcome in many.items():
        before = few[label]
        steps = {label: (before.seconds, outcome.seconds)}
        steps |= {f"{label}: {name}": (before.steps.get(name, 0.0), cost) for name, cost in outcome.steps.items()}
        for name, (once, now) in steps.items():
            if now >= STARTED:
                growth = now / more / (max(once, _TICK) / less)
                yield Grown(name=name, few=once, many=now, growth=growth)
