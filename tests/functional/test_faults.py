"""Classic accidents of spreadsheets, as an officer would commit them: each is told by its cause, and mended if certain.

Each folder of `faults/` is a dataset with one fault, or none where its name begins with `clean`. What is told of it
stands in `expected.txt`; `GOLDEN=update pytest` writes these files anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from builders import a_site, daylight, golden, write

from generator.pipeline import check
from generator.steps.means import means

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.finding import Finding

FAULTS = Path(__file__).parent / "faults"
CAUSES = {
    "blank-in-words": "missing-values",
    "cp1252": "encoding",
    "cp1252-or-cp1250": "encoding",
    "day-first": "day-month-order",
    "day-first-among-others": "day-month-order",
    "day-or-month-first": "day-month-order",
    "decimal-comma-and-thousands": "decimal-comma",
    "declared-latin-1": "encoding",
    "duplicate-header": "duplicate-label",
    "garbled-letters": "garbled",
    "header-spelling": "column-names",
    "month-first": "day-month-order",
    "month-names": "date-format",
    "not-available": "missing-values",
    "quoted-line-breaks": "type-error",
    "reference-case": "letter-case",
    "semicolons": "delimiter",
    "spreadsheet-errors": "spreadsheet-error",
    "tabs": "delimiter",
    "thousands-apostrophes": "thousands",
    "thousands-blanks": "thousands",
    "thousands-commas": "thousands",
    "thousands-in-whole-numbers": "thousands",
    "times-on-days": "date-format",
    "total-row-that-fits": "total-row",
    "unnamed-cause": "type-error",
    "whole-mess": "encoding",
    "xlsx-day-first": "day-month-order",
    "xlsx-not-available": "missing-values",
    "xlsx-preamble": "preamble",
    "xlsx-text-numbers": "decimal-comma",
    "xlsx-total-row": "total-row",
    "xlsx-trailing-columns": "trailing-columns",
}
"""The cause of each fault, where it is not the folder's name."""
WORKBOOKS: dict[str, list[list[Any]]] = {
    "xlsx-total-row": [
        ["item", "day", "amount"],
        ["Salt", "2025-01-02", 10],
        ["Tar", "2025-01-03", 5],
        ["Total", None, 15],
    ],
    "xlsx-preamble": [["Parking 2025", None], [None, None], ["lot", "spaces"], ["North", 120], ["South", 80]],
    "xlsx-text-numbers": [["item", "amount"], ["Salt", "12,5"], ["Tar", "3,75"]],
    "xlsx-not-available": [["gauge", "level"], ["north", 1.5], ["south", "n/a"]],
    "xlsx-trailing-columns": [["tree", "height", None, " "], ["Oak", 12.5], ["Elm", 9]],
    "xlsx-day-first": [["event", "day"], ["fair", "31.12.2024"], ["market", "05.11.2024"]],
}
MENDED = {
    "whole-mess",
    "blank-in-words",
    "column-order",
    "cp1252",
    "currency-sign",
    "day-first",
    "decimal-comma",
    "decimal-comma-and-thousands",
    "declared-latin-1",
    "header-spelling",
    "month-first",
    "month-names",
    "not-available",
    "percent-sign",
    "preamble",
    "semicolons",
    "tabs",
    "thousands-apostrophes",
    "thousands-blanks",
    "thousands-commas",
    "times-on-days",
    "two-header-rows",
    "xlsx-day-first",
    "xlsx-not-available",
    "xlsx-preamble",
    "xlsx-text-numbers",
    "yes-no",
}
"""What the descriptor alone can mend; what is not here is a matter of the data, or of what the officer knows."""
NAMES = sorted(path.name for path in FAULTS.iterdir())


def committed(site: Path) -> Path:
    """A site with all faults in it."""
    a_site(site)
    for name in NAMES:
        folder = site / "datasets/works" / name
        shutil.copytree(FAULTS / name, folder, ignore=shutil.ignore_patterns("expected.txt"))
        if name in WORKBOOKS:
            book = openpyxl.Workbook()
            for row in WORKBOOKS[name]:
                book.worksheets[0].append(row)
            book.save(folder / "data.xlsx")
    return site


def of(name: str, output: str) -> str:
    """What is told of one dataset."""
    lines = output.splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith(f"datasets/works/{name}/"))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return committed(tmp_path_factory.mktemp("faulty"))


@pytest.fixture(scope="module")
def told(faulty: Path) -> str:
    return daylight(faulty, "check").output


@pytest.fixture(scope="module")
def findings(faulty: Path, told: str) -> tuple[Finding, ...]:
    assert told
    return check(faulty, means(faulty)).findings


@pytest.mark.parametrize("name", NAMES)
def test_each_fault_is_told_in_these_words(told: str, name: str) -> None:
    golden(FAULTS / name / "expected.txt", of(name, told))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("clean")])
def test_each_fault_is_told_by_its_cause_alone(findings: tuple[Finding, ...], name: str) -> None:
    rules = [each.rule for each in findings if each.where.path.startswith(f"datasets/works/{name}/")]
    assert rules == [CAUSES.get(name, name)]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("clean")])
def test_what_is_well_is_not_suspected(told: str, name: str) -> None:
    assert of(name, told) == ""


def as_they_are(_folder: Path) -> None:
    """Descriptors as they were committed."""


def as_json(folder: Path) -> None:
    """The same in JSON, one key a line."""
    _json(folder, indent=2)


def as_tabbed_json(folder: Path) -> None:
    """The same in JSON, indented by tabs."""
    _json(folder, indent="\t")


def as_one_line(folder: Path) -> None:
    """The same in JSON, all in one line."""
    _json(folder, indent=None)


def as_schema_apart(folder: Path) -> None:
    """The same with the schema in a file of its own."""
    file = folder / "datapackage.yaml"
    descriptor = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = descriptor["resources"][0]["schema"]
    descriptor["resources"][0]["schema"] = "schemas/data.yaml"
    write(folder, "schemas/data.yaml", yaml.safe_dump(schema, sort_keys=False))
    write(folder, "datapackage.yaml", yaml.safe_dump(descriptor, sort_keys=False, default_flow_style=None))


def as_windows(folder: Path) -> None:
    """The same with the line ends and the mark of a Windows editor."""
    file = folder / "datapackage.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))


def _json(folder: Path, indent: str | int | None) -> None:
    file = folder / "datapackage.yaml"
    value = yaml.safe_load(file.read_text(encoding="utf-8").replace("2026-", "x2026-"))
    text = json.dumps(value, indent=indent, ensure_ascii=False).replace("x2026-", "2026-")
    write(folder, "datapackage.json", text)
    file.unlink()


@pytest.mark.parametrize("layout", [as_they_are, as_json, as_tabbed_json, as_one_line, as_schema_apart, as_windows])
def test_what_is_certain_is_mended_and_nothing_else(tmp_path: Path, layout: Callable[[Path], None]) -> None:
    site = committed(tmp_path)
    folders = {name: site / "datasets/works" / name for name in NAMES}
    for folder in folders.values():
        layout(folder)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    assert daylight(site, "fix", "--apply").exit_code == 0

    changed = {path for path, content in before.items() if path.read_bytes() != content}
    assert {path.relative_to(site).parts[2] for path in changed} == MENDED
    assert {path.suffix for path in changed} <= {".yaml", ".json"}
    told = daylight(site, "check").output
    assert [name for name in MENDED if of(name, told)] == []
    assert "No descriptor can be mended for certain." in daylight(site, "fix").output


def test_lines_that_a_change_does_not_concern_stay_as_they_were(tmp_path: Path) -> None:
    site = committed(tmp_path)
    file = site / "datasets/works/decimal-comma/datapackage.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("          type: number\n", "          type: number   # in euros\n          # as billed\n")
    file.write_text(text, encoding="utf-8")
    daylight(site, "fix", "--apply")
    assert file.read_text(encoding="utf-8") == text.replace("# in euros\n", '# in euros\n          decimalChar: ","\n')


def test_without_apply_nothing_is_written(tmp_path: Path) -> None:
    site = committed(tmp_path)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    result = daylight(site, "fix")
    assert result.exit_code == 0
    assert '+          decimalChar: ","\n' in result.output
    assert f"{len(MENDED)} files can be mended" in result.output
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    left = next(line for line in result.output.splitlines() if "day-or-month-first/" in line)
    assert "nothing in the column tells which. This is left to you." in left
