"""When a dataset was promised to change next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

_DAYS = {"daily": 1, "weekly": 7}
_MONTHS = {"monthly": 1, "quarterly": 3, "biannual": 6, "annual": 12, "biennial": 24}


def next_update(modified: date | None, frequency: str) -> date | None:
    """The day by which new data is due; None where nothing was promised or no date is known.

    A month after 31 January is the last day of February.
    """
    if modified is None:
        return None
    if frequency in _DAYS and modified < date.max - timedelta(days=7):
        return modified + timedelta(days=_DAYS[frequency])
    if frequency not in _MONTHS:
        return None
    import calendar  # nothing else of a build needs it

    years, month = divmod(modified.month - 1 + _MONTHS[frequency], 12)
    year, month = modified.year + years, month + 1
    if year > date.max.year:
        return None
    return date(year, month, min(modified.day, calendar.monthrange(year, month)[1]))


def late_from(due: date, zone: tzinfo) -> datetime:
    """The moment from which data that were `due` on a day are late: its end."""
    return datetime.combine(due + timedelta(days=1), time(), zone)
