"""Every kind of chart; a new kind is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.rendering.charts.bars import draw_bars
from generator.rendering.charts.histograms import draw_histogram
from generator.rendering.charts.lines import draw_line
from generator.rendering.charts.tiles import draw_tiles

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model.table import Chart
    from generator.rendering.charts.telling import Told
    from generator.rendering.words import Words


class Draw(Protocol):
    """Draws one kind of chart."""

    def __call__(self, chart: Chart, told: Told, words: Words, id_: str, /) -> Markup:
        """An SVG with the ids `id_-t` and `id_-d`."""
        ...


KINDS: dict[str, Draw] = {
    "line": draw_line,
    "bar": draw_bars,
    "histogram": draw_histogram,
    "tiles": draw_tiles,
}
