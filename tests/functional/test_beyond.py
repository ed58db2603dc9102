"""Rules of Data Package 2 that frictionless does not know are judged all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, daylight

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("field", "good", "bad", "message"),
    [
        ({"type": "string", "categories": ["a", "b"]}, "a", "c", "is none of the column's categories: 'c'"),
        (
            {"type": "integer", "categories": [{"value": 1, "label": "one"}]},
            "1",
            "2",
            "is none of the column's categories: '2'",
        ),
        (
            {"type": "object", "constraints": {"jsonSchema": {"required": ["b"]}}},
            '{"b": 1}',
            '{"c": 1}',
            "does not fit the column's `jsonSchema`",
        ),
        ({"type": "list", "constraints": {"enum": ["x;y"]}, "delimiter": ";"}, "x;y", "y;x", "is none of the lists"),
        ({"type": "integer", "constraints": {"pattern": "[0-9]{3}"}}, "123", "12", "does not have the form"),
        ({"type": "integer", "groupChar": ","}, "1,234", "1.5", "is not a whole number: '1.5'"),
        ({"type": "year"}, "-0044", "12024", "is not a year"),
        ({"type": "integer", "constraints": {"exclusiveMinimum": 3}}, "4", "3", "must be more than 3"),
    ],
    ids=["category", "numbered", "json", "list", "pattern", "grouped", "year", "bound"],
)
def test_a_rule_holds(site: Path, field: dict[str, Any], good: str, bad: str, message: str) -> None:
    def table(value: str) -> str:
        quoted = value.replace('"', '""')
        return f'day,value\n2026-01-01,"{quoted}"\n'

    fields = [{"name": "day", "type": "date"}, {"name": "value", **field}]
    a_dataset(site, data=table(good), fields=fields)
    passed = daylight(site, "check")
    assert passed.exit_code == 0, passed.output
    a_dataset(site, data=table(bad), fields=fields)
    failed = daylight(site, "check")
    assert failed.exit_code == 1
    assert message in failed.output


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_a_unique_key_holds(site: Path, format_: str) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
    rows = {"csv": "a,b\n1,x\n1,y\n01,x\n", "json": '[{"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 1, "b": "x"}]'}
    folder = a_dataset(site, fields=fields, schema={"uniqueKeys": [["a", "b"]]}, resource={"path": f"t.{format_}"})
    (folder / "readings.csv").unlink()
    (folder / f"t.{format_}").write_text(rows[format_])
    output = daylight(site, "check").output
    assert "in columns that together must not: a, b" in output


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"type": "object", "constraints": {"jsonSchema": {"type": 5}}}, "is no JSON Schema"),
        ({"type": "integer", "constraints": {"pattern": "["}}, "is no regular expression"),
        ({"type": "string", "constraints": {"pattern": "a(?i)b"}}, "cannot be used"),
        ({"type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "2020-01-01"}}, "the minimum of field"),
        ({"type": "string", "categories": "a"}, "are no list"),
    ],
    ids=["json", "pattern", "flags", "bound", "categories"],
)
def test_a_rule_that_is_none_is_told(site: Path, field: dict[str, Any], message: str) -> None:
    a_dataset(site, fields=[{"name": "day", "type": "date"}, {"name": "reading", **field}])
    output = daylight(site, "check").output
    assert "The schema of readings.csv is not a Table Schema" in output
    assert message in output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"a": NaN}]', "t.json:1: The file says NaN where a value should be"),
        ('[{"a": 1, "a": 2}]', "t.json:1: The key 'a' stands twice in one row"),
        ('[{"a": 1},\n}]', "t.json:2: This is not JSON"),
        ('{"a": 1}', "t.json:1: This file is no table"),
        ("[" * 100_000, "t.json:1: The values in this file are nested too deeply"),
        ('[{"a": ' + "1" * 5000 + "}]", "t.json:1: A number in this file has thousands of digits"),
    ],
    ids=["nan", "twice", "json", "table", "deep", "digits"],
)
def test_json_that_is_no_table_is_told_with_its_line(site: Path, content: str, message: str) -> None:
    folder = a_dataset(site, fields=[{"name": "a", "type": "integer"}], resource={"path": "t.json"})
    (folder / "readings.csv").unlink()
    (folder / "t.json").write_text(content)
    assert f"datasets/works/rain/{message}" in daylight(site, "check").output


def test_json_that_nobody_reads_as_a_table_is_told(site: Path) -> None:
    folder = a_dataset(site, resource={"path": "t.json", "schema": None})
    (folder / "readings.csv").unlink()
    (folder / "t.json").write_text('[{"a": 1}]')
    assert "Warning: t.json looks like a table, but its rows are not checked." in daylight(site, "check").output
