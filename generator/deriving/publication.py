"""Everything that is known is put together into the one value the writers get."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.downloads import offer
from generator.deriving.entries import announcement_entry, dataset_entry, newest_first, spans
from generator.deriving.freshness import next_update
from generator.deriving.quality import assess
from generator.deriving.remarks import public_remarks
from generator.model.dataset import Contact
from generator.model.publication import DatasetFacts, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.deriving.entries import Span
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding
    from generator.model.publication import Table


def put_together(
    catalog: Catalog, tables: Mapping[str, tuple[Table, ...]], findings: Iterable[Finding], now: datetime
) -> Publication:
    """The publication of a catalog without errors.

    Args:
        catalog: What was read.
        tables: What was worked out from the rows of each dataset, by its id.
        findings: What the checks remarked.
        now: Which alerts are in force and which datasets are late depends on it; nothing else does.
    """
    committed = spans(catalog.history)
    remarks = public_remarks(findings)
    today = now.astimezone(ZoneInfo(catalog.settings.time_zone)).date()
    facts = []
    for dataset in catalog.datasets:
        found = _facts(dataset, catalog, tables[dataset.id], committed.get(dataset.folder))
        found = replace(found, warnings=remarks.get(dataset.folder, ()))
        facts.append(replace(found, quality=assess(found, today)))
    facts.sort(key=lambda each: (each.entry.title.casefold(), each.entry.id))
    announced = {
        announcement_entry(announcement, catalog.settings): announcement for announcement in catalog.announcements
    }
    entries = newest_first([*(each.entry for each in facts), *announced])
    return Publication(
        catalog=catalog,
        datasets={each.entry.id: each for each in facts},
        announcements={entry.id: announced[entry] for entry in entries if entry in announced},
        entries=entries,
        now=now,
    )


def _facts(dataset: Dataset, catalog: Catalog, tables: tuple[Table, ...], committed: Span | None) -> DatasetFacts:
    agency = catalog.agencies[dataset.agency]
    columns = tuple(column.field.label for table in tables for column in table.columns)
    entry = dataset_entry(dataset, catalog, sum(table.rows for table in tables), columns, committed)
    zone = ZoneInfo(catalog.settings.time_zone)
    modified = entry.updated.astimezone(zone).date() if entry.updated else None
    return DatasetFacts(
        dataset=dataset,
        entry=entry,
        tables=tables,
        downloads=offer(dataset),
        contact=dataset.contact or agency.contact or Contact(),
        licenses=dataset.licenses or agency.licenses,
        next_update=next_update(modified, dataset.accrual_periodicity),
    )
