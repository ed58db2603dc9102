"""Proofs that cells fit their type and constraints, a column at a time, as frictionless would find.

Each proof is conservative: it says yes only where frictionless's own reader has nothing to say, and leaves it the rest.
Types and formats: Data Package, Table Schema (https://datapackage.org/standard/table-schema/), «Field Types».
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import compute

from generator.checking.tables.patterns import fixed_form, translate
from generator.reading import arrays

if TYPE_CHECKING:
    from generator.model.schema import Field
    from generator.reading.cells import Cells

Proven = npt.NDArray[np.bool_] | bool
"""Of each cell, or of all of them; of a missing cell it means nothing."""
Proof = Callable[["Cells"], Proven]

_ASCII = r"\A[\x00-\x7f]*\z"
INTEGER = r"\A[+-]?[0-9]{1,18}\z"
_NUMBER = r"\A[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?\z"
_YEAR = "(?:[1-9][0-9]{3}|0[0-9]{2}[1-9])"
_MONTH_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_DATE = rf"\A{_YEAR}-{_MONTH_DAY}\z"
_DATETIME = rf"\A{_YEAR}-{_MONTH_DAY}T{_TIME}Z?\z"
_GEOPOINT = r"\A[+-]?(?:[0-9]|[1-9][0-9]|1[0-7][0-9])(?:\.[0-9]{0,30})?, ?[+-]?(?:[0-9]|[1-8][0-9])(?:\.[0-9]{0,30})?\z"
_FORMS = {
    ("time", "default"): rf"\A{_TIME}\z",
    ("yearmonth", "default"): r"\A[0-9]{1,4}-(?:0?[1-9]|1[0-2])\z",
    ("duration", "default"): r"\AP(?:[0-9]{1,4}[YMWD]|T[0-9]{1,4}[HMS])\z",
    ("geopoint", "default"): _GEOPOINT,
    ("string", "uuid"): r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z",
    ("string", "email"): r"\A[a-z0-9]{1,20}(?:[._][a-z0-9]{1,20}){0,2}@(?:[a-z0-9]{1,20}\.){1,3}[a-z]{2,6}\z",
    ("string", "uri"): r"\Ahttps?://(?:[a-z0-9]{1,40}\.){1,4}[a-z]{2,6}(?:/[A-Za-z0-9._~/-]*)?\z",
    ("string", "binary"): r"\A(?:[A-Za-z0-9+/]{4})*\z",
}
_PARTS = {
    "%Y": _YEAR,
    "%m": "(?:0[1-9]|1[0-2])",
    "%d": "(?:0[1-9]|1[0-9]|2[0-8])",
    "%H": "(?:[01][0-9]|2[0-3])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
}
_ALL = True
_DIGITS = 16
"""Characters of a number that a float tells apart from its neighbours: 15 digits and a point."""
_FIRST_DAY = date(1, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_SIGN = re.compile(r"[^\w\s+-]|[ \u00a0\u202f]")
"""What may stand between digits."""


def proof_of(field: Field) -> Proof | None:
    """How to prove cells of `field` valid; None where there is no quick way.

    Args:
        field: With the descriptor that frictionless has accepted.
    """
    constraints = field.descriptor.get("constraints") or {}
    if field.type != "string" and constraints.get("enum") is not None:
        return None
    format_ = field.descriptor.get("format") or "default"
    if make := _MAKERS.get(field.type):
        return make(field.descriptor, format_, constraints)
    if any(constraints.get(name) is not None for name in _BOUNDS) or (field.type, format_) not in _FORMS:
        return None
    return _form(_FORMS[field.type, format_])


def matches(array: pa.StringArray, pattern: str) -> npt.NDArray[np.bool_]:
    """Which texts the RE2 `pattern` is found in."""
    return arrays.mask(compute.match_substring_regex(array, pattern))


def _form(pattern: str) -> Proof:
    return lambda cells: matches(cells.present, pattern)


def _every(proofs: list[Proof]) -> Proof:
    def prove(cells: Cells) -> Proven:
        result: Proven = True
        for proof in proofs:
            found = proof(cells)
            if found is not True:
                result = found if result is True else result & found
        return result

    return prove


def _any(_descriptor: Any, _format: str, _constraints: Any) -> Proof:  # noqa: ANN401 - a descriptor may hold anything
    return lambda _cells: True


def _string(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    proofs: list[Proof] = []
    if format_ != "default":
        if ("string", format_) not in _FORMS:
            return None
        proofs.append(_form(_FORMS["string", format_]))
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
    return _every(proofs)


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
    low = np.frombuffer(lowest, np.uint8)
    span = np.frombuffer(highest, np.uint8) - low

    def prove(cells: Cells) -> Proven:
        fits = cells.lengths == len(low)
        rows = np.flatnonzero(fits)
        within = (cells.matrix(rows, len(low)) - low) <= span  # below the lowest, bytes wrap to high ones
        if not within.all():
            fits[rows] = within.all(axis=1)
        return _ALL if fits.all() else fits

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


def _integer(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    if descriptor.get("bareNumber", True) is not True:
        return _form(r"\A[€$£ A-Za-z]{0,20}-?[0-9]{1,18}[ %€$£A-Za-z]{0,20}\z") if not _bounded(constraints) else None
    bounds = _bounds(constraints, lambda value: value if type(value) is int and abs(value) < 1 << 62 else None)
    if bounds is None or "groupChar" in descriptor:
        return None

    def prove(cells: Cells) -> Proven:
        proven, values = read_numbers(cells, pa.int64(), INTEGER)
        return _within(proven, values, bounds)

    return prove


def _number(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    if descriptor.get("floatNumber"):
        return None
    if descriptor.get("bareNumber", True) is not True:
        pattern = r"\A[€$£ A-Za-z]{0,20}-?[0-9]{1,18}(?:\.[0-9]{1,18})?[ %€$£A-Za-z]{0,20}\z"
        plain = not _bounded(constraints) and not {"decimalChar", "groupChar"} & set(descriptor)
        return _form(pattern) if plain else None
    bounds = _bounds(constraints, _decimal)
    decimal, group = descriptor.get("decimalChar", "."), descriptor.get("groupChar", "")
    if bounds is None or not _is_sign(decimal) or (group and not _is_sign(group)) or decimal == group:
        return None
    if group or decimal != ".":
        return _written(decimal, group, bounds)

    def prove(cells: Cells) -> Proven:
        proven, values = read_numbers(cells, pa.float64(), _NUMBER)
        return _exact(_within(proven, values, bounds), cells, bounds)

    return prove


def read_numbers(cells: Cells, kind: pa.DataType, pattern: str) -> tuple[Proven, pa.Array]:
    """The numbers in the cells; where `pattern` does not match, another in their place."""
    if cells.bytes_within(0, ord("9")):  # no hexadecimal numbers, no infinity, all of which Arrow would take
        try:
            return True, cells.present.cast(kind)
        except pa.ArrowInvalid:
            pass
    proven, present = _only(cells.present, pattern)
    return proven, _unsigned(present).cast(kind)


def _written(decimal: str, group: str, bounds: list[tuple[str, Any]]) -> Proof:
    """Of numbers with signs of their own, such as 1.234,56."""
    between = re.escape(group)
    pattern = (
        rf"\A[+-]?[0-9](?:[0-9]|{between})*(?:{re.escape(decimal)}[0-9]*)?\z"
        if group
        else (rf"\A[+-]?[0-9]+(?:{re.escape(decimal)}[0-9]*)?\z")
    )

    def prove(cells: Cells) -> Proven:
        proven, present = _only(cells.present, pattern)
        if group:
            present = compute.replace_substring(present, group, "")
        present = compute.replace_substring(present, decimal, ".")
        return _exact(_within(proven, _unsigned(present).cast(pa.float64()), bounds), cells, bounds)

    return prove


def _exact(proven: Proven, cells: Cells, bounds: list[tuple[str, Any]]) -> Proven:
    """Long numbers are not told apart from a bound near them by their float."""
    if not bounds or cells.longest <= _DIGITS:
        return proven
    short: npt.NDArray[np.bool_] = cells.lengths <= _DIGITS
    return short if proven is True else short & proven


def _boolean(descriptor: Any, _format: str, _constraints: Any) -> Proof | None:  # noqa: ANN401
    said = [
        *descriptor.get("trueValues", ["true", "True", "TRUE", "1"]),
        *descriptor.get("falseValues", ["false", "False", "FALSE", "0"]),
    ]
    allowed = arrays.texts(said)
    return lambda cells: arrays.mask(compute.is_in(cells.present, allowed))


def _date(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    bounds = _bounds(constraints, _day)
    if bounds is None:
        return None
    if format_ not in {"default", "%Y-%m-%d"}:
        pattern = _strptime(format_)
        return _form(pattern) if pattern and not bounds else None

    def prove(cells: Cells) -> Proven:
        proven: Proven = True
        values = None
        if cells.all_long(len("2026-11-03")):
            with suppress(pa.ArrowInvalid):
                values = cells.present.cast(pa.date32())
        if values is None:
            proven, present = _only(cells.present, _DATE, "2000-01-01")
            values = present.cast(pa.date32())
        return _within(proven, values.cast(pa.int32()), [("minimum", _FIRST_DAY), *bounds])

    return prove


def _datetime(_descriptor: Any, format_: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    if _bounded(constraints):
        return None
    if format_ != "default":
        pattern = _strptime(format_)
        return _form(pattern) if pattern else None
    long = {19: pa.timestamp("s"), 20: pa.timestamp("s", "UTC")}
    first = int(datetime(1, 1, 2, tzinfo=UTC).timestamp())

    def prove(cells: Cells) -> Proven:
        kind = long.get(cells.longest)
        if kind and cells.all_long(cells.longest):
            with suppress(pa.ArrowInvalid):
                return _within(_ALL, cells.present.cast(kind).cast(pa.int64()), [("minimum", first)])
        return matches(cells.present, _DATETIME)

    return prove


def _year(_descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    bounds = _bounds(constraints, lambda value: value if type(value) is int else None)
    if bounds is None:
        return None

    def prove(cells: Cells) -> Proven:
        proven: Proven = True
        present = cells.present
        if not (cells.all_long(4) and cells.bytes_within(ord("0"), ord("9"))):
            proven, present = _only(present, r"\A[0-9]{4}\z")
        return _within(proven, present.cast(pa.int64()), bounds) if bounds else proven

    return prove


def _list(descriptor: Any, _format: str, constraints: Any) -> Proof | None:  # noqa: ANN401
    counted = any(constraints.get(name) is not None for name in ("minLength", "maxLength"))
    return (lambda _cells: True) if descriptor.get("itemType", "string") == "string" and not counted else None


_MAKERS: dict[str, Callable[[Any, str, Any], Proof | None]] = {
    "any": _any,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "year": _year,
    "list": _list,
}


def _only(cells: pa.StringArray, pattern: str, otherwise: str = "0") -> tuple[npt.NDArray[np.bool_], pa.StringArray]:
    """Which texts match, and the texts with another in place of those that do not."""
    found = matches(cells, pattern)
    return found, compute.if_else(arrays.flags(found), cells, pa.scalar(otherwise, pa.string()))


def _unsigned(cells: pa.StringArray) -> pa.StringArray:
    """Arrow reads no plus sign."""
    return compute.replace_substring_regex(cells, r"\A\+", "")


def _within(proven: Proven, values: pa.Array, bounds: list[tuple[str, Any]]) -> Proven:
    if not bounds:
        return proven
    extent = compute.min_max(values)
    low, high = extent["min"].as_py(), extent["max"].as_py()
    if low is None or all(_HOLDS[name](low, bound) and _HOLDS[name](high, bound) for name, bound in bounds):
        return proven
    numbers = arrays.numbers(compute.fill_null(values, pa.scalar(0, values.type)))
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


def _bounded(constraints: Any) -> bool:  # noqa: ANN401
    return any(constraints.get(name) is not None for name in _BOUNDS)


def _bounds(constraints: Any, read: Callable[[Any], Any]) -> list[tuple[str, Any]] | None:  # noqa: ANN401
    """Name and value of each bound; None where one cannot be read here."""
    found = [(name, read(constraints[name])) for name in _BOUNDS if constraints.get(name) is not None]
    return None if any(value is None for _, value in found) else found


def _decimal(value: object) -> float | None:
    """A bound that its float stands for exactly enough."""
    text = str(value)
    plain = type(value) in {int, float} or (isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", text))
    return float(text) if plain and len(text) <= _DIGITS and "n" not in text else None


def _day(value: object) -> int | None:
    """Days since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None


def _is_sign(text: object) -> bool:
    return isinstance(text, str) and len(text) == 1 and bool(_SIGN.fullmatch(text))


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
