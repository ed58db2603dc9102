"""Dates as people write them: day first, month first, with names of months, as the serial numbers of Excel."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.checking.tables.causes.cause import Column

_LONGEST = 40
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,12})?")
_EARLIEST, _LATEST = 18264, 73050
"""The serial numbers of 1950-01-01 and 2100-01-01; a number of five digits outside is hardly a date."""
_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = "jan|ene|gen|feb|fev|fév|mar|mär|mrz|abr|apr|avr|mai|may|maj|mag|giu|jun|jui|lug|jul|ago|aug|aoû|set|sep"
_NAMED = re.compile(
    rf"\d{{1,2}}\.?(?: de)?[ -](?:{_MONTHS}|okt|oct|out|ott|nov|dez|dec|déc|dic)[^\W\d_]{{0,8}}\.?(?: de)?[ -]"
    r"\d{2,4}",
    re.IGNORECASE,
)
_DAYS = {
    "%Y-%m-%d": "year first, then month and day, with hyphens",
    "%Y/%m/%d": "year first, with slashes",
    "%Y.%m.%d": "year first, with points",
    "%Y%m%d": "without hyphens",
    "%d/%m/%Y": "day first, with slashes",
    "%m/%d/%Y": "month first, with slashes",
    "%d.%m.%Y": "day first, with points",
    "%m.%d.%Y": "month first, with points",
    "%d-%m-%Y": "day first, with hyphens",
    "%m-%d-%Y": "month first, with hyphens",
    "%Y-%d-%m": "day before month",
    "%d/%m/%y": "day first, with slashes and two digits for the year",
    "%m/%d/%y": "month first, with slashes and two digits for the year",
    "%d.%m.%y": "day first, with points and two digits for the year",
    "%d-%m-%y": "day first, with hyphens and two digits for the year",
    "%m-%d-%y": "month first, with hyphens and two digits for the year",
    "%y/%m/%d": "with two digits for the year, which comes first",
    "%y.%m.%d": "with two digits for the year, which comes first",
    "%y-%m-%d": "with two digits for the year, which comes first",
    "%d-%b-%Y": "with the month's short name",
    "%d-%b-%y": "with the month's short name and two digits for the year",
    "%d %b %Y": "with the month's short name",
    "%d %B %Y": "with the month's name",
    "%b %d, %Y": "with the month's short name first",
    "%B %d, %Y": "with the month's name first",
}
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_MOMENTS = {
    f"{day}{between}{clock}": words for day, words in _DAYS.items() for between in (" ", "T") for clock in _CLOCKS
}
_DEFAULTS = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S"}


def recognise(column: Column) -> Cause | None:
    """Why cells of a column of dates are none."""
    kind = column.field.type
    if kind not in {"date", "datetime", "time"} or column.rule != "type-error":
        return None
    if any(len(cell) > _LONGEST for cell in column.cells):
        return None
    if any(re.search(r"(?:^|[ T])24:", cell) for cell in column.cells) and kind != "date":
        return _midnight(column)
    if kind == "time":
        return None
    if all(_SERIAL.fullmatch(cell) and _EARLIEST <= float(cell) < _LATEST for cell in column.cells):
        return _serial(column.cells[0])
    return _written(column) or _impossible(column) or _padded(column) or _foreign(column)


@cache
def _signs(text: str) -> str:
    """What stands between words and numbers: the quickest way to see that a date is written otherwise."""
    return re.sub(r"%?\w+", "", text)


def _fits(cell: str, pattern: str) -> bool:
    if re.sub(r"\w+", "", cell) != _signs(pattern):
        return False
    try:
        datetime.strptime(cell, pattern).replace(tzinfo=UTC)
    except ValueError:
        return False
    # Python reads 1 for %d and 24 for %Y; the year must be whole, or 24/01/02 would have three meanings.
    return bool(re.search(r"\d{4}", cell)) if "%Y" in pattern else not re.search(r"\d{4}", cell.partition(":")[0])


def _ways(cells: Iterable[str], patterns: Iterable[str]) -> list[str]:
    listed = list(cells)
    found = [pattern for pattern in patterns if all(_fits(cell, pattern) for cell in listed)]
    if _days_first(listed):
        found = [each for each in found if not each.startswith("%y")] or found
    # Nobody writes the day in the middle if the month can stand there.
    return [each for each in found if not each.startswith("%Y-%d") or each.replace("%d-%m", "%m-%d") not in found]


def _days_first(cells: list[str]) -> bool:
    """Whether the first numbers of short dates vary as days do, more than the last."""
    parts = [re.split(r"[^\d]", cell) for cell in cells]
    return len({each[0] for each in parts}) > len({each[-1] for each in parts})


def _declared(column: Column) -> str:
    form = str(column.field.descriptor.get("format", "default"))
    return _DEFAULTS[column.field.type] if form in {"default", "any"} else form


def _written(column: Column) -> Cause | None:
    now = _declared(column)
    known = _DAYS if column.field.type == "date" else _MOMENTS
    ways = [way for way in _ways(column.cells, known) if way != now]
    words, changes = known, True
    if not ways and column.field.type == "date":
        ways, words = _ways(column.cells, _MOMENTS), _MOMENTS
        if ways and not all(re.search(r"[ T](?:00:00(?::00)?|12:00(?::00)? AM)$", cell) for cell in column.cells):
            says = "They say a time of day too, and the column is declared as one of days"
            remedy = "Take the times off, or make the column's `type` in the descriptor `datetime` with "
            return Cause(name="times", says=says, remedy=f'{remedy}`format: "{ways[0]}"`')
    if not ways and column.field.type == "datetime":
        ways, words, changes = _ways(column.cells, _DAYS), _DAYS, False
    if not ways:
        return None
    if column.others:
        return _mixed(column, ways, words, now)
    if len(ways) > 1 and _meanings(column.cells, ways) > 1:
        says = f"They are written {_either(ways, words)}: nothing in the column tells which"
        remedy = f'Write `format: "{ways[0]}"` or `format: "{ways[1]}"` for this column in the descriptor, '
        return Cause(name="day-month-order", says=says, remedy=f"{remedy}whichever is true")
    name = _name(ways[0])
    if not changes:
        says = f"They are days without a time ({words[ways[0]]}), and the column is declared as one of moments"
        return Cause(name=name, says=says, remedy="Make the column's `type` in the descriptor `date`, or add the time")
    says = f"They are written {words[ways[0]]}, and the column is declared {_described(now)}"
    remedy = f'Write `format: "{ways[0]}"` for this column in the descriptor, or write the dates like 2026-11-03'
    return Cause(name=name, says=says, remedy=remedy, changes=(column.change("format", ways[0]),))


def _name(way: str) -> str:
    numbers = way[:2] in {"%d", "%m"} and "%b" not in way and "%B" not in way
    return "day-month-order" if numbers or way.startswith("%Y-%d") else "date-format"


def _either(ways: list[str], words: dict[str, str]) -> str:
    """Both ways in short."""
    return " or ".join(words[way].partition(",")[0] for way in ways[:2]).join(("either ", ""))


def _described(pattern: str) -> str:
    return f"with dates like {datetime(2026, 11, 3, 14, 30, tzinfo=UTC).strftime(pattern)}"


def _meanings(cells: Iterable[str], ways: list[str]) -> int:
    return len({tuple(datetime.strptime(cell, way).replace(tzinfo=UTC) for cell in cells) for way in ways})


def _mixed(column: Column, ways: list[str], words: dict[str, str], now: str) -> Cause | None:
    name = _name(ways[0])
    like = datetime(2026, 11, 3, 14, 30, tzinfo=UTC).strftime(now)
    says = f"They are written {words[ways[0]]}, and other cells of the column are not"
    if len(ways) > 1 and _meanings(column.cells, ways) > 1:
        says = f"They are written {_either(ways, words)}, and other cells of the column are not"
    return Cause(name=name, says=says, remedy=f"Write all dates of the column in one way, such as {like}")


def _serial(cell: str) -> Cause:
    day = _EPOCH + timedelta(days=int(float(cell)))
    return Cause(
        name="excel-serial-date",
        says=f"They are the numbers that Excel keeps for dates: {cell} is {day.isoformat()}",
        remedy="In the spreadsheet, format the column as a date like 2026-11-03, then save it again",
    )


def _midnight(column: Column) -> Cause | None:
    if not all(re.search(r"(?:^|[ T])24:00(?::00)?Z?$", cell) for cell in column.cells):
        return None
    return Cause(
        name="midnight-24",
        says="They say 24:00 for the end of a day",
        remedy="Write 00:00 and, where there is a date, the next day",
    )


def _impossible(column: Column) -> Cause | None:
    if _declared(column) != "%Y-%m-%d" or not all(_ISO.fullmatch(cell) for cell in column.cells):
        return None
    return Cause(
        name="no-such-day",
        says="The calendar has no such day",
        remedy="Look them up and correct them",
    )


def _padded(column: Column) -> Cause | None:
    """Blanks around a date that is right without them."""
    now = _declared(column)
    if not all(cell != cell.strip() and _fits(cell.strip(), now) for cell in column.cells):
        return None
    return Cause(name="padding", says="They have blanks around them", remedy="Take the blanks off")


def _foreign(column: Column) -> Cause | None:
    if not all(_NAMED.fullmatch(cell) for cell in column.cells):
        return None
    return Cause(
        name="date-format",
        says="They are written with the names of months",
        remedy="Write them with numbers, like 2026-11-03",
    )
