"""What feeds are about, and the entries of each, as feedgen takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedgen.feed import FeedGenerator

    from generator.model.entry import Entry
    from generator.model.publication import Publication

MOST_ENTRIES = 100
"""The newest ones; older ones are on the site's listings."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """One subject to follow."""

    urn: str
    title: str
    description: str
    path: str
    """Folder of its feeds, from the site's root, with a slash at its end."""
    page: str
    """Path of the page that is about the same."""
    entries: tuple[Entry, ...]
    """Dated ones, newest first."""


def channels(publication: Publication) -> Iterator[Channel]:
    """The site's channel, then one for each agency."""
    settings = publication.catalog.settings
    tag = f"tag:{settings.authority}:feed"
    yield Channel(
        urn=f"{tag}/site",
        title=settings.name,
        description=settings.description or settings.name,
        path="feeds/",
        page="",
        entries=_newest(publication.entries),
    )
    for agency in publication.catalog.agencies.terms.values():
        yield Channel(
            urn=f"{tag}/agency/{agency.id}",
            title=f"{agency.name}, {settings.name}",
            description=agency.description or agency.name,
            path=f"feeds/agencies/{agency.id}/",
            page=f"agencies/{agency.id}/",
            entries=_newest(publication.of_agency(agency.id)),
        )


def _newest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries without a date have no place in an order by date, and no date may be made up for them."""
    return tuple(entry for entry in entries if entry.updated)[:MOST_ENTRIES]


def fill(channel: Channel, publication: Publication) -> FeedGenerator:
    """A feed with all that RSS and Atom share. Its time is that of its newest entry, never the clock's."""
    from feedgen.feed import FeedGenerator  # most builds change no feed

    settings = publication.catalog.settings
    feed = FeedGenerator()
    feed.id(channel.urn)
    feed.title(channel.title)
    feed.description(channel.description)
    feed.subtitle(channel.description)
    feed.language(settings.language)
    feed.author({"name": settings.owner})
    feed.generator("Daylight")
    latest = latest_change(channel, publication)
    feed.updated(latest)
    feed.lastBuildDate(latest)
    for entry in channel.entries:
        agency = publication.catalog.agencies[entry.agency]
        item = feed.add_entry(order="append")
        item.id(entry.urn)
        item.guid(entry.urn, permalink=False)
        item.title(entry.title)
        item.link(href=f"{settings.url}{entry.path}", rel="alternate")
        item.summary(entry.summary)
        email = agency.contact.email if agency.contact else ""
        item.author({"name": agency.name, **({"email": email} if email else {})})
        item.category(
            [
                {"term": entry.kind, "scheme": f"tag:{settings.authority}:kind", "label": entry.label},
                *(
                    {
                        "term": topic,
                        "scheme": f"tag:{settings.authority}:topic",
                        "label": publication.catalog.topics[topic].name,
                    }
                    for topic in entry.topics
                ),
            ]
        )
        item.published(entry.published)
        item.updated(entry.updated)
    return feed


def latest_change(channel: Channel, publication: Publication) -> datetime:
    """Of the channel's newest entry; the beginning of the year where it has none, so that builds agree."""
    if channel.entries and (updated := channel.entries[0].updated):
        return updated
    return publication.now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
