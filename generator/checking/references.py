"""Every id that is referred to exists."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from generator.checking.known import answered, below
from generator.model.announcement import Alert, Service
from generator.model.catalog import Vocabulary
from generator.model.finding import Source, error, warning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding


def check_references(catalog: Catalog) -> Iterator[Finding]:
    """References from announcements and regions to what does not exist."""
    topics, regions, agencies = catalog.topics, catalog.regions, catalog.agencies
    datasets = Vocabulary(terms=dict.fromkeys(below("datasets", answered(catalog))), source=catalog.agencies.source)
    for announcement in catalog.announcements:
        source = announcement.source
        yield from _unknown(source, "agency", "agency", (announcement.agency,), agencies)
        yield from _unknown(source, "topics", "topic", announcement.topics, topics)
        yield from _unknown(source, "regions", "region", announcement.regions, regions)
        yield from _unknown(source, "datasets", "dataset", announcement.datasets, datasets)
        if isinstance(details := announcement.details, Service):
            yield from _unknown(source, "situations", "situation", details.situations, catalog.situations)
            yield from _unknown(source, "audiences", "audience", details.audiences, catalog.audiences)
        elif isinstance(details, Alert):
            for place, each in enumerate(details.earlier):
                if each.regions != announcement.regions:
                    yield from _unknown(source.below("earlier", place), "regions", "region", each.regions, regions)
    settings = Source(path="mkdocs.yml", lines={})
    for account in catalog.settings.accounts:
        yield from _unknown(settings, "accounts", "topic", account.topics, topics)
        yield from _unknown(settings, "accounts", "region", account.regions, regions)
    for region in regions.terms.values():
        if region.parent:
            yield from _unknown(regions.source.below(region.id), "parent", "region", (region.parent,), regions)


def check_terms(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    """References from a dataset to topics, regions, tables and columns that do not exist."""
    yield from _unknown(dataset.source, "theme", "topic", dataset.theme, catalog.topics)
    yield from _unknown(dataset.source, "spatial", "region", dataset.spatial, catalog.regions)
    yield from _views(dataset)


def _views(dataset: Dataset) -> Iterator[Finding]:
    """Charts of tables and columns that are not there."""
    for view in dataset.views:
        source = dataset.source.below("views", view.position)
        table = next((table for table in dataset.tables if table.name == view.resource), None)
        if table is None:
            names = [each.name for each in dataset.tables]
            problem = f"The table `{view.resource}` is unknown."
            yield warning(
                source.at("resources"),
                f"{problem} No chart is drawn.",
                _remedy(view.resource, names),
                "chart-table-unknown",
            )
            continue
        for key, name in (("group", view.group), ("series", view.series)):
            if table.schema and table.schema.find(name) is None:
                names = [each.name for each in table.schema.fields]
                problem = f"The column `{name}` is unknown."
                yield warning(
                    source.at("spec", key),
                    f"{problem} No chart is drawn.",
                    _remedy(name, names),
                    "chart-column-unknown",
                )


def _unknown(source: Source, key: str, noun: str, ids: tuple[str, ...], known: Vocabulary[Any]) -> Iterator[Finding]:
    for place, id_ in enumerate(ids):
        if known.readable and id_ not in known:
            where = source.at(key, place)
            yield error(where, f"The {noun} `{id_}` is unknown.", _remedy(id_, known.terms), f"{noun}-unknown")


def _remedy(id_: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(id_, known, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    some = ", ".join(sorted(known)[:12])
    return f"Known are: {some}." if some else "None is known yet; see docs/formats.md."
