"""Bars by region become a map of tiles: each region a tile, about where it lies."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, sqrt
from typing import TYPE_CHECKING

from generator.model.table import Tile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.catalog import Region
    from generator.model.table import Chart

_FEWEST, _MOST = 4, 60
_ENOUGH = 0.8
"""Share of the groups that must be regions."""
_WIDEST = 6
"""Tiles side by side, of which a name can still be read on a phone."""


def tiled(chart: Chart, regions: Mapping[str, Region]) -> Chart:
    """The chart as a map of tiles where it compares regions of one kind of which it is known where they lie.

    Args:
        chart: Of any kind.
        regions: The vocabulary.
    """
    if chart.kind not in {"bar", "tiles"} or chart.others:
        return _plain(chart)
    known: dict[str, Region] = {}
    for region in regions.values():
        if region.bbox:
            known |= dict.fromkeys(filter(None, (region.name, region.code, region.id)), region)
    found = {group: known[group] for group, _ in chart.points if group in known}
    kinds = {(region.kind, region.parent) for region in found.values()}
    if len(found) < max(_FEWEST, _ENOUGH * len(chart.points)) or len(kinds) > 1:
        return _plain(chart)
    groups = {region.id: group for group, region in found.items()}
    alike = [region for region in regions.values() if (region.kind, region.parent) in kinds and region.bbox]
    if len(alike) > _MOST:
        return _plain(chart)
    places = _places(alike)
    tiles = tuple(
        Tile(group=groups.get(region.id, region.name), name=region.name, column=column, row=row)
        for region, (column, row) in zip(alike, places, strict=True)
    )
    return replace(chart, kind="tiles", tiles=tiles)


def _plain(chart: Chart) -> Chart:
    return replace(chart, kind="bar") if chart.kind == "tiles" else chart


def _places(regions: Iterable[Region]) -> list[tuple[int, int]]:
    """Column and row of each region: the free place that is nearest to its centre, the nearest pairs first."""
    centres = [((box[0] + box[2]) / 2, -(box[1] + box[3]) / 2) for box in (region.bbox for region in regions) if box]
    west, north = min(x for x, _ in centres), min(y for _, y in centres)
    width = max(x for x, _ in centres) - west or 1.0
    height = max(y for _, y in centres) - north or 1.0
    columns = min(_WIDEST, len(centres), max(1, round(sqrt(len(centres) * width / height))))
    rows = ceil(len(centres) / columns)
    pairs = []
    for place, (x, y) in enumerate(centres):
        across, down = (x - west) / width * (columns - 1), (y - north) / height * (rows - 1)
        pairs += [
            ((across - column) ** 2 + (down - row) ** 2, place, (column, row))
            for column in range(columns)
            for row in range(rows)
        ]
    taken: dict[int, tuple[int, int]] = {}
    for _, place, cell in sorted(pairs):
        if place not in taken and cell not in taken.values():
            taken[place] = cell
    return [taken[place] for place in range(len(centres))]
