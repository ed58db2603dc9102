"""The benchmarks of thousands of datasets: pages that say something else stop them, and growing steps are found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from builders import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def bench(project: Path) -> subprocess.CompletedProcess[str]:
    asked = ("--part", "pages", "--datasets", "3", "--repeat", "1", "--only", "ours")
    command = [sys.executable, project / "benchmarks/scale.py", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_our_pages_say_what_the_model_says() -> None:
    done = bench(PROJECT)
    assert done.returncode == 0, done.stderr
    assert "daylight's engine" in done.stdout


def test_a_page_that_says_something_else_is_refused(tmp_path: Path) -> None:
    for part in ("benchmarks", "generator", "site_templates"):
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    template = tmp_path / "benchmarks/pages_alone/our_pages/_record.html"
    template.write_text(template.read_text().replace('dataset["rows"]', 'dataset["rows"][1:]'))
    done = bench(tmp_path)
    assert done.returncode != 0
    assert "the pages are not the same" in done.stderr


def test_the_whole_way_is_measured_from_the_first_build_to_a_lost_site() -> None:
    command = [sys.executable, PROJECT / "benchmarks/scale.py", "--part", "whole", "--datasets", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = {line[:48].strip(): line[48:].split() for line in done.stdout.splitlines()}
    files = {label: int(told[label][4]) for label in told if told[label][1:2] and told[label][1].endswith("%")}
    assert list(files) == [
        "first build of everything",
        "nothing changed",
        "one row of one dataset changed",
        "one title changed",
        "one announcement added",
        "an alert published",
        "the site lost, all else kept",
        "the site and the index lost",
    ]
    before, after = files["one title changed"], files["an alert published"]
    assert files["first build of everything"] == before
    assert after > files["one announcement added"] > before
    assert files["the site and the index lost"] == after


@pytest.mark.parametrize(("now", "beyond"), [(2.0, []), (2.9, []), (3.1, ["first", "first: lists"])])
def test_a_step_that_costs_more_for_each_of_more_datasets_is_found(
    monkeypatch: pytest.MonkeyPatch, now: float, beyond: list[str]
) -> None:
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    cases, growth = import_module("whole_build.cases"), import_module("whole_build.growth")

    def outcome(seconds: float) -> Any:
        steps = {"lists": seconds, "never long": seconds / 100}
        return cases.Outcome(
            label="first", seconds=seconds, wall=1, megabytes_of_memory=1, steps=steps, files=1, bytes=1
        )

    steps = list(growth.grown({"first": outcome(1.0)}, {"first": outcome(now)}, 250, 500))
    assert [step.name for step in steps] == ["first", "first: lists"]
    assert [step.name for step in steps if step.beyond] == beyond


def test_how_long_a_preview_takes_is_measured_for_each_kind_of_save() -> None:
    command = [sys.executable, PROJECT / "benchmarks/live_reload.py", "--saves", "1", "--datasets", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    _, *rows = done.stdout.splitlines()
    assert {(row[:18].strip(), row[18:36].strip(), row[36:54].strip()) for row in rows} == {
        (site, server, save)
        for site in ("the example", "2 datasets")
        for server in ("daylight serve", "mkdocs serve")
        for save in ("an announcement", "a page of prose", "a row")
    }
    assert all(float(row.split()[-2]) <= float(row.split()[-1]) for row in rows)
