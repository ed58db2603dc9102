"""A chart as small as a share card has room for: a line, bars, or a few bars with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.card import Drawing
from generator.model.message import noted
from generator.rendering.charts.lines import begins_at_zero, position
from generator.rendering.charts.telling import grouped

if TYPE_CHECKING:
    from generator.model.table import Chart
    from generator.rendering.words import Words

_MOST_POINTS = 120
"""Of a line: more are closer together than the line is thick."""
_MOST_BARS = 24
_MOST_NAMES = 4


def small(chart: Chart, words: Words) -> Drawing | None:
    """The drawing of a chart; None where a few pixels could not tell it, as with bars to both sides of nothing.

    A period that is not over is left out: a line that falls at its end would say what is not so.
    """
    points = chart.points[:-1] if chart.partial and len(chart.points) > 2 else chart.points  # noqa: PLR2004 - a line
    numbers = [float(value) for _, value in points]
    if len(points) < 2 or not max(map(abs, numbers)):  # noqa: PLR2004 - nothing to compare
        return None
    if chart.kind == "line":
        return _line([group for group, _ in points], numbers, words)
    if min(numbers) < 0:
        return None
    if chart.kind == "histogram" or chart.along_time:
        return _bars(chart, [group for group, _ in points], numbers, words)
    return _named(chart, [group for group, _ in points], numbers, words)


def _line(groups: list[str], numbers: list[float], words: Words) -> Drawing:
    step = -(-len(groups) // _MOST_POINTS)
    kept = sorted({*range(len(groups) - 1, -1, -step), 0})  # the last one is what the figure beside it tells
    places = [position(groups[place]) for place in kept]
    values = [numbers[place] for place in kept]
    low = min(0.0, *values) if begins_at_zero(numbers) else min(values)
    high = max(0.0, *values) if begins_at_zero(numbers) else max(values)
    first, last = words.brief(groups[0]), words.brief(groups[-1])
    return Drawing(
        kind="line",
        places=tuple(round((each - places[0]) / ((places[-1] - places[0]) or 1), 4) for each in places),
        values=tuple(round((each - low) / ((high - low) or 1), 4) for each in values),
        labels=(first, last),
        told=words.say(noted("A line chart from {first} to {last}"), first=first, last=last),
    )


def _bars(chart: Chart, groups: list[str], numbers: list[float], words: Words) -> Drawing:
    groups, numbers = groups[-_MOST_BARS:], numbers[-_MOST_BARS:]
    if chart.kind == "histogram":
        first, last = words.decimal(groups[0].partition("/")[0]), words.decimal(groups[-1].partition("/")[2])
    elif chart.in_periods:  # as they are written: 2011-12 is two years here
        first, last = groups[0], groups[-1]
    else:
        first, last = words.brief(groups[0]), words.brief(groups[-1])
    return Drawing(
        kind="bars",
        values=_shares(numbers),
        labels=(first, last),
        told=words.say(noted("A bar chart from {first} to {last}"), first=first, last=last),
    )


def _named(chart: Chart, groups: list[str], numbers: list[float], words: Words) -> Drawing:
    order = sorted(range(len(groups)), key=lambda place: -numbers[place])[:_MOST_NAMES]
    unit = chart.value.unit if chart.value else ""
    labels = tuple(
        words.say(
            "{name}: {value}",
            name=grouped(chart, groups[place], words),
            value=words.amount(chart.points[place][1], unit),
        )
        for place in order
    )
    return Drawing(
        kind="named",
        values=_shares([numbers[place] for place in order]),
        labels=labels,
        told=words.say(noted("A bar chart: {bars}"), bars=words.say(", ").join(labels)),
    )


def _shares(numbers: list[float]) -> tuple[float, ...]:
    high = max(numbers)
    return tuple(round(each / high, 4) for each in numbers)
