"""What is wrong in a table, without the words of who found it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@noun
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


_NAMES = tuple(each.name for each in fields(Defect))


def plain(defects: Iterable[Defect]) -> list[list[Any]]:
    """As JSON can say them."""
    return [[getattr(each, name) for name in _NAMES] for each in defects]


def moved(defects: Iterable[list[Any]], before: int) -> Iterator[Defect]:
    """What `plain` says of a part, below `before` records of others."""
    for each in defects:
        values = dict(zip(_NAMES, each, strict=True))
        yield Defect(**{**values, "row": values["row"] + before})
