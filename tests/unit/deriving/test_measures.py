"""What a column of numbers measures, by its words."""

from __future__ import annotations

from typing import Any

import pytest

from generator.deriving.measures import FLOW, RATE, STOCK, kind_of, names_things, tells_measures
from generator.model.schema import Field


def a_field(name: str, **changes: Any) -> Field:
    return Field(**{"name": name, "type": "number", **changes})


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (a_field("payments"), FLOW),
        (a_field("n", title="Visits"), FLOW),
        (a_field("permitsIssued"), FLOW),
        (a_field("n", unit="trips"), FLOW),
        (a_field("amount", description="Amount paid, with tax."), FLOW),
        (a_field("gasto"), FLOW),
        (a_field("n", title="Solicitudes recibidas"), FLOW),
        (a_field("students"), STOCK),
        (a_field("enrolled", description="Students enrolled on 1 October."), STOCK),
        (a_field("Población"), STOCK),
        (a_field("alumnos_matriculados"), STOCK),
        (a_field("amount", description="Amount outstanding."), STOCK),
        (a_field("saldo", unit="EUR"), STOCK),
        (a_field("on_time_percent"), RATE),
        (a_field("price", unit="USD"), RATE),
        (a_field("lead", unit="µg/L"), RATE),
        (a_field("visits", unit="%"), RATE),
        (a_field("visits_per_capita"), RATE),
        (a_field("tasa_de_paro"), RATE),
        (a_field("Índice de precios"), RATE),
        (a_field("value"), ""),
        (a_field("n", description="Number of buses."), ""),
    ],
    ids=lambda each: each.name if isinstance(each, Field) else None,
)
def test_words_in_english_and_spanish_tell_flows_stocks_and_rates(field: Field, kind: str) -> None:
    assert kind_of(field) == kind


@pytest.mark.parametrize(
    "field",
    [
        a_field("payments", description="Payments to date."),
        a_field("visits", title="Visits, cumulative"),
        a_field("inscripciones", description="Solicitudes a 31 de diciembre."),
        a_field("votes", title="Registered voters"),
    ],
    ids=lambda each: each.name,
)
def test_what_could_be_either_is_not_added_up_over_time(field: Field) -> None:
    assert kind_of(field) == STOCK


@pytest.mark.parametrize(
    ("name", "is_name"),
    [
        ("zip_code", True),
        ("student id", True),
        ("year", True),
        ("Año", True),
        ("ejercicio", True),
        ("latitud", True),
        ("hour", True),
        ("house_number", True),
        ("numero", True),
        ("number_of_pupils", False),
        ("numero_alumnos", False),
        ("hours", False),
        ("amount", False),
    ],
)
def test_ids_years_and_places_only_name(name: str, is_name: bool) -> None:
    assert names_things(Field(name=name, type="integer")) is is_name


@pytest.mark.parametrize(
    ("name", "tells"),
    [("Measure Type", True), ("indicador", True), ("Variable", True), ("unit", False), ("variable_costs", False)],
)
def test_a_column_may_name_what_the_number_beside_it_is_of(name: str, tells: bool) -> None:
    assert tells_measures(Field(name=name, type="string")) is tells
