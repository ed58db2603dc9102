"""One column as the screen sees it: which of its cells are in doubt, and the keys and values of all."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import compute

from generator.checking.tables.keys import KeyArray, text_keys
from generator.checking.tables.proofs.numbers import INTEGER, read_numbers
from generator.checking.tables.proofs.registry import proof_of
from generator.reading import arrays
from generator.reading.cells import Cells
from generator.reading.hashing import stable_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checking.tables.foreign import Foreign
    from generator.model.schema import Field, Schema
    from generator.reading.arrays import Mask

_MEMORY = 200_000
"""Distinct values of a column that are remembered."""
_PLAIN_INTEGER = re.compile("-?[0-9]{1,18}")
_KEY = 2**64 - 1


class Reader(Protocol):
    """Reads a cell as frictionless does."""

    def __call__(self, cell: str | None, /) -> tuple[Any, dict[str, str] | None]:
        """Its value, None if it is missing or not of its type, and what is wrong with it by kind."""
        ...


def remembering(reader: Reader) -> Reader:
    """The same reader, which is asked but once about cells that are written alike."""
    known: dict[tuple[type, Any], tuple[Any, dict[str, str] | None]] = {}

    def read(cell: Any, /) -> tuple[Any, dict[str, str] | None]:  # noqa: ANN401 - workbooks hold more than text
        try:
            found = known.get((type(cell), cell))
        except TypeError:  # a list, an object
            return reader(cell)
        if found is None:
            found = reader(cell)
            # Not a number equals nothing, not even itself, unless it is the same object.
            if len(known) < _MEMORY and "nan" not in str(cell).lower():
                known[type(cell), cell] = found
        return found

    return read


class Column:
    """A column of a table.

    Args:
        field: Its place in the schema.
        schema: Whose missing values hold where the field has none of its own.
        reader: Asked where there is no proof.
    """

    def __init__(self, field: Field, schema: Schema | None, reader: Reader) -> None:
        self.field = field
        self.markers = markers_of(field, schema)
        constraints = field.descriptor.get("constraints") or {}
        self.required = bool(constraints.get("required"))
        self.unique = bool(constraints.get("unique"))
        self._proof = proof_of(field)
        self.read = reader
        self._values: dict[str, Any] = {}
        self._fits: dict[str, bool] = {}

    def cells(self, array: pa.StringArray) -> Cells:
        """The cells of this column in a batch."""
        return Cells(array, self.markers)

    def doubts(self, cells: Cells) -> Mask | None:
        """Which cells frictionless would find something wrong with; None if there is none."""
        proven = self._proof(cells) if self._proof else np.zeros(len(cells), bool)
        doubts: Mask | None = None
        if proven is not True:
            doubts = ~np.asarray(proven)
            if cells.missing is not None:
                doubts &= ~cells.missing
            doubts = self._settled(cells, doubts)
        if self.required and cells.missing is not None:
            return cells.missing if doubts is None else doubts | cells.missing
        return doubts

    def _settled(self, cells: Cells, doubts: Mask) -> Mask | None:
        """Asks the referee about each different text in doubt."""
        places = np.flatnonzero(doubts)
        if not places.size:
            return None
        encoded = cells.array.take(arrays.positions(places)).dictionary_encode()
        fits = np.fromiter(map(self._is_fit, encoded.dictionary.to_pylist()), bool, len(encoded.dictionary))
        wrong = places[~fits[arrays.numbers(encoded.indices)]]
        if not wrong.size:
            return None
        doubts = np.zeros(len(cells), bool)
        doubts[wrong] = True
        return doubts

    def _is_fit(self, text: str) -> bool:
        known = self._fits.get(text)
        if known is None:
            _, notes = self.read(text)
            known = not notes
            if len(self._fits) < _MEMORY:
                self._fits[text] = known
        return known

    def value(self, text: str | None) -> Any:  # noqa: ANN401 - of the type that the field has
        """What frictionless makes of a cell: None if it is missing or not of its type."""
        if text is None or text in self.markers:
            return None
        if self.is_text:
            return text
        if self.field.type == "integer" and self._plain and _PLAIN_INTEGER.fullmatch(text):
            return int(text)
        if text not in self._values:
            value, _ = self.read(text)
            # Not a number equals nothing, not even itself, unless it is the same object.
            if len(self._values) >= _MEMORY or "nan" in text.lower():
                return value
            self._values[text] = value
        return self._values[text]

    @cached_property
    def is_text(self) -> bool:
        """Whether a cell's text is its value."""
        return self.field.type == "any" or (
            self.field.type == "string" and self.field.descriptor.get("format", "default") == "default"
        )

    @cached_property
    def _plain(self) -> bool:
        """Whether integers are written without any other sign."""
        return self.field.descriptor.get("bareNumber", True) is True and "groupChar" not in self.field.descriptor

    def keys(self, cells: Cells) -> tuple[KeyArray, Mask | None]:
        """The key of each value, and which cells have none; those have keys without a meaning."""
        missing = cells.missing
        if self.is_text:
            keys = text_keys(cells)
        else:
            keys, unread = self._integers(cells)
            if missing is not None:
                unread &= ~missing
            if unread.any():
                keys, absent = self._read_keys(cells, keys, np.flatnonzero(unread))
                missing = absent if missing is None else missing | absent
        return keys, missing

    def _integers(self, cells: Cells) -> tuple[KeyArray, Mask]:
        """The integers themselves, and which cells are not written plainly."""
        if self.field.type != "integer" or not self._plain:
            return np.zeros(len(cells), np.uint64), np.ones(len(cells), bool)
        proven, values = read_numbers(cells, pa.int64(), INTEGER)
        filled = compute.fill_null(values, arrays.zero(pa.int64())) if values.null_count else values
        keys = arrays.numbers(filled).view(np.uint64)
        return keys, np.zeros(len(cells), bool) if proven is True else ~np.asarray(proven)

    def _read_keys(self, cells: Cells, keys: KeyArray, places: npt.NDArray[np.int64]) -> tuple[KeyArray, Mask]:
        """The keys with those at `places` worked out from values, and which of them have none."""
        encoded = cells.array.take(arrays.positions(places)).dictionary_encode()
        values = [self.value(text) for text in encoded.dictionary.to_pylist()]
        whole = self.field.type == "integer"
        known = np.array([(value or 0) & _KEY if whole else stable_hash(value) for value in values], np.uint64)
        indices = arrays.numbers(encoded.indices)
        keys = keys.copy()
        keys[places] = known[indices]
        absent = np.zeros(len(cells), bool)
        absent[places] = np.array([value is None for value in values], bool)[indices]
        return keys, absent


def markers_of(field: Field, schema: Schema | None) -> tuple[str, ...]:
    """What a missing cell of `field` says: its own missing values, else those of its schema."""
    own = field.descriptor.get("missingValues")
    if own is not None:
        return tuple(map(_marker, own))
    return schema.missing_values if schema else ("",)


def _marker(entry: object) -> str:
    """Data Package 2 also allows `{value, label}`."""
    return str(entry.get("value", "") if isinstance(entry, dict) else entry)


class References:
    """Tells which rows refer to something.

    Args:
        columns: Those that refer.
        foreign: Their foreign key.
    """

    def __init__(self, columns: Sequence[Column], foreign: Foreign) -> None:
        self.columns = columns
        self.positions = foreign.positions
        self.values = foreign.values
        self._found: dict[tuple[str, ...], bool] = {}

    @cached_property
    def _texts(self) -> pa.StringArray:
        return arrays.texts([value for (value,) in self.values if isinstance(value, str)])

    def doubts(self, cells: Sequence[Cells]) -> Mask | None:
        """Which rows refer to what is not there; None if none does."""
        if len(cells) == 1 and self.columns[0].is_text:
            found = arrays.mask(compute.is_in(cells[0].array, self._texts))
            if cells[0].missing is not None:
                found = found | cells[0].missing
            return None if found.all() else ~found
        codes = np.zeros(len(cells[0]), np.int64)
        dictionaries = []
        for each in cells:
            encoded = each.array.dictionary_encode()
            dictionaries.append(encoded.dictionary)
            codes = codes * len(encoded.dictionary) + arrays.numbers(encoded.indices)
        distinct, where = np.unique(codes, return_inverse=True)
        firsts = np.zeros(len(distinct), np.int64)
        firsts[where[::-1]] = np.arange(len(codes))[::-1]
        fits = np.array(
            [self._holds(tuple(each.array[int(row)].as_py() for each in cells)) for row in firsts.tolist()], bool
        )
        return None if fits.all() else ~fits[where]

    def _holds(self, texts: tuple[str, ...]) -> bool:
        known = self._found.get(texts)
        if known is None:
            values = tuple(column.value(text) for column, text in zip(self.columns, texts, strict=True))
            known = set(values) == {None} or values in self.values
            if len(self._found) < _MEMORY:
                self._found[texts] = known
        return known
