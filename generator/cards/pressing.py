"""A picture becomes a small file: of 256 colours, the eye misses none on a card."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

COLORS = 256
_APART = 4
"""To choose the palette, one pixel of so many is looked at, along and down."""
_PRESSED = 4
"""Of nine: more takes twice as long for a twentieth of the size."""


def pressed(picture: Picture) -> bytes:
    """A PNG with a palette that is chosen from the picture alone: the same picture gives the same bytes.

    Args:
        picture: In RGB.
    """
    from PIL import Image

    few = picture.resize((picture.width // _APART, picture.height // _APART), Image.Resampling.NEAREST)
    palette = few.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # Without dithering, flat colours stay flat and letters sharp.
    written = BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(written, "PNG", compress_level=_PRESSED)
    return written.getvalue()
