"""All that is known of one dataset, for its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.downloads import linked, offer
from generator.deriving.entries import dataset_entry
from generator.deriving.freshness import next_update
from generator.deriving.headlines import headlines
from generator.deriving.quality import assess
from generator.deriving.tiles import tiled
from generator.model.dataset import Contact
from generator.model.publication import DatasetFacts

if TYPE_CHECKING:
    from datetime import date

    from generator.deriving.entries import Span
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding
    from generator.model.posted import Posted
    from generator.model.publication import Relative
    from generator.model.table import Table


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
