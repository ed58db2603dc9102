"""Facts of a dataset's tables as bytes and back, so that tables that did not change are not read again."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.model.publication import Chart, Column, Table
from generator.model.schema import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.dataset import Dataset, Resource


def encode(tables: Iterable[Table]) -> bytes:
    """JSON of all but the resources, which are read anew each time."""
    return json.dumps([_value(table) for table in tables], default=dict, ensure_ascii=False).encode()


def decode(content: bytes, dataset: Dataset) -> tuple[Table, ...]:
    """The facts of the tables of `dataset` that `encode` wrote."""
    return tuple(_table(value, resource) for value, resource in zip(json.loads(content), dataset.tables, strict=True))


def _value(table: Table) -> dict[str, Any]:
    return {
        "rows": table.rows,
        "first_rows": table.first_rows,
        "columns": [asdict(column) for column in table.columns],
        "charts": [
            {**asdict(chart), "points": [(group, str(number)) for group, number in chart.points]}
            for chart in table.charts
        ],
    }


def _table(value: dict[str, Any], resource: Resource) -> Table:
    return Table(
        resource=resource,
        rows=value["rows"],
        first_rows=tuple(map(tuple, value["first_rows"])),
        columns=tuple(Column(**{**column, "field": Field(**column["field"])}) for column in value["columns"]),
        charts=tuple(map(_chart, value["charts"])),
    )


def _chart(value: dict[str, Any]) -> Chart:
    return Chart(
        **{
            **value,
            "group": Field(**value["group"]),
            "value": Field(**value["value"]) if value["value"] else None,
            "points": tuple((group, Decimal(number)) for group, number in value["points"]),
        }
    )
