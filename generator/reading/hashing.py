"""A number for each value of a cell that is the same in every process, and for values that are equal."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

STABLE = frozenset({"any", "boolean", "date", "datetime", "integer", "number", "string", "time", "year"})
"""Types of fields of whose values that can be said."""
_KEY = 2**64 - 1
_SIZE = 8


def stable_hash(value: Any) -> int:  # noqa: ANN401 - whatever a reader makes of a cell
    """A number of 64 bits; Python's own differs from process to process for texts and dates."""
    if isinstance(value, str | bytes):
        content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        return int.from_bytes(hashlib.blake2b(content, digest_size=_SIZE).digest(), "little")
    return hash(_comparable(value)) & _KEY


def _comparable(value: Any) -> Any:  # noqa: ANN401
    """What is equal where the values are, and made of numbers alone."""
    if isinstance(value, datetime):
        naive, since = _clock(value)
        return naive, timedelta(days=value.toordinal()) + since
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, time):
        return _clock(value)
    return value


def _clock(value: datetime | time) -> tuple[bool, timedelta]:
    """Whether a zone is named, and the time since midnight of UTC, where one is."""
    offset = value.utcoffset()
    since = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return offset is None, since - (offset or timedelta())
