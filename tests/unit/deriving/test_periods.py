"""Texts and whole numbers that are periods."""

from __future__ import annotations

import random

import pytest

from generator.deriving.periods import periods_of
from generator.model.schema import Field

TEXT = Field(name="when", type="string")


@pytest.mark.parametrize(
    "texts",
    [
        ["2023-24", "2024-25", "2025-26"],
        ["1999-2000", "2000-2001"],
        ["2010-11", "2011-12"],
        ["Curso 2023/24", "Curso 2024/25"],
        ["2024 Q3", "2024 Q4", "2025 Q1"],
        ["Q4 2024", "Q1 2025"],
        ["1T 2024", "2T 2024", "1T 2025"],
        ["2024M9", "2024M10"],
        ["2024-09", "2024-10", "2025-01"],
        ["2024-09-30", "2024-12-31"],
        ["FY09", "FY10"],
    ],
    ids=lambda texts: texts[0],
)
def test_texts_that_are_periods_are_put_in_the_order_of_time(texts: list[str]) -> None:
    mixed = random.Random(1).sample(texts, len(texts))
    assert periods_of(TEXT, dict.fromkeys(mixed, 3)) == tuple(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["2023-24"],
        ["2023-24", "2024-25", "all years"],
        ["2010-99", "2011-12"],
        ["2024 Q5", "2024 Q1"],
        ["2024 K1", "2024 K2"],
        ["Old Town", "Downtown"],
        ["1901", "1955", "2001"],
        [f"{year}-{(year + 1) % 100:02}" for year in range(1500, 1950)],
    ],
    ids=["one", "another", "no year after", "no quarter", "no letter", "places", "numbers of things", "too many"],
)
def test_other_texts_are_no_periods(texts: list[str]) -> None:
    assert periods_of(TEXT, dict.fromkeys(texts, 3)) == ()


def test_whole_numbers_are_years_where_they_follow_each_other_and_come_again() -> None:
    number = Field(name="n", type="integer")
    assert periods_of(number, {"2025": 9, "2023": 9, "2024": 9}) == ("2023", "2024", "2025")
    assert periods_of(number, {"2025": 1, "2023": 1, "2024": 1}) == ()
    assert periods_of(Field(name="Año", type="integer"), {"2025": 1, "2024": 1}) == ("2024", "2025")
    assert periods_of(number, {"2025": 9, "1650": 9}) == ()
    assert periods_of(number, {"2025": 9, "17": 9}) == ()


def test_a_type_that_tells_time_is_not_looked_at() -> None:
    assert periods_of(Field(name="y", type="year"), {"2024": 2, "2025": 2}) == ()
    assert periods_of(Field(name="y", type="number"), {"2024": 2, "2025": 2}) == ()
