"""Proofs of texts, and of what is told by its words: truth values, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import compute

from generator.checking.tables.patterns import fixed_form, translate
from generator.checking.tables.proofs.common import ALL, Proof, Proven, every, form, matches, misfits
from generator.reading import arrays

if TYPE_CHECKING:
    from generator.reading.cells import Cells

_ASCII = r"\A[\x00-\x7f]*\z"
_FORMATS = {
    "uuid": r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z",
    "email": r"\A[a-z0-9]{1,20}(?:[._][a-z0-9]{1,20}){0,2}@(?:[a-z0-9]{1,20}\.){1,3}[a-z]{2,6}\z",
    "uri": r"\Ahttps?://(?:[a-z0-9]{1,40}\.){1,4}[a-z]{2,6}(?:/[A-Za-z0-9._~/-]*)?\z",
    "binary": r"\A(?:[A-Za-z0-9+/]{4})*\z",
}


def of_any(_descriptor: Any, _format: str, _constraints: Any) -> Proof:  # noqa: ANN401 - a descriptor may hold anything
    """Whatever there is."""
    return lambda _cells: True


def of_string(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Texts of a length, from a list, of a form."""
    proofs: list[Proof] = []
    if format_ != "default":
        if format_ not in _FORMATS:
            return None
        proofs.append(form(_FORMATS[format_]))
    least, most = constraints.get("minLength"), constraints.get("maxLength")
    if least is not None or most is not None:
        proofs.append(_length(least, most))
    if (said := constraints.get("enum")) is not None:
        if not all(isinstance(value, str) for value in said):
            return None
        allowed = arrays.texts(said)
        proofs.append(lambda cells: arrays.mask(compute.is_in(cells.present, allowed)))
    if (pattern := constraints.get("pattern")) is not None:
        proof = _pattern(pattern)
        if proof is None:
            return None
        proofs.append(proof)
    return every(proofs)


def _length(least: int | None, most: int | None) -> Proof:
    def prove(cells: Cells) -> Proven:
        lengths = cells.lengths
        if not cells.bytes_within(0, 127):
            counted = compute.utf8_length(cells.array)
            lengths = arrays.numbers(counted)
        result: npt.NDArray[np.bool_] = np.ones(len(cells), bool)
        if least is not None:
            result &= lengths >= least
        if most is not None:
            result &= lengths <= most
        return True if result.all() else result

    return prove


def _fixed(lowest: bytes, highest: bytes) -> Proof:
    """Of texts that have one range of signs at each place."""

    def prove(cells: Cells) -> Proven:
        fits = cells.lengths == len(lowest)
        rows = np.flatnonzero(fits)
        fits[rows[misfits(cells.matrix(rows, len(lowest)), lowest, highest)]] = False
        return ALL if fits.all() else fits

    return prove


def _pattern(pattern: str) -> Proof | None:
    form = fixed_form(pattern)
    if form:
        return _fixed(*form)
    translated = translate(pattern)
    if translated is None:
        return None
    try:
        compute.match_substring_regex(arrays.texts([""]), translated)
    except pa.ArrowInvalid:
        return None

    def prove(cells: Cells) -> Proven:
        found = matches(cells.present, translated)
        if not cells.bytes_within(0, 127):
            found &= matches(cells.present, _ASCII)
        return found

    return prove


def of_boolean(descriptor: Any, _format: str, _constraints: Any) -> Proof | None:  # noqa: ANN401
    """The words for true and false."""
    said = [
        *descriptor.get("trueValues", ["true", "True", "TRUE", "1"]),
        *descriptor.get("falseValues", ["false", "False", "FALSE", "0"]),
    ]
    allowed = arrays.texts(said)
    return lambda cells: arrays.mask(compute.is_in(cells.present, allowed))


def of_list(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    """Lists of texts, of which each text is one."""
    counted = any(constraints.get(name) is not None for name in ("minLength", "maxLength"))
    return (lambda _cells: True) if descriptor.get("itemType", "string") == "string" and not counted else None
