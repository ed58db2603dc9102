"""Colours as numbers, and how far apart two of them are to the eye (WCAG 2.2: relative luminance, contrast)."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9a-f]{6}")
_DARK = 0.04045
"""Of a channel, from 0 to 1: up to it sRGB is linear (IEC 61966-2-1)."""
_STEPS = 20
WHITE = "#ffffff"
TEXT, EDGE = 4.5, 3.0
"""Contrast that text needs (WCAG 2.2, 1.4.3), and that the edges of things need (1.4.11)."""


def is_color(text: str) -> bool:
    """Whether it is written as #rrggbb, in lower case."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightened(color: str, paper: str, least: float) -> str:
    """`color`, mixed with white until its contrast to a dark `paper` is at least `least`."""
    return _mixed(color, "#ffffff", paper, least)


def darkened(color: str, paper: str, least: float) -> str:
    """`color`, mixed with black until its contrast to a light `paper` is at least `least`."""
    return _mixed(color, "#000000", paper, least)


def _mixed(color: str, end: str, paper: str, least: float) -> str:
    for step in range(_STEPS + 1):
        pairs = zip(_channels(color), _channels(end), strict=True)
        found = "#{:02x}{:02x}{:02x}".format(*(round(one + (other - one) * step / _STEPS) for one, other in pairs))
        if contrast(found, paper) >= least:
            return found
    return end


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = []
    for channel in _channels(color):
        share = channel / 255
        linear.append(share / 12.92 if share <= _DARK else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
