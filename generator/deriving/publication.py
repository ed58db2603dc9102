"""Everything that is known is put together into the one value the writers get."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.deriving.entries import announcement_entry, newest_first
from generator.deriving.posted import discussed
from generator.deriving.titles import place
from generator.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from generator.model.catalog import Catalog
    from generator.model.entry import Entry
    from generator.model.posted import Posted
    from generator.model.record import Record


def put_together(
    catalog: Catalog, records: Iterable[Record], now: datetime, posts: tuple[Posted, ...] = ()
) -> Publication:
    """The publication of a catalog without errors.

    Args:
        catalog: What was read.
        records: What is known of each dataset.
        now: Which alerts are in force, which consultations are closed and which datasets are late depends on it,
            and nothing else does.
        posts: What was posted on networks, the newest first.
    """
    datasets = sorted(records, key=lambda each: (place(each.entry.title), each.entry.id))
    ready = [each for each in catalog.announcements if not each.draft]
    announced = {entry.id: (entry, each) for each in ready for entry in (announcement_entry(each, catalog.settings),)}
    entries = newest_first([*(each.entry for each in datasets), *(entry for entry, _ in announced.values())])
    announcements = {entry.id: announced[entry.id][1] for entry in entries if entry.id in announced}
    agencies: dict[str, list[Entry]] = {}
    topics: dict[str, list[Entry]] = {}
    regions: dict[str, list[Entry]] = {}
    about: dict[str, list[Entry]] = {}
    for entry in entries:
        agencies.setdefault(entry.agency, []).append(entry)
        for topic in dict.fromkeys(entry.topics):
            topics.setdefault(topic, []).append(entry)
        for region in dict.fromkeys(entry.regions):
            regions.setdefault(region, []).append(entry)
        if entry.id in announcements:
            for dataset in dict.fromkeys(announcements[entry.id].datasets):
                about.setdefault(dataset, []).append(entry)
    return Publication(
        catalog=catalog,
        datasets={each.entry.id: each for each in datasets},
        announcements=announcements,
        entries=entries,
        now=now,
        agencies={id_: tuple(each) for id_, each in agencies.items()},
        topics={id_: tuple(each) for id_, each in topics.items()},
        regions={id_: tuple(each) for id_, each in regions.items()},
        about={id_: tuple(each) for id_, each in about.items()},
        prints={each.entry.id: each.print or print_of(each.entry) for each in datasets}
        | {id_: f"{print_of(entry)} {_ended(entry, now)}" for id_, (entry, _) in announced.items()},
        posted=posts,
        discussed=discussed(posts),
    )


def print_of(entry: Entry) -> str:
    """A digest of all that an entry says."""
    return hashlib.blake2b(repr(entry).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _ended(entry: Entry, now: datetime) -> bool:
    """An alert is shown in another way once it has ended."""
    return entry.expires is not None and entry.expires <= now
