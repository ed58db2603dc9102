"""What frictionless would report of the rows that are handed on, built from what its readers say of their cells.

The order of errors is its own (frictionless 5.21, `table/row.py` and `resources/table.py`): cells are read as they are
needed, those of unique columns first; a row's remaining cells follow when the first error between rows asks for them,
or at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checking.tables.defects import Defect
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checking.tables.column import Column
    from generator.checking.tables.foreign import Foreign


@noun
class Doubt:
    """A row with which something may be wrong."""

    cells: Sequence[Any]
    """Text, but for workbooks and JSON."""
    wrong: frozenset[int] | None = None
    """Positions of the cells that are not proven to fit their columns, from 0; None where none is."""


class Rows:
    """Judges rows in the order of their numbers.

    Args:
        columns: In the order of the file.
        primary: Positions of the columns of the primary key.
        foreign: The foreign keys, in the order of the schema.
        most: How many errors of a row are of use.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        primary: Sequence[int],
        foreign: Sequence[Foreign],
        most: int = 10**9,
    ) -> None:
        self._columns = columns
        self._most = most
        self._unique: dict[int, dict[Any, int]] = {
            position: {} for position, column in enumerate(columns) if column.unique
        }
        self._primary = primary
        self._seen: dict[tuple[Any, ...], int] = {}
        self._foreign = foreign

    def judge(self, rows: Iterable[tuple[int, Doubt]]) -> Iterator[list[Defect]]:
        """The defects of each of `rows`, by number."""
        for number, doubt in rows:
            row = _Row(number, doubt, self._columns, self._most)
            self._judge_unique(row)
            if self._primary:
                self._judge_primary(row)
            for key in self._foreign:
                values = tuple(row.value(position) for position in key.positions)
                if set(values) != {None} and values not in key.values:
                    row.complete().append(row.defect("foreign-key", key.note(values)))
            yield row.complete()

    def _judge_unique(self, row: _Row) -> None:
        for position, seen in self._unique.items():
            value = row.value(position)
            if value is not None:
                before = seen.get(value)
                seen[value] = row.number
                if before:
                    note = f"the same as in the row at position {before}"
                    row.complete().append(row.defect("unique-error", note, position, str(value)))

    def _judge_primary(self, row: _Row) -> None:
        values = tuple(row.value(position) for position in self._primary)
        if set(values) == {None}:
            note = 'cells composing the primary keys are all "None"'
            row.complete().append(row.defect("primary-key", note))
            return
        before = self._seen.get(values)
        self._seen[values] = row.number
        if before:
            row.complete().append(row.defect("primary-key", f"the same as in the row at position {before}"))


class _Row:
    """A row whose cells are read when they are asked for."""

    def __init__(self, number: int, doubt: Doubt, columns: Sequence[Column], most: int) -> None:
        self.number = number
        self._cells = doubt.cells
        self._wrong = doubt.wrong
        self._columns = columns
        self._most = most
        self._values: dict[int, Any] = {}
        self._blank = 0
        self._defects: list[Defect] = []
        self._completed = False

    def value(self, position: int) -> Any:  # noqa: ANN401 - of the type that the field has
        """What stands in a column, None if nothing does or nothing of its type."""
        if position not in self._values:
            cell = self._cells[position] if position < len(self._cells) else None
            column = self._columns[position]
            if self._wrong is not None and position not in self._wrong:
                value, notes = column.value(cell), {}
            else:
                value, found = column.read(cell)
                notes = dict(found or {})
            wrong = notes.pop("type", None)
            if value is None and not wrong:
                self._blank += 1
            if wrong:
                self._defects.append(self.defect("type-error", wrong, position, str(cell)))
            for note in notes.values():
                self._defects.append(self.defect("constraint-error", note, position, str(cell)))
            self._values[position] = value
        return self._values[position]

    def complete(self) -> list[Defect]:
        """All that is wrong with the row, to which more may be added."""
        if self._completed:
            return self._defects
        self._completed = True
        width = len(self._columns)
        for position in range(width):
            if self._wrong is None or position in self._wrong:
                self.value(position)
            elif position not in self._values:
                self._blank += self._cells[position] in self._columns[position].markers
        for position in range(width, min(len(self._cells), width + self._most)):
            self._defects.append(
                Defect(
                    type="extra-cell", note="", row=self.number, column=position + 1, cell=str(self._cells[position])
                )
            )
        for position in range(len(self._cells), width):
            self._defects.append(self.defect("missing-cell", "", position, ""))
        if self._blank == width:
            self._defects = [self.defect("blank-row", "")]
        return self._defects

    def defect(self, type_: str, note: str, position: int | None = None, cell: str = "") -> Defect:
        """Something wrong with this row, or with one of its cells."""
        if position is None:
            return Defect(type=type_, note=note, row=self.number)
        label = self._columns[position].field.name
        return Defect(type=type_, note=note, row=self.number, column=position + 1, label=label, cell=cell)
