"""Changes to descriptors go where they belong, and leave all else as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.fixing.edits import CannotEditError, Edit, edited, rewritten
from generator.reading.lines import parse

BLOCK = """\
# Our data
resources:
- name: a   # first
  path: a.csv

  # what it holds
  schema:
    missingValues:
    - ""
    - x  # crossed out
    fields:
    - name: one
      type: number # in euros

    - {name: two, type: date}
    - name: "three"
      description: |
        Several
        lines.
"""
FLOW = (
    'resources: [{name: a, path: "a.csv", schema: {missingValues: ["", x], fields: [{name: one, type: number},'
    ' {name: two, type: date}, {name: three, description: "Several"}]}}]\n'
)
VALUE: dict[str, Any] = {
    "resources": [
        {
            "name": "a",
            "path": "a.csv",
            "schema": {
                "missingValues": ["", "x"],
                "fields": [
                    {"name": "one", "type": "number"},
                    {"name": "two", "type": "date"},
                    {"name": "three", "description": 'Sev"eral\n'},
                ],
            },
        }
    ]
}
RESOURCE = ("resources", 0)
SCHEMA = (*RESOURCE, "schema")
TEXTS = [
    (BLOCK, "d.yaml"),
    (BLOCK.replace("\n", "\r\n"), "d.yaml"),
    (BLOCK.replace("|\n        Several\n", "").rstrip("\n"), "d.yaml"),
    (FLOW, "d.yaml"),
    (json.dumps(VALUE, indent=2), "d.json"),
    (json.dumps(VALUE, indent=2).replace("\n", "\r\n"), "d.json"),
    (json.dumps(VALUE, indent="\t"), "d.json"),
    (json.dumps(VALUE), "d.json"),
    (json.dumps(VALUE, separators=(",", ":")), "d.json"),
]
EDITS = [
    Edit(keys=RESOURCE, key="encoding", value="cp1252"),
    Edit(keys=RESOURCE, key="path", value="b.csv"),
    Edit(keys=RESOURCE, key="dialect", value={"delimiter": "\t", "headerRows": [4]}),
    Edit(keys=(*SCHEMA, "fields", 0), key="decimalChar", value=","),
    Edit(keys=(*SCHEMA, "fields", 1), key="format", value="%d/%m/%Y"),
    Edit(keys=(*SCHEMA, "fields", 2), key="groupChar", value="\u00a0"),
    Edit(keys=(*SCHEMA, "fields", 0), key="name", value="yes"),
    Edit(keys=(*SCHEMA, "fields", 0), key="bareNumber", value=False),
    Edit(keys=(*SCHEMA, "fields", 1), key="trueValues", value=["Sí", "no: #1", '"']),
    Edit(keys=SCHEMA, key="missingValues", value=["-", "n/a"], how="extend"),
    Edit(keys=SCHEMA, key="missingValues", value=["", "-"]),
    Edit(keys=SCHEMA, key="fields", value=[2, 0, 1], how="order"),
    Edit(keys=SCHEMA, key="fieldsMatch", value="exact"),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.key}-{edit.how}")
@pytest.mark.parametrize(("text", "name"), TEXTS)
def test_the_text_says_what_the_edit_says(text: str, name: str, edit: Edit) -> None:
    value = parse(text.replace("\r\n", "\n"), name).value
    after = rewritten(text, name, edit)
    assert parse(after.replace("\r\n", "\n"), name).value == edited(value, edit) != value
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\r") == after.count("\r\n")


@pytest.mark.parametrize("edit", EDITS[:-4], ids=lambda edit: f"{edit.key}-{edit.how}")
@pytest.mark.parametrize(("text", "name"), TEXTS[:3])
def test_all_other_lines_stay(text: str, name: str, edit: Edit) -> None:
    after = rewritten(text, name, edit)
    lines = text.splitlines()
    kept = [line for line in after.splitlines() if line in lines]
    assert len(kept) >= len(lines) - 1


def test_a_new_key_stands_beside_its_neighbours() -> None:
    after = rewritten(BLOCK, "d.yaml", Edit(keys=(*SCHEMA, "fields", 0), key="decimalChar", value=","))
    assert '      type: number # in euros\n      decimalChar: ","\n\n    - {name' in after
    pretty = json.dumps(VALUE, indent=2)
    after = rewritten(pretty, "d.json", Edit(keys=(*SCHEMA, "fields", 0), key="decimalChar", value=","))
    assert '"type": "number",\n            "decimalChar": ","\n' in after


def test_a_key_with_nothing_but_groups_beside_it_comes_first() -> None:
    text = "resources:\n  - schema:\n      fields:\n        - name: a\n"
    after = rewritten(text, "d.yaml", Edit(keys=SCHEMA, key="missingValues", value=["", "-"]))
    assert after == text.replace("      fields", '      missingValues: ["", "-"]\n      fields')


@pytest.mark.parametrize("text", ["a:\n  b: |\n    long\n", "a:\n  b: >-\n    long\n"])
def test_a_text_of_several_lines_is_not_replaced(text: str) -> None:
    with pytest.raises(CannotEditError):
        rewritten(text, "d.yaml", Edit(keys=("a",), key="b", value="c"))


def test_nothing_is_put_into_an_empty_group() -> None:
    with pytest.raises(CannotEditError):
        rewritten("a: {}\n", "d.yaml", Edit(keys=("a",), key="b", value="c"))


def test_an_empty_list_is_filled() -> None:
    edit = Edit(keys=(), key="missingValues", value=["-"], how="extend")
    assert rewritten("missingValues: []\n", "d.yaml", edit) == 'missingValues: ["-"]\n'
