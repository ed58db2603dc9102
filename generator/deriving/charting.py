"""Which chart a table gets, and its numbers: an officer's view if there is one, else the first that says something.

Along dates, rows are put together by day, month or year, whichever leaves a line that can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from generator.deriving.days import LENGTHS, is_partial, iso_dates, period_of
from generator.deriving.histograms import ranges
from generator.deriving.measures import RATE, STOCK, kind_of
from generator.deriving.numbers import number
from generator.deriving.panels import MOST_ROWS, Shape
from generator.model.noun import noun
from generator.model.table import Chart

if TYPE_CHECKING:
    from generator.deriving.panels import Panel
    from generator.model.dataset import View
    from generator.model.schema import Field
    from generator.model.table import Column

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
    periods: tuple[str, ...] = ()
    """The groups in the order of time, where they are periods that the type of their column does not tell."""
    panel: Panel | None = None
    """Of which it is to show the last period alone."""
    adds_up: bool = True
    """Whether all rows may be added up."""
    closes: bool = False
    """Whether of several dates the last one counts, since their values must not be added up."""


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
    return choose(drawing, columns, views, Shape(frame.head(MOST_ROWS), columns, once), guess=guess)


def choose(
    drawing: Drawing, columns: tuple[Column, ...], views: tuple[View, ...], shape: Shape, *, guess: bool
) -> tuple[Chart, ...]:
    """The charts of one table, however its rows are read.

    Args:
        drawing: Draws one.
        columns: Of the table.
        views: The charts its officer asked for.
        shape: What the table tells of what may be added up.
        guess: Whether to draw one where none was asked for.
    """
    known = {column.field.name: column for column in columns}
    asked = [drawing(wish) for wish in (_asked(known, view, shape) for view in views) if wish]
    drawn = tuple(chart for chart in asked if chart)
    if drawn:
        return drawn
    return tuple(islice(_guessed(drawing, columns, shape), _MOST_GUESSED)) if guess else ()


def _asked(columns: dict[str, Column], view: View, shape: Shape) -> Wish | None:
    column, measured = columns.get(view.group), columns.get(view.series)
    value = None if view.aggregate == "count" or measured is None else measured.field
    if column is None or (value is None and view.aggregate != "count") or (value and not value.numeric):
        return None
    group = column.field
    if view.kind == "histogram":
        return (
            Wish(kind="histogram", group=group, value=None, aggregate="count", title=view.title)
            if group.numeric
            else None
        )
    kind = "line" if view.kind == "line" and group.temporal else "tiles" if view.kind == "tiles" else "bar"
    return Wish(
        kind=kind,
        group=group,
        value=value,
        aggregate=view.aggregate,
        title=view.title,
        periods=column.periods,
        adds_up=value is None or view.aggregate != "sum" or shape.adds_up(value),
        closes=value is not None and kind_of(value) in {STOCK, RATE},
    )


def _guessed(drawing: Drawing, columns: tuple[Column, ...], shape: Shape) -> Iterator[Chart]:
    """Charts that say something, no two of a kind: their values are not all the same."""
    if shape.mixed:
        return
    value = shape.value()
    drawn: set[str] = set()
    for column in columns:
        kind = _kind_along(column)
        if not kind or kind in drawn:
            continue
        wish = Wish(
            kind="line" if column.field.temporal else "bar",
            group=column.field,
            value=value,
            aggregate="" if value else "count",
            periods=column.periods,
            adds_up=value is not None or shape.adds_up(None),
        )
        latest = shape.latest(value) if kind == "groups" else None
        chart = (latest and drawing(replace(wish, panel=latest, adds_up=True))) or drawing(wish)
        if chart and len({number for _, number in chart.points}) > 1:
            drawn.add(kind)
            yield chart
    if not drawn and value:
        chart = drawing(Wish(kind="histogram", group=value, value=None, aggregate="count"))
        if chart:
            yield chart


def _kind_along(column: Column) -> str:
    """What lies along the axis of a chart by a column: time or groups; nothing where it makes no chart."""
    if column.periods or column.field.temporal:
        return "time" if column.distinct > _FEWEST_POINTS or column.periods else ""
    words = column.field.type in {"string", "any", "boolean"}
    return "groups" if words and _FEWEST_POINTS <= column.distinct <= _MOST_CATEGORIES else ""


def _grouped(frame: pd.DataFrame, wish: Wish) -> dict[str, Group]:
    """The rows by their texts, or by their ISO dates where they make a line."""
    if wish.panel:
        frame = frame[frame[wish.panel.time.name] == wish.panel.latest]
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
    partial = closing = False
    period = ""
    if wish.kind == "line" and groups:
        period = period_of(groups, wish.group)
        partial = is_partial(max(*groups, until), period)
        closing = (
            wish.closes and wish.aggregate == "sum" and len({key[: LENGTHS[period]] for key in groups}) < len(groups)
        )
        groups = _put_together(groups, LENGTHS[period], last=closing)
    filled = {key: (group.count, group.total) for key, group in groups.items() if group.total is not None}
    if len(filled) < _FEWEST_POINTS:
        return None
    most = max(count for count, _ in filled.values())
    how = wish.aggregate or ("mean" if most > 1 else "")
    if how == "sum" and most == 1:
        how = ""
    points = [(key, _value(total, count, how)) for key, (count, total) in filled.items()]
    shown = points
    if wish.periods or wish.group.temporal:
        points = _in_time(points, wish)
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
        partial=partial and how in {"sum", "count"} and not closing,
        total=_total(points, how) if wish.adds_up and not closing else None,
        in_periods=bool(wish.periods),
        among=(wish.panel.time, wish.panel.moment or wish.panel.latest) if wish.panel else None,
        closing=closing,
    )


def _in_time(points: list[tuple[str, Decimal]], wish: Wish) -> list[tuple[str, Decimal]]:
    if wish.periods:
        places = {text: place for place, text in enumerate(wish.periods)}
        return sorted(points, key=lambda point: places[point[0]])
    if wish.kind == "line" or "format" not in wish.group.descriptor:
        return sorted(points)
    texts = [text for text, _ in points]
    days = iso_dates(pd.Series(texts, index=texts, dtype="str"), wish.group)
    return sorted(points, key=lambda point: (str(days.get(point[0], "")), point[0]))


def _total(points: list[tuple[str, Decimal]], how: str) -> Decimal | None:
    """Of all groups; None where one of them is that already, and all would be counted twice."""
    if how not in {"sum", "count"}:
        return None
    total = sum((number for _, number in points), Decimal(0))
    if how == "sum" and len(points) > _FEWEST_POINTS and max(number for _, number in points) * 2 == total:
        return None
    return total


def _histogram(wish: Wish, groups: Mapping[str, Group]) -> Chart | None:
    counts = {value: group.count for text, group in groups.items() if (value := number(wish.group, text)) is not None}
    points = ranges(counts)
    if not points:
        return None
    return Chart(
        kind="histogram", group=wish.group, value=None, aggregate="count", period="", points=points, title=wish.title
    )


def _put_together(groups: Mapping[str, Group], length: int, *, last: bool) -> dict[str, Group]:
    """Groups whose dates begin alike become one, or the last one of them stands for all."""
    whole: dict[str, Group] = {}
    for key in sorted(groups):
        group = groups[key]
        into = whole.setdefault(key[:length], Group())
        if last and group.total is not None:
            into.count, into.total = group.count, group.total
        elif group.total is not None:
            into.add(group.count, group.total)
    return whole


def _value(total: Decimal, count: int, how: str) -> Decimal:
    return round(total / count, 2) if how == "mean" else total
