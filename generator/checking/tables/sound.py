"""Schemas plain enough to be known sound without asking frictionless, which takes longer to start than to answer.

Conservative, as the screen is: whatever is out of the ordinary is left to frictionless.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.checking.tables.foreign import foreign_keys, primary_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field, Schema

_BOUNDS = frozenset({"minimum", "maximum"})
_LENGTHS = frozenset({"minLength", "maxLength"})
_CONSTRAINTS: dict[str, frozenset[str]] = {
    "string": _LENGTHS | {"pattern", "enum"},
    "integer": _BOUNDS,
    "number": _BOUNDS,
    "date": _BOUNDS,
    "year": _BOUNDS,
    "boolean": frozenset(),
    "datetime": frozenset(),
    "time": frozenset(),
    "yearmonth": frozenset(),
    "duration": frozenset(),
    "geopoint": frozenset(),
    "any": frozenset(),
}
_FLAGS = frozenset({"required", "unique"})
_WORDS = frozenset({"name", "type", "format", "title", "description", "unit", "rdfType"})
_OURS = frozenset({"counts", "leaks"})
"""Keys of Daylight's own, which frictionless passes over whatever they say."""
_OWN: dict[str, Mapping[str, type]] = {
    "number": {"decimalChar": str, "groupChar": str, "bareNumber": bool},
    "integer": {"bareNumber": bool},
    "boolean": {"trueValues": list, "falseValues": list},
}
_SCHEMA = frozenset({"fields", "missingValues", "primaryKey", "foreignKeys", "title", "description"})
_NAME = re.compile(r"[-a-z0-9._/]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_INLINE_FLAGS = re.compile(r"\(\?[a-zA-Z-]")
_STRING_FORMATS = frozenset({"default", "email", "uri", "binary", "uuid"})


def is_sound(dataset: Dataset, resource: Resource) -> bool:
    """Whether frictionless is known to accept the schema of `resource`, and to apply it without failing."""
    schema = resource.schema
    if not _NAME.fullmatch(resource.name):
        return False
    if schema is None:
        return True
    names = [field.name for field in schema.fields]
    return (
        set(schema.descriptor) <= _SCHEMA
        and all(isinstance(schema.descriptor.get(key, ""), str) for key in ("title", "description"))
        and all(isinstance(value, str) for value in schema.descriptor.get("missingValues", ()))
        and len(set(names)) == len(names)
        and all(names)
        and all(map(_is_sound_field, schema.fields))
        and _are_keys_sound(dataset, resource, schema, set(names))
    )


def _is_sound_field(field: Field) -> bool:
    descriptor = field.descriptor
    constraints = descriptor.get("constraints", {})
    own = _OWN.get(field.type, {})
    return (
        field.type in _CONSTRAINTS
        and set(descriptor) <= _WORDS | _OURS | {"constraints", "missingValues"} | set(own)
        and all(isinstance(descriptor.get(key, ""), str) for key in _WORDS)
        and descriptor.get("format", "default") in (_STRING_FORMATS if field.type == "string" else {"default"})
        and _are_texts(descriptor.get("missingValues", []))
        and all(isinstance(descriptor[key], kind) for key, kind in own.items() if key in descriptor)
        and all(_are_texts(descriptor.get(key, [])) for key in ("trueValues", "falseValues"))
        and isinstance(constraints, dict)
        and all(_is_sound_constraint(field.type, name, value) for name, value in constraints.items())
    )


def _are_texts(value: Any) -> bool:  # noqa: ANN401 - a descriptor may hold anything
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_sound_constraint(type_: str, name: str, value: Any) -> bool:  # noqa: ANN401, PLR0911 - a line for each constraint
    if name in _FLAGS:
        return isinstance(value, bool)
    if name not in _CONSTRAINTS[type_]:
        return False
    if name in _LENGTHS:
        return type(value) is int
    if name == "enum":
        return _are_texts(value)
    if name == "pattern":
        return isinstance(value, str) and _compiles(value)
    if type_ == "date":
        return isinstance(value, str) and bool(_DATE.fullmatch(value)) and _is_day(value)
    if type_ == "year":
        return type(value) is int and 0 <= value <= 9999  # noqa: PLR2004 - of four digits
    return type(value) is int or (type_ == "number" and bool(_NUMBER.fullmatch(str(value))) and type(value) is not bool)


def _compiles(pattern: str) -> bool:
    """In the middle of a pattern, where frictionless puts all, flags are an error to Python."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return not _INLINE_FLAGS.search(pattern)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _are_keys_sound(dataset: Dataset, resource: Resource, schema: Schema, names: set[str]) -> bool:
    descriptor = schema.descriptor
    if not _is_listing(descriptor.get("primaryKey", [])) or not set(primary_key(schema)) <= names:
        return False
    declared = descriptor.get("foreignKeys", [])
    if not isinstance(declared, list):
        return False
    tables = {table.name: table for table in dataset.tables}
    for each in declared:
        reference = each.get("reference") if isinstance(each, dict) else None
        if (
            not isinstance(reference, dict)
            or not _is_listing(each.get("fields"))
            or not _is_listing(reference.get("fields"))
            or not isinstance(reference.get("resource", ""), str)
        ):
            return False
    for key in foreign_keys(schema):
        table = tables.get(key.resource) if key.resource else resource
        known = {field.name for field in table.schema.fields} if table and table.schema else set()
        if not set(key.fields) <= names or len(key.fields) != len(key.reference) or not set(key.reference) <= known:
            return False
    return len({table.name for table in dataset.tables}) == len(dataset.tables)


def _is_listing(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) or _are_texts(value)
