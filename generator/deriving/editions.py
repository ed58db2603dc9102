"""The site in each of its languages: the same things published, said in the words that somebody has translated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from generator.deriving.titles import place
from generator.model.catalog import Agency, Region, Topic
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.catalog import Page, Settings, Vocabulary
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication

Term = TypeVar("Term", Agency, Topic, Region)


@noun
class Edition:
    """The pages in one language."""

    language: str
    prefix: str
    """Of their paths: nothing, or the language with a slash at its end."""


def editions(settings: Settings) -> tuple[Edition, ...]:
    """In the site's own language, then in each of the others."""
    others = (Edition(language=each, prefix=f"{each}/") for each in settings.languages)
    return (Edition(language=settings.language, prefix=""), *others)


def publication_in(language: str, publication: Publication) -> Publication:
    """The publication in a language: what nobody has translated stays as it is, and the digests are the same."""
    said = {entry.id: entry.said_in(language) for entry in publication.entries if entry.wordings}
    pages = tuple(page_in(language, page) for page in publication.catalog.pages)
    catalog = replace(
        publication.catalog,
        pages=pages,
        agencies=_vocabulary_in(language, publication.catalog.agencies),
        topics=_vocabulary_in(language, publication.catalog.topics),
        regions=_vocabulary_in(language, publication.catalog.regions),
        situations=_vocabulary_in(language, publication.catalog.situations),
        audiences=_vocabulary_in(language, publication.catalog.audiences),
    )
    if not said:
        return replace(publication, catalog=catalog)

    def each_in(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(said.get(entry.id, entry) for entry in entries)

    records = [
        replace(record, entry=said[id_]) if id_ in said else record for id_, record in publication.datasets.items()
    ]
    records.sort(key=lambda each: (place(each.entry.title), each.entry.id))
    return replace(
        publication,
        catalog=catalog,
        datasets={each.entry.id: each for each in records},
        announcements={id_: each.said_in(language) for id_, each in publication.announcements.items()},
        entries=each_in(publication.entries),
        agencies={id_: each_in(entries) for id_, entries in publication.agencies.items()},
        topics={id_: each_in(entries) for id_, entries in publication.topics.items()},
        regions={id_: each_in(entries) for id_, entries in publication.regions.items()},
        about={id_: each_in(entries) for id_, entries in publication.about.items()},
    )


def _vocabulary_in(language: str, vocabulary: Vocabulary[Term]) -> Vocabulary[Term]:
    return replace(vocabulary, terms={id_: _term_in(language, term) for id_, term in vocabulary.terms.items()})


def _term_in(language: str, term: Term) -> Term:
    for each in term.translations:
        if each.language == language:
            return replace(term, name=each.title, description=each.summary or term.description, language=language)
    return term


def facts_in(language: str, facts: DatasetFacts) -> DatasetFacts:
    """What is known of a dataset, with its title and description in a language."""
    return replace(
        facts,
        entry=facts.entry.said_in(language),
        dataset=facts.dataset.said_in(language),
        related=tuple(each.said_in(language) for each in facts.related),
    )


def language_of_page(page: Page, language: str, settings: Settings) -> str:
    """In which language the words of a page of prose are in an edition."""
    return language if language in {each.language for each in page.translations} else settings.language


def page_in(language: str, page: Page) -> Page:
    """A page of prose in a language."""
    for each in page.translations:
        if each.language == language:
            return replace(page, title=each.title, description=each.summary or page.description)
    return page
