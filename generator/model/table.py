"""A table with what was worked out from its rows: its columns, its charts, and the numbers that they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.dataset import Resource
    from generator.model.rows_file import RowsFile
    from generator.model.schema import Field


@noun
class Column:
    """A column with what the data says of it."""

    field: Field
    blank: int
    """Rows in which it is missing."""
    distinct: int
    """Different values, missing ones left out."""
    lowest: str = ""
    """As written; only for numbers and dates."""
    highest: str = ""
    more: bool = False
    """Whether there are more than `distinct` different values: of a large table, only so many are counted."""
    bars: tuple[int, ...] = ()
    """Rows in parts of the same width from the lowest to the highest value; only for numbers, dates and years."""
    middle: tuple[str, str] | None = None
    """Between which two, as written, half of the numbers lie: the quartiles."""
    often: tuple[tuple[str, int], ...] = ()
    """Of few different texts, those that come most, and their rows."""
    periods: tuple[str, ...] = ()
    """Its texts in the order of time, where they are school years, quarters or the like, and its type does not tell."""


@noun
class Tile:
    """A region on a map of tiles."""

    group: str
    """As the data call it."""
    name: str
    column: int
    """From the west, counted from 0."""
    row: int
    """From the north, counted from 0."""


@noun
class Chart:
    """What a chart shows: the same facts for the picture, the words and the table."""

    kind: str
    """line, bar, histogram or tiles (a map)."""
    group: Field
    """Along the axis."""
    value: Field | None
    """What is measured; None where rows are counted."""
    aggregate: str
    """sum, mean, count, or nothing where each group has one row."""
    period: str
    """day, month or year for lines along dates, else nothing."""
    points: tuple[tuple[str, Decimal], ...]
    """Group and value. A group is a text; an ISO date, month or year along dates; `low/high` in a histogram."""
    title: str = ""
    """An officer's own, if there is one."""
    others: int = 0
    """Groups beyond the highest or latest; they are left out."""
    partial: bool = False
    """Whether the last period is not over, so that its sum or count is too low."""
    total: Decimal | None = None
    """Of all groups, where adding them up counts nothing twice."""
    tiles: tuple[Tile, ...] = ()
    """Of a map, in the order of the vocabulary."""
    in_periods: bool = False
    """Whether its groups are periods in the order of time though their column is of texts or numbers."""
    among: tuple[Field, str] | None = None
    """Column and period (ISO, or as the data write it) of the only rows that are shown; None where all are."""
    closing: bool = False
    """Whether values are those of the last date in each period: a stock is not added up over them."""

    @property
    def along_time(self) -> bool:
        """Whether its groups lie in the order of time."""
        return self.in_periods or self.group.temporal


@noun
class Figure:
    """A number that says what the data show."""

    kind: str
    """latest, highest, total, or change, in percent from the group."""
    chart: Chart
    """Whose measure it is of."""
    group: str
    value: Decimal


@noun
class Table:
    """A resource with what was worked out from its rows."""

    resource: Resource
    rows: int
    columns: tuple[Column, ...]
    first_rows: tuple[tuple[str, ...], ...]
    charts: tuple[Chart, ...] = ()
    rows_file: RowsFile | None = None
    """All rows, where there are more than the first ones, and not too many to copy."""

    @property
    def cells(self) -> int:
        """Of all rows and columns."""
        return self.rows * len(self.columns)

    @property
    def blank(self) -> int:
        """Cells in which a value is missing."""
        return sum(column.blank for column in self.columns)

    @property
    def described(self) -> bool:
        """Whether somebody wrote its schema."""
        return self.resource.schema is not None and not self.resource.schema.inferred
