"""The screen: proves rows of a delimited file valid, column by column, and hands on all others with their numbers.

It is conservative: a row is passed over only where every cell is proven to give frictionless nothing to say, and no
other row has its keys. Memory does not grow with the file, but with what is handed on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from generator.checking.tables.keys import KeyArray, Keys, Numbers, joined, keyed
from generator.checking.tables.verdict import Doubt
from generator.model.noun import noun
from generator.reading import arrays
from generator.reading.batches import InexactError, batches

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from generator.checking.tables.column import Column, References
    from generator.model.dataset import Resource
    from generator.reading.arrays import Mask
    from generator.reading.batches import Batch
    from generator.reading.cells import Cells
    from generator.reading.watching import Watcher


@noun
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

    @property
    def keyed(self) -> list[tuple[int, ...]]:
        """Positions of the columns of everything that must not repeat: first what frictionless knows of."""
        unique = [(place,) for place, column in enumerate(self.columns) if column.unique]
        return [*unique, *([self.primary] if self.primary else []), *self.further]

    @property
    def known(self) -> int:
        """How many of those frictionless knows of."""
        return len(self.keyed) - len(self.further)


@noun
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
        look = Look(table, limit, exact=False)
        look.run(watching())
    except InexactError:
        look = Look(table, limit, exact=True)
        look.run(watching())
    repeated = [tuple(look.numbers.at(keys.repeated())) for keys in look.keys]
    wanted = {row for each in repeated[: table.known] for row in each} - look.doubts.keys()
    if wanted:
        look.fetch(wanted)
    return Screened(doubts=dict(sorted(look.doubts.items())), rows=look.rows, repeated=tuple(repeated[table.known :]))


class Look:
    """What is seen of a table in one go.

    Args:
        table: What to look at.
        limit: After how many rows with errors to stop.
        exact: Whether `csv` must cut it.
        by_itself: Whether others join what is seen with more: rows without a value are remembered, and nothing goes
            to disk.
    """

    def __init__(self, table: Table, limit: int, *, exact: bool, by_itself: bool = False) -> None:
        self.exact = exact
        self.doubts: dict[int, Doubt] = {}
        self.rows = 0
        """How many were looked at."""
        self.records = 0
        """The number of the last record, the header being one."""
        self.ending: list[str] = []
        """The cells of the last record."""
        self.keys = [Keys(spills=not by_itself) for _ in table.keyed]
        self.absent: list[list[npt.NDArray[np.int64]]] = [[] for _ in table.keyed]
        """By key of one column, the numbers of the rows without a value in it."""
        self.numbers = Numbers()
        """Of the rows that the keys belong to."""
        self._table = table
        self._limit = limit
        self._by_itself = by_itself

    def run(self, watchers: Sequence[Watcher]) -> None:
        """Look at all rows, or at as many as are needed to find the most errors that are told."""
        last: Batch | None = None
        for whole in self._batches():
            last, batch = whole, _below(whole, self._table.first)
            self.rows += len(batch.rows) + len(batch.others)
            cells = [column.cells(array) for column, array in zip(self._table.columns, batch.columns, strict=True)]
            self._look(batch, cells)
            for watcher in watchers:
                watcher(batch, cells)
            if self.keys:
                self.numbers.add(self._gather(batch, cells))
            if len(self.doubts) >= self._limit:
                break
        if last:
            self.records, self.ending = last.last, last.ending()

    def fetch(self, wanted: Collection[int]) -> None:
        """Read the file once more for the cells of some rows, such as those that share a key with others."""
        sought = np.array(sorted(wanted), np.int64)
        for whole in self._batches():
            batch = _below(whole, self._table.first)
            self._hand_on(batch, np.flatnonzero(np.isin(batch.rows, sought)), {})
            if batch.last >= sought[-1]:
                break

    def _batches(self) -> Iterator[Batch]:
        columns = self._table.columns
        blank_matters = any("" not in column.markers for column in columns)
        return batches(self._table.resource, len(columns), exact=self.exact, blank_matters=blank_matters)

    def _look(self, batch: Batch, cells: Sequence[Cells]) -> None:
        self.doubts.update((row, Doubt(cells=cells)) for row, cells in batch.others)
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
            self.doubts[row] = Doubt(cells=cells, wrong=frozenset(wrong_at))

    def _gather(self, batch: Batch, cells: Sequence[Cells]) -> npt.NDArray[np.int64]:
        """Adds the keys of a batch; returns the numbers of its rows, in order."""
        numbers = np.concatenate([batch.rows, np.array([row for row, _ in batch.others], np.int64)])
        order = np.argsort(numbers, kind="stable") if batch.others else None
        for places, keys, without in zip(self._table.keyed, self.keys, self.absent, strict=True):
            read = [self._key(batch, place, cells[place]) for place in places]
            alone = len(read) == 1
            absent = read[0][1]
            if self._by_itself and alone and absent is not None:
                without.append(np.sort(numbers[absent]))
            found = joined([keyed(each, numbers if alone else None) for each in read])
            keys.add(found if order is None else found[order])
        return numbers if order is None else numbers[order]

    def _key(self, batch: Batch, place: int, cells: Cells) -> tuple[KeyArray, Mask | None]:
        """The keys of the values in a column, those of rows of another width last, and where there is no value."""
        column = self._table.columns[place]
        keys, absent = column.keys(cells)
        if not batch.others:
            return keys, absent
        texts = [other[place] if place < len(other) else "" for _, other in batch.others]
        others, none = column.keys(column.cells(arrays.texts(texts)))
        without = np.array([place >= len(other) for _, other in batch.others], bool)
        if none is not None:
            without |= none
        before = np.zeros(len(batch.rows), bool) if absent is None else absent
        return np.concatenate([keys, others]), np.concatenate([before, without])


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
