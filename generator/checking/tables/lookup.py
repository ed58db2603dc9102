"""What the columns hold that a foreign key refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checking.tables.column import remembering
from generator.checking.tables.layout import DELIMITED, Layout, UnscreenableError
from generator.reading.batches import InexactError, batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checking.tables.column import Column
    from generator.checking.tables.foreign import ForeignKey
    from generator.model.dataset import Dataset, Resource
    from generator.reading.batches import Batch


def look_up(dataset: Dataset, resource: Resource, key: ForeignKey) -> frozenset[tuple[Any, ...]]:
    """What the columns that a foreign key refers to hold."""
    own = not key.resource or key.resource == resource.name
    other = resource if own else next((each for each in dataset.tables if each.name == key.resource), None)
    if other is None:
        raise UnscreenableError
    if other.format not in DELIMITED:
        return _known(_read_streamed(other, key.reference))
    try:
        return _known(_read_delimited(other, key.reference, exact=False))
    except InexactError:
        return _known(_read_delimited(other, key.reference, exact=True))


def _known(found: Iterator[tuple[Any, ...]]) -> frozenset[tuple[Any, ...]]:
    return frozenset(values for values in found if set(values) != {None})


def _read_delimited(resource: Resource, names: Sequence[str], *, exact: bool) -> Iterator[tuple[Any, ...]]:
    """The different values of some columns; of a column that is not there, None."""
    layout = Layout(resource)
    places = [layout.names.index(name) if name in layout.names else None for name in names]
    for batch in _batches(resource, layout.columns, exact=exact):
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


def _batches(resource: Resource, columns: Sequence[Column], *, exact: bool) -> Iterator[Batch]:
    if exact:
        return batches(resource, len(columns), exact=True)
    blank_matters = any("" not in column.markers for column in columns)
    return batches(resource, len(columns), blank_matters=blank_matters)
