"""YAML and JSON with the line of each key."""

from __future__ import annotations

import pytest

from generator.reading.lines import MOST_BYTES, parse, read_text
from generator.reading.marked import Unreadable

YAML = """\
title: Budget
resources:
  - name: first
    path: a.csv
  - name: second
    schema:
      fields: [{name: x}, {name: y, type: number}]
"""
JSON = """\
{
  "title": "Budget",
  "resources": [
    {"name": "first"},
    {
      "name": "second",
      "size": 3
    }
  ]
}
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("title",), 1),
        (("resources",), 2),
        (("resources", 0), 3),
        (("resources", 0, "path"), 4),
        (("resources", 1, "schema", "fields", 1, "type"), 7),
        (("resources", 1, "path"), 5),
        (("licenses",), 1),
    ],
)
def test_yaml_keys_know_their_lines_and_missing_ones_their_parents(keys: tuple[str | int, ...], line: int) -> None:
    assert parse(YAML, "d.yaml").source.at(*keys).line == line


@pytest.mark.parametrize(
    ("keys", "line"),
    [(("title",), 2), (("resources", 0), 4), (("resources", 1, "size"), 7), (("resources", 1, "path"), 5)],
)
def test_json_keys_know_their_lines(keys: tuple[str | int, ...], line: int) -> None:
    assert parse(JSON, "d.json").source.at(*keys).line == line


def test_a_part_of_a_file_speaks_of_its_own_keys() -> None:
    part = parse(YAML, "d.yaml").source.below("resources", 1)
    assert part.at("name").line == 5
    assert part.below("schema").at("fields", 0).line == 7


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("2026-11-03", "2026-11-03"),
        ("0755", 755),
        ("1_000", "1_000"),
        ("3.50", 3.5),
        ("true", True),
        ("~", None),
        ("'7'", "7"),
        ("1e3", 1000.0),
        ("9" * 50, "9" * 50),
    ],
)
def test_scalars_follow_the_core_schema(written: str, value: object) -> None:
    assert parse(f"key: {written}\n", "d.yaml").value == {"key": value}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "The key `a` stands here a second time."),
        ("a: &x 1\nb: *x\n", 1, "Anchors (&) and aliases (*) are not read."),
        ("a: 1\nb: !!python/object/apply:os.system [id]\n", 2, "is not read."),
        ("a: [1\nb: 2\n", 2, "This is not well-formed YAML:"),
        ("a: 1\n---\nb: 2\n", 1, "The file holds several YAML documents."),
        ("? [a, b]\n: c\n", 1, "A key must be plain text."),
        ("a: \x07\n", 1, "is not allowed here."),
        ("b: 1\ntitle: Pier #3 is open\n", 2, "What follows 'Pier' is taken for a remark because of its #"),
    ],
)
def test_bad_yaml_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as bad:
        parse(text, "d.yaml")
    (finding,) = bad.value.findings
    assert (finding.where.line, words in finding.problem) == (line, True), finding


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"a": 1,\n "a": 2}', 2, "The key `a` stands here a second time."),
        ('{"a": 1,\n}', 2, "is there a comma too many?"),
        ('{"a": [1, 2\n}', 2, "A comma or a closing bracket is missing"),
        ('{"a"\n 1}', 2, "A colon is missing"),
        ('{"a": }', 1, "A value is missing"),
        ('{"a": 1} 2', 1, "Something follows the end"),
        ('{"a": "b\n"}', 1, "control character"),
        ("", 1, "A value is missing"),
        ('{"a": NaN}', 1, "A value is missing"),
        ('{"a": ' + "9" * 5000 + "}", 1, "The number is too long"),
    ],
)
def test_bad_json_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as bad:
        parse(text, "d.json")
    (finding,) = bad.value.findings
    assert (finding.where.line, words in finding.problem) == (line, True), finding


def test_tags_are_passed_over_where_they_may_stand() -> None:
    text = "plugins: !ENV [A, B]\nhooks: !!python/name:os.system ''\nsite_name: Here\nmap: !x {a: {b: 1}}\nlast: 1\n"
    parsed = parse(text, "mkdocs.yml", tags=True)
    assert parsed.value == {"plugins": None, "hooks": None, "site_name": "Here", "map": None, "last": 1}


@pytest.mark.parametrize(
    "text", ["a: b # a remark\n", "a: b#3\n", "a: 'b #3'\n", "a: [b, c] #3\n", "# all\na: b\n", "a: |\n  b #3\n"]
)
def test_remarks_are_still_remarks(text: str) -> None:
    assert parse(text, "d.yaml").value


def test_a_byte_that_is_no_text_is_told_with_its_line(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "d.yaml"
    file.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(Unreadable, match=r"d.yaml:2: Byte 0xe9 is not UTF-8 text. Save the file as UTF-8."):
        read_text(file, "d.yaml")
    file.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(Unreadable, match=r"more than 2,000,000 bytes"):
        read_text(file, "d.yaml")
