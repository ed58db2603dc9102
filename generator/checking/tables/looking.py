"""What is wrong with the rows of a table: the screen looks at all of them, the referee at those it cannot prove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.checking.tables.beyond import unique_keys
from generator.checking.tables.column import References, remembering
from generator.checking.tables.defects import Defect
from generator.checking.tables.foreign import Foreign, foreign_keys, primary_key
from generator.checking.tables.joining import can_be_joined, join, screen_part
from generator.checking.tables.layout import DELIMITED, Layout, UnscreenableError, columns_of
from generator.checking.tables.lookup import look_up
from generator.checking.tables.screen import Table, screen
from generator.checking.tables.verdict import Doubt, Rows
from generator.model.noun import noun
from generator.reading.parts import alone
from generator.reading.watching import Shown, Watching, nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.checking.tables.column import Column
    from generator.model.dataset import Dataset, Resource


@noun
class Looked:
    """What is wrong with a table."""

    defects: list[Defect]
    """What frictionless would report, in its order."""
    repeated: list[Defect]
    """Rows that share a unique key, of which frictionless knows nothing."""


def look_at(
    dataset: Dataset, resource: Resource, *, limit: int, watching: Watching = nobody, parts: Iterable[bytes] = ()
) -> Looked:
    """What is wrong with one table.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its tables, of which frictionless accepts the schema.
        limit: After how many errors to stop.
        watching: Who else looks at the rows as they go by.
        parts: What `look_at_part` made of each of its files, where that was done.

    Raises:
        csv.Error: a cell is longer than can be looked at.
    """
    try:
        if resource.format in DELIMITED:
            return _screened(dataset, resource, limit, watching, parts)
        return _streamed(dataset, resource, limit, watching)
    except (UnscreenableError, UnicodeError):
        pass
    except TypeError as bad:
        # A list in a key: frictionless fails, too, unless it has found enough errors before.
        if "unhashable" not in str(bad):
            raise
    from generator.checking.tables import referee

    return Looked(defects=referee.whole(dataset, resource, limit), repeated=[])


def look_at_part(dataset: Dataset, resource: Resource, place: int, *, limit: int, watching: Watching = nobody) -> bytes:
    """One file of a delimited table, looked at by itself; nothing where only the whole can tell.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its tables.
        place: Of the file among those of the table.
        limit: After how many errors in the table to stop.
        watching: Who else looks at the rows; they must be able to join what is seen elsewhere.
    """
    try:
        layout = Layout(resource)
        table = _table(resource, layout, _keys(dataset, resource, layout.names))
        if not can_be_joined(table):
            return b""
        # The header belongs to the whole.
        shown = replace(alone(resource, place), dialect=replace(resource.dialect, header=False))
        fields = [column.field for column in layout.columns]
        return screen_part(table, place, limit=limit, watching=lambda: watching(shown, fields))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it comes up again where the whole is read, and is told there
        return b""


def depends_on(dataset: Dataset, resource: Resource) -> tuple[str, tuple[Resource, ...]] | None:
    """What `look_at_part` goes by besides the bytes of the file; None where only the whole can tell.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its delimited tables.

    Returns:
        Words, and tables whose files matter, too.
    """
    try:
        layout = Layout(resource)
        if not can_be_joined(_table(resource, layout, _Keys(primary=(), foreign=(), further=()))):
            return None
    except Exception:  # noqa: BLE001 - whatever it is, it comes up again where the whole is read, and is told there
        return None
    names = {key.resource for key in foreign_keys(resource.schema)}
    if names & {"", resource.name}:  # what stands in one part is looked up in all
        return None
    described = [(column.field.name, column.markers) for column in layout.columns]
    words = repr((layout.first, described, resource.schema, resource.dialect, resource.encoding, resource.format))
    return words, tuple(each for each in dataset.tables if each.name in names)


def _table(resource: Resource, layout: Layout, keys: _Keys) -> Table:
    return Table(
        resource=resource,
        columns=tuple(layout.columns),
        first=layout.first,
        primary=keys.primary,
        foreign=tuple(References([layout.columns[place] for place in each.positions], each) for each in keys.foreign),
        further=keys.further,
    )


def _screened(dataset: Dataset, resource: Resource, limit: int, watching: Watching, parts: Iterable[bytes]) -> Looked:
    layout = Layout(resource)
    columns = layout.columns
    keys = _keys(dataset, resource, layout.names)
    table = _table(resource, layout, keys)
    fields = [column.field for column in columns]
    screened = None
    if parts and can_be_joined(table):
        screened = join(table, parts, limit=limit, watchers=watching(resource, fields))
    if screened is None:
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


@noun
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
