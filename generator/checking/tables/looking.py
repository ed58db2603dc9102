"""What is wrong with the rows of a table: the screen looks at all of them, the referee at those it cannot prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.checking.tables.beyond import unique_keys
from generator.checking.tables.column import References, remembering
from generator.checking.tables.defects import Defect
from generator.checking.tables.foreign import Foreign, foreign_keys, primary_key
from generator.checking.tables.layout import DELIMITED, Layout, UnscreenableError, columns_of
from generator.checking.tables.lookup import look_up
from generator.checking.tables.screen import Table, screen
from generator.checking.tables.verdict import Doubt, Rows
from generator.reading.watching import Shown, Watching, nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.checking.tables.column import Column
    from generator.model.dataset import Dataset, Resource


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What is wrong with a table."""

    defects: list[Defect]
    """What frictionless would report, in its order."""
    repeated: list[Defect]
    """Rows that share a unique key, of which frictionless knows nothing."""


def look_at(dataset: Dataset, resource: Resource, *, limit: int, watching: Watching = nobody) -> Looked:
    """What is wrong with one table.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its tables, of which frictionless accepts the schema.
        limit: After how many errors to stop.
        watching: Who else looks at the rows as they go by.

    Raises:
        csv.Error: a cell is longer than can be looked at.
    """
    look = _screened if resource.format in DELIMITED else _streamed
    try:
        return look(dataset, resource, limit, watching)
    except (UnscreenableError, UnicodeError):
        pass
    except TypeError as bad:
        # A list in a key: frictionless fails, too, unless it has found enough errors before.
        if "unhashable" not in str(bad):
            raise
    from generator.checking.tables import referee

    return Looked(defects=referee.whole(dataset, resource, limit), repeated=[])


def _screened(dataset: Dataset, resource: Resource, limit: int, watching: Watching) -> Looked:
    layout = Layout(resource)
    columns = layout.columns
    keys = _keys(dataset, resource, layout.names)
    table = Table(
        resource=resource,
        columns=tuple(columns),
        first=layout.first,
        primary=keys.primary,
        foreign=tuple(References([columns[place] for place in each.positions], each) for each in keys.foreign),
        further=keys.further,
    )
    fields = [column.field for column in columns]
    screened = screen(table, limit=limit, watching=lambda: watching(resource, fields))
    found = Rows(columns, primary=keys.primary, foreign=keys.foreign, most=limit).judge(screened.doubts.items())
    return Looked(
        defects=_collected(layout.defects, found, limit, rows=screened.rows),
        repeated=[
            _repeated(row, key, columns)
            for key, rows in zip(keys.further, screened.repeated, strict=True)
            for row in rows[:limit]
        ],
    )


def _streamed(dataset: Dataset, resource: Resource, limit: int, watching: Watching) -> Looked:
    """Of a workbook or JSON, which frictionless itself cuts into cells."""
    from generator.checking.tables import referee

    try:
        with referee.opened(resource) as opened:
            columns = columns_of(resource, opened.columns, referee.readers(resource, opened.columns))
            for column in columns:
                column.read = remembering(column.read)
            keys = _keys(dataset, resource, [name for name, _ in opened.columns])
            shown = Shown(watching(resource, [column.field for column in columns]), len(columns))
            further = _Further(columns, keys.further)
            rows = ((row, Doubt(cells=further.see(row, shown.see(row, cells)))) for row, cells in opened.rows)
            found = Rows(columns, primary=keys.primary, foreign=keys.foreign, most=limit).judge(rows)
            defects = _collected(opened.defects, found, limit)
            shown.finish()
            return Looked(defects=defects, repeated=further.repeated[:limit])
    except referee.RefusedError as bad:
        raise UnscreenableError from bad


def _collected(defects: list[Defect], found: Iterable[list[Defect]], limit: int, rows: int = 0) -> list[Defect]:
    """All defects, up to the limit, which counts only where there is a row."""
    collected = list(defects)
    for each in found:
        rows = 1
        collected += each
        if len(collected) >= limit:
            break
    return collected[:limit] if rows else collected


@dataclass(frozen=True, kw_only=True, slots=True)
class _Keys:
    """Positions of columns that mean something together."""

    primary: tuple[int, ...]
    foreign: tuple[Foreign, ...]
    further: tuple[tuple[int, ...], ...]


def _keys(dataset: Dataset, resource: Resource, names: Sequence[str]) -> _Keys:
    """The keys of which all columns are there; frictionless passes over others."""

    def placed(key: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(map(names.index, key)) if set(key) <= set(names) else ()

    return _Keys(
        primary=placed(primary_key(resource.schema)),
        foreign=tuple(
            Foreign(key=key, positions=placed(key.fields), values=look_up(dataset, resource, key))
            for key in foreign_keys(resource.schema)
            if placed(key.fields)
        ),
        further=tuple(filter(None, map(placed, unique_keys(resource.schema)))),
    )


class _Further:
    """Finds rows that share a unique key, as they go by."""

    def __init__(self, columns: Sequence[Column], keys: Sequence[tuple[int, ...]]) -> None:
        self.repeated: list[Defect] = []
        self._columns = columns
        self._seen: dict[tuple[int, ...], set[tuple[Any, ...]]] = {key: set() for key in keys}

    def see(self, row: int, cells: list[Any]) -> list[Any]:
        """Look at a row, and give it back."""
        for key, seen in self._seen.items():
            values = tuple(self._columns[place].read(cells[place] if place < len(cells) else None)[0] for place in key)
            if values in seen and set(values) != {None}:
                self.repeated.append(_repeated(row, key, self._columns))
            seen.add(values)
        return cells


def _repeated(row: int, key: tuple[int, ...], columns: Sequence[Column]) -> Defect:
    names = ", ".join(columns[place].field.name for place in key)
    return Defect(type="unique-key", note=names, row=row)
