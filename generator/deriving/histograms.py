"""How many values lie in each of about ten ranges between round numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEWEST, _RANGES = 5, 10


def ranges(counts: Mapping[Decimal, int]) -> tuple[tuple[str, Decimal], ...]:
    """Each range as `low/high` with what is in it; none where there are too few values.

    Args:
        counts: Each value, and how often it comes.
    """
    if len(counts) <= _FEWEST or not all(value.is_finite() for value in counts):
        return ()
    low, high = min(counts), max(counts)
    rough = (high - low) / _RANGES
    power = Decimal(10) ** rough.adjusted()
    step = power * next(factor for factor in (1, 2, 5, 10) if rough <= factor * power)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    totals = dict.fromkeys(range(int(last - first)), 0)
    for value, count in counts.items():
        totals[min(int((value / step).to_integral_value(ROUND_FLOOR) - first), len(totals) - 1)] += count
    return tuple(
        (f"{(first + place) * step:f}/{(first + place + 1) * step:f}", Decimal(total))
        for place, total in totals.items()
    )
