"""Every generated page: what is on it, in which template, at which address. A new kind is named in PAGES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from generator.model.announcement import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.entry import Entry
    from generator.model.publication import Publication

PER_PAGE = 50
"""Entries on one page of a listing."""
LATEST = 6
SECTIONS = {
    "Alerts": "alerts/",
    "Datasets": "datasets/",
    "Announcements": "announcements/",
    "Topics": "topics/",
    "Agencies": "agencies/",
}
"""The navigation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page before it is composed."""

    path: str
    """From the site's root; with a slash at its end, or the name of a file."""
    title: str
    description: str
    template: str
    """In `site_templates/pages/`."""
    values: Mapping[str, Any]
    section: str = ""
    """The place in the navigation it belongs to."""
    crumbs: tuple[tuple[str, str], ...] = ()
    """Names and paths of the pages above it."""
    entry: Entry | None = None
    """What is published on it."""
    feed: str = ""
    """Folder of the feeds that are about this page alone."""
    indexed: bool = True
    """Whether search engines may list it."""


class Kind(Protocol):
    """Yields the pages of one kind."""

    def __call__(self, publication: Publication, /) -> Iterator[Page]:
        """The pages, in a fixed order."""
        ...


def home(publication: Publication) -> Iterator[Page]:
    """What is new, what is urgent, where to look."""
    settings = publication.catalog.settings
    yield Page(
        path="",
        title=settings.name,
        description=settings.description,
        template="home.html",
        values={
            "latest": [entry for entry in publication.entries if entry.kind != "alert"][:LATEST],
            "services": [entry for entry in publication.entries if entry.kind == "service"][:LATEST],
            "counts": {id_: len(publication.of_topic(id_)) for id_ in publication.catalog.topics.terms},
        },
    )


def dataset_pages(publication: Publication) -> Iterator[Page]:
    """One page for each dataset."""
    entries = {entry.id: entry for entry in publication.entries}
    related: dict[str, list[Entry]] = {}
    for id_, announcement in publication.announcements.items():
        for name in announcement.datasets:
            related.setdefault(name, []).append(entries[id_])
    for facts in publication.datasets.values():
        agency = publication.catalog.agencies[facts.dataset.agency]
        yield Page(
            path=facts.entry.path,
            title=facts.entry.title,
            description=facts.entry.summary,
            template="dataset.html",
            values={
                "facts": facts,
                "dataset": facts.dataset,
                "agency": agency,
                "related": related.get(facts.dataset.id, []),
            },
            section="Datasets",
            crumbs=(("Datasets", "datasets/"), (agency.name, f"agencies/{agency.id}/")),
            entry=facts.entry,
            feed=f"agencies/{agency.id}",
        )


def announcement_pages(publication: Publication) -> Iterator[Page]:
    """One page for each announcement."""
    entries = {entry.id: entry for entry in publication.entries}
    for id_, announcement in publication.announcements.items():
        entry = entries[id_]
        agency = publication.catalog.agencies[announcement.agency]
        alert = entry.kind == "alert"
        yield Page(
            path=entry.path,
            title=entry.title,
            description=entry.summary,
            template="announcement.html",
            values={
                "entry": entry,
                "announcement": announcement,
                "details": announcement.details,
                "agency": agency,
                "in_force": announcement.in_force(publication.now),
                "related": [entries[f"dataset/{name}"] for name in announcement.datasets],
            },
            section="Alerts" if alert else "Announcements",
            crumbs=(("Alerts", "alerts/") if alert else ("Announcements", "announcements/"),),
            entry=entry,
            feed=f"agencies/{agency.id}",
        )


def listings(publication: Publication) -> Iterator[Page]:
    """Datasets by title, announcements and alerts by date."""
    datasets = [facts.entry for facts in publication.datasets.values()]
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
        kinds=[(kind.label, kind.kind) for kind in KINDS if kind.kind != "alert"],
    )
    yield from _listing(
        "alerts/",
        "Alerts",
        f"Alerts of {name}, newest first: those in force and those that have ended.",
        alerts,
        "There have been no alerts.",
        in_force={entry.id for entry in publication.alerts},
    )


def agency_pages(publication: Publication) -> Iterator[Page]:
    """All agencies, and what each has published."""
    agencies = publication.catalog.agencies.terms
    name = publication.catalog.settings.name
    counts = {id_: len(publication.of_agency(id_)) for id_ in agencies}
    yield Page(
        path="agencies/",
        title="Agencies",
        description=f"Who publishes on {name}, and how to reach them.",
        template="terms.html",
        values={"terms": agencies.values(), "counts": counts, "folder": "agencies"},
        section="Agencies",
    )
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
    counts = {id_: len(publication.of_topic(id_)) for id_ in topics}
    yield Page(
        path="topics/",
        title="Topics",
        description=f"What is published on {publication.catalog.settings.name}, by topic.",
        template="terms.html",
        values={"terms": topics.values(), "counts": counts, "folder": "topics"},
        section="Topics",
    )
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


def redirects(publication: Publication) -> Iterator[Page]:
    """A page at each address that something had before."""
    moved = [
        (f"datasets/{former}/", facts.entry)
        for facts in publication.datasets.values()
        for former in facts.dataset.formerly
    ]
    entries = {entry.id: entry for entry in publication.entries}
    moved += [
        (f"announcements/{former}/", entries[id_])
        for id_, announcement in publication.announcements.items()
        for former in announcement.formerly
    ]
    for path, entry in moved:
        yield Page(
            path=path,
            title=entry.title,
            description="This page has moved.",
            template="moved.html",
            values={"entry": entry},
            indexed=False,
        )


def feed_list(publication: Publication) -> Iterator[Page]:
    """Where feeds are and what they are for."""
    yield Page(
        path="feeds/",
        title="Feeds",
        description=f"Follow {publication.catalog.settings.name} without an account, in a feed reader.",
        template="feeds.html",
        values={"agencies": publication.catalog.agencies.terms.values()},
    )


def not_found(publication: Publication) -> Iterator[Page]:
    """What a server shows where there is nothing."""
    yield Page(
        path="404.html",
        title="Page not found",
        description=f"There is no page at this address of {publication.catalog.settings.name}.",
        template="404.html",
        values={},
        indexed=False,
    )


PAGES: tuple[Kind, ...] = (
    home,
    dataset_pages,
    announcement_pages,
    listings,
    agency_pages,
    topic_pages,
    feed_list,
    redirects,
    not_found,
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
                "heading": title,
                "entries": shown,
                "total": len(entries),
                "empty": empty,
                "number": number,
                "pages": [path if n == 1 else f"{path}page/{n}/" for n in range(1, count + 1)],
                **values,
            },
            section=section or title,
            crumbs=crumbs if number == 1 else (*crumbs, (title, path)),
            feed=feed,
        )
