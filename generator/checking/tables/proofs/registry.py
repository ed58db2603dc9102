"""Which proof there is for which type: a new one is a function and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checking.tables.proofs.common import Proof, bounded, form
from generator.checking.tables.proofs.dates import TIME, of_date, of_datetime, of_year
from generator.checking.tables.proofs.numbers import of_integer, of_number
from generator.checking.tables.proofs.texts import of_any, of_boolean, of_list, of_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.schema import Field

_GEOPOINT = r"\A[+-]?(?:[0-9]|[1-9][0-9]|1[0-7][0-9])(?:\.[0-9]{0,30})?, ?[+-]?(?:[0-9]|[1-8][0-9])(?:\.[0-9]{0,30})?\z"
_FORMS = {
    ("time", "default"): rf"\A{TIME}\z",
    ("yearmonth", "default"): r"\A[0-9]{1,4}-(?:0?[1-9]|1[0-2])\z",
    ("duration", "default"): r"\AP(?:[0-9]{1,4}[YMWD]|T[0-9]{1,4}[HMS])\z",
    ("geopoint", "default"): _GEOPOINT,
}


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
    if bounded(constraints) or (field.type, format_) not in _FORMS:
        return None
    return form(_FORMS[field.type, format_])


_MAKERS: dict[str, Callable[[Any, str, Any], Proof | None]] = {
    "any": of_any,
    "string": of_string,
    "integer": of_integer,
    "number": of_number,
    "boolean": of_boolean,
    "date": of_date,
    "datetime": of_datetime,
    "year": of_year,
    "list": of_list,
}
