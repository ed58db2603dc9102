"""How often values come, from the lowest to the highest: columns that stand side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.rendering.charts.drawing import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, frame, text, ticks

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model.table import Chart
    from generator.rendering.charts.telling import Told
    from generator.rendering.words import Words

_END = 24
_MOST_LABELS = 6


def draw_histogram(chart: Chart, told: Told, words: Words, id_: str) -> Markup:
    """A column for each range, with the edges of some below the axis."""
    counts = [float(value) for _, value in chart.points]
    edges = [Decimal(chart.points[0][0].partition("/")[0])]
    edges += [Decimal(range_.partition("/")[2]) for range_, _ in chart.points]
    marks = ticks(0.0, max(counts))
    floor = HEIGHT - BOTTOM
    wide = (WIDTH - LEFT - _END) / len(counts)

    def up(value: float) -> float:
        return round(TOP + (marks[-1] - value) / marks[-1] * (floor - TOP), 1)

    drawn = []
    for mark in marks:
        kind = "grid base" if not mark else "grid"
        drawn.append(f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - _END}" y1="{up(mark):g}" y2="{up(mark):g}"/>')
        drawn.append(text(LEFT - 8, up(mark) + 4, words.short_number(mark), "tick", "end"))
    for place, count in enumerate(counts):
        x = round(LEFT + place * wide + 1, 1)
        top = up(count)
        drawn.append(f'<rect class="bar" x="{x:g}" y="{top:g}" width="{wide - 2:.1f}" height="{floor - top:.1f}"/>')
    step = max(1, -(-len(edges) // _MOST_LABELS))
    drawn += [
        text(round(LEFT + place * wide, 1), floor + 26, words.short_number(edges[place]), "tick", "middle")
        for place in range(0, len(edges), step)
    ]
    return frame(id_, WIDTH, HEIGHT, told.title, told.description, drawn)
