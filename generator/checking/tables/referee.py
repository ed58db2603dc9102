"""The one door to frictionless, which alone judges whether a table fits its schema.

It is given a descriptor built from the model, never the officer's own: nothing in it can name a remote file, a file
outside the dataset's folder, or a `$ref`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frictionless

from generator.checking.tables.report import Defect, tell
from generator.model.finding import Finding, error

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Dataset, Resource

MOST_ERRORS = 1000
"""Of one resource; frictionless's own default."""


def judge(root: Path, dataset: Dataset) -> list[Finding]:
    """Everything that frictionless finds in the tables of `dataset`.

    Args:
        root: The repository.
        dataset: Of which the tables are read, with the foreign keys between them.
    """
    findings: list[Finding] = []
    tables: list[tuple[Resource, Any]] = []
    for resource in dataset.tables:
        try:
            tables.append((resource, frictionless.Resource.from_descriptor(_descriptor(resource))))
        except frictionless.FrictionlessException as bad:
            findings += _refused(dataset, resource, bad)
    if findings or not tables:
        return findings
    for resource, table in tables:
        if resource.schema is None:
            # Without a schema only the shape is judged: types guessed from a sample would accuse good rows.
            table.detector = frictionless.Detector(field_type="any")
    try:
        reports = _reports(root / dataset.folder, tables)
    except Exception as bad:  # noqa: BLE001 - it fails in many ways of its own on schemas that it let pass before
        problem = f"The schema cannot be applied to the data: {bad}."
        return [
            error(
                dataset.source.at("resources"),
                problem,
                "Look for a constraint that does not fit its column's type.",
                "schema",
            )
        ]
    tasks = [task for report in reports for task in report.tasks]
    for task, (resource, _) in zip(tasks, tables, strict=False):
        findings += tell(dataset, resource, [_defect(each) for each in task.errors], limit=MOST_ERRORS)
    for each in (bad for report in reports for bad in report.errors):
        findings.append(error(dataset.source.at("resources"), f"{each.message}", "Correct the descriptor.", "schema"))
    return findings


def _reports(folder: Path, tables: list[tuple[Resource, Any]]) -> list[Any]:
    """Frictionless's reports, of all tables together where keys lead from one to another."""
    if any(resource.schema and "foreignKeys" in resource.schema.descriptor for resource, _ in tables):
        package = frictionless.Package(resources=[table for _, table in tables], basepath=str(folder))
        return [package.validate(limit_errors=MOST_ERRORS)]
    for _, table in tables:
        table.basepath = str(folder)
    return [table.validate(limit_errors=MOST_ERRORS) for _, table in tables]


def _name(resource: Resource) -> str:
    return resource.name or f"resource-{resource.position + 1}"


def _descriptor(resource: Resource) -> dict[str, Any]:
    dialect = resource.dialect
    described: dict[str, Any] = {
        "name": _name(resource),
        "type": "table",
        "scheme": "file",
        "path": resource.path,
        "format": resource.format,
        "encoding": resource.encoding,
        "dialect": {"header": dialect.header, "headerRows": [dialect.header_row]},
    }
    if resource.format in {"csv", "tsv"}:
        described["dialect"]["csv"] = {
            "delimiter": dialect.delimiter,
            "quoteChar": dialect.quote_char,
            "doubleQuote": dialect.double_quote,
            "skipInitialSpace": dialect.skip_initial_space,
            **({"escapeChar": dialect.escape_char} if dialect.escape_char else {}),
        }
        described["format"] = "csv"
        if dialect.comment_char:
            described["dialect"]["commentChar"] = dialect.comment_char
    elif resource.format == "xlsx":
        described["dialect"]["excel"] = {"sheet": dialect.sheet}
    if resource.schema is not None:
        described["schema"] = {
            **{key: value for key, value in resource.schema.descriptor.items() if key != "fields"},
            "missingValues": list(resource.schema.missing_values),
            "fields": [dict(field.descriptor) for field in resource.schema.fields],
        }
    return described


def _refused(dataset: Dataset, resource: Resource, bad: frictionless.FrictionlessException) -> list[Finding]:
    """The schema itself is wrong."""
    where = dataset.source.at("resources", resource.position, "schema")
    reasons = [each.note for each in bad.reasons] or [bad.error.note]
    problem = "The schema of {} is not a Table Schema: {}."
    remedy = "See https://datapackage.org/standard/table-schema/ for what may stand there."
    return [
        error(where, problem.format(resource.path, note.rstrip(".")), remedy, "schema")
        for note in dict.fromkeys(reasons)
    ]


def _defect(found: Any) -> Defect:  # noqa: ANN401 - frictionless publishes no types
    return Defect(
        type=found.type,
        note=found.note,
        row=getattr(found, "row_number", 0) or 0,
        column=getattr(found, "field_number", 0) or 0,
        label=getattr(found, "label", "") or getattr(found, "field_name", "") or "",
        cell=str(getattr(found, "cell", "") or ""),
        expected=(getattr(found, "field_name", "") or "") if hasattr(found, "label") else "",
    )
