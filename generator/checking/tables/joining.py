"""Files of a large table are screened one by one, anywhere and in any order, and joined to what the whole would show.

Conservative, as the screen is: where a part cannot be read by itself (a record goes over its border, a byte order mark
stands in the middle, too much is wrong with it), nothing is joined, and the table is read whole.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from bisect import bisect
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from generator.checking.tables.keys import Keys, Numbers
from generator.checking.tables.part_screen import PartScreen, decoded, encoded
from generator.checking.tables.screen import Look, Screened
from generator.reading.batches import InexactError
from generator.reading.hashing import STABLE
from generator.reading.parts import alone
from generator.reading.tables import reader_of
from generator.reading.watching import Joining, WholeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.checking.tables.screen import Table
    from generator.checking.tables.verdict import Doubt
    from generator.model.dataset import Resource
    from generator.reading.watching import Watcher

_PLAIN = re.compile(r"utf-8(-sig)?|ascii|iso8859-\d+|cp125\d|koi8-[rtu]|mac-\w+")
"""Encodings, as Python names them, in which a line break is one byte and nothing else, wherever reading begins."""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TAIL = 1 << 20
"""Bytes in which the last record of a part must lie."""


def can_be_joined(table: Table) -> bool:
    """Whether parts of `table` may be read by themselves at all."""
    resource = table.resource
    keyed = {place for places in table.keyed for place in places}
    return (
        bool(_PLAIN.fullmatch(codecs.lookup(resource.encoding).name))
        and not resource.dialect.comment_char  # such lines are passed over, so that the last one has no number
        and all(table.columns[place].field.type in STABLE for place in keyed)
    )


def screen_part(table: Table, place: int, *, limit: int, watching: Callable[[], Sequence[Watcher]]) -> bytes:
    """One part, screened by itself, for `join`; nothing where only the whole table can tell.

    Args:
        table: Whose parts may be read by themselves.
        place: Of the part among the files.
        limit: Of the rows with errors: with so many, the whole is not read to its end.
        watching: Makes those who see its rows, too; anew where the part is begun anew.

    Raises:
        UnicodeError: the part is not text in its encoding.
        csv.Error: a cell is longer than can be looked at.
    """
    part = _alone(table, place)
    for exact in (False, True):
        look = Look(part, limit, exact=exact, by_itself=True)
        watchers = watching()
        try:
            look.run(watchers)
        except InexactError:
            continue
        except OverflowError:  # too many keys for the memory
            return b""
        return _told(part, look, limit, watchers, later=place > 0)
    return b""


def join(table: Table, parts: Iterable[bytes], *, limit: int, watchers: Sequence[Watcher]) -> Screened | None:
    """What the whole of `table` would show; None where it must be read whole.

    Args:
        table: Whose parts were screened.
        parts: What `screen_part` made of each, in their order.
        limit: Of the rows with errors, as it was then.
        watchers: Who take in what others have seen; nobody has shown them anything but the header.
    """
    try:
        joined = _Joined(table, limit, watchers)
        for content in parts:
            joined.add(content)
        return joined.screened()
    except WholeError:
        return None


class _Joined:
    def __init__(self, table: Table, limit: int, watchers: Sequence[Watcher]) -> None:
        self._table = table
        self._limit = limit
        self._watchers = [each for each in watchers if isinstance(each, Joining)]
        if len(self._watchers) < len(watchers):
            raise WholeError
        self._doubts: dict[int, Doubt] = {}
        self._keys = [Keys() for _ in table.keyed]
        self._numbers = Numbers()
        self._begins = [0]
        """How many records lie before each part, and in all."""
        self._exact: list[bool] = []
        self._ended = True

    def add(self, content: bytes) -> None:
        part = decoded(content) if content and self._ended else None
        if part is None:
            raise WholeError
        before = self._begins[-1]
        self._ended = part.ended
        self._doubts.update((row + before, doubt) for row, doubt in part.doubts.items())
        if len(self._doubts) >= self._limit:
            raise WholeError
        for keys, more in zip(self._keys, part.keys_after(before), strict=True):
            keys.add(more)
        self._numbers.add(np.arange(part.first + before, part.records + before + 1))
        for watcher, seen in zip(self._watchers, part.seen, strict=True):
            watcher.join(seen, before)
        self._begins.append(before + part.records)
        self._exact.append(part.exact)

    def screened(self) -> Screened:
        known = self._table.known
        repeated = [tuple(self._numbers.at(keys.repeated())) for keys in self._keys]
        wanted = sorted({row for each in repeated[:known] for row in each} - self._doubts.keys())
        for place, (before, end) in enumerate(pairwise(self._begins)):
            rows = [row - before for row in wanted[bisect(wanted, before) : bisect(wanted, end)]]
            if rows:
                look = Look(_alone(self._table, place), self._limit, exact=self._exact[place])
                look.fetch(rows)
                self._doubts.update((row + before, doubt) for row, doubt in look.doubts.items())
        return Screened(
            doubts=dict(sorted(self._doubts.items())),
            rows=self._begins[-1] - self._table.first + 1,
            repeated=tuple(repeated[known:]),
        )


def _alone(table: Table, place: int) -> Table:
    return replace(table, resource=alone(table.resource, place), first=1 if place else table.first)


def _told(part: Table, look: Look, limit: int, watchers: Sequence[Watcher], *, later: bool) -> bytes:
    """What was seen of a part, if it can be joined with others."""
    begin, end = _ends(part.resource)
    if (
        len(look.doubts) >= limit
        or look.records < part.first - 1
        # Of a line break over a border of parts, or a mark there, only the whole can tell.
        or (later and begin.startswith((codecs.BOM_UTF8, b"\n")))
        or not _is_closed(part.resource, look.ending, end)
    ):
        return b""
    try:
        seen = tuple(each.seen() for each in watchers if isinstance(each, Joining))
    except WholeError:
        return b""
    return encoded(
        PartScreen(
            first=part.first,
            records=look.records,
            exact=look.exact,
            ended=not end or end.endswith((b"\n", b"\r")),
            doubts=look.doubts,
            keys=tuple(keys.held() for keys in look.keys),
            absent=tuple(np.concatenate([np.empty(0, np.int64), *each]) for each in look.absent),
            seen=seen,
        )
    )


def _ends(resource: Resource) -> tuple[bytes, bytes]:
    """How a part begins and ends."""
    with resource.file.open("rb") as stream:
        stream.seek(resource.begin)
        begin = stream.read(len(codecs.BOM_UTF8))
        stream.seek(max(resource.begin, resource.size - _TAIL))
        return begin, stream.read()


def _is_closed(resource: Resource, cells: Sequence[str], end: bytes) -> bool:
    """Whether the last record of a part ends where the part ends: else a quote is open, and what follows is within it.

    Args:
        resource: The part.
        cells: Of its last record. With a quote that is not closed, `csv` keeps the last line break, Arrow does not.
        end: Its last bytes.
    """
    if not end:
        return True
    if any(cell.endswith(("\n", "\r")) for cell in cells):
        return False
    lines = end.splitlines(keepends=True)
    own = 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in cells)
    if own > len(lines) or (own == len(lines) and len(end) >= _TAIL):
        return False
    text = b"".join(lines[-own:]).decode(resource.encoding, "replace")
    after = "." if text.endswith(("\n", "\r")) else "\n."
    try:
        return len(list(reader_of(io.StringIO(text + after, newline=""), resource))) == 2  # noqa: PLR2004 - and the point
    except csv.Error:
        return False
