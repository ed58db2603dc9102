"""Which chart a table gets, and its numbers: an officer's view if there is one, else the first that says something.

Along dates, rows are put together by day, month or year, whichever leaves a line that can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from generator.deriving.days import LENGTHS, is_partial, iso_dates, period_of
from generator.deriving.histograms import ranges
from generator.deriving.numbers import number
from generator.model.noun import noun
from generator.model.publication import Chart

if TYPE_CHECKING:
    from generator.model.dataset import View
    from generator.model.publication import Column
    from generator.model.schema import Field

MOST_GROUPS = 60
"""Of which a chart knows; a picture may show fewer, and the table beside it shows all."""
_FEWEST_POINTS = 2
_MOST_GUESSED = 2
_MOST_CATEGORIES = 30


@noun
class Wish:
    """A chart that may be drawn."""

    kind: str
    group: Field
    value: Field | None
    aggregate: str = ""
    title: str = ""


@dataclass(kw_only=True, slots=True)
class Group:
    """Rows that have the same place along the axis."""

    count: int = 0
    """Of those in which there is a number."""
    total: Decimal | None = None

    def add(self, count: int, total: Decimal) -> None:
        """Take in more rows."""
        self.count += count
        self.total = total if self.total is None else self.total + total


Drawing = Callable[[Wish], Chart | None]
"""Draws a chart, if there is enough for one."""


def choose_charts(
    frame: pd.DataFrame, columns: tuple[Column, ...], views: tuple[View, ...], *, guess: bool = True, until: str = ""
) -> tuple[Chart, ...]:
    """The charts of one table, none where it has nothing to compare."""

    def drawing(wish: Wish) -> Chart | None:
        return chart_of(wish, _grouped(frame, wish), until)

    once = frozenset(column.field.name for column in columns if column.distinct == len(frame) > _FEWEST_POINTS)
    return choose(drawing, columns, views, once, guess=guess)


def choose(
    drawing: Drawing, columns: tuple[Column, ...], views: tuple[View, ...], once: Collection[str], *, guess: bool
) -> tuple[Chart, ...]:
    """The charts of one table, however its rows are read.

    Args:
        drawing: Draws one.
        columns: Of the table.
        views: The charts its officer asked for.
        once: Names of the columns in which no value stands twice.
        guess: Whether to draw one where none was asked for.
    """
    fields = {column.field.name: column.field for column in columns}
    asked = [drawing(wish) for wish in (_asked(fields, view) for view in views) if wish]
    drawn = tuple(chart for chart in asked if chart)
    if drawn:
        return drawn
    return tuple(islice(_guessed(drawing, columns, once), _MOST_GUESSED)) if guess else ()


def _asked(fields: dict[str, Field], view: View) -> Wish | None:
    group = fields.get(view.group)
    value = None if view.aggregate == "count" else fields.get(view.series)
    if group is None or (value is None and view.aggregate != "count") or (value and not value.numeric):
        return None
    if view.kind == "histogram":
        return (
            Wish(kind="histogram", group=group, value=None, aggregate="count", title=view.title)
            if group.numeric
            else None
        )
    kind = "line" if view.kind == "line" and group.temporal else "tiles" if view.kind == "tiles" else "bar"
    return Wish(kind=kind, group=group, value=value, aggregate=view.aggregate, title=view.title)


def _guessed(drawing: Drawing, columns: tuple[Column, ...], once: Collection[str]) -> Iterator[Chart]:
    """Charts that say something, no two of a kind: their values are not all the same."""
    values = [column.field for column in columns if column.field.numeric and not _is_name(column, once)]
    value = values[0] if values else None
    drawn: set[str] = set()
    for column in columns:
        kind = ""
        if column.field.temporal and column.distinct > _FEWEST_POINTS:
            kind = "line"
        elif (
            column.field.type in {"string", "any", "boolean"} and _FEWEST_POINTS <= column.distinct <= _MOST_CATEGORIES
        ):
            kind = "bar"
        if kind and kind not in drawn:
            chart = drawing(Wish(kind=kind, group=column.field, value=value, aggregate="" if value else "count"))
            if chart and len({number for _, number in chart.points}) > 1:
                drawn.add(kind)
                yield chart
    if not drawn and value:
        chart = drawing(Wish(kind="histogram", group=value, value=None, aggregate="count"))
        if chart:
            yield chart


def _is_name(column: Column, once: Collection[str]) -> bool:
    """Whether numbers only name things: ids and codes are not added up."""
    words = column.field.name.lower().replace("-", "_").split("_")
    named = {"id", "code", "number", "no", "zip", "lat", "lon", "latitude", "longitude", "year"} & set(words)
    return bool(named) or (column.field.type == "integer" and column.field.name in once)


def _grouped(frame: pd.DataFrame, wish: Wish) -> dict[str, Group]:
    """The rows by their texts, or by their ISO dates where they make a line."""
    keys = frame[wish.group.name].dropna()
    if wish.kind == "line" and len(keys):
        keys = iso_dates(keys, wish.group)
    groups = {str(key): Group() for key in keys.unique()}
    if wish.value is not None:
        value = wish.value
        numbers = frame[value.name].loc[keys.index].map(lambda text: number(value, text), na_action="ignore").dropna()
        keys = keys.loc[numbers.index]
    else:
        numbers = pd.Series(Decimal(1), index=keys.index, dtype=object)
    counts = {str(key): int(count) for key, count in keys.value_counts().items()}
    for key, total in numbers.groupby(keys).sum().items():
        groups[str(key)].add(counts[str(key)], Decimal(total))
    return groups


def chart_of(wish: Wish, groups: Mapping[str, Group], until: str) -> Chart | None:
    """A chart of some groups of rows; None where there are not two.

    Args:
        wish: What it is to show.
        groups: By text, or by ISO date where they make a line; those without a number among them.
        until: The last day that the data cover (ISO), if it is told.
    """
    if wish.kind == "histogram":
        return _histogram(wish, groups)
    partial = False
    period = ""
    if wish.kind == "line" and groups:
        period = period_of(groups, wish.group)
        partial = is_partial(max(*groups, until), period)
        groups = _put_together(groups, LENGTHS[period])
    filled = {key: (group.count, group.total) for key, group in groups.items() if group.total is not None}
    if len(filled) < _FEWEST_POINTS:
        return None
    most = max(count for count, _ in filled.values())
    how = wish.aggregate or ("mean" if most > 1 else "")
    if how == "sum" and most == 1:
        how = ""
    points = [(key, _value(total, count, how)) for key, (count, total) in filled.items()]
    shown = points
    if wish.group.temporal:
        points.sort()
        shown = points if wish.kind == "line" else points[-MOST_GROUPS:]
    else:
        points.sort(key=lambda point: (-point[1], point[0]))
        shown = points[:MOST_GROUPS]
    return Chart(
        kind=wish.kind,
        group=wish.group,
        value=wish.value,
        aggregate=how,
        period=period,
        points=tuple(shown),
        title=wish.title,
        others=len(points) - len(shown),
        partial=partial and how in {"sum", "count"},
        total=sum((number for _, number in points), Decimal(0)) if how in {"sum", "count"} else None,
    )


def _histogram(wish: Wish, groups: Mapping[str, Group]) -> Chart | None:
    counts = {value: group.count for text, group in groups.items() if (value := number(wish.group, text)) is not None}
    points = ranges(counts)
    if not points:
        return None
    return Chart(
        kind="histogram", group=wish.group, value=None, aggregate="count", period="", points=points, title=wish.title
    )


def _put_together(groups: Mapping[str, Group], length: int) -> dict[str, Group]:
    """Groups whose dates begin alike become one."""
    whole: dict[str, Group] = {}
    for key in sorted(groups):
        group = groups[key]
        into = whole.setdefault(key[:length], Group())
        if group.total is not None:
            into.add(group.count, group.total)
    return whole


def _value(total: Decimal, count: int, how: str) -> Decimal:
    return round(total / count, 2) if how == "mean" else total
