"""What has moved: a page at each former address that leads on, and rules for servers that can do so themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.dataset import MADE
from generator.model.naming import address_before
from generator.model.publication import Artifact
from generator.rendering.embeds import CHARTS, embed_path
from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.rendering.words import Words

FOLLOWED = ("datasets/", "agencies/", "topics/", "regions/")
"""What has feeds in a folder of the same name."""
_FILE_DEPTH = 4
"""Parts of the address of a dataset's page, that after its last slash among them."""
SHOWN = ("datasets/", "announcements/")
"""What has a card."""
SHARED = {
    "cards/": ".png",
    "cards/square/": ".png",
    "cards/link/": ".json",
    "cards/photo/": ".json",
    "cards/poster/": ".pdf",
}
"""Folders with a file for each of those, and its ending."""


class Move(NamedTuple):
    """From one address to another, both from the root of the language, with a slash at their ends."""

    before: str
    now: str
    title: str
    language: str


def moves(publication: Publication) -> Iterator[Move]:
    """Every former address of a publication in one language."""
    for record in publication.datasets.values():
        for former in record.formerly:
            entry = record.entry
            yield Move(f"{address_before(former, 'datasets/')}/", entry.path, entry.title, entry.language)
    catalog = publication.catalog
    entries = {entry.id: entry for entry in publication.entries}
    for id_, announcement in publication.announcements.items():
        for former, _ in announcement.led_here:
            before = f"{address_before(former, 'announcements/')}/"
            yield Move(before, entries[id_].path, entries[id_].title, entries[id_].language)
    for page in catalog.pages:
        for former in page.formerly:
            yield Move(f"{address_before(former, '')}/", f"{page.name}/", page.title, catalog.settings.language)
    for folder, vocabulary in catalog.vocabularies.items():
        for id_, term in vocabulary.terms.items():
            for former in term.formerly:
                language = term.language or catalog.settings.language
                yield Move(f"{folder}/{former}/", f"{folder}/{id_}/", term.name, language)


def below(publication: Publication) -> Iterator[Move]:
    """Every folder that has moved with its files, in one language; of what is at its top there is a page already."""
    for move in moves(publication):
        yield move
        if move.before.startswith(FOLLOWED):
            yield move._replace(before=f"feeds/{move.before}", now=f"feeds/{move.now}")
        if move.before.startswith(SHOWN):
            for folder, ending in SHARED.items():
                yield move._replace(before=_card(move.before, folder, ending), now=_card(move.now, folder, ending))


def _card(path: str, folder: str, ending: str) -> str:
    """Of what is published at `path`; pages of prose show the site's."""
    if not path.startswith(SHOWN):
        return f"{folder}site{ending}"
    kind, _, id_ = path.rstrip("/").partition("/")
    return f"{folder}{kind.removesuffix('s')}/{id_}{ending}"


def move_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """A page at each former address."""
    for move in moves(publication):
        yield move_page(move, words.say)


def move_page(move: Move, say: Callable[[str], str], section: str = "") -> Page:
    """A page that leads on, unless the language is changed: the page in the place of a file is there in one alone."""
    parts = move.now.split("/")
    lost = move.now.startswith("datasets/") and len(parts) > _FILE_DEPTH and parts[3] not in MADE
    return Page(
        path=move.before,
        title=move.title,
        description=say("This page has moved."),
        template="moved.html",
        values={"move": move, "to": move.now, "place": "/".join([*parts[:3], ""]) if lost else move.now},
        section=section,
        indexed=False,
    )


def gone_file(entry: Entry, name: str, say: Callable[[str], str]) -> Page:
    """A page in the place of a file that a dataset has no more.

    Args:
        entry: Of the dataset.
        name: Of the file, from the dataset's folder.
        say: Says messages in the language of the page.
    """
    return _gone_page(f"{entry.path}{name}/", entry, say("{name} is no longer published").format(name=name))


def gone_chart(entry: Entry, number: int, say: Callable[[str], str]) -> Page:
    """A page in the place of a chart that is drawn no more, as small as the chart was in somebody else's page."""
    return _gone_page(embed_path(entry, number), entry, say("This chart is no longer published"), CHARTS)


def _gone_page(path: str, entry: Entry, title: str, section: str = "") -> Page:
    values = {"entry": entry, "to": entry.path, "place": entry.path}
    return Page(
        path=path,
        title=title,
        description=title,
        template="gone.html",
        values=values,
        section=section,
        entry=entry,
        indexed=False,
    )


def write_redirects(publication: Publication) -> Artifact:
    """`_redirects`, for servers that read it (Netlify, Cloudflare and others): of all that lay at a former address."""
    settings = publication.catalog.settings
    every = list(moves(publication))
    lines = [f"/{language}/* /:splat 301\n" for language in settings.former_languages]
    for prefix in ("", *(f"{each}/" for each in settings.languages)):
        for move in every:
            lines.append(f"/{prefix}{move.before}* /{prefix}{move.now}:splat 301\n")
            if move.before.startswith(FOLLOWED):
                lines.append(f"/{prefix}feeds/{move.before}* /{prefix}feeds/{move.now}:splat 301\n")
    return Artifact(path="_redirects", content="".join(lines).encode())
