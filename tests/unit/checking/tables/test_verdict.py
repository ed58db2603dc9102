"""What is said of rows, and in which order, is what frictionless says of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import frictionless
import pytest

from generator.checking.tables import referee
from generator.checking.tables.column import Column
from generator.checking.tables.foreign import Foreign, foreign_keys
from generator.checking.tables.verdict import Doubt, Rows
from generator.model.schema import Field, Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checking.tables.report import Defect

KNOWN = frozenset({("1",), ("2",), ("x",)})
FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "amount", "type": "number", "constraints": {"minimum": 0, "maximum": 10}},
    {"name": "word", "type": "string", "constraints": {"minLength": 2, "pattern": "[a-z]+"}},
]


def a_schema(fields: Sequence[dict[str, Any]] = FIELDS, **changes: Any) -> dict[str, Any]:
    return {"fields": list(fields), **changes}


def opened(schema: dict[str, Any]) -> frictionless.Package:
    tables = [
        {"name": "t", "type": "table", "data": [[field["name"] for field in schema["fields"]]], "schema": schema},
        {"name": "other", "type": "table", "data": [["key"], *map(list, sorted(KNOWN))]},
    ]
    tables[1]["schema"] = {"fields": [{"name": "key", "type": "string"}]}
    return frictionless.Package.from_descriptor({"resources": tables})


def theirs(schema: dict[str, Any], rows: Sequence[Sequence[str]]) -> list[tuple[Any, ...]]:
    package = opened(schema)
    package.resources[0].data += [list(row) for row in rows]
    report = package.resources[0].validate(limit_errors=10**6)
    return [plain(referee._defect(each)) for task in report.tasks for each in task.errors]


def ours(
    schema: dict[str, Any], rows: Sequence[Sequence[str]], *, narrowed: bool = False, asked: list[str] | None = None
) -> list[tuple[Any, ...]]:
    """The same by Rows: of each row all cells being in doubt, or only those that are wrong."""
    names = [field["name"] for field in schema["fields"]]
    known = opened(schema).resources[0].schema
    own = Schema(
        fields=tuple(Field(name=each["name"], type=each["type"], descriptor=each) for each in schema["fields"]),
        missing_values=tuple(schema.get("missingValues", [""])),
        descriptor=schema,
    )

    def reader(name: str) -> Any:
        read = known.get_field(name).create_cell_reader()

        def noting(cell: Any) -> Any:
            if asked is not None:
                asked.append(cell)
            return read(cell)

        return noting

    columns = [Column(field, own, reader(field.name)) for field in own.fields]
    foreign = [
        Foreign(key=key, positions=tuple(map(names.index, key.fields)), values=KNOWN) for key in foreign_keys(own)
    ]
    primary = tuple(map(names.index, schema.get("primaryKey", [])))

    def doubt(row: Sequence[str]) -> Doubt:
        if not narrowed:
            return Doubt(cells=list(row))
        if len(row) != len(names):
            return Doubt(cells=list(row))
        wrong = {place for place, cell in enumerate(row) if known.get_field(names[place]).read_cell(cell)[1]}
        return Doubt(cells=list(row), wrong=frozenset(wrong))

    numbered = [(number, doubt(row)) for number, row in enumerate(rows, start=2)]
    return [plain(each) for row in Rows(columns, primary=primary, foreign=foreign).judge(numbered) for each in row]


def plain(defect: Defect) -> tuple[Any, ...]:
    return (defect.type, defect.note, defect.row, defect.column, defect.label, defect.cell)


def kinds(found: list[tuple[Any, ...]]) -> list[tuple[str, int, int]]:
    return [(type_, row, column) for type_, _, row, column, *_ in found]


UNIQUE = [{**FIELDS[0], "constraints": {"required": True, "unique": True}}, *FIELDS[1:]]
LAST_UNIQUE = [*FIELDS[:2], {**FIELDS[2], "constraints": {"unique": True, "minLength": 2}}]
KEYED = {"primaryKey": ["id", "amount"]}
REFERRING = {"foreignKeys": [{"fields": ["word"], "reference": {"resource": "other", "fields": ["key"]}}]}
SCHEMAS: dict[str, dict[str, Any]] = {
    "plain": a_schema(),
    "unique": a_schema(UNIQUE),
    "a later one unique": a_schema(LAST_UNIQUE),
    "a key of two": a_schema(**KEYED),
    "a key of one": a_schema(primaryKey=["id"]),
    "unique, and a key": a_schema(LAST_UNIQUE, **KEYED),
    "foreign": a_schema(**REFERRING),
    "all": a_schema(LAST_UNIQUE, **KEYED, **REFERRING),
    "other missing values": a_schema(missingValues=["-", "NA"], **KEYED),
    "all of them": a_schema(LAST_UNIQUE, missingValues=["", "NA"], **KEYED, **REFERRING),
}
CELLS = ["1", "1", "2", "3", "11", "-1", "1.0", "x", "xy", "xyz", "", "", "NA", "-", "X1", " 1", "1_0", "NaN"]


@pytest.mark.parametrize("narrowed", [False, True], ids=["whole rows", "cells"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_rows_are_judged_as_by_frictionless(name: str, narrowed: bool) -> None:
    chance = random.Random(name)
    found = 0
    for _ in range(40):
        rows = [
            chance.choices(CELLS, k=3 if chance.random() < 0.85 else chance.randint(0, 5))
            for _ in range(chance.randint(0, 12))
        ]
        expected = theirs(SCHEMAS[name], rows)
        assert ours(SCHEMAS[name], rows, narrowed=narrowed) == expected, rows
        found += len(expected)
    assert found > 300


def test_a_row_in_order_has_no_defects() -> None:
    assert ours(a_schema(), [["1", "2.5", "ab"], ["2", "", ""]]) == []


def test_cells_come_before_the_shape_of_the_row() -> None:
    assert kinds(ours(a_schema(), [["x", "99", "B", "more", "most"]])) == [
        ("type-error", 2, 1),
        ("constraint-error", 2, 2),
        ("constraint-error", 2, 3),
        ("constraint-error", 2, 3),
        ("extra-cell", 2, 4),
        ("extra-cell", 2, 5),
    ]
    assert kinds(ours(a_schema(), [["x"]])) == [("type-error", 2, 1), ("missing-cell", 2, 2), ("missing-cell", 2, 3)]


def test_a_blank_row_is_told_as_such_alone() -> None:
    for row in ([], ["", "", ""], [""]):
        assert ours(a_schema(), [row]) == [("blank-row", "", 2, 0, "", "")]


def test_unique_columns_are_read_first() -> None:
    rows = [["1", "1", "ab"], ["x", "99", "ab"]]
    assert kinds(ours(a_schema(LAST_UNIQUE), rows)) == [
        ("type-error", 3, 1),
        ("constraint-error", 3, 2),
        ("unique-error", 3, 3),
    ]
    rows = [["1", "1", "a"], ["x", "99", "a"]]
    assert kinds(ours(a_schema(LAST_UNIQUE), rows)) == [
        ("constraint-error", 2, 3),
        ("constraint-error", 3, 3),
        ("type-error", 3, 1),
        ("constraint-error", 3, 2),
        ("unique-error", 3, 3),
    ]


def test_the_row_before_is_the_last_one_with_the_value() -> None:
    rows = [["1", "1", "ab"], ["2", "1", "ab"], ["3", "1", "ab"]]
    notes = [note for _, note, *_ in ours(a_schema(LAST_UNIQUE), rows)]
    assert notes == ["the same as in the row at position 2", "the same as in the row at position 3"]


def test_cells_that_are_known_to_fit_are_not_read_again() -> None:
    asked: list[str] = []
    ours(a_schema(), [["1", "99", "ab"], ["2", "3", "cd"]], narrowed=True, asked=asked)
    assert asked == ["99"]
