"""Colours and crests that agencies chose for their share cards can be read and are there."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.color import TEXT, WHITE, contrast, is_color
from generator.model.finding import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding

_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp"}


def check_looks(catalog: Catalog) -> Iterator[Finding]:
    """Colours that white letters cannot be read on, and crests that are not there."""
    cards = PurePosixPath(catalog.settings.templates, "cards")
    for agency in catalog.agencies.terms.values():
        source = catalog.agencies.source.below(agency.id)
        if agency.color and not is_color(agency.color):
            remedy = "Write it as a hash and six hexadecimal digits, such as '#0b2545'."
            problem = f"`color` is {agency.color!r}, which is no colour."
            yield error(source.at("color"), problem, remedy, "agency-color")
        elif agency.color and (found := contrast(agency.color, WHITE)) < TEXT:
            problem = (
                f"`color` {agency.color} has a contrast of {found:.1f} to 1 to white; readers need at least {TEXT:g}."
            )
            yield error(source.at("color"), problem, "Choose a darker colour.", "agency-color-contrast")
        if agency.crest and not _is_there(catalog, cards, PurePosixPath(agency.crest)):
            problem = f"`crest` {agency.crest!r} is not a picture in {cards}/."
            remedy = f"Put an SVG, PNG, JPEG or WebP file into {cards}/ and write its name."
            yield error(source.at("crest"), problem, remedy, "agency-crest")


def _is_there(catalog: Catalog, cards: PurePosixPath, crest: PurePosixPath) -> bool:
    within = not crest.is_absolute() and ".." not in crest.parts
    return within and crest.suffix.lower() in _PICTURES and (catalog.root / cards / crest).is_file()
