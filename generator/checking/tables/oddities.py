"""What frictionless tells badly of a file as a whole: that it is empty, in another encoding, split at another sign."""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

from generator.checking.tables.causes import delimiters, encodings
from generator.checking.tables.causes.cause import Explained, explained
from generator.checking.tables.json_tables import find_json_faults, find_unread_tables
from generator.checking.tables.part_faults import find_part_faults
from generator.checking.tables.workbooks import find_in_workbook
from generator.model.finding import Severity, Where, error, warning
from generator.reading.parts import Whole, located, open_bytes
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Finding

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLOCK = 1 << 20
MOST_COLUMNS = 5000


def find_oddities(dataset: Dataset) -> Iterator[Finding]:
    """At most one finding for each file; after an error, nothing else that is said of the file is of use."""
    yield from find_unread_tables(dataset)
    for resource in dataset.tables:
        where = f"{dataset.folder}/{resource.path}"
        if resource.size == 0:
            yield error(
                Where(path=where),
                "The file is empty.",
                "Put the data into it, or take it out of the dataset.",
                "empty-file",
            )
        elif resource.format == "json":
            yield from find_json_faults(resource, where)
        elif resource.parts and (faults := list(find_part_faults(dataset, resource))):
            yield from faults
        elif resource.format in {"csv", "tsv"}:
            declared = _declared(resource, where)
            shape = declared or _shape_if_readable(resource, where)
            # Where the file must be touched in any case, the encoding is told first; else the screen comes upon it.
            blocks = not declared and any(finding.blocks for finding in shape)
            yield from (find_wrong_encoding(dataset, resource) if blocks else ()) or shape
        elif resource.format == "xlsx":
            yield from find_in_workbook(resource, where)


def find_wrong_encoding(dataset: Dataset, resource: Resource) -> list[Finding]:
    """The first byte that is not text in the file's encoding; memory does not grow with the file."""
    decoder = codecs.getincrementaldecoder(resource.encoding)()
    line = 1
    with open_bytes(resource) as stream:
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as bad:
                place = block.find(bad.object[bad.start : bad.end])
                line += block.count(b"\n", 0, max(place, 0))
                return [_wrong(resource, located(dataset.folder, resource, line), bad.object[bad.start])]
            line += block.count(b"\n")
    return []


def _declared(resource: Resource, where: str) -> list[Finding]:
    """An encoding that the file shows not to be its own."""
    with open_bytes(resource) as stream:
        if stream.read(2) in _UTF_16 and "16" not in resource.encoding:
            return [error(Where(path=where), "The file is in UTF-16.", "In Excel, save it as «CSV UTF-8».", "encoding")]
    cause = encodings.really_utf8(Whole(resource), resource.encoding)
    return [explained(Where(path=where), cause)] if cause else []


def _wrong(resource: Resource, where: Where, byte: int) -> Finding:
    problem = f"Byte {byte:#04x} is not {resource.encoding} text."
    remedy = "Save the file as UTF-8 (in Excel: «CSV UTF-8»), or name its `encoding` in the descriptor."
    cause = encodings.undeclared(Whole(resource)) if resource.encoding.lower().startswith("utf") else None
    if cause is None:
        return error(where, problem, remedy, "encoding")
    return Explained(
        severity=Severity.ERROR,
        where=where,
        problem=f"{problem} {cause.says}.",
        remedy=f"{cause.remedy}.",
        rule=cause.name,
        changes=cause.changes,
    )


def _shape_if_readable(resource: Resource, where: str) -> list[Finding]:
    try:
        return _shape(resource, where)
    except csv.Error as bad:
        problem = f"A cell is longer than 10,000,000 characters, or the file is not a table: {bad}."
        remedy = "Look for a quote that is not closed; put long texts into files of their own."
        return [error(Where(path=where), problem, remedy, "cell-too-long")]


def _shape(resource: Resource, where: str) -> list[Finding]:
    rows = records(resource)
    _, header = next(rows, (0, []))
    if header and header[0].lower().startswith("sep=") and not resource.schema:
        problem = f"The first line, '{header[0][:10]}', is for Excel alone, and others take it for the header."
        return [error(Where(path=where), problem, "Delete that line.", "preamble")]
    cause = delimiters.recognise(resource)
    if cause:
        return [explained(Where(path=where), cause)]
    if len(header) > MOST_COLUMNS:
        problem = f"The table has {len(header):,} columns; at most {MOST_COLUMNS:,} can be checked."
        return [
            error(
                Where(path=where),
                problem,
                "Turn columns into rows: one row for each value, with its name.",
                "too-many-columns",
            )
        ]
    if header and next(rows, None) is None:
        return [
            warning(
                Where(path=where),
                "The table has a header and no rows.",
                "Add the data, or say why there is none.",
                "no-rows",
            )
        ]
    return []
