"""A file whose cells are separated by another sign than the descriptor says."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Change
from generator.checking.tables.causes.labels import plain
from generator.checking.tables.evidence import SEEN
from generator.reading.parts import open_text

if TYPE_CHECKING:
    from generator.model.dataset import Resource

_SIGNS = {";": '";"', "\t": '"\\t"', "|": '"|"', ",": '","'}
_CALLED = {";": '";"', "\t": '"\\t"', "|": '"|"', ",": "commas"}
_LONGEST_LINE = 100_000
_MOST_COLUMNS = 5000


def recognise(resource: Resource) -> Cause | None:
    """The sign that separates the cells, if it is not the one that is declared."""
    now = resource.dialect.delimiter
    with open_text(resource, "replace") as stream:
        lines = [line[:_LONGEST_LINE] for line in islice(stream, SEEN)]
    lines = [line for line in lines if line.strip()]
    if not lines:
        return None
    current = _widths(lines, now, resource)
    if current[0] > 1 or (resource.dialect.declared and len(resource.schema.fields if resource.schema else ()) < 2):  # noqa: PLR2004
        return None
    for sign in _SIGNS:
        widths = _widths(lines, sign, resource)
        usual = max(set(widths), key=widths.count)
        if sign == now or usual < 2 or usual > _MOST_COLUMNS:  # noqa: PLR2004 - one column has no delimiter
            continue
        all_alike = set(widths) == {usual}
        titled = _has_names(lines, sign, resource)
        if (widths[0] > 1 and (all_alike or (set(current) == {1} and widths[0] == usual))) or titled:
            return _told(sign, now, certain=all_alike or titled)
    return None


def _has_names(lines: list[str], sign: str, resource: Resource) -> bool:
    """Whether a row is the header of the schema, if it is split at `sign`."""
    names = [plain(each.name) for each in resource.schema.fields] if resource.schema else []
    rows = csv.reader(lines, delimiter=sign, quotechar=resource.dialect.quote_char)
    try:
        return any([plain(cell) for cell in cells] == names for cells in rows if cells)
    except csv.Error:
        return False


def _widths(lines: list[str], sign: str, resource: Resource) -> list[int]:
    reader = csv.reader(lines, delimiter=sign, quotechar=resource.dialect.quote_char)
    try:
        return [len(cells) for cells in reader if cells] or [0]
    except csv.Error:
        return [0]


def _told(sign: str, now: str, *, certain: bool) -> Cause:
    change = Change(part="dialect", key="delimiter", value=sign)
    return Cause(
        name="delimiter",
        says=f"The columns seem to be separated by {_CALLED[sign]}, not by {_CALLED.get(now, repr(now))}",
        remedy=f"Write `dialect: {{delimiter: {_SIGNS[sign]}}}` for this file in the descriptor",
        changes=(change,) if certain else (),
    )
