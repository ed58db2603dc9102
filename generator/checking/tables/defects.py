"""What is wrong in a table, without the words of who found it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """One thing wrong in a table."""

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
