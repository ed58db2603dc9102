"""Pages that list what is published: by title, by date, by agency, by topic, a number of entries to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    yield _terms("Agencies", f"Who publishes on {name}, and how to reach them.", agencies, counts)
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
    yield _terms("Topics", f"What is published on {name}, by topic.", topics, counts)
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


def _terms(title: str, description: str, terms: Mapping[str, object], counts: Mapping[str, int]) -> Page:
    """A whole vocabulary, with how much is published under each of its terms."""
    folder = title.lower()
    return Page(
        path=f"{folder}/",
        title=title,
        description=description,
        template="terms.html",
        values={"terms": terms.values(), "counts": counts, "folder": folder},
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
