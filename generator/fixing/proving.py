"""Whether a change that the referee accepts could make a number be read as another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.tables.causes.numbers import Style
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checking.tables.causes.cause import Explained
    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field

_SIGNED = re.compile(r"[-+]?(.*)", re.DOTALL)
_UNIT = re.compile(r"([^\d\-+.,]*)([-+]?[\d.,'\s\u2019]*\d)(\D*)")
_STYLES = frozenset({"decimalChar", "format", "trueValues", "falseValues"})
_TRUTHS = frozenset({"true", "True", "TRUE", "1", "false", "False", "FALSE", "0"})
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_POINT = re.compile(r"\s*[-+]?\d+\.\d+\s*")
_CLEAR = re.compile(r"\W")
"""A sign for nothing with other signs than letters in it is no code and no word."""


def misread(dataset: Dataset, wanted: Sequence[Explained]) -> bool:
    """Whether some cell would mean another thing than what is written.

    Args:
        dataset: As it would be described.
        wanted: The findings whose changes that made.
    """
    for resource in dataset.tables:
        paths = {f"{dataset.folder}/{each.path}" for each in resource.files}
        changes = [change for each in wanted if each.where.path in paths for change in each.changes]
        fields = {change.field for change in changes if change.key in {"groupChar", "bareNumber"}}
        styled = {change.field for change in changes if change.key in _STYLES}
        words = {str(word) for change in changes if change.key == "missingValues" for word in change.value}
        if (fields or words or styled) and resource.schema and not _safe(resource, fields, words, styled):
            return True
    return False


def _safe(resource: Resource, fields: set[str], words: set[str], styled: set[str]) -> bool:
    schema = resource.schema
    if schema is None:
        return True
    columns = dict(zip((each.name for each in schema.fields), _columns(resource, len(schema.fields)), strict=True))
    missing = {*schema.missing_values, ""}
    for name in fields:
        field = schema.find(name)
        if field is None or not _numbers(field, (cell for cell in columns[name] if cell not in missing)):
            return False
    if any(_forgets(field, columns[field.name]) for field in schema.fields if field.name in styled):
        return False
    codes = {word for word in words if not _CLEAR.search(word)}
    texts = (columns[each.name] for each in schema.fields if each.type in {"string", "any"})
    return not codes or not any(codes & cells for cells in texts)


def _forgets(field: Field, cells: Iterable[str]) -> bool:
    """Whether a cell that is right without the change would be wrong with it; the referee may not have come so far."""
    says = field.descriptor
    if field.type == "boolean":
        return any(
            cell in _TRUTHS and cell not in (*says.get("trueValues", ()), *says.get("falseValues", ()))
            for cell in cells
        )
    if field.temporal:
        return not str(says.get("format", "")).startswith("%Y-%m-%d") and any(map(_ISO.match, cells))
    return says.get("groupChar") != "." and says.get("decimalChar", ".") != "." and any(map(_POINT.fullmatch, cells))


def _columns(resource: Resource, count: int) -> list[set[str]]:
    found: list[set[str]] = [set() for _ in range(count)]
    for cells in _body(resource):
        for place, cell in enumerate(cells[:count]):
            found[place].add(cell)
    return found


def _body(resource: Resource) -> Iterator[list[str]]:
    head = resource.dialect.header_row if resource.dialect.header else 0
    start = 1 if resource.format in {"csv", "tsv"} else resource.dialect.header_row
    return (cells for row, (_, cells) in enumerate(records(resource), start=start) if row > head)


def _numbers(field: Field, cells: Iterable[str]) -> bool:
    """Whether every cell has whole groups of three digits, and the same unit as all others."""
    style = Style(str(field.descriptor.get("groupChar", "")), str(field.descriptor.get("decimalChar", ".")))
    units = set()
    for cell in cells:
        found = _UNIT.fullmatch(cell.strip())
        signed = _SIGNED.fullmatch(found[2]) if found else None
        if not found or not signed or not style.fits(signed[1]):
            return False
        units.add((found[1].strip(), found[3].strip()))
    bare = field.descriptor.get("bareNumber", True)
    return len(units) <= 1 and (not bare or units <= {("", "")})
