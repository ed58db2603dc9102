"""Statistics, guesses, dates due, entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from builders import a_dataset, a_site, an_announcement

from generator.deriving.downloads import offer
from generator.deriving.entries import announcement_entry, dataset_entry, plain
from generator.deriving.freshness import next_update
from generator.deriving.keeping import decode, encode
from generator.deriving.numbers import number
from generator.deriving.statistics import infer, summarize
from generator.model.schema import Field
from generator.reading.documents import read_announcement
from generator.reading.packages import read_dataset
from generator.reading.repository import read_catalog

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("modified", "frequency", "due"),
    [
        (date(2026, 1, 31), "monthly", date(2026, 2, 28)),
        (date(2024, 1, 31), "monthly", date(2024, 2, 29)),
        (date(2026, 12, 31), "quarterly", date(2027, 3, 31)),
        (date(2024, 2, 29), "annual", date(2025, 2, 28)),
        (date(2026, 12, 31), "daily", date(2027, 1, 1)),
        (date(2026, 1, 1), "irregular", None),
        (None, "monthly", None),
    ],
)
def test_when_new_data_is_due(modified: date | None, frequency: str, due: date | None) -> None:
    assert next_update(modified, frequency) == due


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "2"], "integer"),
        (["1", "2.5"], "number"),
        (["007", "12"], "string"),
        (["2024", "2025"], "year"),
        (["2026-01-01", "2026-12-31"], "date"),
        (["2026-01-01", "soon"], "string"),
        (["true", "false"], "boolean"),
        (["NA", "1"], "string"),
        ([None, None], "string"),
        ([None, "3"], "integer"),
    ],
)
def test_types_are_guessed_only_where_every_value_proves_them(values: list[str | None], kind: str) -> None:
    frame = pd.DataFrame({"x": pd.Series(values, dtype="str")})
    assert infer(frame)[0].type == kind


@pytest.mark.parametrize(
    ("text", "rules", "value"),
    [
        ("0.1", {}, Decimal("0.1")),
        ("1.234,5", {"decimalChar": ",", "groupChar": "."}, Decimal("1234.5")),
        ("€ 12.50 net", {"bareNumber": False}, Decimal("12.50")),
        ("NaN", {}, None),
        ("many", {}, None),
    ],
)
def test_the_value_of_a_number_as_written(text: str, rules: dict[str, object], value: Decimal | None) -> None:
    assert number(Field(name="x", type="number", descriptor=rules), text) == value


def test_a_summary_counts_blanks_and_extremes_and_comes_back_from_the_cache(tmp_path: Path) -> None:
    data = "day,reading\n2026-01-02,10\n2026-01-01,9\n2026-01-03,\n2026-01-04,-1\n"
    dataset = read_dataset(tmp_path, a_dataset(a_site(tmp_path), data=data))
    table = summarize(dataset.resources[0], dataset.views)

    day, reading = table.columns
    assert table.rows == 4
    assert (day.blank, day.distinct, day.lowest, day.highest) == (0, 4, "2026-01-01", "2026-01-04")
    assert (reading.blank, reading.lowest, reading.highest) == (1, "-1", "10")
    assert table.first_rows[2] == ("2026-01-03", "")
    assert decode(encode([table]), dataset) == (table,)


def test_missing_values_are_those_that_are_declared(tmp_path: Path) -> None:
    data = "day,reading\n2026-01-02,NA\n2026-01-01,-\n2026-01-03,3\n"
    schema = {"missingValues": ["", "-", "NA"]}
    dataset = read_dataset(tmp_path, a_dataset(a_site(tmp_path), data=data, schema=schema))
    assert summarize(dataset.resources[0], ()).columns[1].blank == 2


def test_a_file_that_spreadsheets_open_is_offered_once_and_others_as_csv_too(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    plain_one = read_dataset(tmp_path, a_dataset(site))
    assert [(each.format, each.original) for each in offer(plain_one)] == [("CSV", True)]

    other = read_dataset(
        tmp_path,
        a_dataset(site, "works/snow", "day;reading\n2026-01-01;3,5\n", resource={"dialect": {"delimiter": ";"}}),
    )
    original, csv = offer(other)
    assert (original.path, csv.path) == ("datasets/works/snow/readings.csv", "datasets/works/snow/readings-utf-8.csv")
    assert csv.content == b'day,reading\n2026-01-01,"3,5"\n'


def test_a_description_that_tells_nothing_is_told_from_the_data(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    a_dataset(site, title=None, description="Rain.")
    catalog = read_catalog(site)
    entry = dataset_entry(read_dataset(site, site / "datasets/works/rain"), catalog, 1234, ("Day", "Reading"), None)
    assert entry.title == "Rain"
    assert entry.summary == "Rain. A table of 1,234 rows. Columns: Day, Reading."


def test_a_version_is_the_officers_or_the_date_or_the_data_itself(tmp_path: Path) -> None:
    site = a_site(tmp_path)

    def version(**changes: object) -> str:
        dataset = read_dataset(site, a_dataset(site, **changes))
        return dataset_entry(dataset, read_catalog(site), 1, (), None).version

    assert version(version="2.1") == "2.1"
    assert version() == "2026-02-05"
    first = version(modified=None, issued=None)
    assert first == version(modified=None, issued=None, title="Other words")
    assert first != version(modified=None, issued=None, data="day,reading\n2026-01-01,1\n")


def test_an_entry_keeps_its_id_when_the_site_moves(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    announcement = read_announcement(site, an_announcement(site))
    here = read_catalog(site).settings
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("https://test.example/", "https://new.example/data/"))
    there = read_catalog(site).settings
    assert there.url == "https://new.example/data/"
    assert announcement_entry(announcement, here).urn == announcement_entry(announcement, there).urn


def test_the_words_of_markdown() -> None:
    assert plain("## Rain\n\n**All** of [it](https://x.example) in `mm`\x07.") == "Rain All of it in mm."
