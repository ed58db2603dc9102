"""Every cause that is recognised, in the order in which they are looked for: what spoils most comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checking.tables.causes import codes, dates, keys, labels, layout, numbers, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.checking.tables.causes.cause import Case, Cause, Column, Told

OF_TABLES: tuple[Callable[[Case], Told | None], ...] = (
    layout.preamble,
    labels.order,
    labels.spelling,
    labels.trailing_columns,
    labels.merged,
    labels.short,
    layout.trailing_rows,
    layout.notes,
    layout.totals,
    layout.merged_down,
    keys.misses,
)
"""What explains defects of several columns or rows at once."""

OF_SOME_CELLS: tuple[Callable[[Column], Cause | None], ...] = (words.errors, words.nothing)
"""What explains single cells of a column, whatever the others are."""

OF_COLUMNS: tuple[Callable[[Column], Cause | None], ...] = (
    words.booleans,
    dates.recognise,
    codes.recognise,
    numbers.recognise,
)
"""What explains a column only where it explains all its wrong cells."""
