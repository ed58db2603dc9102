"""What is published and seen by nobody: sheets, rows beyond what a workbook says of itself, comments, other formats."""

from __future__ import annotations

import os
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from builders import a_dataset, daylight

from generator.checking.tables.judging import is_risky
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = "ghp_" + "aB3" * 12
FIELDS = [{"name": "day", "type": "string"}, {"name": "reading", "type": "number"}]


def a_workbook(site: Path, change: Callable[[openpyxl.Workbook], Any], sheet: Callable[[bytes], bytes] = bytes) -> None:
    folder = a_dataset(site, fields=FIELDS, resource={"path": "readings.xlsx"})
    (folder / "readings.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["day", "reading"])
    book.active.append(["2026-01-01", 3])
    change(book)
    book.save(folder / "readings.xlsx")
    with zipfile.ZipFile(folder / "readings.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(folder / "readings.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def hide(book: openpyxl.Workbook) -> None:
    book.create_sheet("secret").sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "sheet", "message"),
    [
        (hide, bytes, "The workbook has hidden sheets, which are published with it: 'secret'."),
        (lambda book: book.active.append(["x", "=1+2"]), bytes, "The workbook has formulas without their values"),
        (
            lambda book: book.active.append([KEY, "bad"]),
            lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', xml),
            "The workbook says that it ends in row 2, column 2, and has cells beyond that.",
        ),
        (
            lambda book: book.active.append(["x", 1.5]),
            lambda xml: xml.replace(b"<v>1.5</v>", b"<f>cmd|'/c calc'!A0</f><v>1.5</v>"),
            "The workbook has a formula that calls another program.",
        ),
    ],
    ids=["sheet", "formula", "rows", "program"],
)
def test_a_workbook_hides_nothing(
    site: Path, change: Callable[[Any], Any], sheet: Callable[[bytes], bytes], message: str
) -> None:
    a_workbook(site, change, sheet)
    result = daylight(site, "check")
    assert result.exit_code == 1
    assert f"datasets/works/rain/readings.xlsx:1: {message}" in result.output


def test_of_several_sheets_one_is_checked_and_that_is_said(site: Path) -> None:
    a_workbook(site, lambda book: book.create_sheet("more"))
    assert "Warning: The workbook has 2 sheets. Only sheet number 1 is checked" in daylight(site, "check").output


def test_a_sound_workbook_passes_without_a_word(site: Path) -> None:
    a_workbook(site, lambda book: book.active.append(["2026-01-02", 4]))
    assert "0 errors, 0 warnings" in daylight(site, "check").output


def test_no_format_hides_a_table_from_the_checks(site: Path) -> None:
    a_dataset(site, data=f"day,reading\n{KEY},=1+1\n", resource={"format": "zip"})
    output = daylight(site, "check").output
    assert "readings.csv is called a table, and `format` says 'zip'" in output


def test_rows_that_are_comments_are_told(site: Path) -> None:
    data = f"day,reading\n2026-01-01,3\n#{KEY},2\n#,3\n"
    a_dataset(site, data=data, resource={"dialect": {"commentChar": "#"}})
    assert "readings.csv:3: Warning: 2 rows begin with '#', so that nobody checks" in daylight(site, "check").output


def test_what_should_not_be_public_is_masked_in_every_message(site: Path) -> None:
    a_dataset(site, data=f"day,reading\n2026-01-01,{KEY}\njohn.smith@mail.example,2\n")
    for form in ("text", "json", "sarif", "github", "markdown"):
        output = daylight(site, "check", "--format", form).output
        assert "reading" in output
        assert KEY not in output
        assert "john.smith" not in output


@pytest.mark.parametrize("encoding", ["rot13", "zlib", "nonsense"])
def test_a_codec_that_is_no_encoding_of_text_is_refused(site: Path, encoding: str) -> None:
    a_dataset(site, resource={"encoding": encoding})
    assert f"The encoding '{encoding}' is unknown." in daylight(site, "check").output


def test_file_names_that_are_no_text_do_no_harm(site: Path) -> None:
    folder = a_dataset(site)
    with open(os.fsencode(folder) + b"/x\xff.txt", "wb") as stream:  # noqa: PTH123 - a Path would be text
        stream.write(b"words")
    assert daylight(site, "check").exit_code == 0


def test_blank_lines_without_end_take_no_memory_without_end(site: Path) -> None:
    a_dataset(site, data="day,reading\n2026-01-01,3\n" + "\n" * 2_000_000)
    assert "rows are blank" in daylight(site, "check").output


def test_a_line_without_end_is_not_read_into_memory(site: Path) -> None:
    a_dataset(site, data="day,reading\n" + "\0" * 30_000_000)
    assert "longer than 10,000,000 characters" in daylight(site, "check").output


@pytest.mark.parametrize(
    "field",
    [
        {"name": "reading", "type": "number", "bareNumber": False},
        {"name": "reading", "type": "string", "constraints": {"pattern": "(?=a)(a+)+$"}},
        {"name": "reading", "type": "object", "constraints": {"jsonSchema": {"type": "object"}}},
    ],
    ids=["signs", "pattern", "jsonSchema"],
)
def test_what_may_take_for_ever_is_judged_within_bounds(site: Path, field: dict[str, Any]) -> None:
    folder = a_dataset(site, fields=[FIELDS[0], field])
    assert is_risky(read_dataset(site, folder))


def test_plain_tables_are_judged_at_once(site: Path) -> None:
    assert not is_risky(read_dataset(site, a_dataset(site)))


def test_a_scan_that_is_switched_off_is_told(tmp_path: Path) -> None:
    from builders import a_site

    site = a_site(tmp_path, leaks={"email": "off"})
    a_dataset(site)
    assert "Nobody looks for some leaks: email is `off`" in daylight(site, "check").output
