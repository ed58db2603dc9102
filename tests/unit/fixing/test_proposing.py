"""What is proposed for a dataset, and what is left to the officer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import a_dataset, daylight, write

from generator.fixing.applying import apply
from generator.fixing.proposing import Proposal, propose
from generator.model.errors import ContentError
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from pathlib import Path


def proposal(site: Path, data: str, fields: list[dict[str, Any]] | None = None, **changes: Any) -> Proposal:
    more = {"fields": fields} if fields else {}
    folder = a_dataset(site, data=data, **more, **changes)
    return propose(site, read_dataset(site, folder))


def added(found: Proposal) -> list[str]:
    return [line[1:].strip() for line in found.diff().splitlines() if line.startswith("+") and line[1:2] != "+"]


NUMBER = [{"name": "name", "type": "string"}, {"name": "amount", "type": "number"}]


@pytest.mark.parametrize(
    ("data", "fields", "lines"),
    [
        ('name,amount\na,"1,5"\nb,2\n', NUMBER, ['decimalChar: ","']),
        ('name,amount\na,"1,5"\nb,2.5\n', NUMBER, []),
        ('name,amount\na,"1,500"\nb,2.5\n', NUMBER, ['groupChar: ","']),
        ('name,amount\na,"1,500"\nb,2\n', NUMBER, []),
        ("name,amount\na,$5\nb,7\n", NUMBER, []),
        ("name,amount\na,$5\nb,$7\n", NUMBER, ["bareNumber: false"]),
        ("name,amount\na,-$5\nb,$7\n", NUMBER, []),
        ("name,amount\na,ND\nb,7\n", NUMBER, ['missingValues: ["", "ND"]']),
        ("name,amount\na,ND\nND,7\n", NUMBER, []),
        ("name,amount\na,n/a\nn/a,7\n", NUMBER, ['missingValues: ["", "n/a"]']),
        ("name,amount\na,high\n", NUMBER, []),
        ("name,amount\na,1\n", NUMBER, []),
    ],
)
def test_only_what_is_certain_is_proposed(
    site: Path, data: str, fields: list[dict[str, Any]], lines: list[str]
) -> None:
    found = proposal(site, data, fields)
    assert added(found) == lines
    assert bool(found.reasons) == bool(lines)


def test_what_breaks_another_rule_is_not_proposed(site: Path) -> None:
    fields = [{"name": "name", "type": "string", "constraints": {"required": True}}, NUMBER[1]]
    assert added(proposal(site, "name,amount\na,n/a\nn/a,7\n", fields)) == []


def test_a_number_far_down_may_forbid_what_the_first_ones_ask_for(site: Path) -> None:
    rows = "".join(f'n{row},"1,{row}"\n' for row in range(500, 900))
    assert added(proposal(site, f"name,amount\nz,1234.5\n{rows}", NUMBER)) == ['groupChar: ","']
    assert added(proposal(site, f'name,amount\nz,1234.5\n{rows}y,"12,34"\n', NUMBER)) == []
    thousands = "".join("n,7\n" for _ in range(200))
    found = proposal(site, f'name,amount\na,"1.234,5"\n{thousands}b,1.5\n{thousands}', NUMBER)
    assert added(found) == []
    assert [each.rule for each in found.unsure] == ["decimal-comma"]


def test_what_the_referee_did_not_come_to_does_not_forbid_a_change(site: Path) -> None:
    fields = [NUMBER[0], NUMBER[1], {"name": "day", "type": "date"}]
    rows = "".join(f'n,"{row},5",2026-01-01\n' for row in range(1100))
    found = proposal(site, f"name,amount,day\n{rows}n,1,someday\n", fields)
    assert added(found) == ['decimalChar: ","']


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [("number", '"{0},5"', "1.5"), ("date", "31/12/{0}", "2026-01-01"), ("boolean", "Ja", "true")],
)
def test_what_was_right_stays_right_beyond_where_the_referee_stopped(
    site: Path, kind: str, wrong: str, right: str
) -> None:
    fields = [NUMBER[0], {"name": "it", "type": kind}]
    rows = "".join(f"n,{wrong.format(row)}\n" for row in range(1000, 2200))
    assert len(added(proposal(site, f"name,it\n{rows}", fields))) in {1, 2}
    assert added(proposal(site, f"name,it\n{rows}n,{right}\n" + "n,\n" * 100, fields)) == []


def test_an_old_key_is_corrected(site: Path) -> None:
    fields = [{"name": "day", "type": "date", "format": "%m/%d/%Y"}, {"name": "reading", "type": "number"}]
    found = proposal(site, "day,reading\n31/12/2024,1\n", fields)
    assert added(found) == ['format: "%d/%m/%Y"']


def test_a_dataset_without_descriptor_gets_one(site: Path) -> None:
    write(site, "datasets/works/bare/some table.csv", "name;amount\na;1\n")
    write(site, "datasets/works/bare/other.csv", "name,amount\na,1\n")
    found = propose(site, read_dataset(site, site / "datasets/works/bare"))
    assert added(found) == [
        "resources:",
        "- name: other",
        "path: other.csv",
        "- name: some-table",
        "path: 'some table.csv'",
        'dialect: {delimiter: ";"}',
    ]
    assert found.diff().startswith("--- /dev/null\n+++ b/datasets/works/bare/datapackage.yaml\n")
    apply(site, found)
    assert "separated" not in daylight(site, "check").output


def test_a_schema_that_two_tables_share_is_mended_for_both(site: Path) -> None:
    folder = a_dataset(site, resources=None)
    schema = {"fields": NUMBER}
    write(folder, "schema.json", json.dumps(schema))
    write(folder, "a.csv", 'name,amount\na,"1,5"\n')
    write(folder, "b.csv", 'name,amount\na,"2,5"\n')
    both = [{"name": name, "path": f"{name}.csv", "schema": "schema.json"} for name in "ab"]
    a_dataset(site, resources=both)
    found = propose(site, read_dataset(site, folder))
    assert list(found.after) == ["datasets/works/rain/schema.json"]
    assert json.loads(found.after["datasets/works/rain/schema.json"])["fields"][1]["decimalChar"] == ","
    write(folder, "b.csv", "name,amount\na,2.5\n")
    assert propose(site, read_dataset(site, folder)).after == {}


@pytest.mark.parametrize(
    ("dialect", "line"),
    [
        ({"quoteChar": "'"}, 'delimiter: ";"'),
        ({"csv": {"delimiter": "|"}}, 'delimiter: ";"'),
        ({"delimiter": "|", "csv": {"quoteChar": "'"}}, 'delimiter: ";"'),
    ],
)
def test_a_dialect_that_is_there_is_completed(site: Path, dialect: dict[str, Any], line: str) -> None:
    found = proposal(site, "name;amount\na;1\n", NUMBER, resource={"dialect": dialect})
    assert added(found) == [line]


def test_a_dialect_in_another_file_is_completed_there(site: Path) -> None:
    folder = a_dataset(site)
    write(folder, "dialect.yaml", "quoteChar: '\"'\n")
    found = proposal(site, "name;amount\na;1\n", NUMBER, resource={"dialect": "dialect.yaml"})
    assert list(found.after) == ["datasets/works/rain/dialect.yaml"]
    assert added(found) == ['delimiter: ";"']


def test_names_that_others_refer_to_are_not_changed(site: Path) -> None:
    data = "Name,amount\na,1\n"
    assert added(proposal(site, data, NUMBER)) == ["- name: Name"]
    assert added(proposal(site, data, NUMBER, schema={"primaryKey": ["name"]})) == []
    assert added(proposal(site, " name,amount\na,1\n", NUMBER)) == []


def test_a_file_that_changed_meanwhile_is_not_overwritten(site: Path) -> None:
    found = proposal(site, 'name,amount\na,"1,5"\n', NUMBER)
    file = site / "datasets/works/rain/datapackage.yaml"
    file.write_text(file.read_text() + "# new\n")
    with pytest.raises(ContentError, match="was changed meanwhile"):
        apply(site, found)
    assert file.read_text().endswith("# new\n")


def test_rights_are_kept_and_nothing_is_left_behind(site: Path) -> None:
    found = proposal(site, 'name,amount\na,"1,5"\n', NUMBER)
    file = site / "datasets/works/rain/datapackage.yaml"
    file.chmod(0o600)
    apply(site, found)
    assert file.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in file.parent.iterdir()} == {"datapackage.yaml", "readings.csv"}
    assert yaml.safe_load(file.read_text())["resources"][0]["schema"]["fields"][1]["decimalChar"] == ","


def test_a_dataset_that_cannot_be_read_is_named(site: Path) -> None:
    folder = a_dataset(site)
    write(folder, "datapackage.yaml", "a: [")
    result = daylight(site, "fix")
    assert result.exit_code == 0
    assert "Some files cannot be read and were left out: run `daylight check`." in result.output


def test_a_table_that_cannot_be_read_is_left_alone(site: Path) -> None:
    folder = a_dataset(site, resource={"path": "readings.xlsx", "format": "xlsx"})
    (folder / "readings.xlsx").write_bytes(b"no workbook")
    assert propose(site, read_dataset(site, folder)).after == {}
