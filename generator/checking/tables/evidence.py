"""What can be seen of a table's file at little cost: its first and last records, and those that something is wrong in.

A CSV of a million rows is passed over line by line, and only the lines that are wanted are taken apart.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from generator.model.noun import noun
from generator.reading.parts import open_text
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Resource

SEEN = 40
"""Records at the beginning and at the end that are looked at."""
LONGEST = 1000
"""Of a cell, in characters: what comes after is not looked at."""


@noun
class Record:
    """A row of the file."""

    row: int
    """As a spreadsheet counts."""
    line: int
    """Where it begins in the file; for workbooks and JSON the same as `row`."""
    cells: list[str]

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.filled

    @property
    def filled(self) -> list[int]:
        """The places, counted from 0, of the cells with something in them."""
        return [place for place, cell in enumerate(self.cells) if cell.strip()]

    def cell(self, column: int) -> str:
        """What stands in `column`, counted from 1; nothing where the row is too short."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""


@noun
class Evidence:
    """What was seen of a file."""

    first: list[Record]
    """From the first row on, title lines and header among them."""
    last: list[Record]
    """The last records in which something is written."""
    wanted: dict[int, Record]
    """Those that were asked for, by row."""
    header_row: int

    @property
    def header(self) -> list[str]:
        """The columns' names in the file."""
        return next((each.cells for each in self.first if each.row == self.header_row), [])

    @property
    def body(self) -> list[Record]:
        """Every record seen below the header in which something is written, in the order of the file."""
        seen = {each.row: each for each in (*self.first, *self.wanted.values(), *self.last)}
        return [seen[row] for row in sorted(seen) if row > self.header_row and not seen[row].blank]

    def line(self, row: int) -> int:
        """Where `row`, one of those asked for, begins in the file."""
        return self.wanted[row].line if row in self.wanted else max(row, 1)


def look(resource: Resource, wanted: frozenset[int] = frozenset()) -> Evidence:
    """The evidence in the file of `resource`, with the rows `wanted`."""
    first: list[Record] = []
    last: deque[tuple[int, int, list[str]]] = deque(maxlen=SEEN)
    kept: dict[int, Record] = {}
    for row, line, cells in _records(resource, wanted):
        if row in wanted:
            kept[row] = _record(row, line, cells)
        if len(first) < SEEN:
            first.append(_record(row, line, cells))
        if any(cell and not cell.isspace() for cell in cells):
            last.append((row, line, cells))
    header = resource.dialect.header_row if resource.dialect.header else 0
    return Evidence(first=first, last=[_record(*each) for each in last], wanted=kept, header_row=header)


def _records(resource: Resource, wanted: frozenset[int]) -> Iterator[tuple[int, int, list[str]]]:
    """Row, line and cells of every record, or of all that may be of use."""
    if resource.format not in {"csv", "tsv"}:
        rows = enumerate(records(resource), start=resource.dialect.header_row)
        yield from ((row, number, cells) for row, (number, cells) in rows)
        return
    lines = _lines(resource, wanted)
    if lines is not None:
        yield from ((number, number, _split(resource, line)) for number, line in lines)
        return
    begin = 1
    for row, (end, cells) in enumerate(records(resource), start=1):
        yield row, begin, cells
        begin = end + 1


def _record(row: int, line: int, cells: list[str]) -> Record:
    return Record(row=row, line=line, cells=[cell[:LONGEST] for cell in cells])


def _lines(resource: Resource, wanted: frozenset[int]) -> list[tuple[int, str]] | None:
    """The lines that matter, where each line is a record; None where a quoted value holds a line break."""
    quote, blank = resource.dialect.quote_char, f" \t\r\n{resource.dialect.delimiter}{resource.dialect.quote_char}"
    first: list[tuple[int, str]] = []
    last: deque[tuple[int, str]] = deque(maxlen=SEEN)
    with open_text(resource, "replace") as stream:
        for number, line in enumerate(stream, start=1):
            if quote in line and (line.count(quote) % 2 or resource.dialect.escape_char):
                return None
            if number <= SEEN or number in wanted:
                first.append((number, line))
            if number > SEEN and line.strip(blank):
                last.append((number, line))
    return sorted({*first, *last})


def _split(resource: Resource, line: str) -> list[str]:
    dialect = resource.dialect
    rows = csv.reader(
        [line],
        delimiter=dialect.delimiter,
        quotechar=dialect.quote_char,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape_char,
        skipinitialspace=dialect.skip_initial_space,
    )
    return next(rows, [])
