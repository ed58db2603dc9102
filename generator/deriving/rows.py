"""The rows of a delimited table that may not fit into memory, as columns of a batch at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import compute

from generator.model.errors import ContentError
from generator.reading.batches import batches
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Resource
    from generator.reading.batches import Batch


class Rows:
    """The rows of a delimited table, a batch at a time.

    Args:
        resource: The table.
        exact: Whether `csv` must cut it.
    """

    def __init__(self, resource: Resource, *, exact: bool = False) -> None:
        self._resource = resource
        self._exact = exact
        dialect = resource.dialect
        self._head = dialect.header_row if dialect.header else 0
        self.names = self._names()
        self._missing = pa.array([*(resource.schema.missing_values if resource.schema else ("",))], pa.string())

    def _names(self) -> list[str]:
        sign = self._resource.dialect.comment_char
        written = (cells for _, cells in records(self._resource) if cells and not (sign and cells[0].startswith(sign)))
        head = [*islice(written, self._head or 1)][-1:]
        found = head[0] if head else []
        schema = self._resource.schema
        if self._head:
            return found
        return [each.name for each in schema.fields] if schema else [f"field{n + 1}" for n in range(len(found))]

    def __iter__(self) -> Iterator[list[pa.StringArray]]:
        """The columns of each batch; what is missing is null."""
        left = self._head
        width = len(self.names)
        for batch in batches(self._resource, width, exact=self._exact, blank_matters=True):
            columns, left = self._below(batch, left)
            if len(columns[0]):
                yield [compute.if_else(compute.is_in(each, self._missing), None, each) for each in columns]

    def _below(self, batch: Batch, left: int) -> tuple[list[pa.StringArray], int]:
        """The rows of a batch that lie below the header, of which `left` rows are still to come."""
        irregular = [(row, cells) for row, cells in batch.others if cells]
        if left:
            numbers = sorted([*batch.rows[:left].tolist(), *(row for row, _ in irregular[:left])])[:left]
            above = int((batch.rows <= numbers[-1]).sum()) if numbers else 0
            irregular = [each for each in irregular if each[0] > numbers[-1]]
            left -= len(numbers)
        else:
            above = 0
        columns = [column[above:] for column in batch.columns]
        if irregular:
            row = irregular[0][0]
            raise ContentError(f"{self._resource.path}: Row {row:,} has another width. Run `daylight check`.")
        return columns, left
