"""Every kind of generated page: what is on it, in which template, at which address. A new kind is named at the end."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.agenda import moments
from generator.deriving.subjects import CALENDARS, GROUPS, subjects
from generator.rendering.embeds import EmbedPages, embed_path
from generator.rendering.listings import agency_pages, date_pages, listings, region_pages, topic_pages
from generator.rendering.moves import move_pages
from generator.rendering.page import DatasetKind, Kind, Page
from generator.rendering.posts import posts_pages
from generator.rendering.quality import QualityPage
from generator.rendering.search.listed import kinds, translated
from generator.rendering.services import service_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.words import Words

CHOICES = 200
"""Agencies, topics and regions each that can be ticked in a list; all can be found by name or on their own pages."""
LATEST = 6
"""Entries on the home page."""
COMING = 200
"""Moments on the page of the calendar; all are in the calendar itself."""
POPULAR = 4
"""Links below its search."""


def home(publication: Publication, _words: Words) -> Iterator[Page]:
    """What is new, what is urgent, where to look."""
    settings = publication.catalog.settings
    current = [entry for entry in publication.entries if not entry.withdrawn]
    yield Page(
        path="",
        title=settings.name,
        description=settings.description,
        template="home.html",
        values={
            "latest": [entry for entry in current if entry.kind != "alert"][:LATEST],
            "services": [entry for entry in current if entry.kind == "service"][:LATEST],
            "counts": {id_: len(publication.of_topic(id_)) for id_ in publication.catalog.topics.terms},
            "datasets": len(publication.datasets),
            "alerts": publication.alerts,
            "popular": _popular(publication, current),
        },
        section="Home",
    )


def _popular(publication: Publication, current: Sequence[Entry]) -> list[Entry]:
    """Datasets that most announcements are about, then the newest: where many begin."""
    entries = {entry.id: entry for entry in current}
    asked = sorted(publication.about, key=lambda id_: (-len(publication.about[id_]), id_))
    named = [entries[f"dataset/{id_}"] for id_ in asked if f"dataset/{id_}" in entries]
    return list(dict.fromkeys([*named, *(entry for entry in current if entry.kind == "dataset")]))[:POPULAR]


class DatasetPage:
    """What a dataset shows."""

    def listed(self, entry: Entry) -> tuple[str, ...]:
        """Its permanent address."""
        return (entry.path,)

    def __call__(self, facts: DatasetFacts, publication: Publication, words: Words) -> Iterator[Page]:
        """The page."""
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
                "related": publication.about.get(facts.dataset.id, ()),
                "embed_path": partial(embed_path, facts.entry),
            },
            section="Datasets",
            crumbs=((words.say("Datasets"), "datasets/"), (agency.name, f"agencies/{agency.id}/")),
            entry=facts.entry,
            feed=facts.entry.path.rstrip("/") if facts.entry.published else f"agencies/{agency.id}",
        )


def announcement_pages(publication: Publication, words: Words) -> Iterator[Page]:
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
                "closed": announcement.closed(publication.now),
                "related": [entries[f"dataset/{name}"] for name in announcement.datasets],
                "posts": publication.discussed.get(id_, ()),
            },
            section="Alerts" if alert else "Announcements",
            crumbs=((words.say("Alerts"), "alerts/") if alert else (words.say("Announcements"), "announcements/"),),
            entry=entry,
            feed=f"agencies/{agency.id}",
        )


def feed_list(publication: Publication, words: Words) -> Iterator[Page]:
    """Where feeds are and what they are for."""
    found: dict[str, list[tuple[str, str, bool]]] = {group: [] for group in GROUPS}
    for subject in subjects(publication, words.say):
        dated = subject.group in CALENDARS
        found[subject.group].append((subject.name, subject.folder, dated))
    yield Page(
        path="feeds/",
        title=words.say("Feeds and calendars"),
        description=words.say(
            "Follow {site} without an account, in a feed reader or in your calendar.",
            site=publication.catalog.settings.name,
        ),
        template="feeds.html",
        values={"groups": [(words.say(heading), found[group]) for group, heading in GROUPS.items()]},
    )


def agenda(publication: Publication, words: Words) -> Iterator[Page]:
    """What comes: events, ends of consultations and new data, by month."""
    today = publication.now.astimezone(ZoneInfo(publication.catalog.settings.time_zone)).date()
    every = moments(publication.entries, publication, words.say)
    late = [each for each in every if each.kind == "due" and each.day < today]
    coming = [each for each in every if each.day >= today][:COMING]
    months = [
        (f"{month:%Y-%m}", list(each)) for month, each in groupby(coming, key=lambda each: each.day.replace(day=1))
    ]
    yield Page(
        path="calendar/",
        title=words.say("Calendar"),
        description=words.say(
            "Events, ends of consultations and days on which new data are due, of {site}.",
            site=publication.catalog.settings.name,
        ),
        template="calendar.html",
        values={"late": late[:COMING], "months": months},
    )


def following(publication: Publication, words: Words) -> Iterator[Page]:
    """Where readers choose what they follow, and see what is new of it."""
    groups = {"topics": words.say("Topics"), "agencies": words.say("Agencies"), "regions": words.say("Regions")}
    terms = {folder: publication.catalog.vocabularies[folder].terms.values() for folder in groups}
    yield Page(
        path="following/",
        title=words.say("Following"),
        description=words.say(
            "Choose what you follow on {site}, and see what is new. No account: your choice stays on this device.",
            site=publication.catalog.settings.name,
        ),
        template="following.html",
        values={
            "groups": [
                (folder, name, [(each.id, each.name, each.language) for each in terms[folder]][:CHOICES])
                for folder, name in groups.items()
            ],
            "more": {folder: len(terms[folder]) > CHOICES for folder in groups},
        },
    )


def offline(publication: Publication, words: Words) -> Iterator[Page]:
    """Where readers have their device keep pages, and see which it keeps."""
    yield Page(
        path="offline/",
        title=words.say("Offline"),
        description=words.say("Read {site} where there is no connection.", site=publication.catalog.settings.name),
        template="offline.html",
        values={},
    )


def search(publication: Publication, words: Words) -> Iterator[Page]:
    """Where everything is found, and the lists in which it can be browsed."""
    yield Page(
        path="search/",
        title=words.say("Search"),
        description=words.say(
            "Search datasets, alerts and announcements of {site}.", site=publication.catalog.settings.name
        ),
        template="search.html",
        values={
            "kinds": list(kinds(publication)),
            "datasets": len(publication.datasets),
            "translated": list(translated(publication.catalog, words.language)),
        },
        section="Search",
    )


def not_found(publication: Publication, words: Words) -> Iterator[Page]:
    """What a server shows where there is nothing."""
    yield Page(
        path="404.html",
        title=words.say("Page not found"),
        description=words.say("There is no page at this address of {site}.", site=publication.catalog.settings.name),
        template="404.html",
        values={},
        indexed=False,
    )


PAGES: tuple[Kind, ...] = (
    home,
    announcement_pages,
    listings,
    service_pages,
    agency_pages,
    topic_pages,
    region_pages,
    date_pages,
    feed_list,
    agenda,
    following,
    offline,
    posts_pages,
    search,
    move_pages,
    not_found,
)
DATASET_PAGES: tuple[DatasetKind, ...] = (DatasetPage(), QualityPage(), EmbedPages())
