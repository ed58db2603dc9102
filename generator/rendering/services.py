"""The finder of services: by what happens in people's lives, and by who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.deriving.titles import place
from generator.model.announcement import Service
from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.rendering.words import Words


class Offered(NamedTuple):
    """A service as lists show it."""

    entry: Entry
    details: Service
    language: str
    """Of its facts."""


def service_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """All services by title, those for each situation in life, and those for each audience."""
    catalog = publication.catalog
    services = _offered(publication)
    title = words.say("Services")
    ways = {
        "situations": {id_: _in(services, "situations", id_) for id_ in catalog.situations.terms},
        "audiences": {id_: _in(services, "audiences", id_) for id_ in catalog.audiences.terms},
    }
    counts = {folder: {id_: len(found) for id_, found in terms.items()} for folder, terms in ways.items()}
    yield Page(
        path="services/",
        title=title,
        description=words.say("What you can get done with {owner}, and how.", owner=catalog.settings.owner),
        template="services.html",
        values={"services": services, "ways": counts, "term": None},
        section="Services",
    )
    for folder, terms in ways.items():
        for id_, found in terms.items():
            term = catalog.vocabularies[folder][id_]
            about = words.say("Services: {name}.", name=term.name)
            yield Page(
                path=f"{folder}/{id_}/",
                title=term.name,
                description=term.description or about,
                template="services.html",
                values={"services": found, "ways": {}, "term": term},
                section="Services",
                crumbs=((title, "services/"),),
            )


def _offered(publication: Publication) -> list[Offered]:
    found = []
    own = publication.catalog.settings.language
    for entry in publication.entries:
        announcement = publication.announcements.get(entry.id)
        if announcement and isinstance(announcement.details, Service) and not entry.withdrawn:
            found.append(Offered(entry, announcement.details, announcement.language or own))
    return sorted(found, key=lambda each: (place(each.entry.title), each.entry.id))


def _in(services: Sequence[Offered], way: str, id_: str) -> list[Offered]:
    return [each for each in services if id_ in getattr(each.details, way)]
