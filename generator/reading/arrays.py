"""Arrow arrays from numpy and Python values and back, by their buffers: Arrow's own ways would import pandas first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = {"int32": np.int32, "int64": np.int64, "double": np.float64}

Mask = npt.NDArray[np.bool_]


def texts(values: Sequence[str]) -> pa.StringArray:
    """The same texts; a half of a surrogate pair, which no file can hold, becomes a question mark."""
    encoded = [value.encode("utf-8", "replace") for value in values]
    ends = np.zeros(len(values) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int32, len(values)), out=ends[1:])
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def text(value: str) -> pa.StringScalar:
    """The same text, by itself."""
    return texts([value])[0]


def zero(kind: pa.DataType) -> pa.Scalar:
    """The number zero, of a type of whole or other numbers."""
    return positions(np.zeros(1, np.int64)).cast(kind)[0]


def positions(values: npt.NDArray[np.int64]) -> pa.Array:
    """The same whole numbers."""
    whole = np.ascontiguousarray(values, np.int64)
    return pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def flags(values: Mask) -> pa.BooleanArray:
    """The same truth values."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, packed(values)])


def packed(values: Mask) -> pa.Buffer:
    """Truth values as Arrow holds them, eight in a byte."""
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def each_once(ordered: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The different ones among values in order: `np.unique` would import masked arrays first."""
    different = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=different[1:])
    return ordered[different]


def mask(values: pa.BooleanArray) -> Mask:
    """The same truth values; null is false."""
    valid, bits = values.buffers()
    found = _unpacked(bits, values.offset, len(values))
    if values.null_count and valid is not None:
        found &= _unpacked(valid, values.offset, len(values))
    return found


def numbers(values: pa.Array) -> npt.NDArray[Any]:
    """The same numbers; in place of a null stands any."""
    _, content = values.buffers()
    found = np.frombuffer(content, _NUMBERS[str(values.type)])
    return found[values.offset : values.offset + len(values)]


def _unpacked(bits: pa.Buffer, offset: int, length: int) -> Mask:
    unpacked = np.unpackbits(np.frombuffer(bits, np.uint8), count=offset + length, bitorder="little")
    return unpacked[offset:].view(np.bool_).copy() if offset else unpacked.view(np.bool_)
