"""Of real agency data, the screen reports what frictionless reports when it reads everything itself."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from generator.checking.tables import referee
from generator.checking.tables.looking import look_at
from generator.model.schema import Field, Schema
from generator.reading.marked import Unreadable
from generator.reading.packages import DESCRIPTORS, read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Dataset, Resource

pytestmark = pytest.mark.shared
NAMES = (
    *("co2-ppm", "country-codes", "ct-bullying", "dataportals", "dotgov", "dotgov-federal", "leiloes"),
    *("lieux-covoiturage", "lisbon-taxis", "population"),
)


def a_package(root: Path, source: Path) -> Dataset:
    """The package as it is; where its descriptor cannot be read, what its files say without it."""
    folder = root / "datasets" / "records" / source.name
    shutil.copytree(source, folder, copy_function=shutil.copyfile)
    try:
        return read_dataset(root, folder)
    except Unreadable:
        for name in DESCRIPTORS:
            (folder / name).unlink(missing_ok=True)
        return read_dataset(root, folder)


def test_every_package_is_looked_at(shared: Path) -> None:
    assert {path.name for path in (shared / "real").iterdir() if path.is_dir()} == set(NAMES)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("limit", [1000, 3])
@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_is_frictionless_s_own(tmp_path: Path, shared: Path, name: str, limit: int) -> None:
    dataset = a_package(tmp_path, shared / "real" / name)
    assert dataset.tables
    for table in dataset.tables:
        assert look_at(dataset, table, limit=limit).defects == referee.whole(dataset, table, limit), table.path


def with_odd_schema(table: Resource, shift: int) -> Resource:
    """The table with a schema that hardly any of its columns fit."""
    with table.file.open(encoding=table.encoding, newline="") as stream:
        names = list(dict.fromkeys(next(csv.reader(stream, delimiter=table.dialect.delimiter))))
    rules = cycle(ODD[shift:] + ODD[:shift])
    described = [{"name": name.strip() or f"unnamed{place}", **next(rules)} for place, name in enumerate(names)]
    fields = tuple(Field(name=each["name"], type=each["type"], descriptor=each) for each in described)
    missing = ("", "NA")
    descriptor = {"fields": described, "missingValues": list(missing), "primaryKey": [fields[0].name]}
    return replace(table, schema=Schema(fields=fields, missing_values=missing, descriptor=descriptor))


ODD: list[dict[str, Any]] = [
    {"type": "string", "constraints": {"unique": True}},
    {"type": "integer", "constraints": {"maximum": 1000}},
    {"type": "number", "constraints": {"minimum": 0, "required": True}},
    {"type": "date"},
    {"type": "year"},
    {"type": "string", "constraints": {"pattern": "[A-Za-z ]+", "maxLength": 20}},
    {"type": "boolean"},
    {"type": "number", "decimalChar": ",", "groupChar": "."},
    {"type": "string", "format": "email"},
]


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("shift", [0, 2, 5])
@pytest.mark.parametrize("name", NAMES)
def test_nor_does_it_differ_where_much_is_wrong(tmp_path: Path, shared: Path, name: str, shift: int) -> None:
    dataset = a_package(tmp_path, shared / "real" / name)
    found = 0
    for table in dataset.tables[:2]:
        odd = with_odd_schema(table, shift)
        package = replace(dataset, resources=(odd,))
        defects = look_at(package, odd, limit=1000).defects
        assert defects == referee.whole(package, odd, 1000), table.path
        found += len(defects)
    assert found > 20
