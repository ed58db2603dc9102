"""Share images, each drawn once for what it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.memory.digests import plain_digest
from generator.model.publication import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.cards.draw import Painter
    from generator.memory.store import Memory
    from generator.model.card import Card
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.rendering.editions import Editions

CARDS = "cards"


def announced(entries: list[Entry], renderers: Editions) -> Iterator[Card]:
    """The site's card, and those of announcements."""
    yield renderers.own.site_card
    yield from map(renderers.own.card, entries)


def draw(card: Card, root: Path, settings: Settings, memory: Memory) -> list[tuple[str, Kept]]:
    """Path of a card in each of its shapes, and where the memory then has it."""
    from generator.cards.facts import SHAPES, data_of, path_in

    painter = _painter(root, settings)
    crest = root / settings.templates / card.crest
    if not crest.is_file():
        card = replace(card, crest="")
    drawn_with = crest.read_bytes() if card.crest else b""
    kept = []
    for shape in SHAPES:
        # Neither the generator's code as a whole nor the settings: only what changes a picture draws it again.
        key = plain_digest(painter.identity, data_of(card, shape), drawn_with)
        if not memory.holds(CARDS, key):
            memory.keep(CARDS, key, painter.draw(card, shape))
        kept.append((path_in(card, shape), Kept("card", key)))
    return kept


def _painter(root: Path, settings: Settings) -> Painter:
    """The painter; another one where a template was edited."""
    from generator.cards.draw import template_files

    templates = root / settings.templates
    edited = tuple(path.stat().st_mtime_ns for path in template_files(templates))
    return _prepared(templates, tuple(root / folder for folder in settings.fonts), edited)


@lru_cache(maxsize=1)
def _prepared(templates: Path, fonts: tuple[Path, ...], _edited: tuple[int, ...]) -> Painter:
    from generator.cards.draw import Painter

    return Painter(templates, fonts)
