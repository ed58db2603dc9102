"""Every id that is referred to exists."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from generator.model.finding import error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding, Source


def check_references(catalog: Catalog) -> Iterator[Finding]:
    """References to topics, regions, agencies and datasets that do not exist."""
    topics, regions, agencies = catalog.topics.terms, catalog.regions.terms, catalog.agencies.terms
    ids = [dataset.id for dataset in catalog.datasets]
    for dataset in catalog.datasets:
        yield from _unknown(dataset.source, "theme", "topic", dataset.theme, topics)
        yield from _unknown(dataset.source, "spatial", "region", dataset.spatial, regions)
    for announcement in catalog.announcements:
        source = announcement.source
        yield from _unknown(source, "agency", "agency", (announcement.agency,), agencies)
        yield from _unknown(source, "topics", "topic", announcement.topics, topics)
        yield from _unknown(source, "regions", "region", announcement.regions, regions)
        unreadable = {finding.where.path.rpartition("/")[0] for finding in catalog.unreadable}
        named = tuple(id_ for id_ in announcement.datasets if f"datasets/{id_}" not in unreadable)
        yield from _unknown(source, "datasets", "dataset", named, ids)
    for region in catalog.regions.terms.values():
        if region.parent and region.parent not in regions:
            where = catalog.regions.source.at(region.id, "parent")
            yield error(where, f"The region `{region.parent}` is unknown.", _remedy(region.parent, regions))


def _unknown(source: Source, key: str, noun: str, ids: tuple[str, ...], known: Collection[str]) -> Iterator[Finding]:
    for place, id_ in enumerate(ids):
        if id_ not in known:
            where = source.at(key, place)
            yield error(where, f"The {noun} `{id_}` is unknown.", _remedy(id_, known))


def _remedy(id_: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(id_, known, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    some = ", ".join(sorted(known)[:12])
    return f"Known are: {some}." if some else "None is known yet; see docs/formats.md."
