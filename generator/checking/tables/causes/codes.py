"""Codes that a spreadsheet took for numbers or dates: leading zeros lost, 1.23457E+11, 1-Mar; and slips in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.checking.tables.causes.cause import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.checking.tables.causes.cause import Column

_LONGEST = 24
_MOST = 40
"""Cells that are tried against an officer's pattern, which may be slow."""
_PATIENCE = 0.05
"""Seconds for one cell."""
_ZEROS = 6
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d{1,15})?E\+\d{1,3}")
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mrz|Mai|Okt|Dez|janv|févr|mars|avr|juin|juil|août|sept|déc)\.?"
)
_DATED = re.compile(rf"\d{{1,2}}[-. ]{_MONTH}|{_MONTH}[- ]\d{{1,2}}")
_FLOAT = re.compile(r"\d{1,20}\.0")
_REMEDY = "In the spreadsheet, format the column as text before typing or importing the codes, and enter them again"


def recognise(column: Column) -> Cause | None:
    """Why cells of a column of codes break its rule."""
    if any(len(cell) > _LONGEST for cell in column.cells):
        return None
    if column.rule == "type-error":
        return _dated(column) if column.field.type in {"integer", "number"} else None
    return _dated(column) or _scientific(column) or _mended(column)


def _scientific(column: Column) -> Cause | None:
    if not all(_SCIENTIFIC.fullmatch(cell) for cell in column.cells):
        return None
    return Cause(
        name="scientific-notation",
        says="A spreadsheet took long codes for numbers and shortened them; the digits that are not shown are lost",
        remedy=f"Take them from where they came from. {_REMEDY}",
    )


def _dated(column: Column) -> Cause | None:
    if not all(_DATED.fullmatch(cell) for cell in column.cells):
        return None
    return Cause(
        name="codes-as-dates",
        says="A spreadsheet took codes such as 3-1 or MAR1 for dates and rewrote them",
        remedy=_REMEDY,
    )


def _mended(column: Column) -> Cause | None:
    """What is right after one plain change to every cell."""
    right = _rule(column)
    if right is None or len(column.cells) > _MOST:
        return None
    if all(cell.isdigit() and _zeros(cell, right) for cell in column.cells):
        first = column.cells[0]
        return Cause(
            name="leading-zeros",
            says=f"The zeros in front were lost: '{first}' should be '{_zeros(first, right)}'",
            remedy=_REMEDY,
        )
    if all(_FLOAT.fullmatch(cell) and right(cell[:-2]) for cell in column.cells):
        return Cause(name="decimals", says="Codes were saved as numbers with decimals", remedy=_REMEDY)
    if all(cell != cell.strip() and right(cell.strip()) for cell in column.cells):
        return Cause(name="padding", says="They have blanks around them", remedy="Take the blanks off")
    return _cased(column)


def _zeros(cell: str, right: Callable[[str], bool]) -> str:
    """`cell` with the fewest zeros in front that make it right; nothing if none do."""
    tries = ("0" * count + cell for count in range(1, _ZEROS + 1))
    return next((each for each in tries if right(each)), "")


def _rule(column: Column) -> Callable[[str], bool] | None:
    rules: dict[str, Any] = dict(column.field.descriptor.get("constraints") or {})
    value = rules.get(column.rule)
    if column.rule == "enum" and isinstance(value, list):
        return lambda cell: cell in value
    if column.rule == "minLength" and isinstance(value, int):
        alike = rules.get("maxLength") == value or (column.others and {len(cell) for cell in column.others} == {value})
        return (lambda cell: len(cell) == value) if alike else None
    return _matcher(value) if column.rule == "pattern" and isinstance(value, str) else None


def _matcher(pattern: str) -> Callable[[str], bool] | None:
    """Whether a cell matches, decided in bounded time: officers' patterns may be slow beyond measure."""
    import regex

    try:
        compiled = regex.compile(pattern)
    except regex.error:
        return None

    def matches(cell: str) -> bool:
        try:
            return compiled.fullmatch(cell, timeout=_PATIENCE) is not None
        except TimeoutError:
            return False

    return matches


def _cased(column: Column) -> Cause | None:
    allowed = dict(column.field.descriptor.get("constraints") or {}).get("enum")
    if column.rule != "enum" or not isinstance(allowed, list):
        return None
    known = {str(each).casefold(): str(each) for each in allowed}
    if len(known) < len(allowed) or not all(cell.strip().casefold() in known for cell in column.cells):
        return None
    first = column.cells[0]
    return Cause(
        name="letter-case",
        says=f"Only capitals and blanks differ from the list: '{first}' should be '{known[first.strip().casefold()]}'",
        remedy="Write them as in the list",
    )
