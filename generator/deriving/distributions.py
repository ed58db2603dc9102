"""How the values of a column are distributed: bars and the middle half of numbers, and which of few texts come most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from generator.deriving.days import iso_dates
from generator.deriving.grouping import is_plain
from generator.deriving.numbers import number
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.schema import Field

BARS = 12
"""Of the same width each, from the lowest value to the highest."""
_SHAPE = 24
"""Rows below which bars have no shape."""
_FEW, _OFTEN = 50, 3
"""Different texts up to which it is told which come most, and how many of them."""


@noun
class Distribution:
    """Of the values of a column, missing ones left out."""

    bars: tuple[int, ...] = ()
    middle: tuple[str, str] | None = None
    often: tuple[tuple[str, int], ...] = ()


def distribution(field: Field, counts: Mapping[str, int]) -> Distribution:
    """Work it out.

    Args:
        field: The column.
        counts: Each different text in the order of its first row, and the rows that have it.
    """
    texts = pd.Series(list(counts), dtype="str")
    if field.numeric or field.type in {"date", "year"}:
        keys = _numbers(field, texts) if field.type != "date" else _days(field, texts)
        frame = pd.DataFrame({"text": texts, "key": keys, "rows": list(counts.values())}).dropna()
        return _ordered(field, frame.sort_values("key", kind="stable"))
    if field.temporal or not len(texts) < sum(counts.values()) or len(texts) > _FEW:
        return Distribution()
    often = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Distribution(often=tuple(often[:_OFTEN]))


def _ordered(field: Field, frame: pd.DataFrame) -> Distribution:
    """Of values in their order: columns `text`, `key` and `rows`."""
    keys, rows = frame["key"], frame["rows"]
    if rows.sum() < _SHAPE or keys.iloc[0] == keys.iloc[-1]:
        return Distribution()
    low, high = keys.iloc[0], keys.iloc[-1]
    bars = rows.groupby(((keys - low) / (high - low) * BARS).astype(int).clip(upper=BARS - 1)).sum()
    parts = rows.cumsum() / rows.sum()
    lower, upper = (str(frame["text"].iloc[int((parts >= part).to_numpy().argmax())]) for part in (0.25, 0.75))
    return Distribution(
        bars=tuple(int(bars.get(place, 0)) for place in range(BARS)),
        middle=(lower, upper) if field.numeric and lower != upper else None,
    )


def _numbers(field: Field, texts: pd.Series[str]) -> pd.Series[float]:
    written = pa.array(texts, pa.string())
    plain = is_plain(field, written)
    values = compute.if_else(plain, written, None).cast(pa.float64()).to_pylist()
    return pd.Series(
        [
            float(found) if value is None and (found := number(field, text)) is not None else value
            for value, text in zip(values, texts, strict=True)
        ],
        dtype="float64",
    )


def _days(field: Field, texts: pd.Series[str]) -> pd.Series[float]:
    days = pd.to_datetime(iso_dates(texts, field))
    return (days - pd.Timestamp(0)).dt.days.astype("float64")
