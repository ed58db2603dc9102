"""Each subject that can be followed, in each language, as a channel of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deriving.subjects import subjects
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from generator.deriving.editions import Edition
    from generator.model.entry import Entry
    from generator.model.publication import Publication

MOST_ENTRIES = 100
"""In a file: those changed last. The others are in the archive."""


@noun
class Channel:
    """One subject to follow, in one language."""

    group: str
    """site, agency, topic, region, kind or severity."""
    urn: str
    """A tag URI (RFC 4151), which stays whatever the site is called."""
    title: str
    description: str
    path: str
    """Folder of its feeds, from the site's root, with a slash at its end."""
    page: str
    """Path of the page that is about the same, from the site's root."""
    language: str
    entries: tuple[Entry, ...]
    """Dated ones, those changed last first: as many as a file holds."""
    archive: tuple[tuple[Entry, ...], ...] = ()
    """All entries in parts of which only the last one grows, where one file does not hold them all."""


def channels(publication: Publication, edition: Edition, say: Callable[[str], str] = str) -> Iterator[Channel]:
    """Every channel of a publication in one language, the site's first.

    Args:
        publication: In the language.
        edition: The language.
        say: Says messages in it.
    """
    settings = publication.catalog.settings
    for subject in subjects(publication, say):
        urn = "/".join(filter(None, (subject.group, subject.first_id, edition.prefix.rstrip("/"))))
        dated = tuple(entry for entry in subject.entries if entry.updated)  # no date may be made up for the others
        yield Channel(
            group=subject.group,
            urn=f"tag:{settings.authority}:feed/{urn}",
            title=f"{subject.name}, {settings.name}" if subject.id else subject.name,
            description=subject.description or subject.name,
            path=f"{edition.prefix}feeds/{subject.folder}",
            page=f"{edition.prefix}{subject.page}",
            language=edition.language,
            entries=dated[:MOST_ENTRIES],
            archive=_archive(dated),
        )


def in_force(publication: Publication) -> Channel:
    """The alerts in force, as other systems ask for them."""
    settings = publication.catalog.settings
    return Channel(
        group="kind",
        urn=f"tag:{settings.authority}:alerts",
        title=f"Alerts in force, {settings.name}",
        description="Each entry has a link to its latest message (CAP 1.2).",
        path="alerts/",
        page="alerts/",
        language=settings.language,
        entries=publication.alerts,
    )


def _archive(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], ...]:
    """By the time they were first published, which does not change."""
    if len(entries) <= MOST_ENTRIES:
        return ()
    first = sorted(entries, key=lambda entry: (entry.published or entry.updated, entry.id))
    return tuple(tuple(first[at : at + MOST_ENTRIES]) for at in range(0, len(first), MOST_ENTRIES))


def latest_change(channel: Channel, publication: Publication) -> datetime:
    """Of the channel's newest entry; the beginning of the year where it has none, so that builds agree."""
    if channel.entries and (updated := channel.entries[0].updated):
        return updated
    return publication.now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
