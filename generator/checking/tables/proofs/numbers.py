"""Proofs of whole and other numbers, however they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import compute

from generator.checking.tables.proofs.common import Proof, Proven, bounded, bounds_of, form, only, unsigned, within

if TYPE_CHECKING:
    from generator.reading.cells import Cells

INTEGER = r"\A[+-]?[0-9]{1,18}\z"
_NUMBER = r"\A[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?\z"
_DIGITS = 16
"""Characters of a number that a float tells apart from its neighbours: 15 digits and a point."""
_SIGN = re.compile(r"[^\w\s+-]|[ \u00a0\u202f]")
"""What may stand between digits."""


def of_integer(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Whole numbers of up to 18 digits."""
    if descriptor.get("bareNumber", True) is not True:
        return form(r"\A[€$£ A-Za-z]{0,20}-?[0-9]{1,18}[ %€$£A-Za-z]{0,20}\z") if not bounded(constraints) else None
    bounds = bounds_of(constraints, lambda value: value if type(value) is int and abs(value) < 1 << 62 else None)
    if bounds is None or "groupChar" in descriptor:
        return None

    def prove(cells: Cells) -> Proven:
        proven, values = read_numbers(cells, pa.int64(), INTEGER)
        return within(proven, values, bounds)

    return prove


def of_number(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Numbers with the decimal and group characters that the field names."""
    if descriptor.get("floatNumber"):
        return None
    if descriptor.get("bareNumber", True) is not True:
        pattern = r"\A[€$£ A-Za-z]{0,20}-?[0-9]{1,18}(?:\.[0-9]{1,18})?[ %€$£A-Za-z]{0,20}\z"
        plain = not bounded(constraints) and not {"decimalChar", "groupChar"} & set(descriptor)
        return form(pattern) if plain else None
    bounds = bounds_of(constraints, _decimal)
    decimal, group = descriptor.get("decimalChar", "."), descriptor.get("groupChar", "")
    if bounds is None or not _is_sign(decimal) or (group and not _is_sign(group)) or decimal == group:
        return None
    if group or decimal != ".":
        return _written(decimal, group, bounds)

    def prove(cells: Cells) -> Proven:
        proven, values = read_numbers(cells, pa.float64(), _NUMBER)
        return _exact(within(proven, values, bounds), cells, bounds)

    return prove


def read_numbers(cells: Cells, kind: pa.DataType, pattern: str) -> tuple[Proven, pa.Array]:
    """The numbers in the cells; of one that is not proven to be a number, null or another."""
    if kind not in cells.numbers:
        cells.numbers[kind] = _read(cells, kind, pattern)
    proven, values = cells.numbers[kind]
    return proven, values


def _read(cells: Cells, kind: pa.DataType, pattern: str) -> tuple[Proven, pa.Array]:
    odd = cells.odd(0, ord("9"))  # hexadecimal numbers, infinity, all of which Arrow would take
    if odd is not None:
        try:
            values = cells.without(odd).cast(kind)
        except pa.ArrowInvalid:
            pass
        else:
            return _but(odd, cells), values
    proven, present = only(cells.present, pattern)
    return proven, unsigned(present).cast(kind)


def _but(odd: npt.NDArray[np.int64], cells: Cells) -> Proven:
    if not odd.size:
        return True
    proven: npt.NDArray[np.bool_] = np.ones(len(cells), bool)
    proven[odd] = False
    return proven


def _written(decimal: str, group: str, bounds: list[tuple[str, Any]]) -> Proof:
    """Of numbers with signs of their own, such as 1.234,56."""
    between = re.escape(group)
    pattern = (
        rf"\A[+-]?[0-9](?:[0-9]|{between})*(?:{re.escape(decimal)}[0-9]*)?\z"
        if group
        else (rf"\A[+-]?[0-9]+(?:{re.escape(decimal)}[0-9]*)?\z")
    )

    def prove(cells: Cells) -> Proven:
        proven, present = only(cells.present, pattern)
        if group:
            present = compute.replace_substring(present, group, "")
        present = compute.replace_substring(present, decimal, ".")
        return _exact(within(proven, unsigned(present).cast(pa.float64()), bounds), cells, bounds)

    return prove


def _exact(proven: Proven, cells: Cells, bounds: list[tuple[str, Any]]) -> Proven:
    """Long numbers are not told apart from a bound near them by their float."""
    if not bounds or cells.longest <= _DIGITS:
        return proven
    short: npt.NDArray[np.bool_] = cells.lengths <= _DIGITS
    return short if proven is True else short & proven


def _decimal(value: object) -> float | None:
    """A bound that its float stands for exactly enough."""
    text = str(value)
    plain = type(value) in {int, float} or (isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", text))
    return float(text) if plain and len(text) <= _DIGITS and "n" not in text else None


def _is_sign(text: object) -> bool:
    return isinstance(text, str) and len(text) == 1 and bool(_SIGN.fullmatch(text))
