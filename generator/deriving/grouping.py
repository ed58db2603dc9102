"""The groups of rows that a chart shows, put together batch by batch, with exact sums."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from generator.deriving.charting import Group
from generator.deriving.days import iso_dates
from generator.deriving.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deriving.charting import Wish
    from generator.deriving.rows import Rows
    from generator.model.schema import Field

MOST_GROUPS = 1_000_000
"""Places along the axis of a chart; with more there is none."""
_PLAIN = r"^[+-]?\d{1,15}(\.\d{1,9})?$"
EXACT = pa.decimal128(38, 9)
"""What plain numbers are cast to."""


def is_plain(column: Field, texts: pa.StringArray) -> pa.BooleanArray:
    """Where Arrow reads a number as `number` does, which `EXACT` holds."""
    if {"decimalChar", "groupChar", "bareNumber"} & set(column.descriptor):
        return pa.array([False] * len(texts), pa.bool_())
    return compute.match_substring_regex(texts, _PLAIN)


def grouped(rows: Rows, wish: Wish, places: dict[str, int]) -> dict[str, Group] | None:
    """The rows by their texts, or by their ISO dates where they make a line; None where these are too many."""
    groups: dict[str, Group] = {}
    for batch in rows:
        keys = batch[places[wish.group.name]]
        texts = batch[places[wish.value.name]] if wish.value else None
        there = compute.is_valid(keys)
        if wish.panel:
            same = compute.equal(batch[places[wish.panel.time.name]], wish.panel.latest)
            there = compute.and_(there, compute.fill_null(same, fill_value=False))
        keys, texts = keys.filter(there), texts.filter(there) if texts is not None else None
        names = _names_of(keys, wish)
        for name in names.values():
            groups.setdefault(name, Group())
        if len(groups) > MOST_GROUPS:
            return None
        for key, count, total in _sums(keys, texts, wish.value):
            if key in names:
                groups[names[key]].add(count, total)
    return groups


def _names_of(keys: pa.StringArray, wish: Wish) -> dict[str, str]:
    """Each text along the axis with what it is called there."""
    texts = compute.unique(keys).to_pylist()
    if wish.kind != "line" or not texts:
        return {text: text for text in texts}
    known = iso_dates(pd.Series(texts, index=texts, dtype="str"), wish.group)
    return {str(text): str(day) for text, day in known.items()}


def _sums(
    keys: pa.StringArray, texts: pa.StringArray | None, value: Field | None
) -> Iterator[tuple[str, int, Decimal]]:
    """Key, count and sum of rows that have a number; the same key may come several times."""
    if texts is None or value is None:
        counted = pa.table({"key": keys}).group_by("key").aggregate([([], "count_all")])
        for key, count in zip(counted["key"].to_pylist(), counted["count_all"].to_pylist(), strict=True):
            yield key, count, Decimal(count)
        return
    plain = compute.fill_null(is_plain(value, texts), fill_value=False)
    exact = pa.table({"key": keys.filter(plain), "value": texts.filter(plain).cast(EXACT)})
    summed = exact.group_by("key").aggregate([("value", "sum"), ("value", "count")])
    for each in summed.to_pylist():
        yield each["key"], each["value_count"], _short(each["value_sum"])
    rest = compute.invert(plain)
    for key, text in zip(keys.filter(rest).to_pylist(), texts.filter(rest).to_pylist(), strict=True):
        amount = None if text is None else number(value, text)
        if amount is not None:
            yield key, 1, amount


def _short(amount: Decimal) -> Decimal:
    """Without the zeros that Arrow adds after the point."""
    digits = f"{amount:f}".rstrip("0").rstrip(".")
    return Decimal(digits or "0")
