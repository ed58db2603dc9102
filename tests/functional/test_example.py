"""The example city: whole, well, made by its script, and of the size it says."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING

from builders import PROJECT, daylight, tree

from generator.model.announcement import KINDS
from generator.reading.packages import read_dataset
from generator.reading.repository import read_catalog

if TYPE_CHECKING:
    from pathlib import Path


def test_the_script_makes_the_committed_data_to_the_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, PROJECT / "datasets/make_riverbend.py", tmp_path], check=True)
    made = tree(tmp_path)
    assert len(made) >= 12
    assert {
        name: (PROJECT / "datasets" / name).read_bytes() == content for name, content in made.items()
    } == dict.fromkeys(made, True)
    committed = {name for name in tree(PROJECT / "datasets") if name.endswith((".csv", ".xlsx")) or "/closures" in name}
    assert committed <= set(made)


def test_nothing_is_to_be_said_of_it(example: Path) -> None:
    result = daylight(example, "check", "--strict")
    assert result.exit_code == 0, result.output


def test_it_shows_what_a_city_publishes(example: Path) -> None:
    catalog = read_catalog(example)
    datasets = [read_dataset(example, example / each.folder) for each in catalog.datasets]
    assert len(catalog.agencies.terms) == 4
    assert len(catalog.topics.terms) == 8
    assert len(catalog.regions.terms) == 12
    assert len(catalog.datasets) >= 10
    assert len(catalog.announcements) >= 12
    assert {each.kind for each in catalog.announcements} == {kind.kind for kind in KINDS}
    formats = {resource.format for dataset in datasets for resource in dataset.resources}
    assert {"csv", "json", "xlsx"} <= formats
    assert any("foreignKeys" in table.schema.descriptor for each in datasets for table in each.tables if table.schema)
    sizes = []
    for dataset in datasets:
        for table in dataset.tables:
            if table.format == "csv":
                with table.file.open(encoding="utf-8", newline="") as stream:
                    sizes.append(sum(1 for _ in csv.reader(stream)) - 1)
            elif table.format == "json":
                sizes.append(len(json.loads(table.file.read_text())))
    assert max(sizes) == 50_000
    assert sum(20 <= size <= 50_000 for size in sizes) >= 10


def test_it_says_on_every_page_that_it_is_made_up(example: Path) -> None:
    for path in (example / "site").rglob("*.html"):
        assert "Riverbend does not exist." in path.read_text(), path
