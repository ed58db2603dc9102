"""Foreign keys: columns whose values must stand together in another table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.model.schema import Schema


@noun
class ForeignKey:
    """A foreign key as a schema declares it (Table Schema, «foreignKeys»)."""

    fields: tuple[str, ...]
    resource: str
    """Name of the other table; empty for the table itself."""
    reference: tuple[str, ...]
    """Its columns."""


@noun
class Foreign:
    """A foreign key with what the other table holds."""

    key: ForeignKey
    positions: tuple[int, ...]
    """Of the columns that refer, counted from 0."""
    values: frozenset[tuple[Any, ...]]
    """One tuple for each different row of the other table."""

    def note(self, values: tuple[Any, ...]) -> str:
        """What frictionless says of values that are not there."""
        key = self.key
        return (
            f'for "{", ".join(key.fields)}": values "{", ".join(map(str, values))}" not found in the lookup table '
            f'"{key.resource}" as "{", ".join(key.reference)}"'
        )


def foreign_keys(schema: Schema | None) -> tuple[ForeignKey, ...]:
    """The foreign keys of a schema that frictionless has accepted."""
    declared = schema.descriptor.get("foreignKeys") or () if schema else ()
    return tuple(
        ForeignKey(
            fields=_listed(each["fields"]),
            resource=each["reference"].get("resource", ""),
            reference=_listed(each["reference"]["fields"]),
        )
        for each in declared
    )


def primary_key(schema: Schema | None) -> tuple[str, ...]:
    """The names of the columns of the primary key."""
    return _listed(schema.descriptor.get("primaryKey") or ()) if schema else ()


def _listed(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a name or a list of them
    return (value,) if isinstance(value, str) else tuple(value)
