"""Leaks as officers meet them: a site's policy, a column's allow-list, and reports that do not repeat them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, a_site, an_announcement, daylight, tree, write

from generator.checking.leaks.registry import DETECTORS
from generator.reporting.registry import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = ("jane.quill", "555 0142", "4111111111111111", "44051401359", "12 Oak Avenue", "41.5234567", "1980-02-03")
HEADER = "full_name,email,phone,card number,pesel,address,latitude,birth_date,note"
ROW = (
    "Jane Quill,jane.quill{0}@mail.example,+1 206 555 014{0},4111111111111111,44051401359,"
    "1{0} Oak Avenue,41.523456{0},1980-02-0{0},x"
)
DATA = "\n".join([HEADER, *(ROW.format(digit) for digit in (2, 3, 7)), ""])
FIELDS = [{"name": name, "type": "string"} for name in HEADER.split(",")]
KEY = "ghp_" + "Ab1" * 12


def lines(site: Path, *words: str) -> list[str]:
    found = daylight(site, "check").output.splitlines()
    return [line for line in found if all(word in line for word in words)]


def a_contact_list(site: Path, **leaks: Any) -> Path:
    fields = [{"name": "name", "type": "string"}, {"name": "email", "type": "string", **leaks}]
    return a_dataset(site, data="name,email\nJane Quill,jane.quill@mail.example\n", fields=fields)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_repeats_what_leaks(site: Path, format_: str) -> None:
    a_dataset(site, data=DATA, fields=FIELDS)
    result = daylight(site, "check", "--format", format_)
    assert result.exit_code == 0
    for rule in ("email", "phone", "payment-card", "national-id", "street-address", "exact-place", "birth-date"):
        assert f"leak-{rule}" in result.output or format_ in {"text", "markdown"}, rule
    assert [value for value in PRIVATE if value in result.output] == []


def test_what_leaks_is_not_told_on_the_site(site: Path) -> None:
    a_dataset(site, data=DATA, fields=FIELDS)
    assert daylight(site, "build").exit_code == 0
    for path, content in tree(site / "site").items():
        assert b"leak-" not in content, path
        assert b"beside names of persons" not in content, path


def test_a_policy_blocks_or_turns_off(tmp_path: Path) -> None:
    for action, expected in (("warn", 0), ("block", 1), ("off", 0)):
        site = a_site(tmp_path / action, leaks={"email": action})
        a_contact_list(site)
        result = daylight(site, "check")
        assert result.exit_code == expected
        assert ("e-mail addresses" in result.output) == (action != "off")
        assert ("Warning: Column B 'email'" in result.output) == (action == "warn")


def test_a_changed_policy_is_heard_though_no_file_of_the_dataset_changed(site: Path) -> None:
    a_contact_list(site)
    assert lines(site, "Warning: Column B 'email'")
    a_site(site, leaks={"email": "off"})
    assert not lines(site, "e-mail addresses")
    a_site(site, leaks={"email": "block"})
    assert daylight(site, "check").exit_code == 1


def test_the_threshold_of_small_cells_is_the_sites(tmp_path: Path) -> None:
    fields = [{"name": "cases", "type": "integer", "title": "Cases", "counts": "people"}]
    for below, told in ((5, False), (10, True)):
        site = a_site(tmp_path / str(below), small_cells_below=below)
        a_dataset(site, data="cases\n7\n0\n12\n", fields=fields)
        assert bool(lines(site, "lies between 0 and 10", "in row 2")) == told


@pytest.mark.parametrize(
    ("daylight_", "message"),
    [
        (
            {"leaks": {"e-mail": "block"}},
            "mkdocs.yml:11: `extra.daylight.leaks` names 'e-mail', which nobody looks for. Did you mean 'email'?"
            " Write one of: formula, email, phone,",
        ),
        ({"leaks": {"email": "on"}}, "`extra.daylight.leaks.email` is 'on'. Write one of: 'warn', 'block' or 'off'."),
        ({"leaks": ["email"]}, "`extra.daylight.leaks` is a list. It must be a group of `key: value` lines."),
        ({"leaks": {"email": {"a": 1}}}, "`extra.daylight.leaks.email` is a group. Write one of: 'warn'"),
        ({"small_cells_below": 1}, "`extra.daylight.small_cells_below` is 1. Write a whole number from 2 to 100"),
        ({"small_cells_below": "few"}, "`extra.daylight.small_cells_below` is 'few'. It must be a whole number."),
    ],
)
def test_a_policy_that_cannot_be_meant_is_told(tmp_path: Path, daylight_: dict[str, Any], message: str) -> None:
    result = daylight(a_site(tmp_path, **daylight_), "check")
    assert result.exit_code != 0
    assert message in result.output


def test_a_column_may_show_what_its_officer_gives_a_reason_for(site: Path) -> None:
    a_contact_list(site, leaks={"allow": ["email"], "reason": "Officials, Public Records Act, s. 12"})
    assert not lines(site, "datasets/")


@pytest.mark.parametrize(
    ("leaks", "message"),
    [
        ({"allow": ["email"]}, "`leaks` of column 'email' gives no reason. Add `reason:` with the rule or decision"),
        ({"allow": ["email"], "reason": " "}, "`leaks` of column 'email' gives no reason."),
        (
            {"allow": ["emial"], "reason": "x"},
            "allows 'emial', which nobody looks for. Did you mean 'email'? Write one",
        ),
        ({"reason": "x"}, "`leaks` of column 'email' does not say what is allowed. Write it like `leaks: {allow:"),
        ("email", "`leaks` of column 'email' does not say what is allowed."),
        (
            {"allow": ["email", "phone"], "reason": "x"},
            "Warning: Column 'email' is allowed to show 'phone', but shows nothing of the kind. Remove it from `leaks`",
        ),
    ],
)
def test_an_allowance_that_allows_nothing_is_told_with_its_line(site: Path, leaks: Any, message: str) -> None:
    folder = a_contact_list(site, leaks=leaks)
    text = (folder / "datapackage.yaml").read_text()
    line = text[: text.index("leaks:")].count("\n") + 1
    assert lines(site, f"datasets/works/rain/datapackage.yaml:{line}: ", message)


def test_a_word_after_counts_that_nobody_reads_is_told(site: Path) -> None:
    a_dataset(site, data="cases\n7\n8\n", fields=[{"name": "cases", "type": "integer", "counts": "peple"}])
    assert lines(site, "Warning: Column 'cases' says `counts: peple`, which nobody reads. Write `counts: people`")


@pytest.mark.parametrize("place", ["announcement", "page", "descriptor", "notes"])
def test_a_key_in_a_text_is_told_with_its_line(site: Path, place: str) -> None:
    a_dataset(site)
    if place == "announcement":
        path, line = "content/announcements/2026/pump-repair.md", 12
        an_announcement(site, body=f"Use\n\nthis: {KEY}")
    elif place == "page":
        path, line = "content/pages/about.md", 4
        write(site, path, f"---\ntitle: About\n---\n{KEY}\n")
    elif place == "descriptor":
        path, line = "datasets/works/rain/datapackage.yaml", 3
        a_dataset(site, description=f"Ask for it with {KEY} please, and more words than fifty signs")
    else:
        path, line = "datasets/works/rain/notes.txt", 2
        notes = {"name": "notes", "path": "notes.txt", "title": "Notes"}
        readings = {"name": "readings", "path": "readings.csv", "schema": {"fields": [{"name": "day", "type": "date"}]}}
        write(site, "datasets/works/rain/notes.txt", f"one\n{KEY}\n")
        a_dataset(site, resources=[notes, readings], data="day\n2026-01-01\n")
    output = daylight(site, "check").output
    assert f"{path}:{line}: Warning: This line shows a key or password: ghp_…. Revoke" in output
    assert KEY not in output


def test_every_detector_is_documented() -> None:
    from builders import PROJECT

    text = (PROJECT / "docs/leaks.md").read_text()
    assert [name for name in DETECTORS if f"| `{name}` |" not in text] == []


def test_leaks_in_a_workbook_are_told(site: Path) -> None:
    import openpyxl

    folder = a_dataset(site, fields=FIELDS[:2], resource={"path": "list.xlsx"})
    book = openpyxl.Workbook()
    for row in (["full_name", "email"], ["Jane Quill", "jane.quill@mail.example"], ["John Roe", "info@a.example"]):
        book.active.append(row)
    book.save(folder / "list.xlsx")
    assert lines(site, "list.xlsx:2: Warning: Column B 'email' shows", "in 1 cell, in row 2: j…@m….example")


def test_leaks_below_a_preamble_and_in_a_table_that_is_not_sound_are_told(site: Path) -> None:
    data = "Contacts\n\nfull_name,email,day\nJane Quill,jane.quill@mail.example,never\n"
    fields = [*FIELDS[:2], {"name": "day", "type": "date"}]
    a_dataset(site, data=data, fields=fields, resource={"dialect": {"headerRows": [3]}})
    assert lines(site, "readings.csv:4: Warning: Column B 'email' shows", "in row 4")


def test_keys_of_our_own_do_not_disturb_the_verdict_on_the_table(site: Path) -> None:
    fields = [
        {"name": "cases", "type": "integer", "counts": "people"},
        {"name": "email", "type": "string", "format": "email", "leaks": {"allow": ["email"], "reason": "Act, s. 12"}},
    ]
    a_dataset(site, data="cases,email\n3,jane.doe@mail.example\nx,john.roe@mail.example\n", fields=fields)
    told = lines(site, "readings.csv:")
    assert len(told) == 2
    assert "Warning: Column A 'cases' shows counts of so few people" in told[0]
    assert "A cell of column A 'cases' is not a whole number: 'x'." in told[1]
