"""Real agency data, good and bad: what is good is published, what is bad is told in plain words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import feedparser
import pytest
import yaml
from builders import a_site, an_announcement, daylight, tree, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared
GOOD = ("country-codes", "dataportals", "dotgov-federal", "population")
BAD = ("ct-bullying", "leiloes", "lisbon-taxis")


@pytest.fixture
def city(tmp_path: Path, shared: Path) -> Path:
    """A site whose agency publishes the real packages under its own licence and contact."""
    site = a_site(tmp_path)
    agencies = [
        {
            "id": "records",
            "name": "Records Office",
            "contactPoint": {"email": "records@test.example"},
            "licenses": [{"name": "ODC-PDDL-1.0", "path": "https://opendatacommons.org/licenses/pddl/"}],
        },
        *yaml.safe_load((site / "content/vocabularies/agencies.yaml").read_text()),
    ]
    write(site, "content/vocabularies/agencies.yaml", yaml.safe_dump(agencies))
    for name in (*GOOD, *BAD):
        shutil.copytree(shared / "real" / name, site / "datasets/records" / name, copy_function=shutil.copyfile)
    named = [f"records/{name}" for name in GOOD]
    an_announcement(site, "new-data", title="Four new datasets", agency="records", datasets=named)
    return site


def messages(city: Path, name: str) -> list[str]:
    lines = daylight(city, "check").output.splitlines()
    return [line for line in lines if line.startswith(f"datasets/records/{name}/") and ": Warning: " not in line]


def test_what_is_bad_is_told_in_plain_words_all_at_once(city: Path) -> None:
    result = daylight(city, "build")

    assert result.exit_code == 1
    assert not (city / "site").exists()
    errors = [line for line in result.output.splitlines() if line.startswith("datasets/") and "Warning" not in line]
    assert {line.split("/")[2] for line in errors} == set(BAD)


def test_a_descriptor_that_is_no_json_is_told_with_its_line(city: Path) -> None:
    assert messages(city, "lisbon-taxis") == [
        "datasets/records/lisbon-taxis/datapackage.json:59: This is not well-formed JSON: A key in double quotes is"
        " missing (is there a comma too many?) (column 5). Check commas, quotes and brackets just before this place."
    ]


def test_a_resource_without_a_name_is_told(city: Path) -> None:
    assert messages(city, "ct-bullying") == [
        "datasets/records/ct-bullying/datapackage.json:23: File 1 (data/bullying_2013-2021.csv) has no `name`."
        " Give it a short one in lower case; links are made of it."
    ]


def test_preambles_and_formulas_are_told_where_they_would_be_published(city: Path) -> None:
    # The descriptor leaves the raw file out; an officer who adds it must hear of it.
    folder = city / "datasets/records/ct-bullying"
    fields = [{"name": name, "type": "string"} for name in ("District", "Code", "Reported", "Students")]
    descriptor = {
        "name": "ct-bullying",
        "title": "Bullying",
        "licenses": [{"name": "ODC-PDDL-1.0"}],
        "resources": [{"name": "raw", "path": "raw/bullying__2012-13.csv", "schema": {"fields": fields}}],
    }
    (folder / "datapackage.json").unlink()
    write(folder, "datapackage.yaml", yaml.safe_dump(descriptor))
    told = "\n".join(messages(city, "ct-bullying"))
    file = "datasets/records/ct-bullying/raw/bullying__2012-13.csv"
    assert f"{file}:1: The header seems to be row 5: 4 rows above it hold titles, not names of columns." in told
    assert f"{file}:6: Column B has 148 cells that a spreadsheet runs as formulas; the first says" in told
    assert "Write the value itself." in told


def test_types_that_do_not_fit_are_told_by_column(city: Path) -> None:
    told = messages(city, "leiloes")
    assert (
        "datasets/records/leiloes/datapackage.json:1: The folder has several descriptors: datapackage.json,"
        " datapackage.yaml. Keep one; datapackage.json was read."
    ) in told
    cells = [line for line in told if "leiloes-2019-2023.csv:" in line]
    assert cells
    assert all(" of column " in line for line in cells)


def test_what_is_good_is_published(city: Path) -> None:
    for name in BAD:
        shutil.rmtree(city / "datasets/records" / name)

    result = daylight(city, "build")

    assert result.exit_code == 0, result.output
    for name in GOOD:
        page = (city / f"site/datasets/records/{name}/index.html").read_text()
        assert ">Rows</h2>" in page
        assert (city / f"site/cards/dataset/records/{name}.png").exists()
    listing = (city / "site/datasets/index.html").read_text()
    assert all(f"datasets/records/{name}/" in listing for name in GOOD)
    feed = feedparser.parse((city / "site/feeds/atom.xml").read_bytes())
    dated = {"announcement/new-data", "dataset/records/population", "dataset/records/country-codes"}
    assert {entry.id.partition(":test.example,2026:")[2] for entry in feed.entries} == dated
    assert "There is no descriptor" in result.output


def test_a_dataset_without_a_descriptor_is_worked_out_from_its_files(city: Path) -> None:
    for name in (*BAD, *GOOD):
        if name != "dotgov-federal":
            shutil.rmtree(city / "datasets/records" / name)
    (city / "content/announcements/2026/new-data.md").unlink()
    assert daylight(city, "build").exit_code == 0

    page = (city / "site/datasets/records/dotgov-federal/index.html").read_text()
    assert "<h1>Dotgov federal</h1>" in page
    assert "12 tables with" in page
    assert "Suborganization name" in page
    assert len([path for path in tree(city / "site") if path.endswith(".csv")]) == 12
