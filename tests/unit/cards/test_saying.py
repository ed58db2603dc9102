"""What a card says, and the chart on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders import PROJECT
from stress import a_card

from generator.cards.facts import SQUARE, WIDE, data_of, path_in
from generator.model.catalog import Settings
from generator.model.schema import Field
from generator.model.table import Chart
from generator.rendering.charts.small import small
from generator.rendering.words import Words

SETTINGS = Settings(
    name="Testing", description="", url="https://test.example/", language="en", time_zone="UTC", owner="Town"
)
WORDS = Words(SETTINGS, PROJECT)


def a_chart(kind: str, points: dict[str, float], **changes: Any) -> Chart:
    group = changes.pop("group", Field(name="day", type="date" if kind == "line" else "string"))
    return Chart(
        **{
            "kind": kind,
            "group": group,
            "value": Field(name="rain", unit="mm", type="number"),
            "aggregate": "sum",
            "period": "month" if kind == "line" else "",
            "points": tuple((group, Decimal(str(value))) for group, value in points.items()),
            **changes,
        }
    )


def test_words_say_all_that_is_shown_in_the_order_of_the_eye() -> None:
    assert a_card().alt == (
        "Dataset: Rainfall. 8.37 µg/m³, average fine particles (PM2.5), October 2026."
        " Up 1.2% compared with October 2025. A line. Department of Health and Environment."
        " Updated on November 5, 2026, version 2026.10."
    )
    alert = a_card("alert", "Boil water!", instruction="Boil it.")
    assert alert.alt == (
        "Severe alert: Boil water! Area: Harbor Flats, East Bluffs. Boil it. Department of Health and Environment."
        " In force until March 31, 2027, 5:00 PM."
    )


def test_where_a_picture_lies_is_not_drawn() -> None:
    one, other = a_card(path="cards/dataset/a/b.png"), a_card(path="cards/dataset/c/d.png")
    assert data_of(one, WIDE) == data_of(other, WIDE) != data_of(one, SQUARE)
    assert (path_in(one, WIDE), path_in(one, SQUARE)) == ("cards/dataset/a/b.png", "cards/square/dataset/a/b.png")


def test_a_line_keeps_the_distances_of_its_days_and_begins_at_nothing() -> None:
    drawing = small(a_chart("line", {"2026-01": 5, "2026-02": 10, "2026-12": 0}), WORDS)
    assert drawing is not None
    assert drawing.values == (0.5, 1.0, 0.0)
    assert drawing.places[0] == 0
    assert 0.08 < drawing.places[1] < 0.1
    assert drawing.labels == ("Jan 2026", "Dec 2026")
    assert drawing.told == "A line chart from Jan 2026 to Dec 2026"


def test_a_period_that_is_not_over_does_not_fall() -> None:
    drawing = small(a_chart("line", {"2026-01": 5, "2026-02": 10, "2026-03": 1}, partial=True), WORDS)
    assert drawing is not None
    assert drawing.labels == ("Jan 2026", "Feb 2026")


def test_a_long_line_is_thinned_and_ends_where_it_ended() -> None:
    many = {f"{year}-{month:02}": year + month for year in range(1900, 2000) for month in range(1, 13)}
    drawing = small(a_chart("line", many), WORDS)
    assert drawing is not None
    assert len(drawing.values) <= 121
    assert (drawing.places[0], drawing.places[-1], drawing.values[-1]) == (0, 1, 1)


def test_the_highest_bars_are_named() -> None:
    drawing = small(a_chart("bar", {"a": 1, "b": 4, "c": 2, "d": 3, "e": 0.5}), WORDS)
    assert drawing is not None
    assert drawing.labels == ("b: 4 mm", "d: 3 mm", "c: 2 mm", "a: 1 mm")
    assert drawing.values == (1, 0.75, 0.5, 0.25)
    assert drawing.told == "A bar chart: b: 4 mm, d: 3 mm, c: 2 mm, a: 1 mm"


@pytest.mark.parametrize("points", [{"a": 1}, {"a": 0, "b": 0}, {"a": -1, "b": 2}])
def test_what_a_few_pixels_cannot_tell_is_not_drawn(points: dict[str, float]) -> None:
    assert small(a_chart("bar", points), WORDS) is None
