"""A dataset's own feeds: when it was first published, what is new, what was corrected, and that it was withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.entries import midnight
from generator.feeds.channels import Channel
from generator.feeds.items import Items
from generator.feeds.registry import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from generator.deriving.editions import Edition
    from generator.feeds.items import Content
    from generator.model.amendment import Amendment
    from generator.model.dataset import Dataset
    from generator.model.entry import Entry
    from generator.model.publication import Artifact, Publication


def history_feeds(
    entry: Entry,
    dataset: Dataset,
    publication: Publication,
    edition: Edition,
    content: Content,
    say: Callable[[str], str],
) -> Iterator[Artifact]:
    """Feeds of a dataset in one language; none where no date is known.

    Args:
        entry: Of the dataset, in that language.
        dataset: It.
        publication: In the same language; only its settings and vocabularies are used.
        edition: The language.
        content: Writes what an entry says.
        say: Says messages in the language.
    """
    events = tuple(_events(entry, dataset, ZoneInfo(publication.catalog.settings.time_zone)))
    if not events:
        return
    settings = publication.catalog.settings
    urn = "/".join(filter(None, (entry.urn.rpartition(":")[2], edition.prefix.rstrip("/"))))
    channel = Channel(
        group="dataset",
        urn=f"tag:{settings.authority}:feed/{urn}",
        title=f"{entry.title}, {settings.name}",
        description=entry.summary,
        path=f"{edition.prefix}feeds/{entry.path}",
        page=f"{edition.prefix}{entry.path}",
        language=edition.language,
        entries=events[::-1],
    )
    items = Items(publication, content, edition.prefix, say)
    for write in FORMATS.values():
        yield write(channel, items)


def _events(entry: Entry, dataset: Dataset, zone: ZoneInfo) -> Iterator[Entry]:
    """What happened to it, the first first; each has an id that stays."""
    first, last = entry.published, entry.updated
    if first is None or last is None:
        return

    def event(name: str, at: datetime, amendments: tuple[Amendment, ...] = ()) -> Entry:
        id_, urn = f"{entry.id}#{name}", f"{entry.urn}#{name}"
        return replace(entry, id=id_, urn=urn, updated=at, amendments=amendments)

    yield event("created", first)
    events = []
    changed = midnight(dataset.modified, zone) if dataset.modified else None if entry.amendments else last
    if changed and changed > first:
        events.append(event(f"updated-{changed.astimezone(zone).date()}", changed))
    for place, each in enumerate(entry.amendments):
        again = sum(other.at == each.at for other in entry.amendments[:place])
        name = f"{each.kind}-{each.at}{f'-{again + 1}' if again else ''}"
        events.append(event(name, max(midnight(each.at, zone), first), (each,)))
    yield from sorted(events, key=lambda each: each.updated or first)
