"""A line along days, months or years."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from generator.rendering.charts.drawing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, frame, text, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from generator.model.table import Chart
    from generator.rendering.charts.telling import Told
    from generator.rendering.words import Words

_MOST_LABELS = 4
_FAR = 0.75
"""Of the highest value, where the lowest one is higher."""


def draw_line(chart: Chart, told: Told, words: Words, id_: str) -> Markup:
    """A line along dates, with its last value named."""
    places = [position(group) for group, _ in chart.points]
    values = [float(value) for _, value in chart.points]
    far = not begins_at_zero(values)
    marks = ticks(min(values) if far else min(0.0, *values), max(values) if far else max(0.0, *values))
    base, top = marks[0], marks[-1]

    def across(place: float) -> float:
        return round(LEFT + (place - places[0]) / ((places[-1] - places[0]) or 1) * (WIDTH - LEFT - RIGHT), 1)

    def up(value: float) -> float:
        return round(TOP + (top - value) / ((top - base) or 1) * (HEIGHT - TOP - BOTTOM), 1)

    drawn = []
    for tick in marks:
        kind = "grid base" if tick == base else "grid"
        drawn.append(f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(tick):g}" y2="{up(tick):g}"/>')
        drawn.append(text(LEFT - 8, up(tick) + 4, words.short_number(tick), "tick", "end"))
    for place in _labelled(len(places)):
        x = across(places[place])
        drawn.append(f'<line class="base" x1="{x:g}" x2="{x:g}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}"/>')
        drawn.append(text(x, HEIGHT - BOTTOM + 26, words.brief(chart.points[place][0]), "tick", "middle"))
    path = " ".join(
        f"{'L' if n else 'M'}{across(place):g} {up(value):g}"
        for n, (place, value) in enumerate(zip(places, values, strict=True))
    )
    floor = up(max(base, min(0.0, top)))
    if not far:  # an area speaks by its height, and this axis does not begin at zero
        drawn.append(
            f'<path class="area" d="{path} L{across(places[-1]):g} {floor:g} L{across(places[0]):g} {floor:g}Z"/>'
        )
    drawn.append(f'<path class="line" d="{path}"/>')
    x, y = across(places[-1]), up(values[-1])
    drawn.append(f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="4.5"/>')
    drawn.append(text(x + 9, y - 2, words.short_number(chart.points[-1][1]), "value"))
    drawn.append(text(x + 9, y + 20, words.brief(chart.points[-1][0]), "tick"))
    return frame(id_, WIDTH, HEIGHT, told.title, told.description, drawn)


def begins_at_zero(values: Sequence[float]) -> bool:
    """Whether an axis does: not where all values are far from nothing, so that none would be told from another."""
    return not min(values) > _FAR * max(values) > 0


def position(group: str) -> float:
    """Where a day, month or year stands on the time line, in years."""
    year, month, day = (*map(int, group.split("-")), 1, 1)[:3]
    return year + (date(year, month, day) - date(year, 1, 1)).days / 366


def _labelled(count: int) -> range:
    """Which of `count` points have their name under the axis, evenly apart and none under the last value."""
    step = max(1, math.ceil(count / _MOST_LABELS))
    return range(0, max(1, count - step // 2), step)
