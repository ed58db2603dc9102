"""Pages that list what is published: by title, by date, by agency, by topic, a number of entries to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.catalog import Agency, Topic
    from generator.model.entry import Entry
    from generator.model.publication import Publication


PER_PAGE = 50
"""Entries on one page of a listing."""
_NEAR = 2
"""Pages on either side to which a page of a listing links, besides the first and the last."""


def listings(publication: Publication) -> Iterator[Page]:
    """Datasets by title, announcements and alerts by date."""
    datasets = [record.entry for record in publication.datasets.values()]
    alerts = [entry for entry in publication.entries if entry.kind == "alert"]
    others = [entry for entry in publication.entries if entry.kind not in {"alert", "dataset"}]
    name = publication.catalog.settings.name
    yield from _listing(
        "datasets/", "Datasets", f"All datasets of {name}, by title.", datasets, "There are no datasets yet."
    )
    yield from _listing(
        "announcements/",
        "Announcements",
        f"News, public notices, consultations, events and services of {name}, newest first.",
        others,
        "There are no announcements yet.",
    )
    yield from _listing(
        "alerts/",
        "Alerts",
        f"Alerts of {name}, newest first: those in force and those that have ended.",
        alerts,
        "There have been no alerts.",
    )


def agency_pages(publication: Publication) -> Iterator[Page]:
    """All agencies, and what each has published."""
    agencies = publication.catalog.agencies.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_agency(id_)) for id_ in agencies}
    yield _terms("Agencies", f"Who publishes on {name}, and how to reach them.", _described(agencies), counts)
    for agency in agencies.values():
        yield from _listing(
            f"agencies/{agency.id}/",
            agency.name,
            agency.description or f"What {agency.name} publishes.",
            publication.of_agency(agency.id),
            "This agency has published nothing yet.",
            template="agency.html",
            section="Agencies",
            crumbs=(("Agencies", "agencies/"),),
            feed=f"agencies/{agency.id}",
            agency=agency,
        )


def topic_pages(publication: Publication) -> Iterator[Page]:
    """All topics, and what is about each."""
    topics = publication.catalog.topics.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_topic(id_)) for id_ in topics}
    yield _terms("Topics", f"What is published on {name}, by topic.", _described(topics), counts)
    for topic in topics.values():
        yield from _listing(
            f"topics/{topic.id}/",
            topic.name,
            topic.description or f"Everything about {topic.name}.",
            publication.of_topic(topic.id),
            "Nothing has been published about this yet.",
            section="Topics",
            crumbs=(("Topics", "topics/"),),
        )


def region_pages(publication: Publication) -> Iterator[Page]:
    """All regions, and what applies to each."""
    regions = publication.catalog.regions.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_region(id_)) for id_ in regions}
    yield _terms(
        "Regions",
        f"What is published on {name}, by the place that it is about.",
        [(id_, region.name, "") for id_, region in regions.items()],
        counts,
    )
    for region in regions.values():
        yield from _listing(
            f"regions/{region.id}/",
            region.name,
            f"What is published about {region.name}.",
            publication.of_region(region.id),
            "Nothing has been published about this place yet.",
            section="Regions",
            crumbs=(("Regions", "regions/"),),
        )


def date_pages(publication: Publication) -> Iterator[Page]:
    """All years, and what last changed in each."""
    years: dict[str, list[Entry]] = {}
    zone = ZoneInfo(publication.catalog.settings.time_zone)
    for entry in publication.entries:
        if entry.updated:
            years.setdefault(str(entry.updated.astimezone(zone).year), []).append(entry)
    name = publication.catalog.settings.name
    counts = {year: len(entries) for year, entries in years.items()}
    yield _terms(
        "Dates",
        f"What is published on {name}, by the year in which it last changed.",
        [(year, year, "") for year in years],
        counts,
    )
    for year, entries in years.items():
        yield from _listing(
            f"dates/{year}/",
            year,
            f"What last changed in {year}, newest first.",
            entries,
            "",
            section="Dates",
            crumbs=(("Dates", "dates/"),),
        )


def _described(terms: Mapping[str, Agency | Topic]) -> list[tuple[str, str, str]]:
    return [(id_, term.name, term.description) for id_, term in terms.items()]


def _terms(title: str, description: str, terms: Sequence[tuple[str, str, str]], counts: Mapping[str, int]) -> Page:
    """A page of names with their ids and what they mean, and how much is published under each."""
    folder = title.lower()
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
        section=title,
    )


def _listing(  # noqa: PLR0913 - what a listing shows is said by name at each call
    path: str,
    title: str,
    description: str,
    entries: Sequence[Entry],
    empty: str,
    *,
    template: str = "listing.html",
    section: str = "",
    crumbs: tuple[tuple[str, str], ...] = (),
    feed: str = "",
    **values: object,
) -> Iterator[Page]:
    """A list of entries, cut into pages."""
    count = max(1, -(-len(entries) // PER_PAGE))
    for number in range(1, count + 1):
        shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield Page(
            path=path if number == 1 else f"{path}page/{number}/",
            title=title if number == 1 else f"{title}, page {number} of {count}",
            description=description,
            template=template,
            values={
                "entries": shown,
                "total": len(entries),
                "empty": empty,
                "number": number,
                "pages": _pager(path, number, count),
                **values,
            },
            section=section or title,
            crumbs=crumbs if number == 1 else (*crumbs, (title, path)),
            feed=feed,
        )


def _pager(path: str, number: int, count: int) -> list[tuple[int, str]]:
    """Number and path of the pages that a page of a listing links to; none where it is the only one."""
    near = range(max(1, number - _NEAR), min(count, number + _NEAR) + 1)
    shown = sorted({1, *near, count}) if count > 1 else []
    return [(n, path if n == 1 else f"{path}page/{n}/") for n in shown]
