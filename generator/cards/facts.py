"""What a card says, as data for its template, and the shapes in which it is drawn."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from generator.model.color import darkened

if TYPE_CHECKING:
    from generator.model.card import Card

_LEGIBLE = 4.5
"""Contrast of text (WCAG 2.2, 1.4.3)."""
_TINT = "#e3ebf2"
"""The darkest of the light grounds of the templates, on which the strong colour must be read as well."""
_FOLDER = "cards/"


class Shape(NamedTuple):
    """A shape of a card."""

    name: str
    folder: str
    """Below that of all cards, with a slash at its end."""
    width: int
    """In pixels."""
    height: int


WIDE = Shape("wide", "", 1200, 630)
"""The size that every network takes."""
SQUARE = Shape("square", "square/", 1080, 1080)
"""For networks that crop."""
SHAPES = (WIDE, SQUARE)
POSTER = Shape("poster", "poster/", 595, 842)
"""A4, in points."""


def path_in(card: Card, shape: Shape) -> str:
    """Where the picture of a card lies, from the site's root."""
    before, _, name = card.path.partition(_FOLDER)
    return f"{before}{_FOLDER}{shape.folder}{name}"


def data_of(card: Card, shape: Shape) -> str:
    """JSON of all that the template shows: two cards with the same data are the same picture."""
    facts = asdict(card)
    del facts["path"]
    facts["crest"] = f"/{card.crest}" if card.crest else ""
    facts["strong"] = darkened(card.accent, _TINT, _LEGIBLE)
    facts["shape"] = shape.name
    if facts["chart"]:
        del facts["chart"]["told"]
    return json.dumps(facts, ensure_ascii=False)
