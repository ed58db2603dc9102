"""Tables written to slow the search for leaks down, or to make it tell what it should keep to itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, daylight, write

from generator.checking.leaks.columns import Asked
from generator.checking.leaks.registry import DETECTORS
from generator.checking.leaks.texts import check_texts
from generator.checking.tables.oddities import MOST_COLUMNS
from generator.model.schema import Field
from generator.reading.repository import read_catalog

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
TEXTS = {
    "ats": "@" * MEGABYTE,
    "locals": "a" * MEGABYTE + "@",
    "dots": "a@" + "a." * (MEGABYTE // 2),
    "hyphens": "a@" + "-" * MEGABYTE,
    "addresses": "info@a.gov " * (MEGABYTE // 11),
    "pluses": "+1" * (MEGABYTE // 2),
    "phone": "+1" + " " * MEGABYTE,
    "digits": "4" * MEGABYTE,
    "tokens": "eyJ" * (MEGABYTE // 3),
    "dotted tokens": "eyJaaaaaaaaaa." * (MEGABYTE // 14),
    "logins": "a://" * (MEGABYTE // 4),
    "login": "http://" + "a:" * (MEGABYTE // 2),
    "hosts": "sk_live_" * (MEGABYTE // 8),
    "words": "main street " * (MEGABYTE // 12),
    "calle": "calle " + "a " * (MEGABYTE // 2),
    "equals": "=" * MEGABYTE,
    "wide": "\uff1d" * (MEGABYTE // 3),
    "colons": ":" * MEGABYTE,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_keeps_a_detector_busy(text: str) -> None:
    asked = Asked(Field(name="phone address birth lat ip card number dni", descriptor={"counts": "people"}), 5)
    begin = time.process_time()
    for detector in DETECTORS.values():
        found = detector.find(text, asked)
        shown = detector.mask(found.part) if found else ""
        assert len(shown) < 300
    assert time.process_time() - begin < 2


def test_cells_of_a_megabyte_are_looked_at_in_bounded_time(site: Path) -> None:
    fields = [{"name": "phone"}, {"name": "note"}]
    rows = [f'"{text}","{text[::-1]}"' for text in TEXTS.values()]
    a_dataset(site, data="\n".join(["phone,note", *rows, ""]), fields=fields)
    begin = time.process_time()
    result = daylight(site, "check")
    assert time.process_time() - begin < 20
    assert all(len(line) < 1000 for line in result.output.splitlines())


def test_as_many_columns_as_there_may_be_are_looked_at_in_bounded_time(site: Path) -> None:
    header = ",".join(f"name{place}" for place in range(MOST_COLUMNS))
    row = ",".join(["Jane Quill"] * (MOST_COLUMNS - 1) + ["jane.quill@mail.example"])
    folder = a_dataset(site)
    (folder / "datapackage.yaml").unlink()
    write(folder, "readings.csv", f"{header}\n{row}\n{row}\n")
    begin = time.process_time()
    output = daylight(site, "check").output
    assert time.process_time() - begin < 20
    assert "'name4999' shows e-mail addresses" in output


def test_a_row_far_too_long_does_not_grow_the_search(site: Path) -> None:
    a_dataset(site, data="day,reading\n2026-01-01,1\n" + "=1+1," * 200_000 + "\n")
    output = daylight(site, "check").output
    assert "Column AZ says '=1+1', which a spreadsheet runs" in output
    assert output.count("which a spreadsheet runs") == 52


def test_a_header_that_leaks_is_not_repeated(site: Path) -> None:
    a_dataset(
        site, data="jane.quill@mail.example,b\n1,2\n", fields=[{"name": "jane.quill@mail.example"}, {"name": "b"}]
    )
    told = [line for line in daylight(site, "check").output.splitlines() if "e-mail" in line]
    assert len(told) == 1
    assert "readings.csv:1: Warning: Column A shows" in told[0]
    assert "quill" not in told[0]


def test_bytes_that_are_no_text_do_not_hide_a_key(site: Path) -> None:
    key = "ghp_" + "Ab1" * 12
    file = site / "content/pages/about.md"
    file.write_bytes(f"---\ntitle: About\n---\n{key}\n".encode())
    catalog = read_catalog(site)
    file.write_bytes(file.read_bytes() + b"\xff\xfe\n")
    assert [each.where.line for each in check_texts(catalog)] == [4]


@pytest.mark.parametrize("leaks", ["{allow: {a: b}}", "[1, 2]", "{allow: [[x]], reason: [y]}", "{allow: [null]}", "5"])
def test_an_allowance_of_any_shape_is_refused_in_words(site: Path, leaks: str) -> None:
    folder = a_dataset(site)
    text = (folder / "datapackage.yaml").read_text().replace("unit: mm", f"unit: mm\n      leaks: {leaks}")
    write(folder, "datapackage.yaml", text)
    result = daylight(site, "check")
    assert result.exit_code == 1
    assert "`leaks` of column 'reading'" in result.output
