"""What all pictures are drawn with: a frame that tells what it shows, letters, and round numbers along an axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# In units of the picture. Phones show it at half its size with letters half as large again, which must have room too.
WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 124, 16, 36
_TICKS = 5


def ticks(low: float, high: float, count: int = _TICKS) -> list[float]:
    """Round numbers from below `low` to above `high`."""
    rough = (high - low or 1) / count
    power = 10 ** math.floor(math.log10(rough))
    step = power * next(factor for factor in (1, 2, 5, 10) if rough <= factor * power * 1.0001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, max(last, first + 1) + 1)]


def frame(id_: str, width: int, height: float, title: str, description: str, inside: Iterable[str]) -> Markup:
    """An SVG with a name and a description, whose parts are for the eye alone.

    Args:
        id_: Unique on its page.
        width: In units of the picture.
        height: The same.
        title: What it is called.
        description: What it shows, for those who do not see it.
        inside: SVG in which all words are escaped.
    """
    return Markup(  # noqa: S704 - `inside` is escaped already
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" role="img"'
        f' aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape(title)}</title><desc id="{id_}-d">{escape(description)}</desc>'
        f'<g aria-hidden="true">{"".join(inside)}</g></svg>'
    )


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
