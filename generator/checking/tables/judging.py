"""The verdict on the tables of a dataset: the screen looks at every row, the referee at those that it cannot prove."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.checking.tables.column import Column, References, remembering
from generator.checking.tables.foreign import Foreign, ForeignKey, foreign_keys, primary_key
from generator.checking.tables.oddities import find_wrong_encoding
from generator.checking.tables.patterns import may_explode
from generator.checking.tables.report import Defect, tell
from generator.checking.tables.screen import Table, screen
from generator.checking.tables.silent import Silent
from generator.checking.tables.sound import is_sound
from generator.checking.tables.unnoticed import find_unnoticed
from generator.checking.tables.verdict import Doubt, Rows
from generator.model.finding import Finding, Where, error
from generator.model.schema import Field
from generator.reading.batches import InexactError, batches
from generator.reading.tables import records
from generator.reading.watching import Shown, Watcher, Watching, nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checking.tables.column import Reader
    from generator.model.dataset import Dataset, Resource
    from generator.reading.batches import Batch

MOST_ERRORS = 1000
"""Of one resource; frictionless's own default."""
_SAMPLE = 100
_DELIMITED = frozenset({"csv", "tsv"})


def is_risky(dataset: Dataset) -> bool:
    """Whether a file made to do harm could make the verdict on `dataset` take for ever, or all memory.

    Delimited files are read in blocks, and patterns that repeat in one place are matched in a time that grows with the
    text. Of workbooks and JSON, and of other patterns, neither holds.
    """
    return any(
        table.format not in _DELIMITED
        or any(
            may_explode(str((field.descriptor.get("constraints") or {}).get("pattern", "")))
            for field in (table.schema.fields if table.schema else ())
            if isinstance(field.descriptor.get("constraints") or {}, dict)
        )
        for table in dataset.tables
    )


def judge(dataset: Dataset, *, limit: int = MOST_ERRORS, watching: Watching = nobody) -> list[Finding]:
    """Everything that is wrong with the rows of the tables of `dataset`.

    Args:
        dataset: Of which the tables are read, with the foreign keys between them.
        limit: After how many errors in a table to stop.
        watching: Who else looks at the rows as they go by.
    """
    findings = [finding for resource in dataset.tables for finding in _refusals(dataset, resource)]
    if findings:
        return findings
    for resource in dataset.tables:
        findings += _judge_table(dataset, resource, limit, watching)
    return findings


def _judge_table(dataset: Dataset, resource: Resource, limit: int, watching: Watching) -> list[Finding]:
    silent: list[Silent] = []

    def all_watching(table: Resource, fields: Sequence[Field]) -> list[Watcher]:
        silent.append(Silent(fields, table.dialect, limit))
        return [silent[-1], *watching(table, fields)]

    try:
        defects = defects_of(dataset, resource, limit=limit, watching=all_watching)
    except csv.Error as bad:
        where = Where(path=f"{dataset.folder}/{resource.path}")
        problem = f"A cell is longer than 10,000,000 characters, or the file is not a table: {bad}."
        remedy = "Look for a quote that is not closed; put long texts into files of their own."
        return [error(where, problem, remedy, "cell-too-long")]
    except MemoryError:
        raise
    except Exception as bad:  # noqa: BLE001 - frictionless fails in ways of its own on schemas that it let pass before
        problem = f"The schema cannot be applied to the data: {bad}."
        remedy = "Look for a constraint that does not fit its column's type."
        return [error(dataset.source.at("resources", resource.position), problem, remedy, "schema")]
    # The last look is the one that counts: a file that Arrow could not cut was begun anew. What it found is the reason
    # for what the referee says of the same cells, so that this is not told, too.
    own = silent[-1].defects if silent else []
    swallowed = {each.row for each in own if each.type == "unclosed-quote"}
    cells = {(each.row, each.column) for each in own}
    others = [each for each in defects if each.row not in swallowed and (each.row, each.column) not in cells]
    findings = [*tell(dataset, resource, own, limit=limit), *tell(dataset, resource, others, limit=limit)]
    if any(each.type == "encoding-error" for each in defects):
        return [*find_wrong_encoding(dataset, resource)] or findings
    if resource.format in _DELIMITED:
        suspicious = not silent or silent[-1].suspicious
        findings += find_unnoticed(dataset, resource, findings, suspicious=suspicious)
    return findings


def defects_of(dataset: Dataset, resource: Resource, *, limit: int, watching: Watching = nobody) -> list[Defect]:
    """What frictionless would report of one table, in its order.

    Args:
        dataset: With the tables that foreign keys lead to.
        resource: One of its tables, of which frictionless accepts the schema.
        limit: After how many errors to stop.
        watching: Who else looks at the rows as they go by.

    Raises:
        csv.Error: a cell is longer than can be looked at.
    """
    look = _screened if resource.format in _DELIMITED else _streamed
    try:
        return look(dataset, resource, limit, watching)
    except (_UnscreenableError, UnicodeError):
        pass
    except TypeError as bad:
        # A list in a key: frictionless fails, too, unless it has found enough errors before.
        if "unhashable" not in str(bad):
            raise
    from generator.checking.tables import referee

    return referee.whole(dataset, resource, limit)


class _UnscreenableError(Exception):
    """frictionless has to read the file itself."""


def _refusals(dataset: Dataset, resource: Resource) -> list[Finding]:
    """What is wrong with the schema itself."""
    if is_sound(dataset, resource):
        return []
    from generator.checking.tables import referee

    try:
        referee.accept(resource)
    except referee.RefusedError as bad:
        where = dataset.source.at("resources", resource.position, "schema")
        remedy = "See https://datapackage.org/standard/table-schema/ for what may stand there."
        problem = "The schema of {} is not a Table Schema: {}."
        return [error(where, problem.format(resource.path, note), remedy, "schema") for note in bad.notes]
    return []


def _screened(dataset: Dataset, resource: Resource, limit: int, watching: Watching) -> list[Defect]:
    layout = _Layout(resource)
    columns = layout.columns
    keys = _keys(dataset, resource, layout.names)
    table = Table(
        resource=resource,
        columns=tuple(columns),
        first=layout.first,
        primary=keys.primary,
        foreign=tuple(References([columns[place] for place in each.positions], each) for each in keys.foreign),
    )
    fields = [column.field for column in columns]
    screened = screen(table, limit=limit, watching=lambda: watching(resource, fields))
    found = Rows(columns, primary=keys.primary, foreign=keys.foreign).judge(screened.doubts.items())
    return _collected(layout.defects, found, limit, rows=screened.rows)


def _streamed(dataset: Dataset, resource: Resource, limit: int, watching: Watching) -> list[Defect]:
    """Of a workbook or JSON, which frictionless itself cuts into cells."""
    from generator.checking.tables import referee

    try:
        with referee.opened(resource) as opened:
            columns = _columns(resource, opened.columns, referee.readers(resource, opened.columns))
            for column in columns:
                column.read = remembering(column.read)
            keys = _keys(dataset, resource, [name for name, _ in opened.columns])
            shown = Shown(watching(resource, [column.field for column in columns]), len(columns))
            rows = ((row, Doubt(cells=shown.see(row, cells))) for row, cells in opened.rows)
            found = Rows(columns, primary=keys.primary, foreign=keys.foreign).judge(rows)
            defects = _collected(opened.defects, found, limit)
            shown.finish()
            return defects
    except referee.RefusedError as bad:
        raise _UnscreenableError from bad


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
    primary: tuple[int, ...]
    """Positions of the columns of the primary key."""
    foreign: tuple[Foreign, ...]


def _keys(dataset: Dataset, resource: Resource, names: Sequence[str]) -> _Keys:
    """The keys of which all columns are there; frictionless passes over others."""
    key = primary_key(resource.schema)
    foreign = (
        Foreign(key=each, positions=tuple(map(names.index, each.fields)), values=_lookup(dataset, resource, each))
        for each in foreign_keys(resource.schema)
        if set(each.fields) <= set(names)
    )
    return _Keys(primary=tuple(map(names.index, key)) if set(key) <= set(names) else (), foreign=tuple(foreign))


def _columns(resource: Resource, described: Sequence[tuple[str, bool]], readers: Sequence[Reader]) -> list[Column]:
    """The columns of a file; one that the schema does not describe may hold anything."""
    schema = resource.schema
    columns = []
    for (name, known), reader in zip(described, readers, strict=True):
        field = schema.find(name) if schema and known else None
        columns.append(Column(field or Field(name=name), schema if field else None, reader))
    return columns


class _Layout:
    """How the columns of a file lie to those of its schema.

    Raises:
        _UnscreenableError: that cannot be told.
    """

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        dialect = resource.dialect
        self.first = dialect.header_row + 1 if dialect.header else 1
        self.defects: list[Defect] = []
        self._described = self._expected()
        if not self._described:
            raise _UnscreenableError
        self.names = [name for name, _ in self._described]

    def _expected(self) -> list[tuple[str, bool]]:
        """Name of each column, and whether the schema describes it."""
        schema, dialect = self._resource.schema, self._resource.dialect
        # What frictionless takes as a sample must be text, or it does not even begin.
        with self._resource.file.open(encoding=self._resource.encoding, newline="") as stream:
            for _ in islice(stream, _SAMPLE):
                pass
        declared = [field.name for field in schema.fields] if schema else []
        if not dialect.header and schema:
            return [(name, True) for name in declared]
        if dialect.header:
            labels = self._labels()
            # Only where nothing at all is the matter: frictionless has rules of its own for the rest.
            if schema and labels == declared and "fieldsMatch" not in schema.descriptor:
                return [(name, True) for name in declared]
            if not schema and labels and all(labels) and len(set(labels)) == len(labels):
                return [(name, False) for name in labels]
        from generator.checking.tables import referee

        try:
            with referee.opened(self._resource) as opened:
                self.defects = opened.defects
                return opened.columns
        except referee.RefusedError as bad:
            raise _UnscreenableError from bad

    def _labels(self) -> list[str]:
        rows = records(self._resource, strict=True)
        for number, (_, cells) in enumerate(rows, start=1):
            if number == self._resource.dialect.header_row:
                return [cell.strip() for cell in cells]
        return []

    @cached_property
    def columns(self) -> list[Column]:
        """The columns, each with its reader."""
        asked = [self._asked(place) for place in range(len(self._described))]
        return _columns(self._resource, self._described, asked)

    def _asked(self, place: int) -> Reader:
        """Frictionless is imported for the first cell that is in doubt, not before."""

        def read(cell: str | None, /) -> tuple[Any, dict[str, str] | None]:
            return self.readers[place](cell)

        return read

    @cached_property
    def readers(self) -> Sequence[Reader]:
        """Frictionless's readers of the columns' cells."""
        from generator.checking.tables import referee

        return referee.readers(self._resource, self._described)


def _lookup(dataset: Dataset, resource: Resource, key: ForeignKey) -> frozenset[tuple[Any, ...]]:
    """What the columns that a foreign key refers to hold."""
    own = not key.resource or key.resource == resource.name
    other = resource if own else next((each for each in dataset.tables if each.name == key.resource), None)
    if other is None:
        raise _UnscreenableError
    read = _read_delimited if other.format in _DELIMITED else _read_streamed
    return frozenset(values for values in read(other, key.reference) if set(values) != {None})


def _read_delimited(resource: Resource, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The different values of some columns; of a column that is not there, None."""
    layout = _Layout(resource)
    places = [layout.names.index(name) if name in layout.names else None for name in names]
    for batch in _batches(resource, layout.columns):
        begin = int((batch.rows < layout.first).sum())
        columns = [None if place is None else batch.columns[place][begin:] for place in places]
        rows = len(batch.rows) - begin
        texts = set(zip(*([None] * rows if each is None else each.to_pylist() for each in columns), strict=True))
        for number, cells in batch.others:
            if number >= layout.first:
                texts.add(tuple(cells[place] if place is not None and place < len(cells) else None for place in places))
        for each in texts:
            yield tuple(
                None if place is None else layout.columns[place].value(text)
                for place, text in zip(places, each, strict=True)
            )


def _read_streamed(resource: Resource, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    from generator.checking.tables import referee

    with referee.opened(resource) as opened:
        known = [name for name, _ in opened.columns]
        places = [known.index(name) if name in known else None for name in names]
        columns = [remembering(reader) for reader in referee.readers(resource, opened.columns)]
        for _, cells in opened.rows:
            yield tuple(
                columns[place](cells[place])[0] if place is not None and place < len(cells) else None
                for place in places
            )


def _batches(resource: Resource, columns: Sequence[Column]) -> list[Batch]:
    blank_matters = any("" not in column.markers for column in columns)
    try:
        return list(batches(resource, len(columns), blank_matters=blank_matters))
    except InexactError:
        return list(batches(resource, len(columns), exact=True))
