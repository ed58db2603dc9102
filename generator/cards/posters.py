"""A poster says what a card says on one page of A4, with a code that leads a phone to the page."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from generator.cards.facts import POSTER, data_of
from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.model.card import Card

_ERRORS = "m"
"""Fifteen of a hundred parts of a code may be torn off or dirty (ISO/IEC 18004, level M)."""


@noun
class Poster:
    """All that is on a poster."""

    path: str
    """From the site's root."""
    card: Card
    address: str
    """Of the page."""
    site: str
    """The site's name."""
    scan: str
    """What to do with the code, in words."""
    code_alt: str
    """What the code is, for those who do not see it."""


def inputs_of(poster: Poster) -> dict[str, str]:
    """What the template is given: JSON of the card and of what is around it, and the code."""
    facts = {
        "address": poster.address,
        "shown": poster.address.partition("://")[2].rstrip("/"),
        "site": poster.site,
        "scan": poster.scan,
        "code_alt": poster.code_alt,
        "chart": poster.card.chart.told if poster.card.chart else "",
    }
    around = json.dumps(facts, ensure_ascii=False)
    return {"card": data_of(poster.card, POSTER), "poster": around, "code": _code(poster.address)}


def _code(address: str) -> str:
    """A QR code as SVG (ISO/IEC 18004), with the quiet zone of four modules that readers need."""
    import segno  # most builds make no poster

    written = BytesIO()
    segno.make_qr(address, error=_ERRORS).save(written, kind="svg", border=4, xmldecl=False, svgns=True, light="white")
    return written.getvalue().decode()
