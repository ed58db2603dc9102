"""Bars, the middle half and what comes most, of columns of each type."""

from __future__ import annotations

from typing import Any

import pytest

from generator.deriving.distributions import BARS, distribution
from generator.model.schema import Field

FEW = {"type": "string"}


def of(texts: list[str], **descriptor: Any) -> Any:
    counts = {text: texts.count(text) for text in dict.fromkeys(texts)}
    return distribution(Field(name="x", type=descriptor["type"], descriptor=descriptor), counts)


def test_numbers_fall_into_parts_of_the_same_width() -> None:
    found = of([str(number) for number in range(24)], type="integer")
    assert found.bars == (2,) * BARS
    assert found.middle == ("5", "17")
    assert of(["0.5"] * 30 + ["12.5"], type="number").bars == (30, *[0] * (BARS - 2), 1)


@pytest.mark.parametrize(
    "descriptor", [{"type": "number", "decimalChar": ",", "groupChar": "."}, {"type": "number", "bareNumber": False}]
)
def test_numbers_count_however_they_are_written(descriptor: dict[str, Any]) -> None:
    texts = {"decimalChar": ["1.000,5", "2.000,5"], "bareNumber": ["$1000", "$2000"]}
    low, high = texts["decimalChar" if "decimalChar" in descriptor else "bareNumber"]
    found = of([low] * 20 + [high] * 10, **descriptor)
    assert (found.bars[0], found.bars[-1], found.middle) == (20, 10, (low, high))


def test_days_and_years_lie_on_their_line() -> None:
    days = of([f"{day:02}/01/2026" for day in range(1, 32)], type="date", format="%d/%m/%Y")
    assert sum(days.bars) == 31
    assert max(days.bars) - min(days.bars) <= 1
    assert days.middle is None
    assert of(["2020"] * 20 + ["2026"] * 10, type="year").bars[-1] == 10


def test_bars_of_few_rows_or_of_one_value_have_no_shape() -> None:
    assert of(["1", "2", "3"], type="integer").bars == ()
    assert of(["7"] * 100, type="integer").bars == ()
    assert of([], type="integer").bars == ()


def test_of_few_texts_those_that_come_most_are_told_and_of_many_none() -> None:
    assert of(["b", "a", "a", "b", "c", "d"], **FEW).often == (("a", 2), ("b", 2), ("c", 1))
    assert of(["a", "b"], **FEW).often == ()
    assert of([f"{number % 60}" for number in range(200)], **FEW).often == ()
