"""What a card says, as data for its template, and the shapes in which it is drawn."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

import regex

from generator.model.card import FOLDER
from generator.model.color import TEXT, darkened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.card import Card

_TINT = "#e3ebf2"
"""The darkest of the light grounds of the templates, on which the strong colour must be read as well."""
_RUN = regex.compile(
    r"[^\s/\u2013\u2014\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}"
    r"\p{Script=Khmer}\p{Script=Myanmar}-]{13,}"
)
"""Letters in a row between which no line may end (UAX 14, roughly): only long ones may not fit into a line."""
_SCRIPTS = {
    "joined": regex.compile(r"\p{Script=Arabic}"),
    "signed": regex.compile(r"[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]"),
}
"""Those whose signs stand far above and below their letters."""


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
    before, _, name = card.path.partition(FOLDER)
    return f"{before}{FOLDER}{shape.folder}{name}"


def _texts(card: Card) -> Iterator[str]:
    """All that is written on a card."""
    yield from (card.title, card.agency, card.label, card.site, card.date, card.summary)
    yield from (card.figure, card.measure, card.change, card.instruction)
    yield from card.chart.labels if card.chart else ()
    yield from card.day or ()
    for name, value in card.lines:
        yield f"{name}: {value}"


def _script(text: str) -> str:
    return "plain" if text.isascii() else next((name for name, one in _SCRIPTS.items() if one.search(text)), "plain")


def data_of(card: Card, shape: Shape) -> str:
    """JSON of all that the template shows: two cards with the same data are the same picture."""
    facts = asdict(card)
    del facts["path"]
    facts["crest"] = f"/{card.crest}" if card.crest else ""
    facts["strong"] = darkened(card.accent, _TINT, TEXT)
    facts["shape"] = shape.name
    if facts["chart"]:
        del facts["chart"]["told"]
    texts = [text for text in _texts(card) if text]
    facts["scripts"] = {text: script for text in texts if (script := _script(text)) != "plain"}
    facts["script"] = next((name for name in _SCRIPTS if name in facts["scripts"].values()), "plain")
    said = "\n".join(texts)
    # The longest first, so that none is broken as a part of another.
    facts["runs"] = sorted(set(_RUN.findall(said)), key=lambda run: (-len(run), run))
    return json.dumps(facts, ensure_ascii=False)
