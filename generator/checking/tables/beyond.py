"""Rules of Data Package 2 that frictionless does not know, or refuses: judged here, under names of our own.

Table Schema 2.0 (https://datapackage.org/standard/table-schema/): `categories` and `uniqueKeys` are passed over by
frictionless 5.21; it refuses `jsonSchema`, `enum` of lists and `pattern` of what is no string. See ADR 0007.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from generator.checking.tables.defects import Defect, moved, plain
from generator.checking.tables.patterns import translate
from generator.checking.tables.proofs.common import matches
from generator.reading import arrays
from generator.reading.watching import WholeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.schema import Field, Schema
    from generator.reading.batches import Batch
    from generator.reading.cells import Cells

_STRUCTURED = frozenset({"object", "array"})
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,4000}\s*")


def known_to_frictionless(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of a field without what is judged here."""
    known = {key: value for key, value in descriptor.items() if key not in {"categories", "categoriesOrdered"}}
    if known.get("type") == "integer":
        known.pop("groupChar", None)
    constraints = known.get("constraints")
    if isinstance(constraints, dict):
        own = set(_own_constraints(descriptor))
        known["constraints"] = {name: value for name, value in constraints.items() if name not in own}
    return known


def unsound(field: Field) -> str:
    """What is wrong with the rules of `field` that are judged here; empty if nothing is."""
    for name, value in _own_constraints(field.descriptor).items():
        if name == "jsonSchema":
            from jsonschema import Draft202012Validator
            from jsonschema.exceptions import SchemaError

            try:
                Draft202012Validator.check_schema(value)
            except SchemaError as bad:
                return f'the jsonSchema of field "{field.name}" is no JSON Schema: {bad.message}'
        elif name == "pattern" and not _compiles(value):
            return f'the pattern of field "{field.name}" is no regular expression: {value}'
        elif name == "enum" and not isinstance(value, list):
            return f'the enum of field "{field.name}" is no list'
    categories = field.descriptor.get("categories")
    if categories is not None and not isinstance(categories, list):
        return f'the categories of field "{field.name}" are no list'
    return ""


def unique_keys(schema: Schema | None) -> tuple[tuple[str, ...], ...]:
    """The names of the columns of each unique key (Table Schema 2.0, «uniqueKeys»)."""
    declared = schema.descriptor.get("uniqueKeys") if schema else None
    keys = declared if isinstance(declared, list) else []
    return tuple(tuple(map(str, key)) for key in keys if isinstance(key, list) and key)


class Beyond:
    """Looks at the cells of the fields that have such rules.

    Args:
        fields: Of the table, in the order of the file.
        missing: What a missing cell of each says.
        most: How many defects to keep.
    """

    def __init__(self, fields: Sequence[Field], missing: Sequence[Sequence[str]], most: int = 1000) -> None:
        self.defects: list[Defect] = []
        self._fields = fields
        self._missing = [frozenset(each) for each in missing]
        self._rules = [_rules(field) for field in fields]
        self._most = most

    def __call__(self, batch: Batch, cells: Sequence[Cells]) -> None:
        """Look at a batch; rows of another width are wrong in any case."""
        for position, rules in enumerate(self._rules):
            if rules and len(self.defects) < self._most and len(batch.rows):
                self._look(batch, position, cells[position], rules)

    def seen(self) -> list[list[Any]]:
        """As any watcher that joins others.

        Raises:
            WholeError: with so much, the whole would not have been looked through.
        """
        self._must_be_few()
        return plain(self.defects)

    def join(self, seen: list[list[Any]], before: int) -> None:
        """As any watcher that joins others."""
        self.defects += moved(seen, before)
        self._must_be_few()

    def _must_be_few(self) -> None:
        if len(self.defects) >= self._most:
            raise WholeError

    def _look(self, batch: Batch, position: int, cells: Cells, rules: Mapping[str, Callable[[str], bool]]) -> None:
        encoded = cells.array.dictionary_encode()
        places = arrays.numbers(encoded.indices).tolist()
        texts = encoded.dictionary.to_pylist()
        broken = [
            None
            if text in self._missing[position]
            else next((rule for rule, fits in rules.items() if not fits(text)), None)
            for text in texts
        ]
        if not any(broken):
            return
        for row, place in zip(batch.rows.tolist(), places, strict=True):
            if (rule := broken[place]) and len(self.defects) < self._most:
                label = self._fields[position].name
                self.defects.append(
                    Defect(type=rule, note="", row=row, column=position + 1, label=label, cell=texts[place])
                )


def _own_constraints(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    constraints = descriptor.get("constraints")
    kind = descriptor.get("type", "any")
    if not isinstance(constraints, dict):
        return {}
    return {
        name: value
        for name, value in constraints.items()
        if (name == "jsonSchema" and kind in _STRUCTURED)
        or (name == "enum" and kind == "list")
        or (name == "pattern" and kind != "string")
    }


def _rules(field: Field) -> dict[str, Callable[[str], bool]]:
    """Whether a text that is not missing fits each of a field's rules, by the type of the defect."""
    descriptor = field.descriptor
    rules: dict[str, Callable[[str], bool]] = {}
    if (categories := descriptor.get("categories")) is not None:
        values = [each.get("value") if isinstance(each, dict) else each for each in categories]
        rules["category"] = _category(field.type, values)
    for name, value in _own_constraints(descriptor).items():
        if name == "pattern":
            rules["text-pattern"] = _pattern(value)
        elif name == "enum":
            rules["list-enum"] = _list(value, str(descriptor.get("delimiter", ",")))
        else:
            rules["json-schema"] = _json_schema(value)
    return rules


def _category(type_: str, values: Sequence[object]) -> Callable[[str], bool]:
    if type_ != "integer":
        allowed = frozenset(map(str, values))
        return lambda text: text in allowed
    numbers = frozenset(values)
    return lambda text: not _WHOLE.fullmatch(text) or int(text) in numbers  # what is no number is told as such


def _pattern(pattern: str) -> Callable[[str], bool]:
    translated = translate(pattern)
    exact = re.compile(f"^{pattern}$")
    if translated is None:
        return lambda text: bool(exact.match(text))
    return lambda text: (
        bool(matches(arrays.texts([text]), translated)[0]) if text.isascii() else bool(exact.match(text))
    )


def _list(values: Sequence[object], delimiter: str) -> Callable[[str], bool]:
    allowed = [value.split(delimiter) if isinstance(value, str) else value for value in values]
    return lambda text: text.split(delimiter) in allowed


def _json_schema(schema: Any) -> Callable[[str], bool]:  # noqa: ANN401 - a JSON Schema is an object or a truth value
    from jsonschema import Draft202012Validator
    from referencing import Registry

    # An empty registry: a `$ref` to another place is not followed there.
    validator = Draft202012Validator(schema, registry=Registry())

    def fits(text: str) -> bool:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return True  # what is no JSON is told as such
        return bool(validator.is_valid(value))

    return fits


def _compiles(pattern: object) -> bool:
    try:
        re.compile(f"^{pattern}$")
    except (re.error, RecursionError, OverflowError):
        return False
    return isinstance(pattern, str)
