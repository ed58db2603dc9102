"""Whether a table is of the same things in each period: a panel, of which rows of several periods make no sum.

Rows of events lie anywhere in time, and those of a day are of other things than those of the day before. In a panel, a
few columns (a school; a route and a kind of day) stand once in each period, and come again in the next one. Events that
happen by chance do not look like that: where hardly any two are alike in a period, hardly any come again in the next.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.deriving.days import iso_dates
from generator.deriving.measures import FLOW, RATE, STOCK, kind_of, names_things, tells_measures
from generator.deriving.periods import resemble_periods
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from numpy.typing import NDArray

    from generator.model.schema import Field
    from generator.model.table import Column

MOST_ROWS = 5_000
"""From the top, that are looked at: as most tables are sorted by time or by what they are of, these tell enough."""
_MOST_LOOKED_AT, _MOST_NAMING, _MOST_TOGETHER = 20, 8, 3
"""Columns that are looked at, of these those that may name things, and of these how many together."""
_ONCE, _AGAIN = 0.98, 0.6
"""Share of rows that must be of different things in a period, and of things that must come again in the next one."""
_APART = 6
"""Days between readings that are told apart: of those of each day, an average says more than the last one."""


@noun
class Panel:
    """A table of the same things again and again."""

    time: Field
    latest: str
    """The last period, as written."""
    moment: str
    """The same as an ISO date, month or year where the type of the column tells it."""
    single: bool
    """Whether there is one row in each period: a series."""
    naming: frozenset[str] = frozenset()
    """Columns that together say what each row of a period is of."""
    spaced: bool
    """Whether periods lie a week or more apart."""


class Shape:
    """What the columns and the first rows of a table tell of all.

    Args:
        head: The first rows, as text.
        columns: Of the table.
        once: Names of the columns in which no value stands twice.
    """

    def __init__(self, head: pd.DataFrame, columns: tuple[Column, ...], once: Collection[str]) -> None:
        self._head = head.loc[:, ~head.columns.duplicated()]
        self._columns = columns
        self._once = once
        self.times = tuple(each for each in columns if (each.field.temporal or each.periods) and each.distinct > 1)
        """Columns that say when."""
        self.mixed = any(tells_measures(each.field) and each.distinct > 1 for each in columns)
        """Whether the same column of numbers holds several measures, which another column names."""

    def adds_up(self, value: Field | None) -> bool:
        """Whether a sum over all rows counts nothing twice; False where it is not sure.

        Args:
            value: What is measured; None where rows are counted.
        """
        if value is None:
            return self.panel is None or self.panel.single
        kind = kind_of(value)
        if self.mixed or kind == RATE:
            return False
        if kind == FLOW:
            return True
        if self._nearly_timed:
            return False
        return not self.times if kind == STOCK else self.panel is None and self._told

    def value(self) -> Field | None:
        """The first column of numbers that are amounts; None where there is none."""
        return next((each.field for each in self._columns if each.field.numeric and not self._is_name(each)), None)

    def latest(self, value: Field | None) -> Panel | None:
        """The panel of which a comparison of groups shows the last period alone; None where it shows all rows."""
        if value is not None and kind_of(value) in {FLOW, RATE}:  # of which an average says more than the last one
            return None
        return self.panel if self.panel and self.panel.spaced and not self.panel.single else None

    @property
    def panel(self) -> Panel | None:
        """The panel that the table is; None where it is none, or where it cannot be told."""
        return self._found[0]

    @cached_property
    def _nearly_timed(self) -> bool:
        """Whether a column would say when, but for a few rows that say something else there."""
        words = (each.field.name for each in self._columns if each.field.type in {"string", "any"} and not each.periods)
        return any(resemble_periods(self._head[name].dropna().unique()) for name in words)

    @property
    def _told(self) -> bool:
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Panel | None, bool]:
        """The panel, and whether the first rows are of enough periods to tell that there is none."""
        told = not self.times
        for time in self.times:
            places = self._places(time)
            rows = places[places >= 0]
            if len(rows) < len(places) * _ONCE or len(np.unique(rows)) < 2:  # noqa: PLR2004 - nothing to compare
                continue
            told = True
            if found := self._panel_along(time, places):
                return found, True
        return None, told

    def _is_name(self, column: Column) -> bool:
        """Whether numbers only name things: ids, codes and years are not added up."""
        field = column.field
        if names_things(field) or column.periods:
            return True
        if field.type != "integer":
            return False
        if field.name in self._once:
            return True
        told = field.unit or kind_of(field)
        return not told and (self._stands_for(field.name) or bool(self.panel and field.name in self.panel.naming))

    def _stands_for(self, name: str) -> bool:
        """Whether a column of numbers stands for one of texts, one for one: the number of a route beside its name."""
        codes, _ = pd.factorize(self._head[name])
        count = int(codes.max()) + 1 if len(codes) else 0
        if not 3 <= count <= len(codes) // 2:  # noqa: PLR2004 - of two or three rows anything is so
            return False
        return any(
            int(others.max()) + 1 == count == len(np.unique(_paired(codes, others)))
            for each in self._columns
            if each.distinct == count and each.field.type in {"string", "any"} and not each.periods
            for others in (pd.factorize(self._head[each.field.name])[0],)
        )

    def _places(self, time: Column) -> NDArray[np.int64]:
        """The place of each row's period in the order of time; -1 where there is none."""
        values = self._head[time.field.name]
        if time.periods:
            order = {text: place for place, text in enumerate(time.periods)}
            return np.array([order.get(text, -1) for text in values], dtype=np.int64)
        codes, texts = pd.factorize(values)
        known = iso_dates(pd.Series(texts, index=texts, dtype="str"), time.field)
        days = [str(known.get(text, "")) for text in texts]
        order = {day: place for place, day in enumerate(sorted({*days} - {""}))}
        found: NDArray[np.int64] = np.array([*(order.get(day, -1) for day in days), -1], dtype=np.int64)
        return found[codes]

    def _panel_along(self, time: Column, places: NDArray[np.int64]) -> Panel | None:
        there = places >= 0
        _, places = np.unique(places[there], return_inverse=True)
        events = any(each.field.type == "string" for each in self._columns if each.field.name in self._once)
        for names, things in self._things(time, there, places):
            seen = np.unique(_paired(places, things))
            if len(seen) < len(places) * _ONCE:
                continue
            single = bool(len(seen) <= (places.max() + 1) / _ONCE)
            if not (single and events) and _come_again(places, things):  # one event a day is no series
                return self._of(time, names, single=single)
        return None

    def _things(
        self, time: Column, there: NDArray[np.bool_], places: NDArray[np.int64]
    ) -> Iterator[tuple[frozenset[str], NDArray[np.int64]]]:
        """What rows may be of, as numbers: nothing, or what stands in a column, or in several together."""
        naming = [each.field for each in self._columns if each is not time and self._may_name(each)][:_MOST_LOOKED_AT]
        naming.sort(key=lambda field: (field.numeric and not names_things(field), field.numeric))
        codes = {}
        for field in naming:
            things = pd.factorize(self._head[field.name])[0][there] + 1
            if _come_again(places, things):  # of what comes again together, each does
                codes[field.name] = things
        rows = int(there.sum())
        if len(np.unique(_paired(places, _together(codes.values(), rows)))) < rows * _ONCE:
            return  # no fewer columns tell rows of a period apart, either
        first = [*codes][:_MOST_NAMING]
        for together in range(min(_MOST_TOGETHER, len(first)) + 1):
            for some in combinations(first, together):
                yield frozenset(some), _together((codes[name] for name in some), rows)
        texts = [field.name for field in naming if field.name in codes and not field.numeric]
        if len(texts) > _MOST_TOGETHER:
            yield frozenset(texts), _together((codes[name] for name in texts), rows)

    def _may_name(self, column: Column) -> bool:
        field = column.field
        words = field.type in {"string", "any", "boolean", "integer"} and not column.periods
        return words and column.distinct > 1 and field.name not in self._once

    def _of(self, time: Column, naming: frozenset[str], *, single: bool) -> Panel:
        latest = time.periods[-1] if time.periods else time.highest
        spaced, moment = True, ""
        if not time.periods:
            texts = pd.unique(np.array([latest, *self._head[time.field.name].dropna().unique()], dtype=object))
            known = iso_dates(pd.Series(texts, index=texts, dtype="str"), time.field)
            moment = str(known.get(latest, ""))
            if time.field.type not in {"year", "yearmonth"}:
                days = pd.Series(pd.to_datetime(known.unique())).sort_values()
                spaced = bool(moment) and bool(days.diff().dt.days.median() >= _APART)
        return Panel(time=time.field, latest=latest, moment=moment, single=single, naming=naming, spaced=spaced)


def _together(codes: Iterable[NDArray[np.int64]], rows: int) -> NDArray[np.int64]:
    """Several columns as one."""
    whole = np.zeros(rows, dtype=np.int64)
    for each in codes:
        whole = np.unique(_paired(whole, each), return_inverse=True)[1]
    return whole


def _paired(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each pair of numbers."""
    return np.asarray(some.astype(np.int64) * (int(others.max(initial=0)) + 2) + others, dtype=np.int64)


def _come_again(places: NDArray[np.int64], things: NDArray[np.int64]) -> bool:
    """Whether most things of a period are among those of the next one."""
    width = int(things.max(initial=0)) + 2
    seen = np.unique(places * width + things)
    again = int(np.isin(seen + width, seen, assume_unique=True).sum())
    sizes = np.bincount(seen // width)
    return again >= _AGAIN * int(np.minimum(sizes[:-1], sizes[1:]).sum())
