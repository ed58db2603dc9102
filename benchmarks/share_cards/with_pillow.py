"""Draws the same cards with Pillow, as somebody would who wants no typesetter: `with_pillow.py FOLDER COUNT`.

Lines are broken at spaces by hand, and the font is Latin: other scripts become boxes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from share_cards.subjects import AGENCY, line, title

FONTS = Path(__file__).resolve().parents[2] / "node_modules/@expo-google-fonts/noto-sans"


def wrapped(words: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Lines no wider than `width` pixels, as far as words allow."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def draw(folder: Path, count: int) -> None:
    """Write so many cards."""
    bold = {size: ImageFont.truetype(next(FONTS.rglob("NotoSans_700Bold.ttf")), size) for size in (34, 64, 76)}
    plain = ImageFont.truetype(next(FONTS.rglob("NotoSans_400Regular.ttf")), 28)
    for number in range(count):
        picture = Image.new("RGB", (1200, 630), "white")
        drawing = ImageDraw.Draw(picture)
        drawing.rectangle((0, 0, 1200, 112), fill="#0b2545")
        drawing.text((148, 34), AGENCY, fill="white", font=bold[34])
        drawing.multiline_text((56, 136), wrapped(title(number), bold[64], 1088), fill="#0b0c0c", font=bold[64])
        drawing.text((56, 290), f"8.{number} µg/m³", fill="#1b6ab0", font=bold[76])
        drawing.text((56, 400), "average fine particles (PM2.5), October 2026", fill="#0b0c0c", font=plain)
        places = [(620 + place * 9, 480 - value * 170) for place, value in enumerate(line(number))]
        drawing.line(places, fill="#1d70b8", width=6)
        drawing.text((56, 562), "Updated on November 5, 2026, version 2026.10", fill="#454f54", font=plain)
        palette = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        palette.save(folder / f"{number}.png", compress_level=4)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), int(sys.argv[2]))
