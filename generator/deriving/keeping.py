"""Facts of a dataset as bytes and back, so that what did not change is neither read nor worked out again."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model.amendment import Amendment
from generator.model.entry import Entry
from generator.model.record import Files, Findable, Kept, Record
from generator.model.rows_file import RowsFile
from generator.model.schema import Field
from generator.model.table import Chart, Column, Table
from generator.model.translation import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.dataset import Dataset, Resource

_ENTRY = tuple(field.name for field in fields(Entry))
_RECORD = tuple(field.name for field in fields(Record))[1:]
"""Without its entry."""


def described(dataset: Dataset) -> str:
    """What the facts of its tables depend on besides its data: a descriptor may change its title, and they stay."""
    nowhere = Path()  # where a file lies on this machine says nothing of what is in it
    tables = [
        replace(each, file=nowhere, parts=tuple(replace(part, file=nowhere) for part in each.parts))
        for each in dataset.tables
    ]
    return repr((tables, dataset.views, dataset.temporal))


def encode(tables: Iterable[Table]) -> bytes:
    """JSON of all but the resources, which are read anew each time."""
    return json.dumps([_value(table) for table in tables], default=dict, ensure_ascii=False).encode()


def decode(content: bytes, dataset: Dataset) -> tuple[Table, ...]:
    """The facts of the tables of `dataset` that `encode` wrote."""
    return tuple(_table(value, resource) for value, resource in zip(json.loads(content), dataset.tables, strict=True))


def encode_record(record: Record) -> bytes:
    """JSON of a record."""
    entry = [getattr(record.entry, name) for name in _ENTRY]
    rest = [getattr(record, name) for name in _RECORD]
    return _json([entry, *rest])


def decode_record(content: bytes) -> Record:
    """The record that `encode_record` wrote."""
    entry, due, late, formerly, formats, frames, *prints = _parsed(content)
    known: dict[str, Any] = dict(zip(_ENTRY, entry, strict=True))
    for name in ("published", "updated", "expires"):
        known[name] = datetime.fromisoformat(known[name]) if known[name] else None
    for name in ("topics", "regions"):
        known[name] = tuple(known[name])
    known["amendments"] = tuple(
        Amendment(**{**each, "at": date.fromisoformat(each["at"])}) for each in known["amendments"]
    )
    known["wordings"] = tuple(Wording(**each) for each in known["wordings"])
    return Record(
        entry=Entry(**known),
        next_update=date.fromisoformat(due) if due else None,
        late=late,
        formerly=tuple(formerly),
        formats=tuple(formats),
        frames=tuple((path, section) for path, section in frames),
        **dict(zip(_RECORD[-len(prints) :], prints, strict=True)),
    )


def encode_files(files: Files) -> bytes:
    """JSON of the files of a dataset."""
    return _json([(*kept, [path for path, _ in same]) for kept, same in groupby(files, key=itemgetter(1))])


def decode_files(content: bytes) -> Files:
    """The files that `encode_files` wrote."""
    return tuple(_files(_parsed(content)))


def encode_findable(findable: Findable) -> bytes:
    """JSON of what a search needs to find a dataset."""
    return _json([*findable])


def decode_findable(content: bytes) -> Findable:
    """What `encode_findable` wrote."""
    return Findable(*_parsed(content))


def _files(value: Iterable[tuple[str, str, str, list[str]]]) -> Iterator[tuple[str, Kept]]:
    """Pages and parts of a dataset are kept under one key, of which there is one in memory."""
    for kind, key, version, paths in value:
        kept = Kept(kind, key, version)
        for path in paths:
            yield path, kept


def _json(value: list[Any]) -> bytes:
    return json.dumps(value, default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _parsed(content: bytes) -> list[Any]:
    value: list[Any] = json.loads(content.decode("utf-8", "surrogatepass"))
    return value


def _plain(value: date | Wording | Amendment) -> str | dict[str, Any]:
    return value.isoformat() if isinstance(value, date) else asdict(value)


def _value(table: Table) -> dict[str, Any]:
    return {
        "rows": table.rows,
        "first_rows": table.first_rows,
        "columns": [asdict(column) for column in table.columns],
        "rows_file": asdict(table.rows_file) if table.rows_file else None,
        "charts": [
            {
                **asdict(chart),
                "points": [(group, str(number)) for group, number in chart.points],
                "total": None if chart.total is None else str(chart.total),
            }
            for chart in table.charts
        ],
    }


def _table(value: dict[str, Any], resource: Resource) -> Table:
    return Table(
        resource=resource,
        rows=value["rows"],
        first_rows=tuple(map(tuple, value["first_rows"])),
        columns=tuple(map(_column, value["columns"])),
        charts=tuple(map(_chart, value["charts"])),
        rows_file=RowsFile(**value["rows_file"]) if value["rows_file"] else None,
    )


def _column(value: dict[str, Any]) -> Column:
    return Column(
        **{
            **value,
            "field": Field(**value["field"]),
            "bars": tuple(value["bars"]),
            "middle": tuple(value["middle"]) if value["middle"] else None,
            "often": tuple(map(tuple, value["often"])),
            "periods": tuple(value["periods"]),
        }
    )


def _chart(value: dict[str, Any]) -> Chart:
    return Chart(
        **{
            **value,
            "group": Field(**value["group"]),
            "value": Field(**value["value"]) if value["value"] else None,
            "total": Decimal(value["total"]) if value["total"] else None,
            "among": (Field(**value["among"][0]), value["among"][1]) if value["among"] else None,
            "tiles": (),  # which the vocabulary of regions makes
            "points": tuple((group, Decimal(number)) for group, number in value["points"]),
        }
    )
