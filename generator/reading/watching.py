"""Looking at the rows of a table as they go by, so that a file is read once however much is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from generator.model.dataset import Resource
from generator.model.schema import Field
from generator.reading.batches import Batch, columns_of
from generator.reading.cells import Cells
from generator.reading.tables import as_text, records

_DELIMITED = frozenset({"csv", "tsv"})
_SLICE = 20_000
"""Rows in a batch."""


class Watcher(Protocol):
    """Looks at rows."""

    def __call__(self, batch: Batch, cells: Sequence[Cells], /) -> None:
        """Look at a batch, and at the cells of its columns."""
        ...


@runtime_checkable
class Joining(Watcher, Protocol):
    """Can look at the parts of a table in several places, and put together what was seen there."""

    def seen(self) -> Any:  # noqa: ANN401 - whatever JSON can say
        """What was seen of a part, as JSON can say it."""
        ...

    def join(self, seen: Any, before: int, /) -> None:  # noqa: ANN401 - as above
        """Take in what another has seen of the next part, below `before` records.

        Raises:
            WholeError: the whole table must be looked at in one go.
        """
        ...


class WholeError(Exception):
    """What was seen of the parts of a table does not say what the whole would show."""


Watching = Callable[[Resource, Sequence[Field]], Sequence[Watcher]]
"""Makes those who look at a table, given the fields in the order of the file."""


def nobody(_resource: Resource, _fields: Sequence[Field]) -> Sequence[Watcher]:
    """Looks at nothing."""
    return ()


class Shown:
    """Lets others see the rows of a table that comes row by row, such as a workbook.

    Args:
        watchers: Who looks at it.
        width: How many columns it has.
    """

    def __init__(self, watchers: Sequence[Watcher], width: int) -> None:
        self._watchers = watchers
        self._width = width
        self._rows: list[tuple[int, list[str]]] = []

    def see(self, row: int, cells: list[Any]) -> list[Any]:
        """Show a row, and give it back."""
        if self._watchers:
            self._rows.append((row, [as_text(cell) for cell in cells]))
            if len(self._rows) >= _SLICE:
                self.finish()
        return cells

    def finish(self) -> None:
        """Show what was held back to be shown together."""
        regular = [(number, cells) for number, cells in self._rows if len(cells) == self._width]
        batch = Batch(
            columns=columns_of([cells for _, cells in regular], self._width),
            rows=np.array([number for number, _ in regular], np.int64),
            others=tuple((number, cells) for number, cells in self._rows if len(cells) != self._width),
        )
        seen = [Cells(column, ("",)) for column in batch.columns]
        for watcher in self._watchers:
            watcher(batch, seen)
        self._rows = []


def show(resource: Resource, watching: Watching) -> None:
    """Let others see a table that nobody could read to judge it, as far as it can be read.

    Args:
        resource: The table.
        watching: Who looks at it.
    """
    rows = records(resource)
    if resource.format in _DELIMITED:  # of which `records` tells lines, not numbers
        rows = ((number, cells) for number, (_, cells) in enumerate(rows, start=1))
    header = _header(resource, rows)
    schema = resource.schema
    shown = Shown(
        watching(resource, [(schema.find(name) if schema else None) or Field(name=name) for name in header]),
        len(header),
    )
    for row, cells in rows:
        shown.see(row, cells)
    shown.finish()


def _header(resource: Resource, rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    """The columns' names; past it, `rows` go on with the first row below."""
    if resource.format in _DELIMITED and not resource.dialect.header:
        return [field.name for field in resource.schema.fields] if resource.schema else []
    return next((cells for number, cells in rows if number >= resource.dialect.header_row), [])
