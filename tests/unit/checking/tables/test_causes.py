"""A cause is named where all cells of a group prove it, and never else."""

from __future__ import annotations

import time
from typing import Any

import pytest

from generator.checking.tables.causes import codes, dates, numbers, words
from generator.checking.tables.causes.cause import Cause, Change, Column
from generator.checking.tables.causes.registry import OF_COLUMNS, OF_SOME_CELLS
from generator.model.schema import Field


def a_column(kind: str, *cells: str, rule: str = "type-error", others: tuple[str, ...] = (), **more: Any) -> Column:
    field = Field(name="it", type=kind, descriptor={"name": "it", "type": kind, **more})
    return Column(field=field, rule=rule, cells=cells, others=others)


def cause_of(column: Column) -> Cause | None:
    return next(filter(None, (recognise(column) for recognise in (*OF_SOME_CELLS, *OF_COLUMNS))), None)


def written(cause: Cause | None) -> dict[str, Any]:
    return {change.key: change.value for change in cause.changes} if cause else {}


@pytest.mark.parametrize(
    ("cells", "others", "name", "keys"),
    [
        (("1234,5",), (), "decimal-comma", {"decimalChar": ","}),
        (("-3,25", "+1,5"), ("7",), "decimal-comma", {"decimalChar": ","}),
        (("1.234,50", "0,5"), (), "decimal-comma", {"decimalChar": ",", "groupChar": "."}),
        (("1 234,50",), (), "decimal-comma", {"decimalChar": ",", "groupChar": " "}),
        (("1\u202f234,50",), (), "decimal-comma", {"decimalChar": ",", "groupChar": "\u202f"}),
        (("1.234.567",), ("1.500",), "thousands", {"decimalChar": ",", "groupChar": "."}),
        (("1,234,567",), ("12",), "thousands", {"groupChar": ","}),
        (("1,234",), ("1234.5",), "thousands", {"groupChar": ","}),
        (("1,234.50",), (), "thousands", {"groupChar": ","}),
        (("1'234'567.5",), (), "thousands", {"groupChar": "'"}),
        (("1,234", "2,500"), ("12",), "decimal-comma-or-thousands", {}),
        (("0,234",), (), "decimal-comma", {"decimalChar": ","}),
        (("1,5",), ("1.5",), "decimal-comma", {}),
        (("1,5",), ("1.500",), "decimal-comma", {}),
        (("$12.50", "$ 3"), (), "currency-sign", {"bareNumber": False}),
        (("12,50 €",), (), "currency-sign", {"bareNumber": False, "decimalChar": ","}),
        (("R$ 1.234,50",), (), "currency-sign", {"bareNumber": False, "decimalChar": ",", "groupChar": "."}),
        (("R$ 1.234",), (), "currency-sign", {}),
        (("$5", "€5"), (), "currency-sign", {}),
        (("12 %",), (), "percent-sign", {"bareNumber": False}),
        (("12 %",), ("0.5",), "percent-sign", {}),
        (("12 mm", "3 mm", "4 mm"), (), "unit", {}),
        (("12 mm", "3 cm", "4 mm"), (), None, {}),
        (("\u221212",), (), "minus-sign", {}),
        (("(12.5)", "(3)"), ("4",), "minus-sign", {}),
        (("1,2,3",), (), None, {}),
        (("12,34,56",), (), None, {}),
        (("1,5", "abc"), (), None, {}),
        (("abc",), (), None, {}),
        (("12a",), (), None, {}),
        (("<5", "<10", "<15"), (), None, {}),
        (("5*",), (), None, {}),
        (("1-2",), (), None, {}),
        (("1.2.3.4",), (), None, {}),
        (("$",), (), None, {}),
        (("1," * 500_000,), (), None, {}),
    ],
)
def test_numbers(cells: tuple[str, ...], others: tuple[str, ...], name: str | None, keys: dict[str, Any]) -> None:
    cause = numbers.recognise(a_column("number", *cells, others=others))
    assert (cause and cause.name) == name
    assert written(cause) == keys


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("1,234",), "thousands"),
        (("1.234.567",), "thousands"),
        (("12.0", "3.00"), "decimals"),
        (("12.5",), "decimals"),
        (("12,5",), "decimals"),
        (("€ 5",), "currency-sign"),
        (("1 / 2",), None),
    ],
)
def test_whole_numbers(cells: tuple[str, ...], name: str | None) -> None:
    cause = numbers.recognise(a_column("integer", *cells))
    assert (cause and cause.name) == name


def test_points_under_a_declared_comma() -> None:
    cause = numbers.recognise(a_column("number", "1.5", decimalChar=","))
    assert cause is not None
    assert (cause.name, cause.changes) == ("decimal-point", ())


@pytest.mark.parametrize(
    ("kind", "cells", "others", "name", "keys"),
    [
        ("date", ("31/12/2024", "01/02/2024"), (), "day-month-order", {"format": "%d/%m/%Y"}),
        ("date", ("12/31/2024",), (), "day-month-order", {"format": "%m/%d/%Y"}),
        ("date", ("01/02/2024",), (), "day-month-order", {}),
        ("date", ("05/05/2024",), (), "day-month-order", {"format": "%d/%m/%Y"}),
        ("date", ("31/12/2024", "12/31/2024"), (), None, {}),
        ("date", ("31.12.2024",), ("2024-12-30",), "day-month-order", {}),
        ("date", ("31/12/24", "15/01/24"), (), "day-month-order", {"format": "%d/%m/%y"}),
        ("date", ("31/12/24",), (), "day-month-order", {}),
        ("date", ("24/01/02",), (), "day-month-order", {}),
        ("date", ("2024/12/31",), (), "date-format", {"format": "%Y/%m/%d"}),
        ("date", ("20241231",), (), "date-format", {"format": "%Y%m%d"}),
        ("date", ("2024-31-12",), (), "day-month-order", {"format": "%Y-%d-%m"}),
        ("date", ("31-Dec-2024",), (), "date-format", {"format": "%d-%b-%Y"}),
        ("date", ("December 31, 2024",), (), "date-format", {"format": "%B %d, %Y"}),
        ("date", ("31 décembre 2024",), (), "date-format", {}),
        ("date", ("2024-12-31 00:00:00",), (), "date-format", {"format": "%Y-%m-%d %H:%M:%S"}),
        ("date", ("2024-12-31 14:30:00",), (), "times", {}),
        ("date", ("45292", "45300.5"), (), "excel-serial-date", {}),
        ("date", ("99999",), (), None, {}),
        ("date", ("12345",), (), None, {}),
        ("date", ("2024-02-30",), (), "no-such-day", {}),
        ("date", (" 2024-02-03",), (), "padding", {}),
        ("date", ("soon",), (), None, {}),
        ("date", ("marked in 2024",), (), None, {}),
        ("date", ("3 de marzo de 2024",), (), "date-format", {}),
        ("date", ("1" * 1_000_000,), (), None, {}),
        ("datetime", ("31/12/2024 14:30",), (), "day-month-order", {"format": "%d/%m/%Y %H:%M"}),
        ("datetime", ("31/12/2024",), (), "day-month-order", {}),
        ("datetime", ("2024-12-31 24:00",), (), "midnight-24", {}),
        ("time", ("24:00",), (), "midnight-24", {}),
        ("time", ("25:00",), (), None, {}),
    ],
)
def test_dates(
    kind: str, cells: tuple[str, ...], others: tuple[str, ...], name: str | None, keys: dict[str, Any]
) -> None:
    cause = dates.recognise(a_column(kind, *cells, others=others))
    assert (cause and cause.name) == name
    assert written(cause) == keys


def test_the_day_behind_an_excel_number_is_told() -> None:
    cause = dates.recognise(a_column("date", "45292"))
    assert cause is not None
    assert "45292 is 2024-01-01" in cause.says


@pytest.mark.parametrize(
    ("cells", "others", "keys"),
    [
        (("yes", "no"), (), {"trueValues": ["yes"], "falseValues": ["no"]}),
        (("Ja", "Nein", "ja"), (), {"trueValues": ["Ja", "ja"], "falseValues": ["Nein"]}),
        (("OUI",), (), {"trueValues": ["OUI"], "falseValues": ["NON"]}),
        (("ja",), (), {"trueValues": ["ja"]}),
        (("No",), (), {"falseValues": ["No"]}),
        (("N",), (), {}),
        (("Y", "N"), (), {"trueValues": ["Y"], "falseValues": ["N"]}),
        (("sim",), ("true", "0"), {"trueValues": ["true", "sim"]}),
        (("yes", "nein"), (), {}),
        (("maybe",), (), {}),
        ((" yes",), (), {}),
    ],
)
def test_yes_and_no(cells: tuple[str, ...], others: tuple[str, ...], keys: dict[str, Any]) -> None:
    assert written(words.booleans(a_column("boolean", *cells, others=others))) == keys


@pytest.mark.parametrize("cell", ["n/a", "N/A", "#N/A", "-", "..", "(blank)", "NULL", "ND", "k. A.", " \u2013 "])
def test_signs_for_nothing(cell: str) -> None:
    cause = words.nothing(a_column("number", cell))
    assert cause is not None
    assert cause.changes == (Change(part="schema", key="missingValues", value=[cell]),)


def test_a_code_is_no_sign_for_nothing() -> None:
    assert words.nothing(a_column("string", "NA", rule="enum")) is None
    assert words.nothing(a_column("string", "n/a", rule="enum")) is not None


@pytest.mark.parametrize("cell", ["Nantes", "n/a?", "0", "NDA", "-5", "1/2", "n/a" * 1000])
def test_what_is_no_sign_for_nothing(cell: str) -> None:
    assert words.nothing(a_column("number", cell)) is None


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#NAME?", "Err:502", "#BEZUG!"])
def test_errors_of_spreadsheets(cell: str) -> None:
    cause = words.errors(a_column("number", cell))
    assert cause is not None
    assert cause.name == "spreadsheet-error"


@pytest.mark.parametrize(
    ("rule", "rules", "cells", "others", "name"),
    [
        ("pattern", {"pattern": "[0-9]{5}"}, ("1067", "123"), (), "leading-zeros"),
        ("pattern", {"pattern": "[0-9]{5}"}, ("106", "a123"), (), None),
        ("pattern", {"pattern": "[1-9]{5}"}, ("1067",), (), None),
        ("minLength", {"minLength": 5}, ("1067",), ("01234",), "leading-zeros"),
        ("minLength", {"minLength": 5}, ("1067",), ("01234", "012345"), None),
        ("minLength", {"minLength": 5, "maxLength": 5}, ("1067",), (), "leading-zeros"),
        ("enum", {"enum": ["01", "02"]}, ("1", "2"), (), "leading-zeros"),
        ("pattern", {"pattern": r"\d{12}"}, ("1.23457E+11",), (), "scientific-notation"),
        ("pattern", {"pattern": r"\d-\d"}, ("1-Mar", "2-Apr"), (), "codes-as-dates"),
        ("pattern", {"pattern": r"[A-Z]{3}\d"}, ("Mar-01",), (), "codes-as-dates"),
        ("pattern", {"pattern": r"\d{5}"}, ("75001.0",), (), "decimals"),
        ("pattern", {"pattern": r"\d{5}"}, ("75001 ",), (), "padding"),
        ("pattern", {"pattern": r"(\d+)+x"}, ("1" * 24,), (), None),
        ("pattern", {"pattern": "("}, ("1",), (), None),
        ("enum", {"enum": ["open", "closed"]}, ("Open", " CLOSED"), (), "letter-case"),
        ("enum", {"enum": ["open", "Open"]}, ("OPEN",), (), None),
        ("enum", {"enum": ["open"]}, ("shut",), (), None),
        ("maximum", {"maximum": 5}, ("7",), (), None),
        ("pattern", {"pattern": r"\d{5}"}, ("1" * 1_000_000,), (), None),
    ],
)
def test_codes(
    rule: str, rules: dict[str, Any], cells: tuple[str, ...], others: tuple[str, ...], name: str | None
) -> None:
    begun = time.perf_counter()
    cause = codes.recognise(a_column("string", *cells, rule=rule, others=others, constraints=rules))
    assert (cause and cause.name) == name
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("cell", ["1-Mar", "Mar-01", "3-Dez"])
def test_codes_that_became_dates_in_a_column_of_numbers(cell: str) -> None:
    cause = cause_of(a_column("integer", cell))
    assert cause is not None
    assert cause.name == "codes-as-dates"


@pytest.mark.parametrize(
    "cell",
    ["1" * 100_000, "(" * 100_000, "€" * 100_000, "1,234" * 20_000, " " * 100_000, "n/a" * 40_000, "1-" * 50_000],
)
@pytest.mark.parametrize("kind", ["number", "integer", "date", "datetime", "boolean", "string"])
def test_hostile_cells_cost_nothing(kind: str, cell: str) -> None:
    begun = time.perf_counter()
    assert cause_of(a_column(kind, cell)) is None
    assert cause_of(a_column(kind, cell[:59])) is None or cell[:1] == "1"
    assert time.perf_counter() - begun < 1
