"""A dataset's quality: five parts of twenty points, each measure taken from a scheme that somebody else has published.

What cannot be measured says so and counts neither way; nothing is estimated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deriving.entries import SHORTEST_DESCRIPTION
from generator.deriving.openness import stars
from generator.model.quality import Measure, Part, Quality, Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.publication import DatasetFacts, Table
    from generator.model.schema import Field

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
                label="Completeness",
                about="Is every value there?",
                dimension=f"{_DIMENSION}completeness",
                measures=(_cells(facts.tables),),
            ),
            Part(
                id="validity",
                label="Validity",
                about="Are the values what they should be?",
                dimension=f"{_DIMENSION}syntacticValidity",
                measures=(*_schemas(facts.tables), _unremarked(facts)),
            ),
            Part(
                id="documentation",
                label="Documentation",
                about="Does it say what it is?",
                dimension=f"{_DIMENSION}understandability",
                measures=_documentation(facts),
            ),
            Part(
                id="freshness",
                label="Freshness",
                about="Is it as new as was promised?",
                dimension=f"{_DIMENSION}timeliness",
                measures=_freshness(facts, today),
            ),
            Part(
                id="openness",
                label="Openness",
                about="Can everybody use it?",
                dimension=f"{_DIMENSION}licensing",
                measures=stars(facts),
            ),
        )
    )


def _cells(tables: Sequence[Table]) -> Measure:
    total = sum(table.cells for table in tables)
    blank = sum(table.blank for table in tables)
    found = f"{total - blank:,} of {total:,} cells." if total else "There are no cells to look at."
    return _share("filled-cells", "Cells that have a value", found, 20, (total - blank, total), _COMPLETENESS)


def _schemas(tables: Sequence[Table]) -> tuple[Measure, Measure]:
    written = [table for table in tables if table.described]
    fields = [column.field for table in tables for column in table.columns]
    strict = [column.field for table in written for column in table.columns if _refuses(column.field)]
    none = "There are no tables."
    return (
        _share(
            "described-tables",
            "Tables checked against a schema that somebody wrote",
            f"{len(written):,} of {len(tables):,}; every row fits, or it would not be published." if tables else none,
            10,
            (len(written), len(tables)),
            _TABLE_SCHEMA,
        ),
        _share(
            "strict-columns",
            "Columns in which a wrong value would be noticed",
            f"{len(strict):,} of {len(fields):,}." if fields else none,
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
    found = f"{good:,} of {len(tables):,}." if tables else "There are no tables."
    share = (good, len(tables))
    return _share("unremarked-tables", "Files with tables that have no warnings", found, 5, share, _ACCURACY)


def _documentation(facts: DatasetFacts) -> tuple[Measure, ...]:
    dataset = facts.dataset
    fields = [column.field for table in facts.tables for column in table.columns]
    described = sum(bool(field.description.strip()) for field in fields)
    length = len(dataset.description)
    return (
        _yes("title", "A title", 2, _DCAT_AP, good=bool(dataset.title)),
        _share(
            "description",
            f"A description of {SHORTEST_DESCRIPTION} characters or more",
            f"It has {length:,} characters." if length else "Not stated.",
            2,
            (int(length >= SHORTEST_DESCRIPTION), 1),
            _DCAT_AP,
        ),
        _share(
            "described-columns",
            "Columns that are described",
            f"{described:,} of {len(fields):,}." if fields else "There are no columns to look at.",
            6,
            (described, len(fields)),
            _FAIR,
        ),
        # The weights are the MQA's own, 30 to 30 to 20 to 20.
        _yes("keywords", "Keywords", 3, _FINDABLE, good=bool(dataset.keywords)),
        _yes("topics", "Topics", 3, _FINDABLE, good=bool(dataset.theme)),
        _yes("area", "The area that it covers", 2, _FINDABLE, good=bool(dataset.spatial)),
        _yes("period", "The time that it covers", 2, _FINDABLE, good=bool(dataset.temporal)),
    )


def _freshness(facts: DatasetFacts, today: date) -> tuple[Measure, ...]:
    due = facts.next_update
    late = due is not None and today > due
    found = "No day is promised on which new data are due."
    if due:
        found = f"New data are due by {due.isoformat()}: {'late' if late else 'in time'}."
    label = "New data in time"
    return (
        _yes("frequency", "How often it is updated", 5, _DCAT_AP, good=bool(facts.dataset.accrual_periodicity)),
        _yes("date", "When it was last updated", 5, _CONTEXT, good=facts.entry.updated is not None),
        _share("in-time", label, found, 10, (int(not late), int(due is not None)), _CURRENTNESS),
    )


def _yes(id_: str, label: str, possible: int, scheme: Scheme, *, good: bool) -> Measure:
    points = float(possible) if good else 0.0
    return Measure(
        id=id_, label=label, found="Stated." if good else "Not stated.", possible=possible, points=points, scheme=scheme
    )


def _share(id_: str, label: str, found: str, possible: int, share: tuple[int, int], scheme: Scheme) -> Measure:
    """As much of `possible` as the first of `share` is of the second; never rounded up to all of it."""
    good, total = share
    points = int(10 * possible * good / total) / 10 if total else None
    return Measure(id=id_, label=label, found=found, possible=possible, points=points, scheme=scheme)
