"""The screen: proves rows of a delimited file valid, column by column, and hands on all others with their numbers.

It is conservative: a row is passed over only where every cell is proven to give frictionless nothing to say, and no
other row has its keys. Memory does not grow with the file, but with what is handed on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from generator.checking.tables.keys import NOTHING, KeyArray, Keys, Numbers, joined, scattered
from generator.checking.tables.verdict import Doubt
from generator.reading import arrays
from generator.reading.batches import InexactError, batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.checking.tables.column import Column, References
    from generator.model.dataset import Resource
    from generator.reading.arrays import Mask
    from generator.reading.batches import Batch
    from generator.reading.cells import Cells
    from generator.reading.watching import Watcher


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A delimited file with what is known of its columns."""

    resource: Resource
    columns: tuple[Column, ...]
    """In the order of the file."""
    first: int
    """The number of the first row below the header."""
    primary: tuple[int, ...] = ()
    """Positions of the columns of the primary key."""
    foreign: tuple[References, ...] = ()
    further: tuple[tuple[int, ...], ...] = ()
    """Positions of the columns of other keys that must not repeat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Screened:
    """What the screen could not prove."""

    doubts: dict[int, Doubt]
    """By number of the row, in the order of the file."""
    rows: int
    """How many rows were looked at."""
    repeated: tuple[tuple[int, ...], ...]
    """Of each further key of the table, the rows that share it with another."""


def screen(table: Table, *, limit: int, watching: Callable[[], Sequence[Watcher]] = tuple) -> Screened:
    """The rows of `table` with which something is wrong, and those that seem to share a key.

    Args:
        table: What to look at.
        limit: After how many rows with errors to stop.
        watching: Makes those who see each batch, too, without the header; anew where the file is begun anew.

    Raises:
        UnicodeError: the file is not text in its encoding.
        csv.Error: a cell is longer than can be looked at.
    """
    try:
        return _Screen(table, limit, exact=False).run(watching())
    except InexactError:
        return _Screen(table, limit, exact=True).run(watching())


class _Screen:
    def __init__(self, table: Table, limit: int, *, exact: bool) -> None:
        self._table = table
        self._limit = limit
        self._exact = exact
        self._keyed: list[tuple[int, ...]] = [(place,) for place, column in enumerate(table.columns) if column.unique]
        if table.primary:
            self._keyed.append(table.primary)
        self._known = len(self._keyed)
        self._keyed += table.further
        self._keys = [Keys() for _ in self._keyed]
        self._doubts: dict[int, Doubt] = {}

    def run(self, watchers: Sequence[Watcher]) -> Screened:
        rows = 0
        numbers = Numbers()
        for batch in self._batches():
            rows += len(batch.rows) + len(batch.others)
            cells = [column.cells(array) for column, array in zip(self._table.columns, batch.columns, strict=True)]
            self._look(batch, cells)
            for watcher in watchers:
                watcher(batch, cells)
            if self._keyed:
                numbers.add(self._gather(batch, cells))
            if len(self._doubts) >= self._limit:
                break
        repeated = [tuple(numbers.at(keys.repeated())) for keys in self._keys]
        wanted = {row for each in repeated[: self._known] for row in each} - self._doubts.keys()
        if wanted:
            self._fetch(wanted)
        return Screened(doubts=dict(sorted(self._doubts.items())), rows=rows, repeated=tuple(repeated[self._known :]))

    def _batches(self) -> Iterator[Batch]:
        columns = self._table.columns
        blank_matters = any("" not in column.markers for column in columns)
        for batch in batches(self._table.resource, len(columns), exact=self._exact, blank_matters=blank_matters):
            yield _below(batch, self._table.first)

    def _look(self, batch: Batch, cells: Sequence[Cells]) -> None:
        self._doubts.update((row, Doubt(cells=cells)) for row, cells in batch.others)
        if not len(batch.rows):
            return
        columns = self._table.columns
        looked = ((place, column.doubts(each)) for place, (column, each) in enumerate(zip(columns, cells, strict=True)))
        wrong = {place: mask for place, mask in looked if mask is not None}
        between = [key.doubts([cells[place] for place in key.positions]) for key in self._table.foreign]
        between.append(_all_missing(cells))
        if self._table.primary:
            between.append(_all_missing([cells[place] for place in self._table.primary]))
        masks = [*wrong.values(), *(mask for mask in between if mask is not None)]
        if masks:
            # With each of these rows something is wrong: beyond the limit, no more are needed.
            places = np.flatnonzero(np.logical_or.reduce(masks))[: self._limit]
            self._hand_on(batch, places, wrong)

    def _hand_on(self, batch: Batch, places: npt.NDArray[np.int64], wrong: Mapping[int, Mask]) -> None:
        at = arrays.positions(places)
        taken = [array.take(at).to_pylist() for array in batch.columns]
        positions: list[set[int]] = [set() for _ in range(len(places))]
        for position, mask in wrong.items():
            for at in np.flatnonzero(mask[places]).tolist():
                positions[at].add(position)
        for row, wrong_at, *cells in zip(batch.rows[places].tolist(), positions, *taken, strict=True):
            self._doubts[row] = Doubt(cells=cells, wrong=frozenset(wrong_at))

    def _gather(self, batch: Batch, cells: Sequence[Cells]) -> npt.NDArray[np.int64]:
        """Adds the keys of a batch; returns the numbers of its rows, in order."""
        numbers = np.concatenate([batch.rows, np.array([row for row, _ in batch.others], np.int64)])
        order = np.argsort(numbers, kind="stable") if batch.others else None
        for places, keys in zip(self._keyed, self._keys, strict=True):
            found = joined([self._key(batch, place, cells[place], alone=len(places) == 1) for place in places])
            keys.add(found if order is None else found[order])
        return numbers if order is None else numbers[order]

    def _key(self, batch: Batch, place: int, cells: Cells, *, alone: bool) -> KeyArray:
        column = self._table.columns[place]
        keys = column.keys(cells, batch.rows, alone=alone)
        if not batch.others:
            return keys
        rows = np.array([row for row, _ in batch.others], np.int64)
        texts = [other[place] if place < len(other) else "" for _, other in batch.others]
        others = column.keys(column.cells(arrays.texts(texts)), rows, alone=alone)
        absent = np.array([place >= len(other) for _, other in batch.others], bool)
        return np.concatenate([keys, np.where(absent, scattered(rows) if alone else NOTHING, others)])

    def _fetch(self, wanted: set[int]) -> None:
        """Reads the file once more for the cells of rows that share a key with others."""
        sought = np.array(sorted(wanted), np.int64)
        for batch in self._batches():
            self._hand_on(batch, np.flatnonzero(np.isin(batch.rows, sought)), {})
            if batch.last >= sought[-1]:
                break


def _below(batch: Batch, first: int) -> Batch:
    """The rows of a batch from `first` on."""
    if (len(batch.rows) and batch.rows[0] < first) or (batch.others and batch.others[0][0] < first):
        cut = int(np.searchsorted(batch.rows, first))
        return replace(
            batch,
            columns=tuple(array[cut:] for array in batch.columns),
            rows=batch.rows[cut:],
            others=tuple((row, cells) for row, cells in batch.others if row >= first),
        )
    return batch


def _all_missing(cells: Sequence[Cells]) -> Mask | None:
    masks = [each.missing for each in cells]
    if any(mask is None for mask in masks):
        return None
    found: Mask = np.logical_and.reduce([mask for mask in masks if mask is not None])
    return found if found.any() else None
