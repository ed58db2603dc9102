"""The verdict on the tables of a dataset: the screen looks at every row, the referee at those that it cannot prove."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from generator.checking.tables.beyond import Beyond
from generator.checking.tables.column import markers_of
from generator.checking.tables.layout import DELIMITED
from generator.checking.tables.looking import look_at, look_at_part
from generator.checking.tables.oddities import find_wrong_encoding
from generator.checking.tables.patterns import may_explode
from generator.checking.tables.silent import Silent
from generator.checking.tables.sound import is_sound
from generator.checking.tables.unnoticed import find_unnoticed
from generator.model.finding import Finding, error, warning
from generator.reading.parts import located
from generator.reading.tables import records
from generator.reading.watching import Watcher, Watching, nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field

MOST_ERRORS = 1000
"""Of one resource; frictionless's own default."""


def _no_parts(_resource: Resource) -> Iterable[bytes]:
    return ()


def is_risky(dataset: Dataset) -> bool:
    """Whether a file made to do harm could make the verdict on `dataset` take for ever, or all memory.

    Delimited files are read in blocks, and patterns that repeat in one place are matched in a time that grows with the
    text. Of workbooks and JSON, and of other patterns, neither holds.
    """
    return any(
        table.format not in DELIMITED or any(map(_may_explode, table.schema.fields if table.schema else ()))
        for table in dataset.tables
    )


def _may_explode(field: Field) -> bool:
    if "bareNumber" in field.descriptor:  # frictionless strips other signs in a time that grows with their square
        return True
    constraints = field.descriptor.get("constraints")
    if not isinstance(constraints, dict):
        return False
    return "jsonSchema" in constraints or may_explode(str(constraints.get("pattern", "")))


def judge(
    dataset: Dataset,
    *,
    limit: int = MOST_ERRORS,
    watching: Watching = nobody,
    parts: Callable[[Resource], Iterable[bytes]] = _no_parts,
) -> list[Finding]:
    """Everything that is wrong with the rows of the tables of `dataset`.

    Args:
        dataset: Of which the tables are read, with the foreign keys between them.
        limit: After how many errors in a table to stop.
        watching: Who else looks at the rows as they go by.
        parts: What `judge_part` made of the files of a table; nothing where it is to be read whole.
    """
    findings = [finding for resource in dataset.tables for finding in _refusals(dataset, resource)]
    if findings:
        return findings
    for resource in dataset.tables:
        findings += _judge_table(dataset, resource, limit, watching, parts(resource))
    return findings


def judge_part(
    dataset: Dataset, resource: Resource, place: int, *, limit: int = MOST_ERRORS, watching: Watching = nobody
) -> bytes:
    """What is seen of one file of a table by itself, for `judge` to join; nothing where only the whole can tell.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its delimited tables.
        place: Of the file among those of the table.
        limit: After how many errors in the table to stop.
        watching: Who else looks at the rows.
    """

    def all_watching(table: Resource, fields: Sequence[Field]) -> list[Watcher]:
        return [*_own(table, fields, limit), *watching(table, fields)]

    return look_at_part(dataset, resource, place, limit=limit, watching=all_watching)


def _own(table: Resource, fields: Sequence[Field], limit: int) -> tuple[Silent, Beyond]:
    schema = table.schema
    missing = [markers_of(field, schema if schema and field in schema.fields else None) for field in fields]
    return Silent(fields, table.dialect, limit), Beyond(fields, missing, limit)


def _judge_table(
    dataset: Dataset, resource: Resource, limit: int, watching: Watching, parts: Iterable[bytes]
) -> list[Finding]:
    own: list[tuple[Silent, Beyond]] = []

    def all_watching(table: Resource, fields: Sequence[Field]) -> list[Watcher]:
        own.append(_own(table, fields, limit))
        return [*own[-1], *watching(table, fields)]

    try:
        looked = look_at(dataset, resource, limit=limit, watching=all_watching, parts=parts)
    except csv.Error as bad:
        where = located(dataset.folder, resource)
        problem = f"A cell is longer than 10,000,000 characters, or the file is not a table: {bad}."
        remedy = "Look for a quote that is not closed; put long texts into files of their own."
        return [error(where, problem, remedy, "cell-too-long")]
    except MemoryError:
        raise
    except Exception as bad:  # noqa: BLE001 - frictionless fails in ways of its own on schemas that it let pass before
        problem = f"The schema cannot be applied to the data: {bad}."
        remedy = "Look for a constraint that does not fit its column's type."
        return [error(dataset.source.at("resources", resource.position), problem, remedy, "schema")]
    # The last look is the one that counts: a file that Arrow could not cut was begun anew. What was found in silence is
    # the reason for what the referee says of the same cells, so that this is not told, too.
    silent, beyond = own[-1] if own else (None, None)
    unseen = silent.defects if silent else []
    swallowed = {each.row for each in unseen if each.type == "unclosed-quote"}
    cells = {(each.row, each.column) for each in unseen}
    judged = [each for each in looked.defects if each.row not in swallowed and (each.row, each.column) not in cells]
    findings: list[Finding] = [*_comments(dataset, resource)]
    for defects in filter(None, (unseen, judged, beyond.defects if beyond else [], looked.repeated)):
        from generator.checking.tables.report import tell

        findings += tell(dataset, resource, defects, limit=limit)
    if any(each.type == "encoding-error" for each in judged):
        return [*find_wrong_encoding(dataset, resource)] or findings
    if resource.format in DELIMITED:
        suspicious = silent is None or silent.suspicious
        findings += find_unnoticed(dataset, resource, findings, suspicious=suspicious)
    return findings


def _comments(dataset: Dataset, resource: Resource) -> list[Finding]:
    """Lines that nobody checks, and that are published all the same."""
    sign = resource.dialect.comment_char
    if not sign or resource.format not in DELIMITED:
        return []
    found = [number for number, cells in records(resource) if cells and cells[0].startswith(sign)]
    if not found:
        return []
    count = f"{len(found):,} rows begin" if len(found) > 1 else "A row begins"
    problem = f"{count} with '{sign}', so that nobody checks what they say, and they are published all the same."
    where = located(dataset.folder, resource, found[0])
    return [warning(where, problem, "Take them out of the file, or take `commentChar` out of the dialect.", "comments")]


def _refusals(dataset: Dataset, resource: Resource) -> list[Finding]:
    """What is wrong with the schema itself."""
    if is_sound(dataset, resource):
        return []
    from generator.checking.tables import referee

    try:
        referee.accept(resource)
    except referee.RefusedError as bad:
        where = dataset.source.at("resources", resource.position, "schema")
        remedy = "See https://datapackage.org/standard/table-schema/ for what may stand there."
        problem = "The schema of {} is not a Table Schema: {}."
        return [error(where, problem.format(resource.path, note), remedy, "schema") for note in bad.notes]
    return []
