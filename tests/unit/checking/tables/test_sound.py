"""What is taken for sound without asking, frictionless accepts, and applies without failing."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.checking.tables import referee
from generator.checking.tables.sound import is_sound
from generator.model.dataset import Dataset, Dialect, Resource
from generator.model.finding import Source
from generator.model.schema import Field, Schema

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")

ANYTHING: list[Any] = [
    None, True, False, 0, 1, -1, 5, 2**70, 1.5, float("nan"), float("inf"), 1e300, "", "x", "5", "-5.5", "1e5", "é",
    "2024-01-05", "2024-02-30", "2024-1-5", "10:00:00", "(", "a+", "(?i)x", "[a", "a" * 300, "٣", " ", ",", ".", "..",
    [], [""], ["x"], ["x", 1], [None], [True], [[]], ["x", "x"], {}, {"a": 1}, {"value": "x", "label": "y"},
    [{"value": "-", "label": "none"}], "f0", ["f0"], ["f0", "f1"], ["nope"], "default", "email", "uuid", "any", "%Y",
]  # fmt: skip
TYPES = [
    *("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "duration"),
    *("geopoint", "any", "list", "array", "object", "geojson", "String", "decimal", ""),
]
KEYS = [
    *("format", "title", "description", "unit", "rdfType", "missingValues", "decimalChar", "groupChar", "bareNumber"),
    *("trueValues", "falseValues", "itemType", "delimiter", "categories", "constraints", "example", "x-own"),
]
CONSTRAINTS = [
    *("required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("pattern", "enum", "jsonSchema", "other"),
]
FITTING: dict[str, list[Any]] = {
    "required": [True, False],
    "unique": [True],
    "minLength": [0, 1, 5],
    "maxLength": [1, 50],
    "minimum": [0, -5, 1.5, "1.5", "2024-01-05", 1500, 10**15],
    "maximum": [100, 2.5, "100", "2030-12-31", 2030],
    "pattern": ["[A-Z]+", r"\d{4}", "(a|b)*", "é", "(?P<x>a)(?P=x)", "(?:a)", "(?=a)", "a{2,1}", "*"],
    "enum": [["a", "b"], ["é"], ["1", "2"], []],
    "format": ["default", "email", "uri", "uuid", "binary", "any", "%d/%m/%Y"],
    "missingValues": [[""], ["", "NA"], []],
    "decimalChar": [".", ","],
    "groupChar": [",", " ", "."],
    "bareNumber": [True, False],
    "trueValues": [["yes"], ["yes", "1"]],
    "falseValues": [["no"], ["0"]],
    "title": ["Title"],
    "description": ["Words"],
    "unit": ["mm"],
    "rdfType": ["http://example.org/x"],
    "primaryKey": ["f0", ["f0"], ["f0", "f1"], []],
}


def a_table(descriptor: dict[str, Any], name: str = "t", position: int = 0) -> Resource:
    fields = tuple(
        Field(name=str(each.get("name", "")), type=str(each.get("type", "any")), descriptor=each)
        for each in descriptor["fields"]
    )
    missing = descriptor.get("missingValues", [""])
    markers = tuple(str(each) for each in missing) if isinstance(missing, list) else ("",)
    return Resource(
        name=name,
        title="",
        description="",
        path=f"{name}.csv",
        file=Path("/nowhere") / f"{name}.csv",
        size=1,
        format="csv",
        mediatype="text/csv",
        encoding="utf-8",
        tabular=True,
        dialect=Dialect(),
        schema=Schema(fields=fields, missing_values=markers, descriptor=descriptor),
        position=position,
    )


def a_package(*tables: Resource) -> Dataset:
    return Dataset(
        agency="a",
        name="p",
        title="P",
        description="",
        resources=tables,
        source=Source(path="datasets/a/p/datapackage.yaml", lines={}),
        folder="datasets/a/p",
    )


def _value(name: str, chance: random.Random) -> Any:
    return chance.choice(FITTING[name]) if name in FITTING and chance.random() < 0.8 else chance.choice(ANYTHING)


def _field(position: int, chance: random.Random) -> dict[str, Any]:
    type_ = chance.choice(TYPES[:12]) if chance.random() < 0.9 else chance.choice(TYPES)
    field: dict[str, Any] = {"name": f"f{position}" if chance.random() < 0.97 else "f0", "type": type_}
    field |= {name: _value(name, chance) for name in KEYS if chance.random() < 0.02}
    if chance.random() < 0.5:
        rules = {name: _value(name, chance) for name in CONSTRAINTS if chance.random() < 0.08}
        field["constraints"] = rules
    return field


def _schema(chance: random.Random) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(position, chance) for position in range(chance.randint(1, 3))]}
    for name in ("primaryKey", "missingValues", "title", "fieldsMatch", "uniqueKeys", "$schema"):
        if chance.random() < 0.06:
            schema[name] = _value(name, chance)
    if not isinstance(schema.get("missingValues", []), list):  # nothing else is read
        del schema["missingValues"]
    if chance.random() < 0.2:
        reference = {
            "resource": chance.choice(["", "t", "other", "nowhere", 5]),
            "fields": chance.choice(["f0", ["f0"], ["f0", "f1"], "key", ["key"], [], 5, "nope"]),
        }
        key = {"fields": chance.choice(["f0", ["f0"], ["f0", "f1"], [], None, "nope"]), "reference": reference}
        schema["foreignKeys"] = [key if chance.random() < 0.9 else chance.choice(ANYTHING)]
    return schema


OTHER = a_table({"fields": [{"name": "key", "type": "string"}]}, "other", 1)


def test_whatever_is_taken_for_sound_frictionless_accepts() -> None:
    verdicts: Counter[bool] = Counter()
    for seed in range(8000):
        schema = _schema(random.Random(seed))
        table = a_table(schema)
        sound = is_sound(a_package(table, OTHER), table)
        verdicts[sound] += 1
        if not sound:
            continue
        try:
            referee.accept(table)
        except referee.RefusedError as bad:
            pytest.fail(f"{schema}: {bad}")
        for read in referee.readers(table, [(field.name, True) for field in table.schema.fields if table.schema]):
            for cell in ("", "x", "5", "2024-01-05", "NA", "true", "1.5", None):
                read(cell)
    assert min(verdicts.values()) > 800, verdicts


def _names(*types: str) -> list[dict[str, Any]]:
    return [{"name": f"f{place}", "type": type_} for place, type_ in enumerate(types)]


GOOD: list[dict[str, Any]] = [
    {"fields": _names("string", "integer", "number", "date", "boolean", "year", "datetime", "time", "any")},
    {"fields": _names("yearmonth", "duration", "geopoint"), "missingValues": ["", "NA"]},
    {"fields": [{"name": "a", "type": "number", "constraints": {"minimum": 0, "maximum": 99.5, "required": True}}]},
    {"fields": [{"name": "a", "type": "date", "constraints": {"minimum": "2000-01-01"}}], "primaryKey": "a"},
    {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "[A-Z]{3}", "unique": True}}]},
    {"fields": [{"name": "a", "type": "string", "format": "email", "constraints": {"enum": ["a@b.org"]}}]},
    {"fields": [{"name": "Ä b", "type": "number", "decimalChar": ",", "groupChar": ".", "title": "Ä"}]},
    {
        "fields": _names("string", "integer"),
        "primaryKey": ["f0", "f1"],
        "foreignKeys": [
            {"fields": "f0", "reference": {"resource": "other", "fields": "key"}},
            {"fields": ["f1"], "reference": {"resource": "", "fields": ["f1"]}},
        ],
    },
]


@pytest.mark.parametrize("schema", GOOD, ids=str)
def test_common_schemas_are_known_to_be_sound(schema: dict[str, Any]) -> None:
    """So that frictionless is not even imported for them."""
    table = a_table(schema)
    assert is_sound(a_package(table, OTHER), table)


ODD: list[dict[str, Any]] = [
    {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "(?i)x"}}]},
    {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "("}}]},
    {"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": "many"}}]},
    {"fields": [{"name": "a", "type": "date", "constraints": {"minimum": "2024-02-30"}}]},
    {"fields": [{"name": "a", "type": "date", "format": "%d/%m/%Y"}]},
    {"fields": [{"name": "a", "type": "boolean", "constraints": {"minLength": 1}}]},
    {"fields": _names("string") * 2},
    {"fields": _names("string"), "primaryKey": "nope"},
    {
        "fields": _names("string"),
        "foreignKeys": [{"fields": "f0", "reference": {"resource": "nowhere", "fields": "x"}}],
    },
    {"fields": _names("string"), "fieldsMatch": "subset"},
    {"fields": _names("geojson")},
    {"fields": _names("money")},
]


@pytest.mark.parametrize("schema", ODD, ids=str)
def test_what_is_out_of_the_ordinary_is_left_to_frictionless(schema: dict[str, Any]) -> None:
    table = a_table(schema)
    assert not is_sound(a_package(table, OTHER), table)
