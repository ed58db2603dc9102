"""A tile for each region, about where it lies: small ones are seen as well as large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.rendering.charts.drawing import WIDTH, frame, text

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model.table import Chart
    from generator.rendering.charts.telling import Told
    from generator.rendering.words import Words

_SHADES = 5
_GAP = 6
_LETTER = 10.5
"""Width of a letter of a tile's name on a phone."""
_WIDEST = 160


def draw_tiles(chart: Chart, told: Told, words: Words, id_: str) -> Markup:
    """Tiles in five shades, by rank; each names its region and value, so that no shade must be told from another."""
    values = dict(chart.points)
    ranked = sorted(values.values())
    bounds = [ranked[len(ranked) * step // _SHADES] for step in range(1, _SHADES)]
    across = max(tile.column for tile in chart.tiles) + 1
    side = min(WIDTH / across, _WIDEST)
    tall = round(side * 0.72, 1)
    drawn = []
    for tile in chart.tiles:
        value = values.get(tile.group)
        x, y = round(tile.column * side, 1), round(tile.row * tall, 1)
        shade = "none" if value is None else f"q{sum(value >= bound for bound in bounds)}"
        middle = round(x + (side - _GAP) / 2, 1)
        drawn.append(
            f'<rect class="tile {shade}" x="{x:g}" y="{y:g}" width="{side - _GAP:.1f}" height="{tall - _GAP:.1f}"'
            ' rx="6"/>'
        )
        drawn += [
            text(middle, round(y + tall * (0.3 + 0.2 * line), 1), part, f"name {shade}", "middle")
            for line, part in enumerate(_lines(tile.name, side))
        ]
        shown = "-" if value is None else words.short_number(value)
        drawn.append(text(middle, round(y + tall * 0.8, 1), shown, f"value {shade}", "middle"))
    height = round((max(tile.row for tile in chart.tiles) + 1) * tall, 1)
    return frame(id_, round(across * side), height, told.title, told.description, drawn)


def _lines(name: str, side: float) -> list[str]:
    """A name in one line or two, cut where it is longer."""
    room = int((side - _GAP) / _LETTER)
    lines = [""]
    for word in name.split():
        if len(lines[-1]) + len(word) + 1 > room and lines[-1] and len(lines) < 2:  # noqa: PLR2004 - two lines
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= room else f"{line[: room - 1]}…" for line in lines]
