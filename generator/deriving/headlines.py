"""The figures that a dataset's page begins with, chosen from its first chart: the latest, the change, the whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.table import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.table import Chart, Table

_MOST = 3
_HUNDRED = Decimal(100)


def headlines(tables: Iterable[Table]) -> tuple[Figure, ...]:
    """Up to three figures; none where there is nothing to compare."""
    chart = next((chart for table in tables for chart in table.charts if chart.kind != "histogram"), None)
    if chart is None:
        return ()
    found = _along(chart) if chart.kind == "line" else _among(chart)
    return tuple(found)[:_MOST]


def _along(chart: Chart) -> Iterator[Figure]:
    """Of a line: its last value that is complete, how it has changed in a year or since the one before, and the sum."""
    points = chart.points[:-1] if chart.partial and len(chart.points) > 1 else chart.points
    latest, value = points[-1]
    yield Figure(kind="latest", chart=chart, group=latest, value=value)
    values = dict(points)
    before = _year_before(latest)
    if before not in values:
        before = points[-2][0] if len(points) > 1 else ""
    if before and values[before]:
        change = (value - values[before]) / abs(values[before]) * _HUNDRED
        yield Figure(kind="change", chart=chart, group=before, value=round(change, 1))
    if chart.total is not None:
        yield Figure(kind="total", chart=chart, group="", value=chart.total)


def _among(chart: Chart) -> Iterator[Figure]:
    """Of bars: the whole, and the highest of all; along time the latest, its change, and the whole."""
    if chart.along_time:
        group, value = chart.points[-1]
        yield Figure(kind="latest", chart=chart, group=group, value=value)
        if len(chart.points) > 1 and chart.points[-2][1]:
            before, old = chart.points[-2]
            yield Figure(kind="change", chart=chart, group=before, value=round((value - old) / abs(old) * _HUNDRED, 1))
    if chart.total is not None:
        yield Figure(kind="total", chart=chart, group="", value=chart.total)
    if chart.along_time:
        return
    group, value = max(chart.points, key=lambda point: point[1])
    if sum(other == value for _, other in chart.points) == 1:
        yield Figure(kind="highest", chart=chart, group=group, value=value)


def _year_before(group: str) -> str:
    year, dash, rest = group.partition("-")
    return f"{int(year) - 1:04d}{dash}{rest}" if year.isdigit() else ""
