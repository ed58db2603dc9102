"""The shape of a table: Table Schema (https://datapackage.org/standard/table-schema/), the parts that pages show."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMERIC = frozenset({"integer", "number"})
TEMPORAL = frozenset({"date", "datetime", "year", "yearmonth"})


@noun
class Field:
    """A column."""

    name: str
    type: str = "any"
    title: str = ""
    description: str = ""
    unit: str = ""
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    """As written, for the referee: formats, constraints, decimalChar and all else."""

    @property
    def label(self) -> str:
        """What a reader calls the column."""
        return self.title or self.name

    @property
    def numeric(self) -> bool:
        """Whether its values can be added up."""
        return self.type in NUMERIC

    @property
    def temporal(self) -> bool:
        """Whether its values lie on a time line."""
        return self.type in TEMPORAL


@noun
class Schema:
    """The columns of a table, and what must hold between rows."""

    fields: tuple[Field, ...]
    missing_values: tuple[str, ...] = ("",)
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    """As written, for the referee."""
    inferred: bool = False
    """Whether it was guessed from the data."""

    def find(self, name: str) -> Field | None:
        """The column called `name`, if there is one."""
        return next((column for column in self.fields if column.name == name), None)
