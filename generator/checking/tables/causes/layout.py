"""What stands around a table in a spreadsheet: titles above it, totals, notes and blank rows below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Change, Told
from generator.checking.tables.causes.labels import LABELS, plain
from generator.checking.tables.showing import letter

if TYPE_CHECKING:
    from generator.checking.tables.causes.cause import Case
    from generator.checking.tables.evidence import Evidence, Record

_TOTALS = frozenset(
    [
        "total",
        "totals",
        "totale",
        "totaal",
        "totalt",
        "totalsum",
        "sum",
        "sums",
        "summe",
        "gesamt",
        "gesamtsumme",
        "insgesamt",
        "suma",
        "soma",
        "somme",
        "ensemble",
        "subtotal",
        "zusammen",
        "razem",
        "celkem",
        "összesen",
        "итого",
        "всего",
    ]
) | {"grand total", "total general", "total geral", "total général", "sub-total", "all total", "sum total"}
_NOTE = re.compile(
    r"\W*(?:source|sources|note|notes|footnote|quelle|quellen|hinweis|anmerkung|fonte|fontes|nota|notas|fuente|remarque|"
    r"stand|as of|last updated|data as of|prepared by|copyright)\b|[*†‡©¹²³]|\(?[1-9a-z]\)",
    re.IGNORECASE,
)
_LONG = 40
_MOST_NOTES = 15
_NUMBER = re.compile(r"[-+(]?[\d.,' \u00a0]+[)%]?")


def is_total(cell: str) -> bool:
    """Whether `cell` is the word that people put before a total."""
    return len(cell) <= _LONG and cell.strip().rstrip(":.").strip().casefold() in _TOTALS


def preamble(case: Case) -> Told | None:
    """Titles above the header; or a second header row, the one with the names."""
    evidence = case.evidence
    found = _named(case) or _full(case)
    if found is None or not any(
        each.type in LABELS or each.type in {"blank-header", "extra-cell"} for each in case.defects
    ):
        return None
    above = found.row - evidence.header_row
    top = next((each for each in evidence.first if each.row == evidence.header_row), None)
    several = f"{above:,} rows above it hold" if above > 1 else "The row above it holds"
    says = f"The header seems to be row {found.row}: {several} titles, not names of columns"
    name = "preamble"
    if above == 1 and top and len(top.filled) > 1:
        name, says = "two-header-rows", f"The header has two rows; the names of the columns stand in row {found.row}"
    change = Change(part="dialect", key="headerRows", value=[found.row])
    cause = Cause(
        name=name,
        says=says[0].upper() + says[1:],
        remedy=f"Write `dialect: {{headerRows: [{found.row}]}}` for this file in the descriptor,"
        " or delete the rows above it",
        changes=(change,) if case.names and found.cells == case.names else (),
    )
    # All else was said of rows that were taken for something that they are not.
    return Told(cause=cause, row=evidence.header_row, explained=frozenset(case.defects))


def _named(case: Case) -> Record | None:
    """The row below the declared header in which the names of the schema stand."""
    names = [plain(name) for name in case.names]
    if not names or [plain(label) for label in case.evidence.header] == names:
        return None
    return next((each for each in _below(case.evidence) if [plain(cell) for cell in each.cells] == names), None)


def _full(case: Case) -> Record | None:
    """The first row with words in every column, where those before are nearly empty."""
    rows = [each for each in case.evidence.first if each.row >= case.evidence.header_row]
    widths = [len(each.filled) for each in rows[-20:] if each.filled]
    if len(widths) < 3:  # noqa: PLR2004 - fewer rows show no shape
        return None
    width = max(set(widths), key=widths.count)
    top = rows[0].filled
    if width < 2 or len(top) > max(1, width // 3) or (case.names and len(case.names) != width):  # noqa: PLR2004
        return None
    for each in rows[1:]:
        if len(each.filled) < width:
            if len(each.filled) > max(1, width // 2):
                return None
            continue
        words = [cell.strip() for cell in each.cells if cell.strip()]
        named = len(set(words)) == len(words) and not any(_NUMBER.fullmatch(word) for word in words)
        return each if named else None
    return None


def _below(evidence: Evidence) -> list[Record]:
    return [each for each in evidence.first if each.row > evidence.header_row]


def totals(case: Case) -> Told | None:
    """A last row, or the one before notes, that adds up those above it."""
    rows = {each.row for each in case.defects}
    for record in reversed(_ending(case)):
        if record.row in rows and any(_only(case, place, cell) for place, cell in enumerate(record.cells[:3])):
            return Told(
                cause=total_row(record, "has no place among rows of data"),
                row=record.row,
                explained=frozenset(each for each in case.defects if each.row == record.row),
            )
        if len(record.filled) > 1:
            return None
    return None


def _only(case: Case, place: int, cell: str) -> bool:
    """Whether `cell` says that its row is a total, and no other row says so, as where men, women, total take turns."""
    above = [each.cell(place + 1).strip().casefold() for each in case.evidence.body]
    return is_total(cell) and above.count(cell.strip().casefold()) == 1


def total_row(record: Record, harm: str) -> Cause:
    """What is told of a row of totals."""
    word = next(cell.strip() for cell in record.cells if is_total(cell))
    return Cause(
        name="total-row",
        says=f"Row {record.row:,} seems to be a total ('{word}'), which {harm}",
        remedy="Delete the row: whoever adds up the column would count everything twice",
    )


def _ending(case: Case) -> list[Record]:
    """The last rows, as far up as they may be totals and notes."""
    below = [each for each in case.evidence.body if each.row > case.evidence.header_row]
    return below[-_MOST_NOTES:]


def notes(case: Case) -> Told | None:
    """Remarks below the table: rows with one cell filled, at the end."""
    width = len(case.names) or len(case.evidence.header)
    wrong = {each.row for each in case.defects}
    found: list[Record] = []
    for record in reversed(_ending(case)):
        alone = record.filled == [0] or (record.filled[0] == 0 and _NOTE.match(record.cells[0]))
        if not (alone and width > 1 and record.row in wrong):
            break
        found.append(record)
    text = " ".join(each.cells[0] for each in found)
    said = any(_NOTE.match(each.cells[0]) or len(each.cells[0]) >= _LONG for each in found)
    if not found or not said or is_total(text):
        return None
    first = found[-1]
    blank = {each.row for each in case.defects if each.type == "blank-row" and each.row > first.row - _MOST_NOTES}
    gap = _gap(first.row, blank)
    rows = {each.row for each in found} | {row for row in blank if row > first.row} | gap
    one = len(found) == 1
    which = f"Row {first.row:,} holds a remark" if one else f"The rows from {first.row:,} on hold remarks"
    cause = Cause(
        name="footnotes",
        says=f"{which}, not data: '{_cut(first.cells[0])}'",
        remedy=f"Move {'it' if one else 'them'} into the dataset's `description` or `limitations`, and delete the"
        f" {'row' if one else 'rows'}",
    )
    return Told(cause=cause, row=first.row, explained=frozenset(each for each in case.defects if each.row in rows))


def _gap(row: int, blank: set[int]) -> set[int]:
    """The blank rows just above `row`."""
    found = set()
    while row - 1 in blank:
        row -= 1
        found.add(row)
    return found


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def trailing_rows(case: Case) -> Told | None:
    """Blank rows after the last row of data, which a spreadsheet saved because they once held something."""
    if not case.evidence.last:
        return None
    end = case.evidence.last[-1].row
    found = frozenset(each for each in case.defects if each.type == "blank-row" and each.row > end)
    if not found:
        return None
    count = f"{len(found):,} rows are" if len(found) > 1 else "A row is"
    cause = Cause(
        name="trailing-rows",
        says=f"{count} blank below the end of the table",
        remedy="In the spreadsheet, delete the rows below the table (not just their cells), and save again",
    )
    return Told(cause=cause, row=end + 1, explained=found)


def merged_down(case: Case) -> Told | None:
    """One cell over several rows: the value stands in the first, the others are blank."""
    required: dict[int, list[int]] = {}
    for each in case.defects:
        if each.type == "constraint-error" and '"required"' in each.note:
            required.setdefault(each.column, []).append(each.row)
    for column, rows in required.items():
        seen = [each for each in case.evidence.body if each.row <= case.evidence.header_row + len(case.evidence.first)]
        cells = [each.cell(column).strip() for each in seen]
        filled = [cell for cell in cells if cell]
        alone = len(set(filled)) == len(filled) and len(filled) > 1
        if alone and cells[0] and len(rows) >= 3 and len(filled) * 2 <= len(cells):  # noqa: PLR2004 - two are chance
            cause = Cause(
                name="merged-cells",
                says=f"Cells of column {letter(column)} seem to be merged over several rows: '{_cut(filled[0])}' stands"
                f" only in the first row that it is true of, and {len(rows):,} cells are blank",
                remedy="In the spreadsheet, split merged cells and fill the value into every row",
            )
            told = frozenset(each for each in case.defects if each.column == column and each.row in set(rows))
            return Told(cause=cause, row=rows[0], explained=told)
    return None
