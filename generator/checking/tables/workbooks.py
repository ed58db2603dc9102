"""What stands in a workbook beside the cells that are read: hidden sheets, lies about size, lost values.

Looked for in its XML (ECMA-376 Part 1, section 18), of which no more is unpacked at a time than a block: readers of
workbooks believe what it says of itself, and show nothing of the rest, which is published all the same.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING

from generator.model.finding import Where, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Resource
    from generator.model.finding import Finding

_MUCH = 100_000_000
"""Bytes that a workbook may unpack to, however few it has."""
_TIMES = 100
"""What a larger one may unpack to, times its size: spreadsheets write some ten times."""
_BLOCK = 1 << 20
_OVERLAP = 4096
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_HIDDEN = re.compile(rb"state\s*=\s*[\"'](?:hidden|veryHidden)[\"']")
_NAME = re.compile(rb"name\s*=\s*[\"']([^\"']*)[\"']")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*ref\s*=\s*[\"'](?:[A-Z]+[0-9]+:)?([A-Z]+)([0-9]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]{0,200}?\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_UNVALUED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]{0,1000}</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)
_OUTSIDE = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]{0,1000}\|[^<]{0,1000}</(?:\w+:)?f>")


def find_in_workbook(resource: Resource, where: str) -> Iterator[Finding]:
    """What an officer should know of a workbook before it is published; nothing where it is none."""
    try:
        with zipfile.ZipFile(resource.file) as archive:
            yield from _size(resource, archive, where) or (
                *_sheets(resource, archive, where),
                *(finding for name in _worksheets(archive) for finding in _cells(archive, name, where)),
            )
    except (zipfile.BadZipFile, NotImplementedError, KeyError, OSError, RuntimeError):
        return  # the referee tells


def _size(resource: Resource, archive: zipfile.ZipFile, where: str) -> list[Finding]:
    """A workbook that is small only as long as it is packed; no reader unpacks more than it declares."""
    size = sum(member.file_size for member in archive.infolist())
    if size <= _MUCH or size <= resource.size * _TIMES:
        return []
    problem = f"The workbook unpacks to {size // 1_000_000:,} MB, which is more than can be checked."
    remedy = "Look for cells far below or beside the table, and for enormous cells; publish large tables as CSV."
    return [error(Where(path=where), problem, remedy, "unpacks-to-much")]


def _sheets(resource: Resource, archive: zipfile.ZipFile, where: str) -> Iterator[Finding]:
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    hidden = [_named(sheet) for sheet in sheets if _HIDDEN.search(sheet)]
    if hidden:
        problem = f"The workbook has hidden sheets, which are published with it: {', '.join(hidden)[:200]}."
        yield error(Where(path=where), problem, "Delete them; or unhide them, if readers may see them.", "hidden-sheet")
    elif len(sheets) > 1:
        chosen = resource.dialect.sheet
        read = f"'{chosen}'" if isinstance(chosen, str) else f"number {chosen}"
        problem = f"The workbook has {len(sheets)} sheets. Only sheet {read} is checked, and all are published."
        remedy = "Delete the others, or describe each one as a resource with `dialect: {sheet: …}`."
        yield warning(Where(path=where), problem, remedy, "several-sheets")


def _named(sheet: bytes) -> str:
    found = _NAME.search(sheet)
    return f"'{found[1].decode(errors='replace')}'" if found else "one without a name"


def _worksheets(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]


def _cells(archive: zipfile.ZipFile, name: str, where: str) -> Iterator[Finding]:
    """At most three findings in a sheet."""
    ends: tuple[int, int] | None = None
    last = (0, 0)
    unvalued = outside = False
    with archive.open(name) as stream:
        for block in _blocks(stream):
            if ends is None and (found := _DIMENSION.search(block)):
                ends = (_column(found[1]), int(found[2]))
            for column, row in _CELL.findall(block):
                last = (max(last[0], _column(column)), max(last[1], int(row)))
            unvalued = unvalued or bool(_UNVALUED.search(block))
            outside = outside or bool(_OUTSIDE.search(block))
    if ends and (last[0] > ends[0] or last[1] > ends[1]):
        problem = f"The workbook says that it ends in row {ends[1]:,}, column {ends[0]:,}, and has cells beyond that."
        remedy = "They would be published and not checked: open it in a spreadsheet program and save it again."
        yield error(Where(path=where), problem, remedy, "workbook-size")
    if unvalued:
        problem = "The workbook has formulas without their values, which readers of data see as empty cells."
        remedy = "Open it in a spreadsheet program and save it again; or write the values themselves."
        yield error(Where(path=where), problem, remedy, "formula-without-value")
    if outside:
        problem = "The workbook has a formula that calls another program."
        yield error(Where(path=where), problem, "Write the value itself.", "formula")


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The content in blocks that overlap, so that nothing is cut in two."""
    kept = b""
    while block := stream.read(_BLOCK):
        yield kept + block
        kept = block[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
