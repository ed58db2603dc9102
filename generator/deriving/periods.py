"""Texts and whole numbers that are periods though their column's type does not tell: `2023-24`, `2024 Q1`, `2024`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from generator.model.schema import Field

MOST_PERIODS = 400
_FEWEST = 2
_YEAR = re.compile(r"(?:1[5-9]|2[01])[0-9]{2}")
_TWO_YEARS = re.compile(r"(?:[A-Za-z]{1,5}\.? ?)?((?:1[5-9]|2[01])[0-9]{2}) ?[-/\u2013] ?([0-9]{2}|[0-9]{4})")
_PART_LAST = re.compile(r"((?:1[5-9]|2[01])[0-9]{2})[ ./-]?([A-Za-z]) ?([0-9]{1,2})")
_PART_FIRST = re.compile(r"([A-Za-z]?)([0-9])([A-Za-z]?)[ ./-]*((?:1[5-9]|2[01])[0-9]{2})")
_MONTH = re.compile(r"((?:1[5-9]|2[01])[0-9]{2})[-/.](0[1-9]|1[0-2])(?:[-/.](0[1-9]|[12][0-9]|3[01]))?")
_NAMED_YEAR = re.compile(r"(?:FY|CY|AF|EF) ?'?([0-9]{2}|[0-9]{4})", re.IGNORECASE)
_PARTS = {"Q": 4, "T": 4, "S": 2, "H": 2, "M": 12, "W": 53}
"""Of a year by their letter: quarters, trimestres, semesters or halves, months, weeks."""


def resemble_periods(texts: Collection[str]) -> bool:
    """Whether most of some texts are periods, though one is not: `2026-27 (provisional)`, `Total`."""
    found = sum(
        bool(_YEAR.fullmatch(text)) or any(place(text) for place in (_two_years, _part, _month, _named_year))
        for text in map(str.strip, texts)
    )
    return _FEWEST <= found < len(texts) <= 2 * found


def periods_of(field: Field, texts: Mapping[str, int]) -> tuple[str, ...]:
    """The texts in the order of time; none where one of them is no period, or where the type tells that they are.

    Args:
        field: The column.
        texts: Each different text, and the rows that have it.
    """
    if field.temporal or not _FEWEST <= len(texts) <= MOST_PERIODS:
        return ()
    if field.type == "integer":
        return _years(field, texts)
    if field.type not in {"string", "any"}:
        return ()
    for place in (_two_years, _part, _month, _named_year):
        places = _places(place, texts)
        if places:
            return tuple(sorted(texts, key=lambda text: (places[text], text)))
    return _years(field, texts)


def _places(place: Callable[[str], tuple[int, ...] | None], texts: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Where each text lies in time; nothing where one lies nowhere, which most often the first one tells."""
    found = {}
    for text in texts:
        where = place(text.strip())
        if where is None:
            return {}
        found[text] = where
    return found


def _two_years(text: str) -> tuple[int, ...] | None:
    found = _TWO_YEARS.fullmatch(text)
    if not found:
        return None
    first, last = int(found[1]), found[2]
    return (first,) if str(first + 1)[-len(last) :] == last else None


def _part(text: str) -> tuple[int, ...] | None:
    if found := _PART_LAST.fullmatch(text):
        year, letter, part = found[1], found[2], found[3]
    elif (found := _PART_FIRST.fullmatch(text)) and bool(found[1]) != bool(found[3]):
        year, letter, part = found[4], found[1] or found[3], found[2]
    else:
        return None
    return (int(year), int(part)) if 1 <= int(part) <= _PARTS.get(letter.upper(), 0) else None


def _month(text: str) -> tuple[int, ...] | None:
    found = _MONTH.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def _named_year(text: str) -> tuple[int, ...] | None:
    found = _NAMED_YEAR.fullmatch(text)
    return (int(found[1]) % 100 if len(found[1]) == 2 else int(found[1]),) if found else None  # noqa: PLR2004 - FY24


def _years(field: Field, texts: Mapping[str, int]) -> tuple[str, ...]:
    """Numbers of years, few of them missing in between, and most on several rows: so are no numbers of things."""
    if not all(_YEAR.fullmatch(text) for text in texts):
        return ()
    years = sorted(texts)
    whole = int(years[-1]) - int(years[0]) + 1 <= len(years) * 2
    again = sum(texts.values()) > len(texts)
    return tuple(years) if whole and (again or _says_year(field)) else ()


def _says_year(field: Field) -> bool:
    return bool(re.search(r"year|a[nñ]o|anio|ejercicio|\bfy\b", f"{field.name} {field.title}", re.IGNORECASE))
