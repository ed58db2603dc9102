"""Bars below each other, the longest first, or the latest last."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from generator.rendering.charts.drawing import WIDTH, frame, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from generator.model.table import Chart
    from generator.rendering.charts.telling import Told
    from generator.rendering.words import Words

T = TypeVar("T")

MOST_BARS = 12
"""Others are in the table beside the picture."""
_BAR, _ROW = 20, 54
_DIGIT = 15
_LONGEST_LABEL = 56


def shown_bars(chart: Chart, points: Iterable[T]) -> list[T]:
    """Those that have room: the highest, or along time the latest."""
    whole = list(points)
    return whole[-MOST_BARS:] if chart.along_time else whole[:MOST_BARS]


def draw_bars(chart: Chart, told: Told, words: Words, id_: str) -> Markup:
    """Each bar has its name above it, so that long names need no room beside it."""
    shown = shown_bars(chart, chart.points)
    values = [float(value) for _, value in shown]
    labels = [words.bar_number(value) for _, value in shown]
    low, high = min(*values, 0.0), max(*values, 0.0)
    scale = (WIDTH - 12 - max(map(len, labels)) * _DIGIT) / ((high - low) or 1)
    zero = round(-low * scale, 1)
    drawn = []
    for place, ((name, _), label, value) in enumerate(zip(shown_bars(chart, told.rows), labels, values, strict=True)):
        y = place * _ROW + 20
        width = round(abs(value) * scale, 1)
        x = round(zero - (width if value < 0 else 0), 1)
        short = name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"
        drawn.append(text(0, y, short, "label"))
        drawn.append(f'<rect class="bar" x="{x:g}" y="{y + 7}" width="{width:g}" height="{_BAR}"/>')
        drawn.append(text(round(zero + max(value, 0) * scale + 8, 1), y + 7 + _BAR * 0.75, label, "value"))
    height = len(values) * _ROW + 4
    drawn.append(f'<line class="base" x1="{zero:g}" x2="{zero:g}" y1="0" y2="{height}"/>' if low < 0 else "")
    return frame(id_, WIDTH, height, told.title, told.description, drawn)
