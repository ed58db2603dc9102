"""Share images, each drawn once for what it shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.memory.digests import digest
from generator.model.publication import Kept

if TYPE_CHECKING:
    from pathlib import Path

    from generator.cards.draw import Painter
    from generator.memory.store import Memory
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.model.publication import Publication

CARDS = "cards"


def draw(entry: Entry | None, base: Publication, memory: Memory) -> tuple[str, Kept]:
    """Path of the card of an entry, or of the site, and where the memory then has it."""
    from generator.cards.facts import card_of, site_card

    card = card_of(entry, base) if entry else site_card(base.catalog.settings)
    painter, identity = _painter(base.catalog.root, base.catalog.settings)
    key = digest(*identity, *card.words().values())
    if memory.find(CARDS, key) is None:
        memory.keep(CARDS, key, painter.draw(card))
    return card.path, Kept("card", key)


def _painter(root: Path, settings: Settings) -> tuple[Painter, tuple[str | bytes, ...]]:
    """The painter, and what makes its pictures what they are; another one where its template was edited."""
    from generator.cards.draw import TEMPLATE

    template = root / settings.templates / TEMPLATE
    edited = template.stat().st_mtime_ns if template.exists() else 0
    return _prepared(root, settings.templates, settings.fonts, edited)


@lru_cache(maxsize=1)
def _prepared(
    root: Path, templates: str, fonts: tuple[str, ...], _edited: int
) -> tuple[Painter, tuple[str | bytes, ...]]:
    from generator.cards.draw import Painter

    painter = Painter(root, templates, fonts)
    return painter, tuple(painter.identity)
