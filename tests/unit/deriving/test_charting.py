"""Which chart a table gets, and its numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from generator.deriving.charting import choose_charts
from generator.model.dataset import View
from generator.model.schema import Field
from generator.model.table import Chart, Column


def charts(rows: dict[str, list[str]], fields: list[Field], *views: View) -> tuple[Chart, ...]:
    frame = pd.DataFrame(rows, dtype="str").replace("", pd.NA)
    columns = tuple(Column(field=field, blank=0, distinct=int(frame[field.name].nunique())) for field in fields)
    return choose_charts(frame, columns, views)


def a_view(**changes: Any) -> View:
    return View(**{"resource": "r", "kind": "line", "group": "day", "series": "amount", **changes})


DAY = Field(name="day", type="date")
AMOUNT = Field(name="amount", type="number")
PLACE = Field(name="place", type="string")
THREE = {"day": ["2026-01-01", "2026-01-02", "2026-01-03"], "amount": ["1.5", "2", "0.25"]}


def test_a_date_and_a_number_make_a_line_in_the_order_of_time() -> None:
    (chart,) = charts({"day": THREE["day"][::-1], "amount": THREE["amount"]}, [DAY, AMOUNT])
    assert (chart.kind, chart.aggregate, chart.period) == ("line", "", "day")
    assert chart.points == (("2026-01-01", Decimal("0.25")), ("2026-01-02", Decimal(2)), ("2026-01-03", Decimal("1.5")))


def test_money_is_added_up_exactly() -> None:
    rows = {"place": ["a"] * 10 + ["b"], "amount": ["0.1"] * 10 + ["0"]}
    (chart,) = charts(rows, [PLACE, AMOUNT], a_view(kind="bar", group="place", aggregate="sum"))
    assert chart.points[0] == ("a", Decimal("1.0"))


def test_several_rows_of_a_day_are_averaged_unless_asked_otherwise() -> None:
    rows = {"day": ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-03"], "amount": ["1", "2", "5", "5"]}
    (chart,) = charts(rows, [DAY, AMOUNT])
    assert (chart.aggregate, chart.points[0]) == ("mean", ("2026-01-01", Decimal("1.5")))
    (chart,) = charts(rows, [DAY, AMOUNT], a_view(aggregate="sum"))
    assert (chart.aggregate, chart.points[0]) == ("sum", ("2026-01-01", Decimal(3)))
    (chart,) = charts(rows, [DAY, AMOUNT], a_view(aggregate="count", series="day"))
    assert (chart.value, chart.points[0]) == (None, ("2026-01-01", Decimal(2)))


@pytest.mark.parametrize(("days", "period", "points"), [(60, "day", 60), (400, "month", 14), (9000, "year", 25)])
def test_long_times_are_put_together_by_month_or_year(days: int, period: str, points: int) -> None:
    dates = pd.date_range("2000-01-01", periods=days).strftime("%Y-%m-%d").tolist()
    (chart,) = charts({"day": dates, "amount": ["1"] * days}, [DAY, AMOUNT], a_view(aggregate="sum"))
    assert (chart.period, len(chart.points)) == (period, points)


def test_a_month_that_is_not_over_is_marked_where_its_sum_would_mislead() -> None:
    dates = pd.date_range("2025-01-01", "2026-02-15").strftime("%Y-%m-%d").tolist()
    rows = {"day": dates, "amount": ["1"] * len(dates)}
    assert charts(rows, [DAY, AMOUNT], a_view(aggregate="sum"))[0].partial
    assert not charts(rows, [DAY, AMOUNT], a_view(aggregate="mean"))[0].partial
    whole = {name: values[: 365 + 31] for name, values in rows.items()}
    assert not charts(whole, [DAY, AMOUNT], a_view(aggregate="sum"))[0].partial


def test_the_highest_bars_are_shown_and_the_rest_is_counted() -> None:
    rows = {"place": [f"p{n:02}" for n in range(70)], "amount": [str(n) for n in range(70)]}
    (chart,) = charts(rows, [PLACE, AMOUNT], a_view(kind="bar", group="place", aggregate="sum"))
    assert (chart.kind, len(chart.points), chart.others) == ("bar", 60, 10)
    assert chart.points[0] == ("p69", Decimal(69))


def test_bars_along_time_stay_in_its_order() -> None:
    year = Field(name="year", type="year")
    rows = {"year": ["2024", "2022", "2023"], "amount": ["1", "9", "5"]}
    (chart,) = charts(rows, [year, AMOUNT], a_view(kind="bar", group="year"))
    assert [group for group, _ in chart.points] == ["2022", "2023", "2024"]


def test_other_formats_of_dates_and_numbers_are_understood() -> None:
    day = Field(name="day", type="date", descriptor={"format": "%d/%m/%Y"})
    amount = Field(name="amount", type="number", descriptor={"decimalChar": ",", "groupChar": "."})
    rows = {"day": ["02/01/2026", "01/02/2026", "01/03/2026"], "amount": ["1.234,5", "2", "3"]}
    (chart,) = charts(rows, [day, amount])
    assert chart.points[0] == ("2026-01-02", Decimal("1234.5"))


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ({"place": ["a", "b", "c"]}, [PLACE]),
        ({"day": ["2026-01-01"], "amount": ["1"]}, [DAY, AMOUNT]),
        ({"day": ["", ""], "amount": ["1", "2"]}, [DAY, AMOUNT]),
        ({"day": [], "amount": []}, [DAY, AMOUNT]),
        ({"amount": ["1", "2", "3"]}, [AMOUNT]),
    ],
    ids=["each once", "one row", "no dates", "empty", "no group"],
)
def test_where_there_is_nothing_to_compare_nothing_is_drawn(rows: dict[str, list[str]], fields: list[Field]) -> None:
    assert charts(rows, fields) == ()


def test_a_view_of_what_is_not_there_is_passed_over() -> None:
    (chart,) = charts(THREE, [DAY, AMOUNT], a_view(series="elsewhere"))
    assert chart.value == AMOUNT


def test_numbers_that_are_names_are_not_added_up() -> None:
    code = Field(name="zip_code", type="integer")
    rows = {"place": ["a", "a", "b"], "zip_code": ["12345", "12345", "23456"]}
    (chart,) = charts(rows, [PLACE, code])
    assert (chart.value, chart.aggregate) == (None, "count")
