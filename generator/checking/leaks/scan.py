"""The scan of a dataset's tables for leaks, while others read them."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.checking.leaks.allowances import KEY, allowed
from generator.checking.leaks.columns import Asked, Glimpse
from generator.checking.leaks.evidence import Sample, surroundings
from generator.checking.leaks.registry import DETECTORS
from generator.checking.leaks.telling import DELIMITED, Teller
from generator.checking.leaks.watch import MOST, Watch
from generator.model.finding import warning
from generator.model.leaks import Action
from generator.model.schema import Field
from generator.reading.batches import columns_of
from generator.reading.cells import Cells
from generator.reading.parts import open_bytes
from generator.reading.tables import records
from generator.reading.watching import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Finding
    from generator.model.leaks import LeakPolicy
    from generator.reading.batches import Batch
    from generator.reading.watching import Watcher

_MOST_BEYOND = 50
"""Cells beyond the last column that are looked at in rows that are too long."""


class Scan:
    """Looks for leaks in a dataset.

    Args:
        dataset: Whose tables are shown to it.
        policy: What to look for.
        most: With how many different leaks of one kind in one column looking ends, where it is enough to look at some.
        persons: Whether persons may be named where this does not look, in another part of the table: what is a leak
            beside them is then looked for in any case.
    """

    def __init__(self, dataset: Dataset, policy: LeakPolicy, most: int = MOST, *, persons: bool = False) -> None:
        self._most = most
        self._persons = persons
        self._dataset = dataset
        self._policy = policy
        self._tables: dict[int, _Table] = {}

    def watching(self, resource: Resource, fields: Sequence[Field]) -> Sequence[Watcher]:
        """Look at a table; anew where it is shown anew."""
        table = _Table(fields, self._policy, self._most, persons=self._persons)
        table.irregular(_above(resource, fields), len(fields))
        self._tables[resource.position] = table
        return (table,)

    def findings(self, verdict: Sequence[Finding]) -> Iterator[Finding]:
        """What leaks.

        Args:
            verdict: What else is wrong with the tables: of those that could not be shown, what can be read is read now.
        """
        faulty = {finding.where.path for finding in verdict if finding.blocks}
        folder = self._dataset.folder
        for resource in self._dataset.tables:
            shown = resource.position in self._tables
            if not shown and (resource.format in DELIMITED or not verdict):
                try:
                    show(resource, self.watching)
                except (ValueError, OSError, csv.Error):  # which others tell
                    continue
            table = self._tables.get(resource.position)
            if table:
                sound = not shown or faulty.isdisjoint(f"{folder}/{each.path}" for each in resource.files)
                complete = sound or table.last >= _breaks(resource)
                yield from table.findings(self._dataset, resource, complete=complete)


class _Table:
    def __init__(self, fields: Sequence[Field], policy: LeakPolicy, most: int, *, persons: bool) -> None:
        self._policy = policy
        self._most = most
        self._actions = {
            name: policy.actions.get(name, detector.action)
            for name, detector in DETECTORS.items()
            if policy.actions.get(name) is not Action.OFF
        }
        self._columns: list[Asked] = []
        self._samples: list[Sample] = []
        self._watches: list[dict[str, Watch]] = []
        self._present: list[int] = []
        for field in fields:
            self._add(field)
        self._width = len(fields)
        self._persons: bool | None = persons or None
        self._late = False
        """Whether persons were noticed only after some rows had gone by."""
        self.last = 0
        """Number of the last row that was seen: with many errors, nobody reads on."""

    def _add(self, field: Field) -> None:
        asked = Asked(field, self._policy.small_cells_below)
        self._columns.append(asked)
        self._samples.append(Sample(asked))
        self._watches.append({})
        self._present.append(0)

    def __call__(self, batch: Batch, cells: Sequence[Cells]) -> None:
        """Look at a batch."""
        glimpses = [Glimpse(asked, each) for asked, each in zip(self._columns, cells, strict=False)]
        for sample, glimpse in zip(self._samples, glimpses, strict=False):
            sample.take(glimpse)
        if not self._persons:
            found = any(sample.names_persons for sample in self._samples if sample.is_new)
            self._late = found and self._persons is False
            self._persons = found
        self._look(glimpses, batch.rows, persons=self._persons)
        self.irregular(batch.others, self._width)
        self.last = max(self.last, batch.last)

    def irregular(self, rows: Sequence[tuple[int, list[str]]], width: int) -> None:
        """Look at rows of another width, and at what stands above the first."""
        if not rows:
            return
        most = min(max(len(cells) for _, cells in rows), width + _MOST_BEYOND)
        while len(self._columns) < most:
            self._add(Field(name=""))
        padded = [(*cells[:most], *[""] * (most - len(cells))) for _, cells in rows]
        numbers = np.array([number for number, _ in rows], np.int64)
        columns = zip(self._columns, columns_of(padded, most), strict=False)
        self._look([Glimpse(asked, Cells(column, ("",))) for asked, column in columns], numbers, persons=True)

    def _look(self, glimpses: Sequence[Glimpse], rows: npt.NDArray[np.int64], *, persons: bool) -> None:
        asked = [DETECTORS[name] for name in self._actions if persons or not DETECTORS[name].beside_persons]
        for place, glimpse in enumerate(glimpses):
            self._present[place] += glimpse.present
            watches = self._watches[place]
            for detector in asked:
                watch = watches.get(detector.name)
                if watch and watch.closed:
                    continue
                places = detector.look(glimpse)
                if places.size:
                    watch = watches.setdefault(detector.name, watch or Watch(detector, glimpse.asked, self._most))
                    watch.look(glimpse, places, rows)
                if watch:
                    watch.tally.present = self._present[place]

    def seen(self) -> dict[str, Any]:
        """As any watcher that joins others."""
        return {
            "last": self.last,
            "columns": [
                [sample.seen(), present, {name: watch.seen() for name, watch in watches.items()}]
                for sample, present, watches in zip(self._samples, self._present, self._watches, strict=True)
            ],
        }

    def join(self, seen: dict[str, Any], before: int) -> None:
        """As any watcher that joins others."""
        while len(self._columns) < len(seen["columns"]):
            self._add(Field(name=""))
        for place, (sample, present, watches) in enumerate(seen["columns"]):
            self._samples[place].join(sample)
            own = self._watches[place]
            for name, told in watches.items():
                if name not in own:
                    own[name] = Watch(DETECTORS[name], self._columns[place])
                    own[name].tally.present = self._present[place]  # in the parts before, where it had nothing to ask
                own[name].join(told, before)
            for name, watch in own.items():
                watch.tally.present += watches[name]["present"] if name in watches else present
            self._present[place] += present
        self.last = max(self.last, seen["last"] + before if seen["last"] else 0)

    def findings(self, dataset: Dataset, resource: Resource, *, complete: bool) -> Iterator[Finding]:
        """What leaks, column by column."""
        around = surroundings(self._columns, self._samples)
        teller = Teller(dataset, resource, complete=complete)
        for place, (asked, watches) in enumerate(zip(self._columns, self._watches, strict=True)):
            allowances = allowed(asked.field)
            used = set()
            for name, watch in watches.items():
                tally = watch.tally
                if not tally.cells or not watch.detector.accuses(tally, around, asked):
                    continue
                used.add(name)
                tally.full |= self._late and watch.detector.beside_persons
                if name not in allowances:
                    yield teller.tell(watch.detector, asked, place, tally, self._actions[name])
            for name in sorted(allowances & self._actions.keys() - used) if complete else ():
                keys = _keys(resource, asked.field)
                problem = f"Column {asked.field.name!r} is allowed to show {name!r}, but shows nothing of the kind."
                remedy = "Remove it from `leaks`, so that it is told when it comes back."
                yield warning(dataset.source.at(*keys, KEY), problem, remedy, "leak-allow-unused")


def _keys(resource: Resource, field: Field) -> tuple[str | int, ...]:
    """Where the descriptor describes a column."""
    fields = resource.schema.fields if resource.schema else ()
    place = next((place for place, each in enumerate(fields) if each.name == field.name), 0)
    return ("resources", resource.position, "schema", "fields", place)


def _above(resource: Resource, fields: Sequence[Field]) -> list[tuple[int, list[str]]]:
    """The header, and what stands above it."""
    if not resource.dialect.header:
        return []
    head = resource.dialect.header_row
    if resource.format not in DELIMITED:
        return [(head, [field.name for field in fields])]
    return [(number, cells) for number, (_, cells) in enumerate(islice(records(resource), head), start=1)]


def _breaks(resource: Resource) -> int:
    """Line breaks in a file: where rows hold none within them, as many as there are rows."""
    with open_bytes(resource) as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
