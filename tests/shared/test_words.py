"""What is said of real agencies' broken packages; `GOLDEN=update pytest` writes the goldens anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from builders import a_site, daylight, golden, write

pytestmark = pytest.mark.shared
GOLDEN = Path(__file__).parent / "told"
PACKAGES = (
    "co2-ppm",
    "country-codes",
    "ct-bullying",
    "dataportals",
    "dotgov",
    "dotgov-federal",
    "leiloes",
    "lieux-covoiturage",
    "lisbon-taxis",
    "population",
)


def a_city(root: Path, shared: Path, *names: str) -> Path:
    site = a_site(root)
    for name in names:
        target = site / "datasets/works" / name
        shutil.copytree(shared / "real" / name, target, copy_function=shutil.copyfile)
    return site


def said(site: Path, name: str) -> str:
    """The errors, and the warnings that are about a table's rows."""
    lines = daylight(site, "check").output.splitlines(keepends=True)
    kept = (line for line in lines if line.startswith(f"datasets/works/{name}/"))
    return "".join(line for line in kept if ": Warning: " not in line or ".csv:" in line)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    return a_city(tmp_path_factory.mktemp("city"), shared, *PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_as_it_was_published(city: Path, name: str) -> None:
    golden(GOLDEN / f"{name}.txt", said(city, name))


def test_a_school_table_with_titles_above_it(tmp_path: Path, shared: Path) -> None:
    site = a_city(tmp_path, shared, "ct-bullying")
    folder = site / "datasets/works/ct-bullying"
    fields = [{"name": name, "type": kind} for name, kind in SCHOOLS.items()]
    raw = {"name": "raw", "path": "raw/bullying__2012-13.csv", "schema": {"fields": fields}}
    descriptor = json.loads((folder / "datapackage.json").read_text())
    named = {**descriptor["resources"][0], "name": "bullying"}
    write(folder, "datapackage.json", json.dumps({**descriptor, "resources": [named, raw]}, indent=2))
    golden(GOLDEN / "ct-bullying-with-raw.txt", said(site, "ct-bullying"))


SCHOOLS = {
    "DISTRICT": "string",
    "District Code": "string",
    "Number of students with at least 1 bullying incident": "integer",
    "Counts of Bullying Incidents": "integer",
}


@pytest.mark.parametrize("example", ["valide", "invalide"])
def test_places_for_sharing_cars(tmp_path: Path, shared: Path, example: str) -> None:
    site = a_city(tmp_path, shared, "lieux-covoiturage")
    resource = {"name": "lieux", "path": f"exemple-{example}.csv", "schema": "schema.json"}
    descriptor = {"name": "lieux-covoiturage", "resources": [resource]}
    write(site, "datasets/works/lieux-covoiturage/datapackage.yaml", yaml.safe_dump(descriptor))
    golden(GOLDEN / f"lieux-covoiturage-{example}.txt", said(site, "lieux-covoiturage"))


def test_taxis_once_their_descriptor_can_be_read(tmp_path: Path, shared: Path) -> None:
    site = a_city(tmp_path, shared, "lisbon-taxis")
    file = site / "datasets/works/lisbon-taxis/datapackage.json"
    text = file.read_text()
    file.write_text(text.replace('"missingValue": "",\n', '"missingValue": ""\n'))
    golden(GOLDEN / "lisbon-taxis-with-json.txt", said(site, "lisbon-taxis"))


def test_contacts_that_are_blank_in_words(tmp_path: Path, shared: Path) -> None:
    site = a_city(tmp_path, shared, "dotgov")
    folder = site / "datasets/works/dotgov"
    header = (folder / "2026-08-22.csv").read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
    fields = [{"name": name, "type": "string"} for name in header]
    fields[-1]["format"] = "email"
    resource = {"name": "domains", "path": "2026-08-22.csv", "schema": {"fields": fields}}
    write(folder, "datapackage.yaml", yaml.safe_dump({"name": "dotgov", "resources": [resource]}))
    golden(GOLDEN / "dotgov-with-schema.txt", said(site, "dotgov"))
    golden(GOLDEN / "dotgov-fix.txt", daylight(site, "fix").output)


def test_auctions_are_mended_as_far_as_that_is_certain(tmp_path: Path, shared: Path) -> None:
    site = a_city(tmp_path, shared, "leiloes")
    (site / "datasets/works/leiloes/datapackage.yaml").unlink()
    golden(GOLDEN / "leiloes-fix.txt", daylight(site, "fix").output)
    assert daylight(site, "fix", "--apply").exit_code == 0
    golden(GOLDEN / "leiloes-mended.txt", said(site, "leiloes"))
