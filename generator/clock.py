"""The one reader of the clock, for the doors alone: all else is told what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from generator.model.errors import SettingsError


def clock() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/).

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        raise SettingsError(f"SOURCE_DATE_EPOCH is {fixed!r}. Make it a number of seconds since 1970.") from None
