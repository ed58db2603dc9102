"""Headers that differ from the schema: another order, other capitals, blank columns at the end, names left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Change, Told
from generator.checking.tables.showing import letter, shown

if TYPE_CHECKING:
    from generator.checking.tables.causes.cause import Case

LABELS = frozenset(
    {"blank-label", "duplicate-label", "incorrect-label", "extra-label", "missing-label", "unmatched-header"}
)
_DIGITS = re.compile(r"\s*\d{1,6}\s*")
_MOST_SHORT = 40


def plain(label: str) -> str:
    """A column's name without what people do not see or do not mind: case, blanks, marks, underscores for blanks."""
    text = unicodedata.normalize("NFKC", label).replace("\ufeff", "").replace("\u200b", "")
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def order(case: Case) -> Told | None:
    """The columns of the schema in another order."""
    header, names = case.evidence.header, case.names
    if header == names or sorted(header) != sorted(names) or len(set(names)) < len(names):
        return None
    place = next(place for place, name in enumerate(header) if name != names[place])
    says = (
        f"The columns stand in another order than in the schema: column {letter(place + 1)} is called"
        f" '{header[place]}', in the schema '{names[place]}'"
    )
    return Told(
        cause=Cause(
            name="column-order",
            says=says,
            remedy="Put the columns of the file, or the `fields` of the descriptor, in the order of the other",
            changes=(Change(part="schema", key="fields", value=header),),
        ),
        row=case.evidence.header_row,
        # In another order, the cells were held against the rules of other columns.
        explained=frozenset(each for each in case.defects if each.row or each.type in LABELS),
    )


def spelling(case: Case) -> Told | None:
    """The columns of the schema, but for capitals, blanks and invisible marks in their names."""
    header, names = case.evidence.header, case.names
    if len(header) != len(names):
        return None
    other = [(label, name) for label, name in zip(header, names, strict=True) if label != name]
    wrong = {each.label for each in case.defects if each.type == "incorrect-label"}
    if not other or wrong != {label for label, _ in other} or any(plain(label) != plain(name) for label, name in other):
        return None
    label, name = other[0]
    several = f"{len(other):,} names of columns differ" if len(other) > 1 else "The name of a column differs"
    says = f"{several} from the schema in capitals, blanks or hidden signs: {shown(label)}, in the schema {shown(name)}"
    clean = all(label == label.strip() and label.isprintable() and "\u00a0" not in label for label in header)
    used = (
        str({key: value for key, value in case.resource.schema.descriptor.items() if key != "fields"})
        if (case.resource.schema)
        else ""
    )
    elsewhere = used + str(case.dataset.views)
    free = clean and len(set(header)) == len(header) and not any(repr(name) in elsewhere for _, name in other)
    return Told(
        cause=Cause(
            name="column-names",
            says=says,
            remedy="Write them in the file exactly as in the descriptor, or the other way round",
            changes=tuple(Change(part="field", key="name", value=label, field=name) for label, name in other)
            if free
            else (),
        ),
        row=case.evidence.header_row,
        explained=frozenset(each for each in case.defects if each.type == "incorrect-label"),
    )


def trailing_columns(case: Case) -> Told | None:
    """Columns at the end without name and without cells, which a spreadsheet saved because they once held something."""
    header = case.evidence.header
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    count = len(header) - width
    rows = [each.cells for each in (*case.evidence.body, *case.evidence.wanted.values())]
    if not count or not width or any(cell.strip() for cells in rows for cell in cells[width:]):
        return None
    if case.names and width < len(case.names):
        return None
    found = frozenset(each for each in case.defects if each.column > width and not each.cell.strip())
    if not any(each.type in LABELS for each in found):
        return None
    says = f"The last {count:,} columns are" if count > 1 else "The last column is"
    cause = Cause(
        name="trailing-columns",
        says=f"{says} empty: without name and without cells",
        remedy="In the spreadsheet, delete whole columns right of the table, not their cells alone, and save again",
    )
    return Told(cause=cause, row=case.evidence.header_row, explained=found)


def merged(case: Case) -> Told | None:
    """One cell over several columns: the name stands over the first, the others have none."""
    header = case.evidence.header
    found = frozenset(each for each in case.defects if each.type == "blank-label")
    blanks = [place for place, label in enumerate(header) if not label.strip()]
    if not blanks or not header[0].strip() or {each.column - 1 for each in found} != set(blanks):
        return None
    below = [each.cells for each in case.evidence.body]
    full = below and all(any(len(cells) > place and cells[place].strip() for cells in below) for place in blanks)
    last = max(place for place, label in enumerate(header) if label.strip())
    if not full or len(blanks) < 2 or blanks[0] > last:  # noqa: PLR2004 - one name may just be missing
        return None
    cause = Cause(
        name="merged-header",
        says=f"Cells of the header seem to be merged: '{header[blanks[0] - 1][:40]}' stands over"
        f" {_run(header, blanks[0])} columns",
        remedy="In the spreadsheet, split merged cells and give each column a name of its own in one row",
    )
    return Told(cause=cause, row=case.evidence.header_row, explained=found)


def _run(header: list[str], place: int) -> int:
    end = place
    while end < len(header) and not header[end].strip():
        end += 1
    return end - place + 1


def short(case: Case) -> Told | None:
    """Every row has the same number of cells, more than the header."""
    found = [each for each in case.defects if each.type == "extra-cell"]
    header, body = case.evidence.header, case.evidence.body
    widths = {len(each.cells) for each in body}
    if not found or not header or len(widths) != 1 or any(each.type == "missing-cell" for each in case.defects):
        return None
    (width,) = widths
    more = width - len(header)
    rows = Counter(each.row for each in found)
    if more < 1 or any(count != more for row, count in rows.items() if row != max(rows)):
        return None
    numbers = case.resource.schema and case.resource.schema.fields and case.resource.schema.fields[-1].numeric
    commas = (
        numbers
        and more == 1
        and case.resource.dialect.delimiter == ","
        and all(_DIGITS.fullmatch(each.cells[-1]) and _DIGITS.fullmatch(each.cells[-2].lstrip(" -")) for each in body)
    )
    says = f"Every row has {width:,} cells, and the header only {len(header):,} names"
    remedy = f"Name the {'columns' if more > 1 else 'column'} that the header leaves out"
    if commas:
        says += ": either a column has no name, or the last column has decimal commas that split its numbers in two"
        remedy += "; or write the numbers with a decimal point, or in quotes"
    name = "short-header" if not commas else "short-header-or-decimal-comma"
    cause = Cause(name=name, says=says, remedy=f"{remedy}, in the file and in the descriptor")
    return Told(cause=cause, row=min(each.row for each in found), explained=frozenset(found))
