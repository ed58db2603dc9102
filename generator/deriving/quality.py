"""A dataset's quality: five parts of twenty points, each measure taken from a scheme that somebody else has published.

What cannot be measured says so and counts neither way; nothing is estimated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deriving.entries import SHORTEST_DESCRIPTION
from generator.deriving.openness import stars
from generator.model.message import message, noted
from generator.model.quality import Measure, Part, Quality, Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.message import Message
    from generator.model.publication import DatasetFacts
    from generator.model.schema import Field
    from generator.model.table import Table

_DIMENSION = "http://www.w3.org/2016/05/ldqd#"
"""Of the dimensions that the Data Quality Vocabulary takes over from Zaveri et al. (W3C, 2016)."""
_COMPLETENESS = Scheme(
    title="ISO/IEC 25012, completeness", path="https://iso25000.com/index.php/en/iso-25000-standards/iso-25012"
)
_ACCURACY = Scheme(title="ISO/IEC 25012, accuracy", path=_COMPLETENESS.path)
_CURRENTNESS = Scheme(title="ISO/IEC 25012, currentness", path=_COMPLETENESS.path)
_TABLE_SCHEMA = Scheme(title="Data Package, Table Schema", path="https://datapackage.org/standard/table-schema/")
_FINDABLE = Scheme(title="data.europa.eu MQA, findability", path="https://data.europa.eu/mqa/methodology")
_CONTEXT = Scheme(title="data.europa.eu MQA, contextuality", path=_FINDABLE.path)
_DCAT_AP = Scheme(title="DCAT-AP 3", path="https://semiceu.github.io/DCAT-AP/releases/3.0.0/")
_FAIR = Scheme(title="FAIR, principle R1", path="https://www.go-fair.org/fair-principles/")


def assess(facts: DatasetFacts, today: date) -> Quality:
    """The quality of a dataset.

    Args:
        facts: All else that was worked out about it, with the warnings that are public.
        today: In the site's zone; whether new data are late depends on it.
    """
    return Quality(
        parts=(
            Part(
                id="completeness",
                label=noted("Completeness"),
                about=noted("Is every value there?"),
                dimension=f"{_DIMENSION}completeness",
                measures=(_cells(facts.tables),),
            ),
            Part(
                id="validity",
                label=noted("Validity"),
                about=noted("Are the values what they should be?"),
                dimension=f"{_DIMENSION}syntacticValidity",
                measures=(*_schemas(facts.tables), _unremarked(facts)),
            ),
            Part(
                id="documentation",
                label=noted("Documentation"),
                about=noted("Does it say what it is?"),
                dimension=f"{_DIMENSION}understandability",
                measures=_documentation(facts),
            ),
            Part(
                id="freshness",
                label=noted("Freshness"),
                about=noted("Is it as new as was promised?"),
                dimension=f"{_DIMENSION}timeliness",
                measures=_freshness(facts, today),
            ),
            Part(
                id="openness",
                label=noted("Openness"),
                about=noted("Can everybody use it?"),
                dimension=f"{_DIMENSION}licensing",
                measures=stars(facts),
            ),
        )
    )


def _cells(tables: Sequence[Table]) -> Measure:
    total = sum(table.cells for table in tables)
    blank = sum(table.blank for table in tables)
    found = message("There are no cells to look at.")
    if total:
        found = message("{good} of {all} cells.", good=total - blank, all=total)
    return _share("filled-cells", message("Cells that have a value"), found, 20, (total - blank, total), _COMPLETENESS)


def _schemas(tables: Sequence[Table]) -> tuple[Measure, Measure]:
    written = [table for table in tables if table.described]
    fields = [column.field for table in tables for column in table.columns]
    strict = [column.field for table in written for column in table.columns if _refuses(column.field)]
    return (
        _share(
            "described-tables",
            message("Tables checked against a schema that somebody wrote"),
            message(
                "{good} of {all}; every row fits, or it would not be published.", good=len(written), all=len(tables)
            )
            if tables
            else message("There are no tables."),
            10,
            (len(written), len(tables)),
            _TABLE_SCHEMA,
        ),
        _share(
            "strict-columns",
            message("Columns in which a wrong value would be noticed"),
            _of(len(strict), len(fields)) if fields else message("There are no tables."),
            5,
            (len(strict), len(fields)),
            _TABLE_SCHEMA,
        ),
    )


def _refuses(field: Field) -> bool:
    """Whether its type or constraints forbid anything: text may be all that can be written."""
    free = field.type in {"any", "string"} and field.descriptor.get("format", "default") == "default"
    return not free or bool(field.descriptor.get("constraints")) or bool(field.descriptor.get("categories"))


def _unremarked(facts: DatasetFacts) -> Measure:
    folder = facts.dataset.folder
    tables = {table.resource.path: table.resource.files for table in facts.tables}
    warned = {warning.where.path for warning in facts.warnings}
    good = sum(warned.isdisjoint(f"{folder}/{each.path}" for each in files) for files in tables.values())
    found = _of(good, len(tables)) if tables else message("There are no tables.")
    share = (good, len(tables))
    return _share("unremarked-tables", message("Files with tables that have no warnings"), found, 5, share, _ACCURACY)


def _documentation(facts: DatasetFacts) -> tuple[Measure, ...]:
    dataset = facts.dataset
    fields = [column.field for table in facts.tables for column in table.columns]
    described = sum(bool(field.description.strip()) for field in fields)
    length = len(dataset.description)
    return (
        _yes("title", message("A title"), 2, _DCAT_AP, good=bool(dataset.title)),
        _share(
            "description",
            message("A description of {count} characters or more", count=SHORTEST_DESCRIPTION),
            message("It has {count} characters.", count=length) if length else message("Not stated."),
            2,
            (int(length >= SHORTEST_DESCRIPTION), 1),
            _DCAT_AP,
        ),
        _share(
            "described-columns",
            message("Columns that are described"),
            _of(described, len(fields)) if fields else message("There are no columns to look at."),
            6,
            (described, len(fields)),
            _FAIR,
        ),
        # The weights are the MQA's own, 30 to 30 to 20 to 20.
        _yes("keywords", message("Keywords"), 3, _FINDABLE, good=bool(dataset.keywords)),
        _yes("topics", message("Topics"), 3, _FINDABLE, good=bool(dataset.theme)),
        _yes("area", message("The area that it covers"), 2, _FINDABLE, good=bool(dataset.spatial)),
        _yes("period", message("The time that it covers"), 2, _FINDABLE, good=bool(dataset.temporal)),
    )


def _freshness(facts: DatasetFacts, today: date) -> tuple[Measure, ...]:
    due = facts.next_update
    late = due is not None and today > due
    found = message("No day is promised on which new data are due.")
    if due and late:
        found = message("New data are due by {day}: late.", day=due)
    elif due:
        found = message("New data are due by {day}: in time.", day=due)
    label = message("New data in time")
    return (
        _yes(
            "frequency", message("How often it is updated"), 5, _DCAT_AP, good=bool(facts.dataset.accrual_periodicity)
        ),
        _yes("date", message("When it was last updated"), 5, _CONTEXT, good=facts.entry.updated is not None),
        _share("in-time", label, found, 10, (int(not late), int(due is not None)), _CURRENTNESS),
    )


def _of(good: int, all_: int) -> Message:
    return message("{good} of {all}.", good=good, all=all_)


def _yes(id_: str, label: Message, possible: int, scheme: Scheme, *, good: bool) -> Measure:
    points = float(possible) if good else 0.0
    found = message("Stated.") if good else message("Not stated.")
    return Measure(id=id_, label=label, found=found, possible=possible, points=points, scheme=scheme)


def _share(id_: str, label: Message, found: Message, possible: int, share: tuple[int, int], scheme: Scheme) -> Measure:
    """As much of `possible` as the first of `share` is of the second; never rounded up to all of it."""
    good, total = share
    points = int(10 * possible * good / total) / 10 if total else None
    return Measure(id=id_, label=label, found=found, possible=possible, points=points, scheme=scheme)
