"""Share images, each drawn once for what it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from generator.memory.digests import plain_digest
from generator.model.record import Kept
from generator.rendering.identity import ICONS, icon_path
from generator.rendering.picturing import BRAND, CODE, SCAN, poster_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.cards.draw import Painter
    from generator.cards.posters import Poster
    from generator.memory.store import Memory
    from generator.model.card import Card
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts
    from generator.rendering.site import Renderer

CARDS = "cards"
DRAWABLE = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""Pictures that typst can put on a card (typst 0.15, `image`)."""


class Drawn(NamedTuple):
    """What is drawn of one publication."""

    card: Card
    poster: Poster


def drawn_of(entry: Entry | None, renderer: Renderer, facts: DatasetFacts | None = None) -> Drawn:
    """What is drawn of an entry, or of the site.

    Args:
        entry: In the language in which it is written.
        renderer: In the site's own language.
        facts: Of a dataset.
    """
    from generator.cards.posters import Poster

    settings = renderer.publication.catalog.settings
    card = renderer.cards.of(entry, facts) if entry else renderer.cards.site
    address = f"{settings.url}{entry.path if entry else ''}"
    poster = Poster(
        path=poster_path(entry),
        card=card,
        address=address,
        site=settings.name,
        scan=renderer.say(SCAN),
        code_alt=renderer.say(CODE).format(address=address),
    )
    return Drawn(card, poster)


class Picture(NamedTuple):
    """A card in one shape, or a poster."""

    path: str
    """From the site's root."""
    key: str
    """Under which the memory has it once it was drawn."""
    paint: Callable[[], bytes]


class Pictures:
    """What the pictures of a site are called in the memory, which to ask costs a hundredth of drawing them.

    Args:
        root: Of the repository.
        settings: Of its site.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self._painter = _painter(root, settings)
        self._crest = cache(partial(_crest, root, settings))

    def of(self, drawn: Drawn) -> Iterator[Picture]:
        """A card in each of its shapes, and its poster."""
        from generator.cards.facts import SHAPES, path_in

        crest, content = self._crest(drawn.card.crest)
        card = replace(drawn.card, crest=crest)
        poster = replace(drawn.poster, card=card)
        # Neither the generator's code as a whole nor the settings: only what changes a picture draws it again.
        key = partial(plain_digest, self._painter.identity, content)
        said = repr(replace(card, path=""))
        for shape in SHAPES:
            yield Picture(path_in(card, shape), key(shape.name, said), partial(self._painter.draw, card, shape))
        around = repr(replace(poster, path="", card=replace(card, path="")))
        yield Picture(poster.path, key(around), partial(self._painter.poster, poster))


def draw(drawn: Drawn, root: Path, settings: Settings, memory: Memory) -> list[tuple[str, Kept]]:
    """Path of a card in each of its shapes and of its poster, and where the memory then has them."""
    files = []
    for path, key, paint in Pictures(root, settings).of(drawn):
        if not memory.holds(CARDS, key):
            memory.keep(CARDS, key, paint())
        files.append((path, Kept("card", key)))
    return files


def icons(root: Path, settings: Settings, memory: Memory) -> Iterator[tuple[str, str]]:
    """Path of each icon of the site, made from its crest, and the key under which the memory then has it."""
    painter = _painter(root, settings)
    crest, content = _crest(root, settings, settings.logo)
    for size in ICONS:
        key = plain_digest(painter.identity, "icon", str(size), crest, content, settings.brand)
        if not memory.holds(CARDS, key):
            memory.keep(CARDS, key, painter.icon(size, crest, settings.brand or BRAND))
        yield icon_path(size), key


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
