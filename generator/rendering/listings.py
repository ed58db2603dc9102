"""Pages that list what is published: by title, by date, by agency, by topic, a number of entries to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.titles import OTHERS, initial
from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.model.catalog import Agency, Topic
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.rendering.words import Words


PER_PAGE = 50
"""Entries on one page of a listing."""
_NEAR = 2
"""Pages on either side to which a page of a listing links, besides the first and the last."""


def listings(publication: Publication, words: Words) -> Iterator[Page]:
    """Datasets by title, announcements and alerts by date."""
    datasets = [record.entry for record in publication.datasets.values()]
    alerts = [entry for entry in publication.entries if entry.kind == "alert"]
    others = [entry for entry in publication.entries if entry.kind not in {"alert", "dataset"}]
    name = publication.catalog.settings.name
    say = words.say
    letters = _letters(datasets)
    yield from _listing(
        words,
        "datasets/",
        say("Datasets"),
        say("All datasets of {site}, by title.", site=name),
        datasets,
        say("There are no datasets yet."),
        section="Datasets",
        letters=_index(letters),
    )
    for letter, entries in letters.items():
        yield from _listing(
            words,
            _under(letter),
            say("Datasets: {letter}", letter=letter),
            say("Datasets of {site} under {letter}.", site=name, letter=letter),
            entries,
            "",
            section="Datasets",
            crumbs=((say("Datasets"), "datasets/"),),
            letters=_index(letters, letter),
        )
    yield from _listing(
        words,
        "announcements/",
        say("Announcements"),
        say("News, public notices, consultations, events and services of {site}, newest first.", site=name),
        others,
        say("There are no announcements yet."),
        section="Announcements",
    )
    yield from _listing(
        words,
        "alerts/",
        say("Alerts"),
        say("Alerts of {site}, newest first: those in force and those that have ended.", site=name),
        alerts,
        say("There have been no alerts."),
        section="Alerts",
    )


def _letters(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries by the first letter of their titles, in its order; none where two pages hold them all."""
    found: dict[str, list[Entry]] = {}
    if len(entries) > 2 * PER_PAGE:
        for entry in entries:
            found.setdefault(initial(entry.title), []).append(entry)
    return dict(sorted(found.items()))


def _index(letters: Collection[str], current: str = "") -> tuple[tuple[str, str, bool], ...]:
    """Of each letter, the path of its page, and whether that is the current one."""
    return tuple((letter, _under(letter), letter == current) for letter in letters)


def _under(letter: str) -> str:
    """Addresses hold no letters that some programs change on the way; the others are told by their number (Unicode)."""
    name = letter.lower() if letter.isascii() and letter.isalpha() else "-".join(f"u{ord(each):04x}" for each in letter)
    return f"datasets/a-z/{'other' if letter == OTHERS else name}/"


def agency_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """All agencies, and what each has published."""
    agencies = publication.catalog.agencies.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_agency(id_)) for id_ in agencies}
    title = words.say("Agencies")
    about = words.say("Who publishes on {site}, and how to reach them.", site=name)
    yield _terms("Agencies", title, about, _described(agencies), counts)
    for agency in agencies.values():
        yield from _listing(
            words,
            f"agencies/{agency.id}/",
            agency.name,
            agency.description or words.say("What {agency} publishes.", agency=agency.name),
            publication.of_agency(agency.id),
            words.say("This agency has published nothing yet."),
            template="agency.html",
            section="Agencies",
            crumbs=((title, "agencies/"),),
            named=True,
            described=bool(agency.description),
            spoken=agency.language,
            feed=f"agencies/{agency.id}",
            agency=agency,
        )


def topic_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """All topics, and what is about each."""
    topics = publication.catalog.topics.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_topic(id_)) for id_ in topics}
    title = words.say("Topics")
    yield _terms(
        "Topics", title, words.say("What is published on {site}, by topic.", site=name), _described(topics), counts
    )
    for topic in topics.values():
        yield from _listing(
            words,
            f"topics/{topic.id}/",
            topic.name,
            topic.description or words.say("Everything about {topic}.", topic=topic.name),
            publication.of_topic(topic.id),
            words.say("Nothing has been published about this yet."),
            section="Topics",
            crumbs=((title, "topics/"),),
            named=True,
            described=bool(topic.description),
            spoken=topic.language,
            feed=f"topics/{topic.id}",
        )


def region_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """All regions, and what applies to each."""
    regions = publication.catalog.regions.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_region(id_)) for id_ in regions}
    title = words.say("Regions")
    yield _terms(
        "Regions",
        title,
        words.say("What is published on {site}, by the place that it is about.", site=name),
        [(id_, region.name, region.description, region.language) for id_, region in regions.items()],
        counts,
    )
    for region in regions.values():
        yield from _listing(
            words,
            f"regions/{region.id}/",
            region.name,
            region.description or words.say("What is published about {region}.", region=region.name),
            publication.of_region(region.id),
            words.say("Nothing has been published about this place yet."),
            section="Regions",
            crumbs=((title, "regions/"),),
            named=True,
            described=bool(region.description),
            spoken=region.language,
            feed=f"regions/{region.id}",
        )


def date_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """All years, and what last changed in each."""
    years: dict[str, list[Entry]] = {}
    zone = ZoneInfo(publication.catalog.settings.time_zone)
    for entry in publication.entries:
        if entry.updated:
            years.setdefault(str(entry.updated.astimezone(zone).year), []).append(entry)
    name = publication.catalog.settings.name
    counts = {year: len(entries) for year, entries in years.items()}
    title = words.say("Dates")
    yield _terms(
        "Dates",
        title,
        words.say("What is published on {site}, by the year in which it last changed.", site=name),
        [(year, year, "", words.language) for year in years],
        counts,
    )
    for year, entries in years.items():
        yield from _listing(
            words,
            f"dates/{year}/",
            year,
            words.say("What last changed in {year}, newest first.", year=year),
            entries,
            "",
            section="Dates",
            crumbs=((title, "dates/"),),
        )


def _described(terms: Mapping[str, Agency | Topic]) -> list[tuple[str, str, str, str]]:
    return [(id_, term.name, term.description, term.language) for id_, term in terms.items()]


def _terms(
    section: str, title: str, description: str, terms: Sequence[tuple[str, str, str, str]], counts: Mapping[str, int]
) -> Page:
    """A page of names with their ids and what they mean, in which language, and how much is published under each."""
    folder = section.lower()
    return Page(
        path=f"{folder}/",
        title=title,
        description=description,
        template="terms.html",
        values={
            "terms": terms,
            "counts": counts,
            "folder": folder,
        },
        section=section,
    )


def _listing(  # noqa: PLR0913 - what a listing shows is said by name at each call
    words: Words,
    path: str,
    title: str,
    description: str,
    entries: Sequence[Entry],
    empty: str,
    *,
    template: str = "listing.html",
    section: str,
    crumbs: tuple[tuple[str, str], ...] = (),
    feed: str = "",
    named: bool = False,
    described: bool = False,
    spoken: str = "",
    letters: tuple[tuple[str, str, bool], ...] = (),
    **values: object,
) -> Iterator[Page]:
    """A list of entries, cut into pages. What is `named` or `described` by a vocabulary is in the language `spoken`."""
    count = max(1, -(-len(entries) // PER_PAGE))
    for number in range(1, count + 1):
        shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield Page(
            path=path if number == 1 else f"{path}page/{number}/",
            title=title if number == 1 else _numbered(words, title, number, count),
            description=description,
            template=template,
            values={
                "entries": shown,
                "total": len(entries),
                "empty": empty,
                "number": number,
                "pages": pager(path, number, count),
                "named": named,
                "described": described,
                "spoken": spoken,
                "letters": letters,
                **values,
            },
            section=section,
            crumbs=crumbs if number == 1 else (*crumbs, (title, path)),
            feed=feed,
        )


def _numbered(words: Words, title: str, number: int, count: int) -> str:
    return words.say("{title}, page {number} of {count}", title=title, number=number, count=count)


def pager(path: str, number: int, count: int) -> list[tuple[int, str]]:
    """Number and path of the pages that a page of a listing links to; none where it is the only one."""
    near = range(max(1, number - _NEAR), min(count, number + _NEAR) + 1)
    shown = sorted({1, *near, count}) if count > 1 else []
    return [(n, path if n == 1 else f"{path}page/{n}/") for n in shown]
