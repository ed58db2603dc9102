"""What proofs are, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import compute

from generator.reading import arrays

if TYPE_CHECKING:
    from generator.reading.cells import Cells

Proven = npt.NDArray[np.bool_] | bool
"""Of each cell, or of all of them; of a missing cell it means nothing."""
Proof = Callable[["Cells"], Proven]
ALL = True
_PIECE = 1 << 12
"""Texts that are looked at together: what is worked out of them stays near the processor."""
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def matches(array: pa.StringArray, pattern: str) -> npt.NDArray[np.bool_]:
    """Which texts the RE2 `pattern` is found in."""
    return arrays.mask(compute.match_substring_regex(array, pattern))


def form(pattern: str) -> Proof:
    """Proves the cells in which RE2 finds `pattern`."""
    return lambda cells: matches(cells.present, pattern)


def every(proofs: list[Proof]) -> Proof:
    """Proves what all of `proofs` prove."""

    def prove(cells: Cells) -> Proven:
        result: Proven = True
        for proof in proofs:
            found = proof(cells)
            if found is not True:
                result = found if result is True else result & found
        return result

    return prove


def misfits(texts: npt.NDArray[np.uint8], lowest: bytes, highest: bytes) -> npt.NDArray[np.int64]:
    """The rows of `texts`, all of one length, in which a byte lies beyond the lowest or the highest at its place."""
    low = np.frombuffer(lowest, np.uint8)
    span = np.frombuffer(highest, np.uint8) - low
    found = [np.empty(0, np.int64)]
    for at in range(0, len(texts), _PIECE):
        beyond = np.flatnonzero((texts[at : at + _PIECE] - low) > span)  # below the lowest, bytes wrap to high ones
        if beyond.size:
            found.append(at + beyond // len(low))
    return np.concatenate(found)


def only(cells: pa.StringArray, pattern: str, otherwise: str = "0") -> tuple[npt.NDArray[np.bool_], pa.StringArray]:
    """Which texts match, and the texts with another in place of those that do not."""
    found = matches(cells, pattern)
    return found, compute.if_else(arrays.flags(found), cells, arrays.text(otherwise))


def unsigned(cells: pa.StringArray) -> pa.StringArray:
    """Arrow reads no plus sign."""
    return compute.replace_substring_regex(cells, r"\A\+", "")


def within(proven: Proven, values: pa.Array, bounds: list[tuple[str, Any]]) -> Proven:
    """What is proven, and lies within the bounds."""
    if not bounds:
        return proven
    extent = compute.min_max(values)
    low, high = extent["min"].as_py(), extent["max"].as_py()
    if low is None or all(_HOLDS[name](low, bound) and _HOLDS[name](high, bound) for name, bound in bounds):
        return proven
    numbers = arrays.numbers(compute.fill_null(values, arrays.zero(values.type)))
    result = np.ones(len(numbers), bool)
    for name, bound in bounds:
        result &= _HOLDS[name](numbers, bound)
    return result if proven is True else result & proven


_HOLDS: dict[str, Callable[[Any, Any], Any]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
}


def bounded(constraints: Any) -> bool:  # noqa: ANN401
    """Whether there is any bound."""
    return any(constraints.get(name) is not None for name in _BOUNDS)


def bounds_of(constraints: Any, read: Callable[[Any], Any]) -> list[tuple[str, Any]] | None:  # noqa: ANN401
    """Name and value of each bound; None where one cannot be read here."""
    found = [(name, read(constraints[name])) for name in _BOUNDS if constraints.get(name) is not None]
    return None if any(value is None for _, value in found) else found
