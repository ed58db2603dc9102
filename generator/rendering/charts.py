"""Small accessible SVG charts: colours are CSS variables, the picture has a title and a description, nothing runs.

A chart is told three times from the same facts: as a picture, in words, and as the table beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from generator.model.publication import Chart
    from generator.rendering.words import Words

# In units of the picture. Phones show it at half its size with letters half as large again, which must have room too.
_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 124, 16, 36
_BAR, _ROW = 20, 54
_DIGIT = 15
_LONGEST_LABEL = 56
_TICKS = 5
_MOST_LABELS = 4
_AGGREGATES = {"sum": "Total {}", "mean": "Average {}", "count": "Number of rows", "": "{}"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A chart as pages show it."""

    title: str
    subtitle: str
    svg: Markup
    value_label: str
    rows: tuple[tuple[str, str], ...]
    """Group and value, in words."""


def draw(chart: Chart, subject: str, words: Words, id_: str) -> Told:
    """The chart as a picture, in words and as rows.

    Args:
        chart: What it shows.
        subject: Title of the dataset or the table, for the subtitle.
        words: Writes dates and numbers.
        id_: Unique on its page.
    """
    unit = chart.value.unit if chart.value else ""
    measure = _AGGREGATES[chart.aggregate].format(_lower(chart.value.label) if chart.value else "")
    measure = measure[:1].upper() + measure[1:]
    along = chart.period or _lower(chart.group.label)
    title = chart.title or f"{measure} by {along}"
    value_label = f"{measure} ({unit})" if unit else measure
    rows = tuple((words.period(group) if chart.period else group, words.number(value)) for group, value in chart.points)
    subtitle = f"{subject}. {value_label}" + (f", {rows[0][0]} to {rows[-1][0]}" if chart.period else "")
    subtitle += f". {rows[-1][0]} is not complete" if chart.partial else ""
    if chart.others:
        which = "latest" if chart.group.temporal else "highest"
        subtitle += f". The {len(rows)} {which} of {len(rows) + chart.others}"
    picture = _line if chart.kind == "line" else _bars
    svg = picture(chart, rows, words, id_, title, _describe(chart, rows, value_label))
    return Told(title=title, subtitle=f"{subtitle}.", svg=svg, value_label=value_label, rows=rows)


def _lower(label: str) -> str:
    """A label inside a sentence: `Amount` becomes `amount`, `PM2.5` stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def _describe(chart: Chart, rows: tuple[tuple[str, str], ...], value_label: str) -> str:
    """What the picture shows, for those who do not see it."""
    values = [value for _, value in chart.points]
    high, low = rows[values.index(max(values))], rows[values.index(min(values))]
    if chart.kind == "line":
        return (
            f"Line chart of {len(rows)} points. {value_label}: {rows[0][1]} in {rows[0][0]}, {rows[-1][1]} in"
            f" {rows[-1][0]}. Highest {high[1]} in {high[0]}, lowest {low[1]} in {low[0]}."
        )
    least = "lowest of those shown" if chart.others else "lowest"
    return (
        f"Bar chart of {len(rows)} bars. {value_label}: highest {high[0]} with {high[1]},"
        f" {least} {low[0]} with {low[1]}."
    )


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from below `low` to above `high`."""
    rough = (high - low or 1) / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = power * next(factor for factor in (1, 2, 5, 10) if rough <= factor * power * 1.0001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, max(last, first + 1) + 1)]


def _frame(id_: str, width: int, height: float, title: str, description: str, inside: list[str]) -> Markup:
    return Markup(  # noqa: S704 - `inside` is escaped already
        f'<svg class="chart" viewBox="0 0 {width} {height:g}" role="img" aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape(title)}</title><desc id="{id_}-d">{escape(description)}</desc>'
        f'<g aria-hidden="true">{"".join(inside)}</g></svg>'
    )


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _position(group: str) -> float:
    """Where a day, month or year stands on the time line, in years."""
    year, month, day = (*map(int, group.split("-")), 1, 1)[:3]
    return year + (date(year, month, day) - date(year, 1, 1)).days / 366


def _line(chart: Chart, rows: tuple[tuple[str, str], ...], words: Words, id_: str, title: str, told: str) -> Markup:
    places = [_position(group) for group, _ in chart.points]
    values = [float(value) for _, value in chart.points]
    far = min(values) > 0.75 * max(values) > 0
    ticks = _ticks(min(values) if far else min(0.0, *values), max(values) if far else max(0.0, *values))
    base, top = ticks[0], ticks[-1]

    def across(place: float) -> float:
        return round(_LEFT + (place - places[0]) / ((places[-1] - places[0]) or 1) * (_WIDTH - _LEFT - _RIGHT), 1)

    def up(value: float) -> float:
        return round(_TOP + (top - value) / ((top - base) or 1) * (_HEIGHT - _TOP - _BOTTOM), 1)

    drawn = []
    for tick in ticks:
        kind = "grid base" if tick == base else "grid"
        drawn.append(f'<line class="{kind}" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{up(tick):g}" y2="{up(tick):g}"/>')
        drawn.append(_text(_LEFT - 8, up(tick) + 4, words.short_number(tick), "tick", "end"))
    for place in _labelled(len(places)):
        x = across(places[place])
        drawn.append(
            f'<line class="base" x1="{x:g}" x2="{x:g}" y1="{_HEIGHT - _BOTTOM}" y2="{_HEIGHT - _BOTTOM + 5}"/>'
        )
        drawn.append(_text(x, _HEIGHT - _BOTTOM + 20, _brief(chart.points[place][0], rows[place][0]), "tick", "middle"))
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
    drawn.append(_text(x + 9, y - 2, words.short_number(chart.points[-1][1]), "value"))
    drawn.append(_text(x + 9, y + 20, _brief(chart.points[-1][0], rows[-1][0]), "tick"))
    return _frame(id_, _WIDTH, _HEIGHT, title, told, drawn)


def _labelled(count: int) -> range:
    """Which of `count` points have their name under the axis, evenly apart and none under the last value."""
    step = max(1, math.ceil(count / _MOST_LABELS))
    return range(0, max(1, count - step // 2), step)


def _brief(group: str, told: str) -> str:
    """A month or a day as short as an axis needs it: `Nov 2026`."""
    if group.isdigit():
        return group
    name = next((word for word in told.replace(",", " ").split() if word.isalpha()), "")[:3]
    year, *rest = group.split("-")
    return f"{name} {year}" if len(rest) == 1 else f"{int(rest[1])} {name} {year}"


def _bars(chart: Chart, rows: tuple[tuple[str, str], ...], words: Words, id_: str, title: str, told: str) -> Markup:
    """Each bar has its name above it, so that long names need no room beside it."""
    values = [float(value) for _, value in chart.points]
    labels = [words.bar_number(value) for _, value in chart.points]
    low, high = min(*values, 0.0), max(*values, 0.0)
    scale = (_WIDTH - 12 - max(map(len, labels)) * _DIGIT) / ((high - low) or 1)
    zero = round(-low * scale, 1)
    drawn = []
    for place, ((name, _), label, value) in enumerate(zip(rows, labels, values, strict=True)):
        y = place * _ROW + 20
        width = round(abs(value) * scale, 1)
        x = round(zero - (width if value < 0 else 0), 1)
        short = name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"
        drawn.append(_text(0, y, short, "label"))
        drawn.append(f'<rect class="bar" x="{x:g}" y="{y + 7}" width="{width:g}" height="{_BAR}"/>')
        drawn.append(_text(round(zero + max(value, 0) * scale + 8, 1), y + 7 + _BAR * 0.75, label, "value"))
    height = len(rows) * _ROW + 4
    drawn.append(f'<line class="base" x1="{zero:g}" x2="{zero:g}" y1="0" y2="{height}"/>' if low < 0 else "")
    return _frame(id_, _WIDTH, height, title, told, drawn)
