"""How the columns of a file lie to those of its schema."""

from __future__ import annotations

import codecs
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.checking.tables.column import Column
from generator.model.schema import Field
from generator.reading.parts import open_text
from generator.reading.tables import lines_of, reader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checking.tables.column import Reader
    from generator.checking.tables.defects import Defect
    from generator.model.dataset import Resource

DELIMITED = frozenset({"csv", "tsv"})
_MARK = "\ufeff"
_SAMPLE = 100
"""Lines that frictionless reads before it begins."""


class UnscreenableError(Exception):
    """frictionless has to read the file itself."""


def columns_of(resource: Resource, described: Sequence[tuple[str, bool]], readers: Sequence[Reader]) -> list[Column]:
    """The columns of a file; one that the schema does not describe may hold anything."""
    schema = resource.schema
    columns = []
    for (name, known), reader in zip(described, readers, strict=True):
        field = schema.find(name) if schema and known else None
        columns.append(Column(field or Field(name=name), schema if field else None, reader))
    return columns


class Layout:
    """How the columns of a file lie to those of its schema.

    Raises:
        UnscreenableError: that cannot be told.
    """

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        dialect = resource.dialect
        self.first = dialect.header_row + 1 if dialect.header else 1
        self.defects: list[Defect] = []
        self._described = self._expected()
        if not self._described:
            raise UnscreenableError
        self.names = [name for name, _ in self._described]

    def _expected(self) -> list[tuple[str, bool]]:
        """Name of each column, and whether the schema describes it."""
        schema, dialect = self._resource.schema, self._resource.dialect
        # What frictionless takes as a sample must be text, or it does not even begin.
        with open_text(self._resource) as stream:
            sample = list(islice(lines_of(stream), _SAMPLE))
        if sample and codecs.lookup(self._resource.encoding).name == "utf-8":
            sample[0] = sample[0].removeprefix(_MARK)  # as frictionless does, too
        declared = [field.name for field in schema.fields] if schema else []
        if not dialect.header and schema:
            return [(name, True) for name in declared]
        if dialect.header:
            labels = self._labels(sample)
            # Only where nothing at all is the matter: frictionless has rules of its own for the rest.
            if schema and labels == declared and "fieldsMatch" not in schema.descriptor:
                return [(name, True) for name in declared]
            if not schema and labels and all(labels) and len(set(labels)) == len(labels):
                return [(name, False) for name in labels]
        from generator.checking.tables import referee

        try:
            with referee.opened(self._resource) as opened:
                self.defects = opened.defects
                return opened.columns
        except referee.RefusedError as bad:
            raise UnscreenableError from bad

    def _labels(self, sample: list[str]) -> list[str]:
        row = self._resource.dialect.header_row
        header: list[str] = next(islice(reader_of(sample, self._resource), row - 1, row), [])
        return [cell.strip() for cell in header]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns, each with its reader."""
        asked = [self._asked(place) for place in range(len(self._described))]
        return columns_of(self._resource, self._described, asked)

    def _asked(self, place: int) -> Reader:
        """Frictionless is imported for the first cell that is in doubt, not before."""

        def read(cell: str | None, /) -> tuple[Any, dict[str, str] | None]:
            return self.readers[place](cell)

        return read

    @cached_property
    def readers(self) -> Sequence[Reader]:
        """Frictionless's readers of the columns' cells."""
        from generator.checking.tables import referee

        return referee.readers(self._resource, self._described)
