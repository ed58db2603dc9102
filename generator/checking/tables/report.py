"""Defects of a table as an officer is told them: grouped by column, with the first place and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Where, error
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.dataset import Dataset, Resource

_LONGEST_CELL = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """One thing wrong in a table, without the words of who found it."""

    type: str
    """frictionless's name for it."""
    note: str
    row: int = 0
    """As a spreadsheet counts, the header being row 1; 0 where no row is meant."""
    column: int = 0
    """Counted from 1; 0 where no column is meant."""
    label: str = ""
    """The column's name in the file."""
    expected: str = ""
    """The column's name in the schema, where that is what is wrong."""
    cell: str = ""


# Of each type of defect: what one is, what several are, and what to do. `{n}` counts them, `{cell}` is the first.
_WORDS: dict[str, tuple[str, str, str]] = {
    "type-error": (
        "{column} should be {type} and says {cell}",
        "{column} should be {type}, and {n} cells are not; the first says {cell}",
        "Correct the cells, or the column's `type` in the descriptor",
    ),
    "constraint-error": (
        "{column} says {cell}, which breaks a rule of the schema: {note}",
        "{column} breaks a rule of the schema in {n} cells; the first says {cell}: {note}",
        "Correct the cells, or the column's `constraints` in the descriptor",
    ),
    "unique-error": (
        "{column} says {cell} a second time, but no value may stand twice",
        "{column} repeats values in {n} cells, but no value may stand twice; the first is {cell}",
        "Remove the rows that are there twice, or correct them",
    ),
    "primary-key": (
        "The row repeats the primary key of another: {note}",
        "{n} rows repeat the primary key of another; the first: {note}",
        "Remove the rows that are there twice, or correct `primaryKey` in the descriptor",
    ),
    "foreign-key": (
        "The row refers to something that is not there: {note}",
        "{n} rows refer to something that is not there; the first: {note}",
        "Add what they refer to, or correct the reference",
    ),
    "blank-row": (
        "The row is blank",
        "{n} rows are blank; this is the first",
        "Remove blank rows",
    ),
    "blank-header": ("The header is blank", "The header is blank", "Put the columns' names in the first row"),
    "blank-label": (
        "Column {letter} has no name",
        "{n} columns have no name; the first is column {letter}",
        "Name each column in the first row, or remove empty columns",
    ),
    "duplicate-label": (
        "The name {label} stands over two columns",
        "{n} columns share their name with another; the first is {label}",
        "Give each column a name of its own",
    ),
    "incorrect-label": (
        "Column {letter} is called {label}, but in the schema {expected}",
        "{n} columns are not called what the schema says; the first is {label}, which should be {expected}",
        "Give them the same names in the same order in the file and in the descriptor",
    ),
    "extra-label": (
        "Column {letter} ({label}) is not in the schema",
        "{n} columns are not in the schema; the first is column {letter} ({label})",
        "Describe them in the descriptor, or remove them from the file",
    ),
    "missing-label": (
        "The column {label} of the schema is not in the file",
        "{n} columns of the schema are not in the file; the first is {label}",
        "Add them to the file, or remove them from the descriptor",
    ),
    "extra-cell": (
        "The row has more cells than there are columns; the first too many says {cell}",
        "{n} cells stand beyond the last column; the first says {cell}",
        "Look for a delimiter inside a value that is not in quotes",
    ),
    "missing-cell": (
        "The row has fewer cells than there are columns: {column} is missing",
        "{n} cells are missing at the ends of rows; the first is {column}",
        "Complete the rows; write an empty cell where nothing is known",
    ),
    "encoding-error": (
        "The file is not written in its encoding: {note}",
        "The file is not written in its encoding: {note}",
        "Save it as UTF-8, or name its `encoding` in the descriptor",
    ),
}
_SHAPE = frozenset({"extra-cell", "missing-cell", "blank-row"})
"""Types that are about a row as a whole, whichever column they are found in."""
_OTHER = ("{note}", "{n} times: {note}", "Correct the file or its descriptor")
_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date (2026-11-03)",
    "datetime": "a date and time",
    "time": "a time of day",
    "year": "a year",
    "yearmonth": "a month (2026-11)",
    "string": "text",
}


def tell(dataset: Dataset, resource: Resource, defects: Sequence[Defect], limit: int = 0) -> list[Finding]:
    """One finding for each type of defect and column, in the order of their first rows.

    Args:
        dataset: Whose path the findings name.
        resource: Which was judged.
        defects: What is wrong in it.
        limit: How many defects were looked for, if not all; with so many there may be more.
    """
    groups: dict[tuple[str, int], list[Defect]] = {}
    for defect in defects:
        column = defect.column if defect.row and defect.type not in _SHAPE else 0
        groups.setdefault((defect.type, column), []).append(defect)
    lines = _lines(resource, {group[0].row for group in groups.values()})
    findings = []
    for group in groups.values():
        first = group[0]
        one, several, remedy = _WORDS.get(first.type, _OTHER)
        field = resource.schema.find(first.label) if resource.schema else None
        count = f"at least {len(group):,}" if limit and len(defects) >= limit else f"{len(group):,}"
        problem = (one if len(group) == 1 else several).format(
            n=count,
            column=f"Column {_letter(first.column)}" + (f" ({first.label})" if first.label else ""),
            letter=_letter(first.column),
            label=repr(first.label or first.expected),
            expected=repr(first.expected),
            type=_TYPES.get(field.type, field.type) if field else "of another type",
            cell=_shown(first.cell),
            note=first.note.rstrip("."),
        )
        where = Where(path=f"{dataset.folder}/{resource.path}", line=lines.get(first.row, max(first.row, 1)))
        findings.append(error(where, f"{problem[:1].upper()}{problem[1:]}.", f"{remedy}.", first.type))
    return findings


def _lines(resource: Resource, rows: set[int]) -> dict[int, int]:
    """The line on which each of `rows` begins: a quoted value may hold line breaks."""
    lines: dict[int, int] = {}
    if resource.format not in {"csv", "tsv"} or not any(rows):
        return lines
    begin = 1
    for number, (end, _) in enumerate(records(resource), start=1):
        if number in rows:
            lines[number] = begin
        begin = end + 1
        if number >= max(rows):
            break
    return lines


def _letter(column: int) -> str:
    """What a spreadsheet calls the column: A to Z, then AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _shown(cell: str) -> str:
    text = repr(cell)
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"
