"""All rows of a table in one file: nothing is changed on the way, and little is read to show a few of them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from pyarrow import parquet

from generator.deriving.rows_files import GROUP, PAGE, measured, rows_file
from generator.model.schema import Field
from generator.model.table import Column

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_field(descriptor: dict[str, Any]) -> Field:
    shown = {key: value for key, value in descriptor.items() if key in {"name", "type", "title", "unit"}}
    return Field(**shown, descriptor=descriptor)


def written(*fields: dict[str, Any], **cells: Sequence[str | None]) -> bytes:
    columns = [
        Column(field=as_field(field), blank=0, distinct=len({*texts}))
        for field, texts in zip(fields, cells.values(), strict=True)
    ]
    frame = pd.DataFrame({name: pd.Series(texts, dtype="str") for name, texts in cells.items()})
    return rows_file(frame, columns)


def told(content: bytes) -> Any:
    return json.loads(parquet.read_metadata(BytesIO(content)).metadata[b"daylight"])


@pytest.mark.parametrize(
    ("field", "cells", "kind", "held"),
    [
        ({"type": "integer"}, ["7", "-12", None], "number", [7, -12, None]),
        ({"type": "integer"}, ["2147483648", "1"], "number", [2147483648.0, 1.0]),
        ({"type": "number"}, ["0.10", "22.05"], "number", [0.1, 22.05]),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1.234,5"], "number", [1234.5]),
        ({"type": "number", "bareNumber": False}, ["$12", "30 %"], "number", [12, 30]),
        ({"type": "integer"}, ["12345678901234567"], "text", ["12345678901234567"]),
        ({"type": "number"}, ["1", "NaN"], "text", ["1", "NaN"]),
        ({"type": "year"}, ["2026", "1999"], "number", [2026, 1999]),
        ({"type": "date"}, ["2026-11-23", None], "date", ["2026-11-23", "None"]),
        ({"type": "date", "format": "%d/%m/%Y"}, ["23/11/2026"], "date", ["2026-11-23"]),
        ({"type": "date"}, ["2026-11-23", "soon"], "text", ["2026-11-23", "soon"]),
        ({"type": "string"}, ["007", "", "سلام"], "text", ["007", "", "سلام"]),
        ({"type": "boolean"}, ["yes", "no"], "text", ["yes", "no"]),
    ],
)
def test_cells_are_held_as_what_they_are_or_else_as_they_are_written(
    field: dict[str, Any], cells: list[str | None], kind: str, held: list[Any]
) -> None:
    content = written({"name": "x", **field}, x=cells)
    values = parquet.read_table(BytesIO(content)).column("x").to_pylist()
    assert [about["kind"] for about in told(content)] == [kind]
    assert ([str(value) for value in values] if kind == "date" else values) == held


def test_digits_are_told_where_all_numbers_have_as_many() -> None:
    number = {"type": "number"}
    content = written({"name": "a", **number}, {"name": "b", **number}, a=["1.50", "2.00", None], b=["1.5", "2", "3"])
    assert [about.get("digits") for about in told(content)] == [2, None]
    (year,) = told(written({"name": "y", "type": "year"}, y=["2026"]))
    assert year == {"name": "y", "label": "y", "kind": "number", "digits": 0, "year": True}


def test_columns_are_named_as_published_with_their_labels_and_units() -> None:
    content = written(
        {"name": "n", "title": "Reading", "type": "number", "unit": "mm"},
        {"name": "n", "type": "string"},
        n=["1"],
        m=["a"],
    )
    assert told(content) == [
        {"name": "n", "label": "Reading", "kind": "number", "unit": "mm", "digits": 0},
        {"name": "n (2)", "label": "n", "kind": "text"},
    ]


def test_the_first_rows_cost_little_of_a_large_file_and_no_more_than_is_said() -> None:
    rows = GROUP + 3 * PAGE
    content = written(
        {"name": "key", "type": "string"},
        {"name": "kind", "type": "string"},
        key=[f"K{place * 7919 % rows:07}" for place in range(rows)],
        kind=[("few", "many", "some")[place % 3] for place in range(rows)],
    )
    metadata = parquet.read_metadata(BytesIO(content))
    groups = [metadata.row_group(place) for place in range(metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [GROUP, 3 * PAGE]
    assert [groups[0].column(place).has_dictionary_page for place in range(2)] == [False, True]
    assert all(group.column(place).has_offset_index for group in groups for place in range(2))
    assert {group.column(0).compression for group in groups} == {"SNAPPY"}
    footer, first = measured(content)
    assert content[-4:] == b"PAR1"
    assert footer == int.from_bytes(content[-8:-4], "little") + 8
    assert footer < first < len(content) / 20


def test_the_same_rows_make_the_same_file() -> None:
    fields = {"name": "x", "type": "number"}
    assert written(fields, x=["1", "2"]) == written(fields, x=["1", "2"])
