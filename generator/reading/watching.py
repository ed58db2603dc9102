"""Looking at the rows of a table as they go by, so that a file is read once however much is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Protocol

import numpy as np

from generator.model.dataset import Resource
from generator.model.schema import Field
from generator.reading.batches import Batch, columns_of
from generator.reading.cells import Cells
from generator.reading.tables import records

_SLICE = 20_000
"""Rows in a batch."""
_DELIMITED = frozenset({"csv", "tsv"})


class Watcher(Protocol):
    """Looks at rows."""

    def __call__(self, batch: Batch, cells: Sequence[Cells], /) -> None:
        """Look at a batch, and at the cells of its columns."""
        ...


Watching = Callable[[Resource, Sequence[Field]], Sequence[Watcher]]
"""Makes those who look at a table, given the fields in the order of the file."""


def nobody(_resource: Resource, _fields: Sequence[Field]) -> Sequence[Watcher]:
    """Looks at nothing."""
    return ()


def show(resource: Resource, watching: Watching) -> None:
    """Let others see a table that frictionless has read, such as a workbook.

    Args:
        resource: The table.
        watching: Who looks at it.
    """
    rows = records(resource)
    if resource.format in _DELIMITED:  # of which `records` tells lines, not numbers
        rows = ((number, cells) for number, (_, cells) in enumerate(rows, start=1))
    header = _header(resource, rows)
    schema = resource.schema
    fields = [(schema.find(name) if schema else None) or Field(name=name) for name in header]
    watchers = watching(resource, fields)
    while watchers and (batch := list(islice(rows, _SLICE))):
        _show(batch, len(fields), watchers)


def _header(resource: Resource, rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    """The columns' names; past it, `rows` go on with the first row below."""
    if resource.format in _DELIMITED and not resource.dialect.header:
        return [field.name for field in resource.schema.fields] if resource.schema else []
    return next((cells for number, cells in rows if number >= resource.dialect.header_row), [])


def _show(rows: list[tuple[int, list[str]]], width: int, watchers: Sequence[Watcher]) -> None:
    regular = [(number, cells) for number, cells in rows if len(cells) == width]
    batch = Batch(
        columns=columns_of([cells for _, cells in regular], width),
        rows=np.array([number for number, _ in regular], np.int64),
        others=tuple((number, cells) for number, cells in rows if len(cells) != width),
    )
    seen = [Cells(column, ("",)) for column in batch.columns]
    for watcher in watchers:
        watcher(batch, seen)
