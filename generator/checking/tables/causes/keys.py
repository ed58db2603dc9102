"""References that miss only by capitals, blanks or zeros in front."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Told
from generator.checking.tables.notes import REFERENCE
from generator.reading.tables import records

if TYPE_CHECKING:
    from generator.checking.tables.causes.cause import Case
    from generator.checking.tables.defects import Defect
    from generator.model.dataset import Resource

_MOST = 200_000
"""Keys of the other table that are looked at."""


def misses(case: Case) -> Told | None:
    """Why keys do not find what they refer to."""
    groups: dict[tuple[str, str, str], list[tuple[Defect, str]]] = {}
    for each in case.defects:
        found = REFERENCE.search(each.note) if each.type == "foreign-key" else None
        if found and "," not in found["own"]:
            groups.setdefault((found["own"], found["table"], found["key"]), []).append((each, found["cell"]))
    for (own, table, key), wrong in groups.items():
        target = next(
            (each for each in case.dataset.tables if each.name == table), case.resource if not table else None
        )
        known = _keys(target, key) if target else set()
        cause = _cause(own, [cell for _, cell in wrong], known) if known else None
        if cause:
            return Told(cause=cause, row=wrong[0][0].row, explained=frozenset(each for each, _ in wrong))
    return None


def _cause(own: str, cells: list[str], known: set[str]) -> Cause | None:
    alike = {each.strip().casefold(): each for each in known}
    bare = {each.lstrip("0"): each for each in known if each.isdigit()}
    count = f"{len(cells):,} references in '{own}' miss" if len(cells) > 1 else f"The reference in '{own}' misses"
    first = cells[0]
    if all(cell.strip().casefold() in alike for cell in cells):
        right = alike[first.strip().casefold()]
        says = f"{count} only by capitals or blanks: {first!r} should be {right!r}"
        return Cause(name="letter-case", says=says, remedy="Write them as in the table that they refer to")
    if all(cell.isdigit() and cell.lstrip("0") in bare for cell in cells):
        says = f"{count} only by zeros in front: {first!r} should be {bare[first.lstrip('0')]!r}"
        remedy = (
            "In the spreadsheet, format the column as text before typing or importing the codes, and enter them again"
        )
        return Cause(name="leading-zeros", says=says, remedy=remedy)
    return None


def _keys(table: Resource, key: str) -> set[str]:
    try:
        rows = (cells for _, cells in records(table))
        header = next(islice(rows, table.dialect.header_row - 1, None), [])
        if key not in header:
            return set()
        place = header.index(key)
        return {cells[place][:1000] for cells in islice(rows, _MOST) if len(cells) > place}
    except (ValueError, OSError, csv.Error):
        return set()
