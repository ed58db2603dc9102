"""Everything that is known is put together into the one value the writers get."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.downloads import linked, offer
from generator.deriving.entries import announcement_entry, dataset_entry, newest_first
from generator.deriving.freshness import next_update
from generator.deriving.headlines import headlines
from generator.deriving.posted import discussed
from generator.deriving.quality import assess
from generator.deriving.tiles import tiled
from generator.deriving.titles import place
from generator.model.dataset import Contact
from generator.model.publication import DatasetFacts, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from generator.deriving.entries import Span
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.posted import Posted
    from generator.model.publication import Relative
    from generator.model.record import Record
    from generator.model.table import Table


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
    announced = {announcement_entry(each, catalog.settings): each for each in catalog.announcements if not each.draft}
    entries = newest_first([*(each.entry for each in datasets), *announced])
    announcements = {entry.id: announced[entry] for entry in entries if entry in announced}
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
        | {entry.id: f"{print_of(entry)} {_ended(entry, now)}" for entry in announced},
        posted=posts,
        discussed=discussed(posts),
    )


def facts_of(
    dataset: Dataset,
    catalog: Catalog,
    tables: tuple[Table, ...],
    *,
    committed: Span | None,
    remarks: tuple[Finding, ...],
    today: date,
    related: tuple[Relative, ...] = (),
    posts: tuple[Posted, ...] = (),
) -> DatasetFacts:
    """All that is known of a dataset.

    Args:
        dataset: What was read.
        catalog: With the settings and the vocabularies.
        tables: What was worked out from its rows.
        committed: When something in its folder was first and last committed.
        remarks: What the checks warned of, as far as it is public.
        today: In the site's zone; whether new data are late depends on it.
        related: Datasets about the same things.
        posts: Where people discuss it.
    """
    agency = catalog.agencies[dataset.agency]
    regions = catalog.regions.terms
    tables = tuple(replace(table, charts=tuple(tiled(chart, regions) for chart in table.charts)) for table in tables)
    columns = tuple(column.field.label for table in tables for column in table.columns)
    entry = dataset_entry(dataset, catalog, sum(table.rows for table in tables), columns, committed)
    zone = ZoneInfo(catalog.settings.time_zone)
    modified = dataset.modified or (entry.updated.astimezone(zone).date() if entry.updated else None)
    due = None if dataset.withdrawn else next_update(modified, dataset.accrual_periodicity)
    facts = DatasetFacts(
        dataset=dataset,
        entry=entry,
        tables=tables,
        downloads=offer(dataset),
        linked=linked(dataset),
        contact=dataset.contact or agency.contact or Contact(),
        licenses=dataset.licenses or agency.licenses,
        next_update=due,
        late=due is not None and today > due,
        figures=headlines(tables),
        warnings=remarks,
        related=related,
        posts=posts,
    )
    return replace(facts, quality=assess(facts, today))


def print_of(entry: Entry) -> str:
    """A digest of all that an entry says."""
    return hashlib.blake2b(repr(entry).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _ended(entry: Entry, now: datetime) -> bool:
    """An alert is shown in another way once it has ended."""
    return entry.expires is not None and entry.expires <= now
