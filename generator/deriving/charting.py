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
_WORDS = frozenset({"string", "any", "boolean"})


def choose_charts(
    frame: pd.DataFrame, columns: tuple[Column, ...], views: tuple[View, ...], *, guess: bool = True, until: str = ""
) -> tuple[Chart, ...]:
    """The charts of one table, none where it has nothing to compare."""
    fields = {column.field.name: column.field for column in columns}
    asked = [_asked(frame, fields, view, until) for view in views]
    drawn = tuple(chart for chart in asked if chart)
    if drawn:
        return drawn
    chart = _guessed(frame, columns, until) if guess else None
    return (chart,) if chart else ()


def _asked(frame: pd.DataFrame, fields: dict[str, Field], view: View, until: str) -> Chart | None:
    group = fields.get(view.group)
    value = None if view.aggregate == "count" else fields.get(view.series)
    if group is None or (value is None and view.aggregate != "count") or (value and not value.numeric):
        return None
    kind = "line" if view.kind == "line" and group.temporal else "bar"
    return _chart(frame, kind, group, value, view.aggregate, view.title, until)


def _guessed(frame: pd.DataFrame, columns: tuple[Column, ...], until: str) -> Chart | None:
    """The first chart that says something: one whose values are not all the same."""
    values = [column.field for column in columns if column.field.numeric and not _is_name(column, frame)]
    value = values[0] if values else None
    for column in columns:
        kind = ""
        if column.field.temporal and column.distinct > _FEWEST_POINTS:
            kind = "line"
        elif (
            column.field.type in {"string", "any", "boolean"} and _FEWEST_POINTS <= column.distinct <= _MOST_CATEGORIES
        ):
            kind = "bar"
        if kind:
            chart = _chart(frame, kind, column.field, value, "" if value else "count", "", until)
            if chart and len({number for _, number in chart.points}) > 1:
                return chart
    return None


def _is_name(column: Column, frame: pd.DataFrame) -> bool:
    """Whether numbers only name things: ids and codes are not added up."""
    words = column.field.name.lower().replace("-", "_").split("_")
    named = {"id", "code", "number", "no", "zip", "lat", "lon", "latitude", "longitude", "year"} & set(words)
    return bool(named) or (column.field.type == "integer" and column.distinct == len(frame) > _FEWEST_POINTS)


def _chart(  # noqa: PLR0917 - two callers, which have all of it at hand
    frame: pd.DataFrame, kind: str, group: Field, value: Field | None, aggregate: str, title: str, until: str
) -> Chart | None:
    keys = frame[group.name].dropna()
    partial = False
    period = ""
    if kind == "line" and len(keys):
        days = iso_dates(keys, group)
        keys, period = _periods(days, group)
        partial = len(days) > 0 and _partial(max(str(days.max()), until), period)
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


def iso_dates(values: pd.Series[str], field: Field) -> pd.Series[str]:
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
    """The longest period that all dates are first days of, or else the shortest that makes a readable line."""
    months = days.str.slice(0, 7)
    if field.type == "year" or (field.type != "yearmonth" and days.str.endswith("-01-01").all()):
        return days.str.slice(0, 4), "year"
    monthly = field.type == "yearmonth" or bool(days.str.endswith("-01").all())
    if not monthly and days.nunique() <= MOST_DAYS:
        return days, "day"
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
