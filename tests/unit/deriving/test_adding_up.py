"""What must not be added up is not: charts and key figures of tables that are of the same things in each period."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.deriving.charting import choose_charts
from generator.deriving.headlines import headlines
from generator.deriving.panels import MOST_ROWS, Shape
from generator.deriving.statistics import _column, infer
from generator.model.dataset import View
from generator.model.schema import Field
from generator.model.table import Chart, Column, Table

if TYPE_CHECKING:
    from generator.model.dataset import Resource

SCHOOLS = ("North", "South", "West")
YEARS = ("2023-24", "2024-25", "2025-26")
PUPILS = {
    "school_year": [year for year in YEARS for _ in SCHOOLS],
    "school": [*SCHOOLS] * 3,
    "n": ["100", "200", "300", "110", "210", "310", "120", "220", "310"],
}


def columns_of(
    rows: dict[str, list[str]], fields: dict[str, dict[str, Any]]
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    frame = pd.DataFrame(rows, dtype="str")
    guessed = {field.name: field for field in infer(frame)}
    known = [Field(**{"name": name, "type": guessed[name].type, **fields.get(name, {})}) for name in rows]
    return frame, tuple(_column(field, frame[field.name]) for field in known)


def charts(rows: dict[str, list[str]], *views: View, **fields: dict[str, Any]) -> tuple[Chart, ...]:
    frame, columns = columns_of(rows, fields)
    return choose_charts(frame, columns, views)


def figures(drawn: tuple[Chart, ...]) -> list[tuple[str, str, Decimal]]:
    table = Table(resource=cast("Resource", None), rows=1, columns=(), first_rows=(), charts=drawn)
    return [(each.kind, each.group, each.value) for each in headlines([table])]


def a_sum(group: str, series: str = "n", kind: str = "bar") -> View:
    return View(resource="r", kind=kind, group=group, series=series, aggregate="sum")


@pytest.mark.parametrize("title", ["Pupils", "Value"])
def test_a_period_that_is_written_with_a_remark_makes_no_sum_of_the_others(title: str) -> None:
    years = [year.replace("2025-26", "2025-26 (provisional)") for year in PUPILS["school_year"]]
    (chart,) = charts({**PUPILS, "school_year": years}, a_sum("school_year"), n={"title": title})
    assert chart.total is None


def test_codes_that_are_no_periods_take_no_sum_away() -> None:
    (chart,) = charts(
        {"code": ["A1", "2020 Q9", "2-3"] * 2, "n": ["1", "2", "4"] * 2}, a_sum("code"), n={"title": "Seats"}
    )
    assert chart.total == Decimal(14)


def test_pupils_are_not_added_up_over_school_years() -> None:
    (chart,) = drawn = charts(PUPILS, a_sum("school_year"), n={"title": "Pupils"})
    assert chart.points == (("2023-24", Decimal(600)), ("2024-25", Decimal(630)), ("2025-26", Decimal(650)))
    assert chart.total is None
    assert figures(drawn) == [("latest", "2025-26", Decimal(650)), ("change", "2024-25", Decimal("3.2"))]


@pytest.mark.parametrize("group", ["school_year", "school"])
def test_where_words_say_nothing_the_same_things_again_are_no_sum(group: str) -> None:
    assert charts(PUPILS, a_sum(group))[0].total is None


@pytest.mark.parametrize("group", ["school_year", "school"])
def test_what_is_surely_counted_anew_is_added_up(group: str) -> None:
    drawn = charts(PUPILS, a_sum(group), n={"title": "Visits"})
    assert drawn[0].total == Decimal(1880)
    assert ("total", "", Decimal(1880)) in figures(drawn)


@pytest.mark.parametrize("changes", [{"title": "Share"}, {"unit": "%"}, {"title": "Precio"}])
def test_rates_are_never_added_up(changes: dict[str, Any]) -> None:
    rows = {"school": [*SCHOOLS] * 2, "n": ["1", "2", "3", "4", "5", "7"]}
    assert charts(rows, a_sum("school"), n={"title": "Pupils"})[0].total == Decimal(22)
    assert charts(rows, a_sum("school"), n=changes)[0].total is None


def test_events_are_added_up_whatever_they_are_called() -> None:
    chance = random.Random(7)
    rows: dict[str, list[str]] = {"id": [], "day": [], "place": [], "n": []}
    for number in range(400):
        rows["id"].append(f"E{number}")
        rows["day"].append(f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}")
        rows["place"].append(chance.choice(SCHOOLS))
        rows["n"].append(str(chance.randint(1, 900)))
    expected = sum(map(Decimal, rows["n"]), Decimal(0))
    assert charts(rows, a_sum("place"))[0].total == charts(rows, a_sum("day", kind="line"))[0].total == expected
    assert charts(rows, a_sum("place"), n={"title": "Balance"})[0].total is None


def test_an_own_choice_is_drawn_as_it_was_made() -> None:
    (chart,) = charts(PUPILS, a_sum("school"), n={"title": "Pupils"})
    assert chart.points == (("West", Decimal(920)), ("South", Decimal(630)), ("North", Decimal(330)))
    assert chart.among is None


def test_a_chart_that_nobody_asked_for_compares_the_latest_period() -> None:
    along, among = drawn = charts(PUPILS, n={"title": "Pupils"})
    assert (along.group.name, along.along_time, along.aggregate) == ("school_year", True, "mean")
    assert among.points == (("West", Decimal(310)), ("South", Decimal(220)), ("North", Decimal(120)))
    assert among.among is not None
    assert (among.among[0].name, among.among[1], among.aggregate) == ("school_year", "2025-26", "")
    assert not [kind for kind, _, _ in figures(drawn) if kind == "total"]


def test_a_latest_period_without_numbers_is_not_compared() -> None:
    rows = PUPILS | {"n": [*PUPILS["n"][:6], "", "", ""]}
    frame = {name: [value or None for value in values] for name, values in rows.items()}
    _, among = charts(frame, n={"title": "Pupils", "type": "integer"})  # type: ignore[arg-type] # what is missing
    assert (among.among, among.aggregate) == (None, "mean")


def test_rows_of_a_roll_are_counted_in_its_latest_year() -> None:
    rows = {
        "year": ["2024", "2024", "2024", "2025", "2025", "2025"],
        "name": ["a", "b", "c", "a", "b", "c"],
        "kind": ["x", "x", "y", "x", "x", "y"],
    }
    drawn = [chart for chart in charts(rows) if chart.group.name == "kind"]
    assert [(chart.points, chart.total) for chart in drawn] == [((("x", Decimal(2)), ("y", Decimal(1))), Decimal(3))]


def test_a_stock_of_many_months_is_that_of_the_last_date_of_each_year() -> None:
    months = [f"{year}-{month:02}-01" for year in range(2000, 2024) for month in range(1, 13)]
    rows = {"day": months, "n": [str(place) for place in range(len(months))]}
    (chart,) = charts(rows, a_sum("day", kind="line"), n={"title": "Employees"})
    assert (chart.period, chart.closing, chart.total) == ("year", True, None)
    assert chart.points[:2] == (("2000", Decimal(11)), ("2001", Decimal(23)))
    (chart,) = charts(rows, a_sum("day", kind="line"), n={"title": "Payments"})
    assert (chart.closing, chart.points[0]) == (False, ("2000", Decimal(sum(range(12)))))


def test_a_bar_that_is_the_sum_of_the_others_is_not_added_to_them() -> None:
    rows = {"place": ["a", "a", "b", "b", "All", "All"], "n": ["1", "2", "3", "4", "4", "6"]}
    (chart,) = charts(rows, a_sum("place"), n={"title": "Payments"})
    assert (chart.points[0], chart.total) == (("All", Decimal(10)), None)


def test_numbers_of_several_kinds_in_a_column_make_no_chart() -> None:
    rows = {"place": ["a", "a", "b", "b"], "measure": ["Number", "Percent"] * 2, "n": ["12", "0.5", "14", "0.7"]}
    assert charts(rows) == ()
    assert charts(rows, a_sum("place"), n={"title": "Payments"})[0].total is None


def test_years_and_numbers_of_routes_are_no_amounts() -> None:
    rows = {
        "route": ["1", "2", "3"] * 3,
        "route_name": ["Loop", "River", "Hill"] * 3,
        "kind": ["x", "x", "y"] * 3,
        "year": ["2024"] * 3 + ["2025"] * 3 + ["2026"] * 3,
        "n": ["5", "6", "7", "8", "9", "8", "7", "5", "6"],
    }
    assert {chart.value.name if chart.value else "" for chart in charts(rows)} == {"n"}


def test_bars_along_dates_of_another_format_end_with_the_latest() -> None:
    rows = {"day": ["02/01/2026", "01/02/2026", "01/12/2025"], "n": ["1", "2", "3"]}
    (chart,) = charts(rows, a_sum("day"), day={"type": "date", "descriptor": {"format": "%d/%m/%Y"}})
    assert [day for day, _ in chart.points] == ["01/12/2025", "02/01/2026", "01/02/2026"]


TITLES = ("n", "Pupils", "Population", "Saldo", "Tasa", "Average wait", "Precio", "Waiting list")


@settings(deadline=None)
@given(
    st.integers(2, 9),
    st.integers(2, 12),
    st.sampled_from(["school", "quarter", "year", "month", "day"]),
    st.sampled_from(TITLES),
    st.sampled_from(["thing", "kind", "when"]),
    st.randoms(use_true_random=False),
)
def test_no_panel_of_what_may_be_a_stock_has_a_total_over_time(
    things: int, times: int, spelling: str, title: str, group: str, chance: random.Random
) -> None:
    spelled = {
        "school": [f"{2000 + place}-{1 + place:02}" for place in range(times)],
        "quarter": [f"Q{place % 4 + 1} {2000 + place // 4}" for place in range(times)],
        "year": [str(2000 + place) for place in range(times)],
        "month": [f"2024-{place + 1:02}" for place in range(times)],
        "day": [f"2024-{place + 1:02}-15" for place in range(times)],
    }[spelling]
    rows = [
        (when, f"thing {thing}", f"kind {thing % 2}", str(chance.randint(1, 5000)))
        for when in spelled
        for thing in range(things)
    ]
    chance.shuffle(rows)
    table = {name: [row[place] for row in rows] for place, name in enumerate(("when", "thing", "kind", "n"))}
    for view in (a_sum(group), a_sum(group, kind="line")):
        drawn = charts(table, view, n={"title": title, "type": "integer"})
        assert all(chart.total is None or chart.aggregate == "count" for chart in drawn)
    for chart in charts(table, n={"title": title, "type": "integer"}):
        assert chart.total is None or chart.aggregate == "count"


@pytest.mark.parametrize("seed", range(20))
def test_rows_of_chance_are_no_panel(seed: int) -> None:
    chance = random.Random(seed)
    count, places = chance.choice([60, 500, 3000]), chance.choice([3, 8, 30])
    rows = {
        "day": [f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" for _ in range(count)],
        "place": [f"p{chance.randrange(places)}" for _ in range(count)],
        "kind": [f"k{chance.randrange(5)}" for _ in range(count)],
        "note": [f"note {chance.random()}" for _ in range(count)],
        "n": [str(chance.randint(1, 40)) for _ in range(count)],
    }
    frame, columns = columns_of(rows, {})
    assert Shape(frame, columns, frozenset({"note"})).panel is None


def test_first_rows_of_one_period_do_not_tell_that_nothing_comes_again() -> None:
    count = MOST_ROWS + 10
    rows = {
        "year": ["2024"] * count + ["2025"] * count,
        "place": [f"p{place}" for place in range(count)] * 2,
        "kind": ["x", "y"] * count,
        "n": ["3"] * 2 * count,
    }
    assert charts(rows, a_sum("kind"))[0].total is None
    assert charts(rows, a_sum("kind"), n={"title": "Visits"})[0].total == Decimal(6 * count)
