"""Proofs of dates, times and years."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from generator.checking.tables.proofs.common import (
    ALL,
    Proof,
    Proven,
    bounded,
    bounds_of,
    form,
    matches,
    misfits,
    only,
    within,
)
from generator.reading import arrays

if TYPE_CHECKING:
    from generator.reading.cells import Cells

_YEAR = "(?:[1-9][0-9]{3}|0[0-9]{2}[1-9])"
_MONTH_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_DATE = rf"\A{_YEAR}-{_MONTH_DAY}\z"
_DATETIME = rf"\A{_YEAR}-{_MONTH_DAY}T{TIME}Z?\z"
_PARTS = {
    "%Y": _YEAR,
    "%m": "(?:0[1-9]|1[0-2])",
    "%d": "(?:0[1-9]|1[0-9]|2[0-8])",
    "%H": "(?:[01][0-9]|2[0-3])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
}
_DATE_LONG = len("2026-11-03")
_FIRST_DAY = date(1, 1, 1).toordinal() - date(1970, 1, 1).toordinal()


def of_date(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Dates in ISO 8601, or in full form where a format of digits is given."""
    bounds = bounds_of(constraints, _day)
    if bounds is None:
        return None
    if format_ not in {"default", "%Y-%m-%d"}:
        pattern = _strptime(format_)
        return form(pattern) if pattern and not bounds else None

    def prove(cells: Cells) -> Proven:
        proven: Proven = True
        values = None
        if cells.all_long(_DATE_LONG):
            proven, values = _cast(cells, pa.date32(), _DATE)
        if values is None:
            proven, present = only(cells.present, _DATE, "2000-01-01")
            values = present.cast(pa.date32())
        return within(proven, values.cast(pa.int32()), [("minimum", _FIRST_DAY), *bounds])

    return prove


def of_datetime(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Moments in ISO 8601 to the second, with Z or without a zone."""
    if bounded(constraints):
        return None
    if format_ != "default":
        pattern = _strptime(format_)
        return form(pattern) if pattern else None
    long = {19: pa.timestamp("s"), 20: pa.timestamp("s", "UTC")}
    first = int(datetime(1, 1, 2, tzinfo=UTC).timestamp())

    def prove(cells: Cells) -> Proven:
        kind = long.get(cells.longest)
        if kind and cells.all_long(cells.longest):
            proven, values = _cast(cells, kind, _DATETIME)
            if values is not None:
                return within(proven, values.cast(pa.int64()), [("minimum", first)])
        return matches(cells.present, _DATETIME)

    return prove


def _cast(cells: Cells, kind: pa.DataType, pattern: str) -> tuple[Proven, pa.Array | None]:
    """Cells of one length as `kind`; where one is not, `pattern` tells which, but for the many that are plain."""
    with suppress(pa.ArrowInvalid):
        return ALL, cells.present.cast(kind)
    rows = np.flatnonzero(cells.lengths == cells.longest)
    unclear = rows[~_plain(cells.matrix(rows, cells.longest))]
    bad = unclear[~matches(cells.array.take(arrays.positions(unclear)), pattern)]
    proven: npt.NDArray[np.bool_] = np.ones(len(cells), bool)
    proven[bad] = False
    with suppress(pa.ArrowInvalid):
        return proven, cells.without(bad).cast(kind)
    return False, None


def _plain(texts: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which texts, as long as a date or a moment, are one before the 29th of a month."""
    lowest, highest = b"0000-00-00T00:00:00Z", b"9999-19-29T29:59:59Z"
    found: npt.NDArray[np.bool_] = np.ones(len(texts), bool)
    found[misfits(texts, lowest[: texts.shape[1]], highest[: texts.shape[1]])] = False
    for at, least, most in [(5, 1, 12), (8, 1, 28), (11, 0, 23)]:
        if at < texts.shape[1]:
            value = texts[:, at].astype(np.int16) * 10 + texts[:, at + 1] - 11 * ord("0")
            found &= (value >= least) & (value <= most)
    return found


def of_year(_descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Years of four digits."""
    bounds = bounds_of(constraints, lambda value: value if type(value) is int else None)
    if bounds is None:
        return None

    def prove(cells: Cells) -> Proven:
        proven: Proven = True
        present = cells.present
        if not (cells.all_long(4) and cells.bytes_within(ord("0"), ord("9"))):
            proven, present = only(present, r"\A[0-9]{4}\z")
        return within(proven, present.cast(pa.int64()), bounds) if bounds else proven

    return prove


def _day(value: object) -> int | None:
    """Days since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None


def _strptime(format_: str) -> str | None:
    """RE2 for the texts in full form that `strptime` reads with `format_`; None for what has no such form."""
    pieces = re.split("(%.)", format_)
    if len({piece for piece in pieces if piece.startswith("%")}) != sum(piece.startswith("%") for piece in pieces):
        return None
    written = ""
    for piece in pieces:
        if piece.startswith("%"):
            if piece not in _PARTS:
                return None
            written += _PARTS[piece]
        elif re.fullmatch(r"[-/.:,T ]*", piece) and "  " not in piece:
            written += re.escape(piece)
        else:
            return None
    return rf"\A{written}\z"
