"""What leaks in real agency data, each finding looked at and judged; and that all else there is let pass."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from builders import a_site, daylight

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


@pytest.fixture
def told(tmp_path: Path, shared: Path) -> dict[str, list[str]]:
    """What is told of leaks in each file, without its descriptor, by the file's place among the real data."""
    site = a_site(tmp_path)
    files = sorted(path for path in (shared / "real").rglob("*.csv"))
    for number, file in enumerate(files):
        folder = site / f"datasets/works/d{number}"
        folder.mkdir(parents=True)
        shutil.copyfile(file, folder / "table.csv")
    found: dict[str, list[str]] = {}
    for finding in json.loads(daylight(site, "check", "--format", "json").stdout)["findings"]:
        if finding["rule"].startswith("leak-") or finding["rule"] == "formula":
            file = files[int(finding["path"].split("/")[2][1:])]
            where = file.relative_to(shared / "real").as_posix()
            found.setdefault(where, []).append(f"{finding['rule']}: {finding['problem']}")
    return found


def test_persons_named_as_security_contacts_are_told_and_nothing_else(told: dict[str, list[str]]) -> None:
    # Of the 62 different ones in the newest federal list, 50 are of one person, 12 of a team with a name of its own.
    federal = {name: lines for name, lines in told.items() if name.startswith("dotgov-federal/")}
    assert len(federal) == 12
    for lines in federal.values():
        assert len(lines) == 1
        assert lines[0].startswith("leak-email: Column G 'Security contact email' shows e-mail addresses that seem to")
    all_ = told["dotgov/2026-08-22.csv"]
    assert len(all_) == 1
    assert "in 3,497 cells (3,072 different)" in all_[0]
    others = {name for name in told if not name.startswith("dotgov")}
    # An export in which codes are kept from losing zeros by formulas.
    assert others == {"ct-bullying/raw/bullying__2012-13.csv"}
    assert told["ct-bullying/raw/bullying__2012-13.csv"][0].startswith("formula: Column B has 148 cells that a")
