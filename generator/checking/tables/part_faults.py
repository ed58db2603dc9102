"""Faults of a table in several files that would lose or join rows without a word, here and in frictionless alike."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

from generator.model.finding import Where, error
from generator.reading.parts import first_line, repeats_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Dataset, Part, Resource
    from generator.model.finding import Finding


def find_part_faults(dataset: Dataset, resource: Resource) -> Iterator[Finding]:
    """At most one error for each part of a delimited table.

    The Data Package standard has parts joined as they are, and frictionless leaves out the first line of all parts but
    the first: only where each begins with the same header do all readers see the same rows.
    """
    header = _words(resource.parts[0])
    for place, part in enumerate(resource.parts):
        where = Where(path=f"{dataset.folder}/{part.path}")
        if not part.size:
            yield error(where, "This part of the table is empty.", "Take it out of `path`.", "part-empty")
        elif place and repeats_header(resource) and _words(part) != header:
            problem = f"This part does not begin with the header of {resource.path}, and its first row would be lost."
            yield error(where, problem, "Begin every part with the same header line.", "part-header")
        elif place and not resource.dialect.header and first_line(part).startswith(codecs.BOM_UTF8):
            problem = "This part begins with a byte order mark, which would become part of its first cell."
            yield error(where, problem, "Save it as UTF-8 without one.", "part-mark")
        elif place < len(resource.parts) - 1 and not _ended(part):
            problem = "The last row of this part has no line break, so that it runs into the next part."
            yield error(where, problem, "End the file with a line break.", "part-unended")


def _words(part: Part) -> bytes:
    return first_line(part).removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")


def _ended(part: Part) -> bool:
    with part.file.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() in {b"\n", b"\r"}
