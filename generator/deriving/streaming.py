"""The same facts of a table as `statistics` works out, for tables that do not fit into memory: batch by batch.

What is kept grows with the different values of a column and with the groups of a chart, both up to a bound, never with
the rows. The file is read once for the columns, once more to guess their types where nobody described them, and once
for each chart that is looked at.
"""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from generator.deriving.charting import Group, Wish, chart_of, choose, iso_dates
from generator.deriving.numbers import number
from generator.model.errors import ContentError
from generator.model.publication import Chart, Column, Table
from generator.model.schema import Field
from generator.reading.batches import InexactError, batches
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.dataset import Resource, View
    from generator.reading.batches import Batch

MOST_DISTINCT = 100_000
"""Different values of a column that are counted."""
MOST_GROUPS = 1_000_000
"""Places along the axis of a chart; with more there is none."""
_FEWEST_ROWS = 2
"""Of so few rows, that all are different says nothing."""
_PLAIN = r"^[+-]?\d{1,15}(\.\d{1,9})?$"
"""Numbers that Arrow reads as exactly as `decimal` does."""
_EXACT = pa.decimal128(38, 9)


class Rows:
    """The rows of a delimited table, a batch at a time.

    Args:
        resource: The table.
        exact: Whether `csv` must cut it.
    """

    def __init__(self, resource: Resource, *, exact: bool = False) -> None:
        self._resource = resource
        self._exact = exact
        dialect = resource.dialect
        self._head = dialect.header_row if dialect.header else 0
        self.names = self._names()
        self._missing = pa.array([*(resource.schema.missing_values if resource.schema else ("",))], pa.string())

    def _names(self) -> list[str]:
        sign = self._resource.dialect.comment_char
        written = (cells for _, cells in records(self._resource) if cells and not (sign and cells[0].startswith(sign)))
        head = [*islice(written, self._head or 1)][-1:]
        found = head[0] if head else []
        schema = self._resource.schema
        if self._head:
            return found
        return [each.name for each in schema.fields] if schema else [f"field{n + 1}" for n in range(len(found))]

    def __iter__(self) -> Iterator[list[pa.StringArray]]:
        """The columns of each batch; what is missing is null."""
        left = self._head
        width = len(self.names)
        for batch in batches(self._resource, width, exact=self._exact, blank_matters=True):
            columns, left = self._below(batch, left)
            if len(columns[0]):
                yield [compute.if_else(compute.is_in(each, self._missing), None, each) for each in columns]

    def _below(self, batch: Batch, left: int) -> tuple[list[pa.StringArray], int]:
        """The rows of a batch that lie below the header, of which `left` rows are still to come."""
        irregular = [(row, cells) for row, cells in batch.others if cells]
        if left:
            numbers = sorted([*batch.rows[:left].tolist(), *(row for row, _ in irregular[:left])])[:left]
            above = int((batch.rows <= numbers[-1]).sum()) if numbers else 0
            irregular = [each for each in irregular if each[0] > numbers[-1]]
            left -= len(numbers)
        else:
            above = 0
        columns = [column[above:] for column in batch.columns]
        if irregular:
            row = irregular[0][0]
            raise ContentError(f"{self._resource.path}: Row {row:,} has another width. Run `daylight check`.")
        return columns, left


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
    count = 0
    for batch in rows:
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
        groups = _grouped(rows, wish, places)
        return None if groups is None else chart_of(wish, groups, until)

    charts = choose(drawing, columns, views, once, guess=guess)
    return Table(resource=resource, rows=count, columns=columns, first_rows=tuple(head[:first_rows]), charts=charts)


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
    _seen: set[str] = dataclasses.field(default_factory=set)
    _lowest: tuple[str | Decimal, str] | None = None
    _highest: dict[str, str | Decimal] = dataclasses.field(default_factory=dict)
    """All texts of the highest value in the order of their first rows."""

    def take(self, column: pa.StringArray) -> None:
        """Take in a batch of cells."""
        self.blank += column.null_count
        present = column.drop_null()
        distinct = compute.unique(present)
        if not self.more:
            before = len(self._seen)
            self._seen.update(distinct.to_pylist())
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
        return Column(
            field=self.field,
            blank=self.blank,
            distinct=MOST_DISTINCT if self.more else len(self._seen),
            lowest=self._lowest[1] if self._lowest else "",
            highest=list(self._highest)[-1] if self._highest else "",
            more=self.more,
        )


def _is_plain(column: Field, texts: pa.StringArray) -> pa.BooleanArray:
    """Where Arrow reads a number as `number` does."""
    if {"decimalChar", "groupChar", "bareNumber"} & set(column.descriptor):
        return pa.array([False] * len(texts), pa.bool_())
    return compute.match_substring_regex(texts, _PLAIN)


def _outermost(column: Field, texts: pa.StringArray) -> pa.StringArray:
    """The numbers among which the lowest and the highest are, in their order: most need no closer look."""
    plain = _is_plain(column, texts)
    values = compute.if_else(plain, texts, None).cast(_EXACT)
    ends = compute.min_max(values).as_py()
    if ends["min"] is None:
        return texts
    outer = compute.or_(
        compute.equal(values, pa.scalar(ends["min"], _EXACT)), compute.equal(values, pa.scalar(ends["max"], _EXACT))
    )
    return texts.filter(compute.fill_null(outer, fill_value=True))


def _grouped(rows: Rows, wish: Wish, places: dict[str, int]) -> dict[str, Group] | None:
    """The rows by their texts, or by their ISO dates where they make a line; None where these are too many."""
    groups: dict[str, Group] = {}
    for batch in rows:
        keys = batch[places[wish.group.name]]
        texts = batch[places[wish.value.name]] if wish.value else None
        there = compute.is_valid(keys)
        keys, texts = keys.filter(there), texts.filter(there) if texts is not None else None
        names = _names_of(keys, wish)
        for name in names.values():
            groups.setdefault(name, Group())
        if len(groups) > MOST_GROUPS:
            return None
        for key, count, total in _sums(keys, texts, wish.value):
            if key in names:
                groups[names[key]].add(count, total)
    return groups


def _names_of(keys: pa.StringArray, wish: Wish) -> dict[str, str]:
    """Each text along the axis with what it is called there."""
    texts = compute.unique(keys).to_pylist()
    if wish.kind != "line" or not texts:
        return {text: text for text in texts}
    known = iso_dates(pd.Series(texts, index=texts, dtype="str"), wish.group)
    return {str(text): str(day) for text, day in known.items()}


def _sums(
    keys: pa.StringArray, texts: pa.StringArray | None, value: Field | None
) -> Iterator[tuple[str, int, Decimal]]:
    """Key, count and sum of rows that have a number; the same key may come several times."""
    if texts is None or value is None:
        counted = pa.table({"key": keys}).group_by("key").aggregate([([], "count_all")])
        for key, count in zip(counted["key"].to_pylist(), counted["count_all"].to_pylist(), strict=True):
            yield key, count, Decimal(count)
        return
    plain = compute.fill_null(_is_plain(value, texts), fill_value=False)
    exact = pa.table({"key": keys.filter(plain), "value": texts.filter(plain).cast(_EXACT)})
    summed = exact.group_by("key").aggregate([("value", "sum"), ("value", "count")])
    for each in summed.to_pylist():
        yield each["key"], each["value_count"], _short(each["value_sum"])
    rest = compute.invert(plain)
    for key, text in zip(keys.filter(rest).to_pylist(), texts.filter(rest).to_pylist(), strict=True):
        amount = None if text is None else number(value, text)
        if amount is not None:
            yield key, 1, amount


def _short(amount: Decimal) -> Decimal:
    """Without the zeros that Arrow adds after the point."""
    digits = f"{amount:f}".rstrip("0").rstrip(".")
    return Decimal(digits or "0")
