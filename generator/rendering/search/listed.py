"""All that can be found: datasets by title, announcements, the newest first, pages of prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.message import noted
from generator.rendering.search.index import Listed
from generator.rendering.search.terms import weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.model.catalog import Agency, Catalog, Page, Region, Topic
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.model.record import Findable
    from generator.rendering.words import Words

    FindableOf = Callable[[str], Findable]
    """Gives what a search needs to find a dataset or an announcement, by the id of its entry."""

_TITLE, _SUMMARY = 8.0, 3.0


def terms(publication: Publication, findable: FindableOf) -> Iterator[str]:
    """The terms of everything, in the order of the index."""
    for id_ in publication.datasets:
        yield findable(id_).terms
    for id_ in publication.announcements:
        yield findable(id_).terms
    yield from map(_terms_of_prose, publication.catalog.pages)


def listed(publication: Publication, words: Words, findable: FindableOf) -> Iterator[Listed]:
    """What is shown of everything, in the order of the index."""
    for id_, record in publication.datasets.items():
        yield _of(record.entry, publication, words, findable(id_).text, record.formats)
    entries = {entry.id: entry for entry in publication.entries}
    for id_ in publication.announcements:
        yield _of(entries[id_], publication, words, findable(id_).text)
    yield from map(_prose, publication.catalog.pages)


def names(catalog: Catalog) -> dict[str, dict[str, str]]:
    """The names of agencies, topics and regions, by those words and the id."""
    return {
        "agency": {id_: term.name for id_, term in catalog.agencies.terms.items()},
        "topic": {id_: term.name for id_, term in catalog.topics.terms.items()},
        "region": {id_: term.name for id_, term in catalog.regions.terms.items()},
    }


def translated(catalog: Catalog, language: str) -> Iterator[tuple[str, str, str]]:
    """The names that somebody has translated: agency, topic or region, the id, and the name."""
    for kind, vocabulary in (("agency", catalog.agencies), ("topic", catalog.topics), ("region", catalog.regions)):
        terms: Iterable[Agency | Topic | Region] = vocabulary.terms.values()
        yield from ((kind, term.id, term.name) for term in terms if term.language == language)


def kinds(publication: Publication) -> Iterator[tuple[str, str]]:
    """The kinds of things that there are, each with the word for it."""
    yield from dict.fromkeys(sorted((entry.kind, entry.label) for entry in publication.entries))
    if publication.catalog.pages:
        yield ("page", noted("Page"))


def _of(entry: Entry, publication: Publication, words: Words, text: str, formats: tuple[str, ...] = ()) -> Listed:
    site = publication.catalog.settings.language
    return Listed(
        title=entry.title,
        path=entry.path,
        kind=entry.kind,
        summary=entry.summary,
        text=text,
        agency=entry.agency,
        topics=entry.topics,
        regions=entry.regions,
        formats=formats,
        date=words.iso(entry.updated)[:10] if entry.updated else "",
        language=entry.language if entry.language != site else "",
        severity=entry.severity,
        expires=words.iso(entry.expires) if entry.expires else "",
        wordings={each.language: (each.title, each.summary) for each in entry.wordings},
    )


def _terms_of_prose(page: Page) -> str:
    said = [(_TITLE, page.title), (_SUMMARY, page.description)]
    for each in page.translations:
        said += [(_TITLE, each.title), (_SUMMARY, each.summary)]
    return weighed(said)


def _prose(page: Page) -> Listed:
    return Listed(
        title=page.title,
        path=f"{page.name}/",
        kind="page",
        summary=page.description,
        text="",
        wordings={each.language: (each.title, each.summary) for each in page.translations},
    )
