"""What fits the schema and is wrong all the same: letters from a wrong encoding, a total at the end."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from generator.checking.tables.causes.encodings import garbled, lost, mended
from generator.checking.tables.causes.layout import is_total, total_row
from generator.checking.tables.evidence import look
from generator.model.finding import warning
from generator.reading.parts import Whole, located

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Finding

_TAIL = 1 << 14
_LAST = 15
_FEWEST = 3
"""Rows: of two, either may be called a total."""
_MOST = 10_000
_UTF_8 = frozenset({"utf-8", "utf8", "utf-8-sig"})


def find_unnoticed(
    dataset: Dataset, resource: Resource, told: Collection[Finding], *, suspicious: bool
) -> Iterator[Finding]:
    """At most three warnings for a delimited file.

    Args:
        dataset: Whose file is looked at.
        resource: The file.
        told: What was found before; nothing is told twice.
        suspicious: Whether letters in it may be garbled or lost.
    """
    if suspicious and resource.encoding.lower() in _UTF_8:
        yield from _garbled(dataset, resource)
        yield from _lost(dataset, resource)
    paths = {f"{dataset.folder}/{each.path}" for each in resource.files}
    if not any(each.where.path in paths and each.rule == "total-row" for each in told):
        yield from _total(dataset, resource)


def _garbled(dataset: Dataset, resource: Resource) -> Iterator[Finding]:
    words: list[tuple[int, str]] = []
    for found in garbled(Whole(resource)):
        words.append(found)
        if len(words) >= _MOST:
            break
    if words:
        line, word = words[0]
        count = f"{'at least ' if len(words) >= _MOST else ''}{len(words):,} places, the first '{word}', which"
        places = count if len(words) > 1 else f"one place, '{word}', which"
        problem = f"Letters are garbled in {places} should be '{mended(word)}'."
        remedy = (
            "The text was once read in a wrong encoding and saved so: take it anew from where it came from, as UTF-8."
        )
        yield warning(located(dataset.folder, resource, line), problem, remedy, "garbled")


def _lost(dataset: Dataset, resource: Resource) -> Iterator[Finding]:
    count, line = lost(Whole(resource))
    if count:
        several = f"{count:,} letters were" if count > 1 else "A letter was"
        problem = f"{several} lost before the file was saved: a question mark in a diamond (U+FFFD) stands for each."
        remedy = "Take the text anew from where it came from, as UTF-8."
        yield warning(located(dataset.folder, resource, line), problem, remedy, "letters-lost")


def _total(dataset: Dataset, resource: Resource) -> Iterator[Finding]:
    """A last row that begins with the word for a total, where it is added up with the others."""
    schema = resource.schema
    if not schema or not any(field.numeric for field in schema.fields) or not any(map(is_total, _last_cells(resource))):
        return
    try:
        body = look(resource).body
    except (ValueError, csv.Error):
        return
    while len(body) > _FEWEST and body[-1].filled == [0] and not is_total(body[-1].cell(1)):
        body.pop()  # a remark
    words = [each.cell(1).strip().casefold() for each in body]
    if len(words) >= _FEWEST and words.count(words[-1]) == 1 and is_total(words[-1]):
        cause = total_row(body[-1], "would be published, drawn and added up like the others")
        yield warning(
            located(dataset.folder, resource, body[-1].line), f"{cause.says}.", f"{cause.remedy}.", cause.name
        )


def _last_cells(resource: Resource) -> list[str]:
    """What the last lines begin with: most files need no closer look."""
    last = resource.files[-1]
    with last.file.open("rb") as stream:
        stream.seek(max(0, last.size - _TAIL))
        text = stream.read().decode(resource.encoding, errors="replace")
    dialect = resource.dialect
    lines = text.rsplit("\n", _LAST)[1:]
    return [line.partition(dialect.delimiter)[0].strip(f" \t\r{dialect.quote_char}") for line in lines]
