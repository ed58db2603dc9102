"""The same facts of a table as `statistics` works out, for tables that do not fit into memory: batch by batch.

What is kept grows with the different values of a column and with the groups of a chart, both up to a bound, never with
the rows. The file is read once for the columns, once more to guess their types where nobody described them, and once
for each chart that is looked at.
"""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from generator.deriving.charting import Wish, chart_of, choose
from generator.deriving.days import iso_dates
from generator.deriving.distributions import Distribution, distribution
from generator.deriving.grouping import EXACT, grouped, is_plain
from generator.deriving.numbers import number
from generator.deriving.panels import MOST_ROWS, Shape
from generator.deriving.periods import periods_of
from generator.deriving.rows import Rows
from generator.model.errors import ContentError
from generator.model.schema import Field
from generator.model.table import Chart, Column, Table
from generator.reading.batches import InexactError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.dataset import Resource, View

MOST_DISTINCT = 100_000
"""Different values of a column that are counted."""
_FEWEST_ROWS = 2
"""Of so few rows, that all are different says nothing."""


def stream(resource: Resource, views: Iterable[View], *, guess: bool, until: str, first_rows: int) -> Table:
    """All that the page of a large table shows.

    Args:
        resource: A delimited table that the checks let pass.
        views: The charts its officer asked for.
        guess: Whether to draw one where none was asked for.
        until: The last day that the data cover (ISO), if it is told.
        first_rows: How many rows to show.

    Raises:
        ContentError: it cannot be read as a table.
    """
    wanted = tuple(views)
    try:
        try:
            return _streamed(Rows(resource), wanted, resource, (guess, until, first_rows))
        except InexactError:
            return _streamed(Rows(resource, exact=True), wanted, resource, (guess, until, first_rows))
    except (UnicodeError, csv.Error, OSError) as bad:
        raise ContentError(f"{resource.path}: The table cannot be read: {bad}. Run `daylight check`.") from bad


def _streamed(rows: Rows, views: tuple[View, ...], resource: Resource, how: tuple[bool, str, int]) -> Table:
    guess, until, first_rows = how
    fields = resource.schema.fields if resource.schema else _inferred(rows)
    fields = fields[: len(rows.names)]
    facts = [_Facts(each) for each in fields]
    head: list[tuple[str, ...]] = []
    top: list[pa.RecordBatch] = []
    count = 0
    for batch in rows:
        if count < MOST_ROWS:
            some = [column[: MOST_ROWS - count] for column in batch[: len(fields)]]
            top.append(pa.record_batch(some, names=[str(place) for place in range(len(some))]))
        count += len(batch[0])
        if len(head) < first_rows:
            shown = [[cell or "" for cell in column[:first_rows].to_pylist()] for column in batch[: len(fields)]]
            head += zip(*shown, strict=True)
        for fact, column in zip(facts, batch, strict=False):
            fact.take(column)
    columns = tuple(fact.column() for fact in facts)
    places = {each.name: place for place, each in enumerate(fields)}
    once = frozenset(fact.field.name for fact in facts if fact.once and count > _FEWEST_ROWS and not fact.blank)

    def drawing(wish: Wish) -> Chart | None:
        groups = grouped(rows, wish, places)
        return None if groups is None else chart_of(wish, groups, until)

    charts = choose(drawing, columns, views, Shape(_frame(top, fields), columns, once), guess=guess)
    return Table(resource=resource, rows=count, columns=columns, first_rows=tuple(head[:first_rows]), charts=charts)


def _frame(batches: list[pa.RecordBatch], fields: tuple[Field, ...]) -> pd.DataFrame:
    """Some rows as `read_table` has them."""
    whole = pa.Table.from_batches(batches).to_pydict().values() if batches else [[] for _ in fields]
    columns = [pd.Series(column, dtype="str", name=each.name) for each, column in zip(fields, whole, strict=True)]
    return pd.concat(columns, axis=1) if columns else pd.DataFrame()


def _inferred(rows: Rows) -> tuple[Field, ...]:
    """As `infer` guesses of the whole table: a type that every batch bears out."""
    from generator.deriving.statistics import kinds_of

    left: list[list[str] | None] = [None] * len(rows.names)
    for batch in rows:
        for place, column in enumerate(batch):
            before = left[place]
            values = compute.unique(column.drop_null())
            if len(values) and before != []:
                kinds = kinds_of(pd.Series(values.to_pylist(), dtype="str"))
                left[place] = [kind for kind in kinds if before is None or kind in before]
    return tuple(
        Field(name=name, type=kinds[0] if kinds else "string") for name, kinds in zip(rows.names, left, strict=True)
    )


@dataclass(slots=True)
class _Facts:
    """What is known of a column so far."""

    field: Field
    blank: int = 0
    once: bool = True
    """Whether no value was seen twice, as far as they were counted."""
    more: bool = False
    _seen: Counter[str] = dataclasses.field(default_factory=Counter)
    _lowest: tuple[str | Decimal, str] | None = None
    _highest: dict[str, str | Decimal] = dataclasses.field(default_factory=dict)
    """All texts of the highest value in the order of their first rows."""

    def take(self, column: pa.StringArray) -> None:
        """Take in a batch of cells."""
        self.blank += column.null_count
        present = column.drop_null()
        distinct, counts = compute.value_counts(present).flatten()
        if not self.more:
            before = len(self._seen)
            self._seen.update(dict(zip(distinct.to_pylist(), counts.to_pylist(), strict=True)))
            self.once = self.once and len(self._seen) == before + len(present)
            self.more = len(self._seen) > MOST_DISTINCT
        if len(distinct) and (self.field.numeric or self.field.temporal):
            self._compare(distinct)

    def _compare(self, distinct: pa.StringArray) -> None:
        """Look for the lowest and the highest value."""
        if self.field.temporal:
            texts = distinct.to_pylist()
            known = iso_dates(pd.Series(texts, index=texts, dtype="str"), self.field)
            ordered: list[tuple[str | Decimal, str]] = [(str(known.get(text, text)), text) for text in texts]
        else:
            texts = _outermost(self.field, distinct).to_pylist()
            ordered = [(number(self.field, text) or Decimal(0), text) for text in texts]
        for key, text in ordered:
            if self._lowest is None or key < self._lowest[0]:  # type: ignore[operator] # keys of a column are of one kind
                self._lowest = (key, text)
            highest = next(iter(self._highest.values()), None)
            if highest is None or key > highest:  # type: ignore[operator] # as above
                self._highest = {text: key}
            elif key == highest:
                self._highest.setdefault(text, key)

    def column(self) -> Column:
        """The column with what is known of it."""
        found = Distribution() if self.more else distribution(self.field, self._seen)
        return Column(
            field=self.field,
            blank=self.blank,
            distinct=MOST_DISTINCT if self.more else len(self._seen),
            lowest=self._lowest[1] if self._lowest else "",
            highest=list(self._highest)[-1] if self._highest else "",
            more=self.more,
            bars=found.bars,
            middle=found.middle,
            often=found.often,
            periods=() if self.more else periods_of(self.field, self._seen),
        )


def _outermost(column: Field, texts: pa.StringArray) -> pa.StringArray:
    """The numbers among which the lowest and the highest are, in their order: most need no closer look."""
    plain = is_plain(column, texts)
    values = compute.if_else(plain, texts, None).cast(EXACT)
    ends = compute.min_max(values).as_py()
    if ends["min"] is None:
        return texts
    outer = compute.or_(
        compute.equal(values, pa.scalar(ends["min"], EXACT)), compute.equal(values, pa.scalar(ends["max"], EXACT))
    )
    return texts.filter(compute.fill_null(outer, fill_value=True))
