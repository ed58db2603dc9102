"""What a table's rows say: how many, how complete, from what to what, and the schema where none is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from generator.deriving.charting import choose_charts
from generator.deriving.days import iso_dates
from generator.deriving.distributions import distribution
from generator.deriving.numbers import number
from generator.deriving.periods import periods_of
from generator.deriving.rows_files import rows_file
from generator.model.schema import Field
from generator.model.table import Column, Table
from generator.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.model.dataset import Resource, View
    from generator.model.rows_file import RowsFile

FIRST_ROWS = 10
LARGE = 256_000_000
"""Bytes of a delimited table past which it is not read into memory, where it takes many times as much."""
_DELIMITED = frozenset({"csv", "tsv"})
_PATTERNS = {
    "year": r"(1[5-9]|20)[0-9]{2}",
    "integer": r"-?(0|[1-9][0-9]{0,17})",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?",
    "date": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    "boolean": r"true|false|True|False|TRUE|FALSE",
}
"""A column is of the first type that every one of its values matches, so that the guess cannot be wrong later."""


def summarize(
    resource: Resource,
    views: Iterable[View],
    *,
    guess: bool = True,
    until: str = "",
    keep: Callable[[bytes], RowsFile] | None = None,
) -> Table:
    """Read `resource` once and work out all that its page shows.

    Args:
        resource: A table that the checks let pass.
        views: The charts its officer asked for.
        guess: Whether to draw one where none was asked for.
        until: The last day that the data cover (ISO), if it is told.
        keep: Takes all rows as a file, where there are more than the first ones and the site may have a copy.
    """
    if resource.size > LARGE and resource.format in _DELIMITED:
        from generator.deriving.streaming import stream

        return stream(resource, views, guess=guess, until=until, first_rows=FIRST_ROWS)
    frame = read_table(resource)
    fields = resource.schema.fields if resource.schema else infer(frame)
    frame = frame.iloc[:, : len(fields)].set_axis([field.name for field in fields][: frame.shape[1]], axis=1)
    columns = tuple(
        _column(field, frame.iloc[:, place]) for place, field in enumerate(fields) if place < frame.shape[1]
    )
    head = frame.head(FIRST_ROWS).fillna("")
    copied = keep if len(frame) > FIRST_ROWS and not resource.remote else None
    return Table(
        resource=resource,
        rows=len(frame),
        columns=columns,
        first_rows=tuple(tuple(map(str, row)) for row in head.itertuples(index=False, name=None)),
        charts=choose_charts(frame, columns, tuple(views), guess=guess, until=until),
        rows_file=copied(rows_file(frame, columns)) if copied else None,
    )


def infer(frame: pd.DataFrame) -> tuple[Field, ...]:
    """The fields of a table that nobody described; text where in doubt, so that codes keep their zeros."""
    fields = []
    for place, name in enumerate(frame.columns):
        kinds = kinds_of(frame.iloc[:, place].dropna())
        kind = kinds[0] if kinds else "string"
        fields.append(Field(name=str(name), type=kind))
    return tuple(fields)


def kinds_of(values: pd.Series[str]) -> list[str]:
    """The types, but for text, that every one of some values may be of."""
    kinds = [kind for kind, pattern in _PATTERNS.items() if len(values) and bool(values.str.fullmatch(pattern).all())]
    if "date" in kinds and pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").isna().any():
        kinds.remove("date")  # such as 2025-02-29
    return kinds


def _column(field: Field, values: pd.Series[str]) -> Column:
    present = values.dropna()
    counts = {str(text): rows for text, rows in present.value_counts(sort=False).items()}
    lowest = highest = ""
    if counts and (field.numeric or field.temporal):
        texts = list(counts)
        if field.temporal:
            known = iso_dates(pd.Series(texts, index=texts, dtype="str"), field)
            texts.sort(key=lambda text: str(known.get(text, text)))
        else:
            texts.sort(key=lambda text: number(field, text) or Decimal(0))
        lowest, highest = texts[0], texts[-1]
    found = distribution(field, counts)
    return Column(
        field=field,
        blank=len(values) - len(present),
        distinct=len(counts),
        lowest=lowest,
        highest=highest,
        bars=found.bars,
        middle=found.middle,
        often=found.often,
        periods=periods_of(field, counts),
    )
