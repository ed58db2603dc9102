"""What has moved: a page at each former address that leads on, and rules for servers that can do so themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.publication import Artifact
from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.publication import Publication
    from generator.rendering.words import Words

FOLLOWED = ("datasets/", "agencies/", "topics/", "regions/")
"""What has feeds in a folder of the same name."""


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
            yield Move(f"datasets/{former}/", entry.path, entry.title, entry.language)
    catalog = publication.catalog
    entries = {entry.id: entry for entry in publication.entries}
    for id_, announcement in publication.announcements.items():
        for former in announcement.formerly:
            yield Move(f"announcements/{former}/", entries[id_].path, entries[id_].title, entries[id_].language)
    for page in catalog.pages:
        for former in page.formerly:
            yield Move(f"{former}/", f"{page.name}/", page.title, catalog.settings.language)
    for folder, vocabulary in catalog.vocabularies.items():
        for id_, term in vocabulary.terms.items():
            for former in term.formerly:
                language = term.language or catalog.settings.language
                yield Move(f"{folder}/{former}/", f"{folder}/{id_}/", term.name, language)


def move_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """A page at each former address."""
    for move in moves(publication):
        yield Page(
            path=move.before,
            title=move.title,
            description=words.say("This page has moved."),
            template="moved.html",
            values={"move": move, "to": move.now},
            indexed=False,
        )


def write_redirects(publication: Publication) -> Artifact:
    """`_redirects`, for servers that read it (Netlify, Cloudflare and others): all that lay at a former address, too.

    Data files, charts and feeds have no page that could lead on.
    """
    lines = []
    for prefix in ("", *(f"{each}/" for each in publication.catalog.settings.languages)):
        for move in moves(publication):
            lines.append(f"/{prefix}{move.before}* /{prefix}{move.now}:splat 301\n")
            if move.before.startswith(FOLLOWED):
                lines.append(f"/{prefix}feeds/{move.before}* /{prefix}feeds/{move.now}:splat 301\n")
    return Artifact(path="_redirects", content="".join(lines).encode())
