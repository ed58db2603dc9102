"""Which chart a table gets, and its numbers: an officer's view if there is one, else the first that says something.

Along dates, rows are put together by day, month or year, whichever leaves a line that can be read.
"""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from generator.deriving.numbers import number
from generator.model.publication import Chart

if TYPE_CHECKING:
    from generator.model.dataset import View
    from generator.model.publication import Column
    from generator.model.schema import Field

MOST_BARS = 12
MOST_DAYS = 92
MOST_MONTHS = 240
_FEWEST_POINTS = 2
_MOST_CATEGORIES = 30


def choose_charts(
    frame: pd.DataFrame, columns: tuple[Column, ...], views: tuple[View, ...], *, guess: bool = True
) -> tuple[Chart, ...]:
    """The charts of one table, none where it has nothing to compare."""
    fields = {column.field.name: column.field for column in columns}
    asked = [_asked(frame, fields, view) for view in views]
    drawn = tuple(chart for chart in asked if chart)
    if drawn:
        return drawn
    chart = _guessed(frame, columns) if guess else None
    return (chart,) if chart else ()


def _asked(frame: pd.DataFrame, fields: dict[str, Field], view: View) -> Chart | None:
    group = fields.get(view.group)
    value = None if view.aggregate == "count" else fields.get(view.series)
    if group is None or (value is None and view.aggregate != "count") or (value and not value.numeric):
        return None
    kind = "line" if view.kind == "line" and group.temporal else "bar"
    return _chart(frame, kind, group, value, view.aggregate, view.title)


def _guessed(frame: pd.DataFrame, columns: tuple[Column, ...]) -> Chart | None:
    values = [column.field for column in columns if column.field.numeric and not _is_name(column, frame)]
    value = values[0] if values else None
    for column in columns:
        if column.field.temporal and column.distinct > _FEWEST_POINTS:
            return _chart(frame, "line", column.field, value, "" if value else "count")
    for column in columns:
        some = _FEWEST_POINTS <= column.distinct <= _MOST_CATEGORIES
        told = value is not None or column.distinct < len(frame)
        if column.field.type in {"string", "any", "boolean"} and some and told:
            return _chart(frame, "bar", column.field, value, "" if value else "count")
    return None


def _is_name(column: Column, frame: pd.DataFrame) -> bool:
    """Whether numbers only name things: ids and codes are not added up."""
    words = column.field.name.lower().replace("-", "_").split("_")
    named = {"id", "code", "number", "no", "zip", "lat", "lon", "latitude", "longitude", "year"} & set(words)
    return bool(named) or (column.field.type == "integer" and column.distinct == len(frame) > _FEWEST_POINTS)


def _chart(
    frame: pd.DataFrame, kind: str, group: Field, value: Field | None, aggregate: str, title: str = ""
) -> Chart | None:
    keys = frame[group.name].dropna()
    partial = False
    period = ""
    if kind == "line" and len(keys):
        days = _dates(keys, group)
        keys, period = _periods(days, group)
        partial = len(days) > 0 and _partial(str(days.max()), period)
    if value is not None:
        numbers = frame[value.name].loc[keys.index].map(lambda text: number(value, text), na_action="ignore").dropna()
        keys = keys.loc[numbers.index]
    else:
        numbers = pd.Series(Decimal(1), index=keys.index, dtype=object)
    counts = {str(key): int(count) for key, count in keys.value_counts().items()}
    if len(counts) < _FEWEST_POINTS:
        return None
    how = aggregate or ("mean" if max(counts.values()) > 1 else "")
    if how == "sum" and max(counts.values()) == 1:
        how = ""
    sums = numbers.groupby(keys).sum()
    points: list[tuple[str, Decimal]] = [
        (str(key), _value(Decimal(total), counts[str(key)], how)) for key, total in sums.items()
    ]
    shown = points
    if group.temporal:
        points.sort()
        shown = points if kind == "line" else points[-MOST_BARS:]
    else:
        points.sort(key=lambda point: (-point[1], point[0]))
        shown = points[:MOST_BARS]
    return Chart(
        kind=kind,
        group=group,
        value=value,
        aggregate=how,
        period=period,
        points=tuple(shown),
        title=title,
        others=len(points) - len(shown),
        partial=partial and how in {"sum", "count"},
    )


def _value(total: Decimal, count: int, how: str) -> Decimal:
    return round(total / count, 2) if how == "mean" else total


def _dates(values: pd.Series[str], field: Field) -> pd.Series[str]:
    """ISO dates, months or years, whatever format the column writes."""
    pattern = str(field.descriptor.get("format", "default"))
    if field.type == "year":
        return values
    if field.type == "yearmonth":
        return pd.to_datetime(values, format="%Y-%m", errors="coerce").dt.strftime("%Y-%m").dropna()
    if pattern == "default":
        values, pattern = values.str.split("[T ]", n=1, regex=True).str[0], "%Y-%m-%d"
    parsed = pd.to_datetime(values, format="mixed" if pattern == "any" else pattern, errors="coerce", utc=True)
    return parsed.dt.strftime("%Y-%m-%d").dropna()


def _periods(days: pd.Series[str], field: Field) -> tuple[pd.Series[str], str]:
    if field.type == "year":
        return days, "year"
    if field.type != "yearmonth" and days.nunique() <= MOST_DAYS:
        return days, "day"
    months = days.str.slice(0, 7)
    if months.nunique() <= MOST_MONTHS:
        return months, "month"
    return days.str.slice(0, 4), "year"


def _partial(last: str, period: str) -> bool:
    """Whether the last row lies before the end of its month or year."""
    if len(last) < len("2026-11-03") or period not in {"month", "year"}:
        return False
    day = date.fromisoformat(last)
    end = calendar.monthrange(day.year, day.month)[1] if period == "month" else 31
    return day.day < end or (period == "year" and day.month < 12)  # noqa: PLR2004 - December
