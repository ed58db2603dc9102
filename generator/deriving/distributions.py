"""How the values of a column are distributed: bars and the middle half of numbers, and which of few texts come most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from generator.deriving.days import iso_dates
from generator.deriving.grouping import is_plain
from generator.deriving.numbers import number
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

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
        return _ordered(field, counts, keys)
    if field.temporal or not len(texts) < sum(counts.values()) or len(texts) > _FEW:
        return Distribution()
    often = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Distribution(often=tuple(often[:_OFTEN]))


def _ordered(field: Field, counts: Mapping[str, int], keys: NDArray[np.float64]) -> Distribution:
    """Of values that have a place among each other: `keys`, in which those that have none are not a number."""
    # Most columns have a few hundred different values, of which each step in NumPy takes a tenth of one in pandas.
    places = np.argsort(keys, kind="stable")[: np.count_nonzero(~np.isnan(keys))]
    keys, rows = keys[places], np.fromiter(counts.values(), np.int64, len(counts))[places]
    if rows.sum() < _SHAPE or keys[0] == keys[-1]:
        return Distribution()
    low, high = keys[0], keys[-1]
    parts = np.minimum((keys - low) / (high - low) * BARS, BARS - 1).astype(np.int64)
    bars = np.bincount(parts, weights=rows, minlength=BARS)
    texts = list(counts)
    share = np.cumsum(rows) / rows.sum()
    lower, upper = (texts[places[int((share >= part).argmax())]] for part in (0.25, 0.75))
    return Distribution(
        bars=tuple(map(int, bars)),
        middle=(lower, upper) if field.numeric and lower != upper else None,
    )


def _numbers(field: Field, texts: pd.Series[str]) -> NDArray[np.float64]:
    written = pa.array(texts, pa.string())
    plain = is_plain(field, written)
    values = compute.if_else(plain, written, None).cast(pa.float64()).to_pylist()
    return np.array(
        [
            float(found) if value is None and (found := number(field, text)) is not None else value
            for value, text in zip(values, texts, strict=True)
        ],
        dtype=np.float64,
    )


def _days(field: Field, texts: pd.Series[str]) -> NDArray[np.float64]:
    days = np.array(iso_dates(texts, field).reindex(texts.index, fill_value="NaT"), dtype="datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.float64))
