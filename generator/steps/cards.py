"""Share images, each drawn once for what it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.memory.digests import plain_digest
from generator.model.publication import Kept
from generator.rendering.identity import ICONS, icon_path
from generator.rendering.picturing import BRAND

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
DRAWABLE = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""Pictures that typst can put on a card (typst 0.15, `image`)."""


def announced(entries: list[Entry], renderers: Editions) -> Iterator[Card]:
    """The site's card, and those of announcements."""
    yield renderers.own.site_card
    yield from map(renderers.own.card, entries)


def icons(root: Path, settings: Settings, memory: Memory) -> Iterator[tuple[str, str]]:
    """Path of each icon of the site, made from its crest, and the key under which the memory then has it."""
    painter = _painter(root, settings)
    crest, content = _crest(root, settings, settings.logo)
    for size in ICONS:
        key = plain_digest(painter.identity, "icon", str(size), crest, content, settings.brand)
        if not memory.holds(CARDS, key):
            memory.keep(CARDS, key, painter.icon(size, crest, settings.brand or BRAND))
        yield icon_path(size), key


def draw(card: Card, root: Path, settings: Settings, memory: Memory) -> list[tuple[str, Kept]]:
    """Path of a card in each of its shapes, and where the memory then has it."""
    from generator.cards.facts import SHAPES, data_of, path_in

    painter = _painter(root, settings)
    crest, content = _crest(root, settings, card.crest)
    card = replace(card, crest=crest)
    kept = []
    for shape in SHAPES:
        # Neither the generator's code as a whole nor the settings: only what changes a picture draws it again.
        key = plain_digest(painter.identity, data_of(card, shape), content)
        if not memory.holds(CARDS, key):
            memory.keep(CARDS, key, painter.draw(card, shape))
        kept.append((path_in(card, shape), Kept("card", key)))
    return kept


def _crest(root: Path, settings: Settings, crest: str) -> tuple[str, bytes]:
    """A crest from the folder of templates, and what is in it; nothing where typst could not draw it."""
    path = root / settings.templates / crest
    drawable = path.suffix.lower() in DRAWABLE and path.is_file()
    return (crest, path.read_bytes()) if drawable else ("", b"")


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
