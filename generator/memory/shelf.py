"""Values of the index that stay in memory: who asks again, as a preview does at each save, reads nothing twice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from generator.memory.index import Index

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """The values of one kind. Each counts only while it would be made from the same as before, which its key tells.

    Args:
        index: Keeps them from process to process.
        kind: Of their rows in it.
        decode: Makes a value of the content of a row.
    """

    def __init__(self, index: Index, kind: str, decode: Callable[[bytes], Value]) -> None:
        self._index = index
        self._kind = kind
        self._decode = decode
        self._values: dict[str, tuple[str, Value]] = {}

    @cached_property
    def _rows(self) -> dict[str, tuple[str, bytes]]:
        """Those that nobody has asked for yet."""
        return self._index.rows(self._kind)

    def find(self, name: str, key: str) -> Value | None:
        """The value called `name`; None where there is none that was made from what `key` stands for."""
        row = self._rows.get(name)
        if row is not None and row[0] == key:
            del self._rows[name]
            self._values[name] = (key, self._decode(row[1]))
        known, value = self._values.get(name, ("", None))
        return value if known == key else None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Put a row into the index, in place of one of the same name. Errors are the index's."""
        self._index.put(self._kind, [(name, key, content)])
        if "_rows" in self.__dict__:  # else they are read with it
            self._rows[name] = (key, content)

    def drop(self, names: Collection[str]) -> None:
        """Forget some. Errors are the index's."""
        if not names:
            return  # even so, the index would begin to write
        self._index.drop(self._kind, names)
        for name in names:
            self.__dict__.get("_rows", {}).pop(name, None)
            self._values.pop(name, None)

    def let_go(self) -> None:
        """Have no value in memory any more; who asks for one again has it read again."""
        self._values.clear()
        self.__dict__.pop("_rows", None)

    def keep_only(self, names: Collection[str]) -> list[str]:
        """Forget all others, which are given. Errors are the index's."""
        gone = [name for name in self._rows.keys() | self._values.keys() if name not in names]
        self.drop(gone)
        return gone
