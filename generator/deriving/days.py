"""Dates as tables write them, and the periods that they are put together by in a chart."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.model.schema import Field

MOST_DAYS = 92
MOST_MONTHS = 240
LENGTHS = {"year": 4, "month": 7, "day": 10}
"""Of an ISO date, to the end of the period."""


def iso_dates(values: pd.Series[str], field: Field) -> pd.Series[str]:
    """ISO dates, months or years, whatever format the column writes."""
    pattern = str(field.descriptor.get("format", "default"))
    if field.type == "year":
        return values
    if field.type == "yearmonth":
        return pd.to_datetime(values, format="%Y-%m", errors="coerce").dt.strftime("%Y-%m").dropna()
    if pattern == "default":
        values, pattern = values.str.replace("(?s)[T ].*", "", regex=True), "%Y-%m-%d"
    parsed = pd.to_datetime(values, format="mixed" if pattern == "any" else pattern, errors="coerce", utc=True)
    return parsed.dt.strftime("%Y-%m-%d").dropna()


def period_of(days: Collection[str], field: Field) -> str:
    """The longest period that all dates are first days of, or else the shortest that makes a readable line."""
    if field.type == "year" or (field.type != "yearmonth" and all(day.endswith("-01-01") for day in days)):
        return "year"
    monthly = field.type == "yearmonth" or all(day.endswith("-01") for day in days)
    if not monthly and len(days) <= MOST_DAYS:
        return "day"
    return "month" if len({day[:7] for day in days}) <= MOST_MONTHS else "year"


def is_partial(last: str, period: str) -> bool:
    """Whether the last row lies before the end of its month or year."""
    if len(last) < len("2026-11-03") or period not in {"month", "year"}:
        return False
    day = date.fromisoformat(last)
    end = calendar.monthrange(day.year, day.month)[1] if period == "month" else 31
    return day.day < end or (period == "year" and day.month < 12)  # noqa: PLR2004 - December
