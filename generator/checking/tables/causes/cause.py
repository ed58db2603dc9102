"""What a recognised cause is, and what it is recognised from."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from generator.model.finding import Finding, Severity, Where
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checking.tables.defects import Defect
    from generator.checking.tables.evidence import Evidence
    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field


@noun
class Change:
    """A key of the descriptor that would make the data fit."""

    part: str
    """Where the key belongs: resource, dialect, schema or field."""
    key: str
    value: Any
    """As it would be written; for the key `fields` of the schema, the columns' names in their new order."""
    field: str = ""
    """Which column, by its name in the schema."""


@noun
class Cause:
    """Why cells are wrong, proven on all of them."""

    name: str
    """In kebab-case; it stays when the words change."""
    says: str
    """A sentence without its full stop."""
    remedy: str
    """A sentence without its full stop."""
    changes: tuple[Change, ...] = ()
    """What would mend it for certain, if anything in the descriptor does."""


@noun
class Column:
    """The cells of one column that break one rule."""

    field: Field
    rule: str
    """The type of the defect; for a constraint, its name in the schema, such as `minLength`."""
    cells: tuple[str, ...]
    """Those that are wrong, each once."""
    others: tuple[str, ...]
    """Those seen in the same column that are not told wrong, each once, without missing ones."""

    def change(self, key: str, value: object) -> Change:
        """What would be written for this column."""
        return Change(part="field", key=key, value=value, field=self.field.name)


@noun
class Case:
    """A table, what is wrong in it, and what can be seen of its file."""

    dataset: Dataset
    resource: Resource
    defects: Sequence[Defect]
    evidence: Evidence

    @property
    def names(self) -> list[str]:
        """The columns' names in the schema."""
        return [each.name for each in self.resource.schema.fields] if self.resource.schema else []


@noun
class Told:
    """A cause of defects of several columns or rows, and which of them it explains."""

    cause: Cause
    """Its `says` stands alone."""
    row: int
    """Where to look."""
    explained: frozenset[Defect] = field(default_factory=frozenset)


@noun
class Explained(Finding):
    """A finding whose cause is known, and what of the descriptor would mend it."""

    changes: tuple[Change, ...] = ()


def explained(where: Where, cause: Cause, severity: Severity = Severity.ERROR) -> Explained:
    """The finding that tells `cause` alone."""
    return Explained(
        severity=severity,
        where=where,
        problem=f"{cause.says}.",
        remedy=f"{cause.remedy}.",
        rule=cause.name,
        changes=cause.changes,
    )
