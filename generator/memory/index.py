"""What is known of many small things, each row found again by kind and name, and held against a sum of its own.

A file of SQLite: a build that is killed leaves it as it was, and a change of one row costs no more than that.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from generator.memory.shelf import Shelf
from generator.memory.store import FOLDER
from generator.model.errors import BusyError, SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.memory.shelf import Value

_WHOLE = "the whole index"
_PATIENCE = 60
"""Seconds to wait for another command that is writing."""
_SUM = 4
_FORM = 2
"""Of the rows; a file with others is as good as none."""
_TABLE = """
create table if not exists kept (kind text, name blob, key text, value blob, sum blob, primary key (kind, name))
without rowid
"""


class Index:
    """Rows of a key and a value.

    Args:
        root: The repository, of which the index is a hidden file.
    """

    def __init__(self, root: Path) -> None:
        self._file = root / FOLDER / "index.sqlite"
        self.damaged: list[str] = []
        """What could not be read, and was as good as forgotten."""
        self._shelves: dict[str, Shelf[Any]] = {}

    @cached_property
    def _line(self) -> sqlite3.Connection:
        """Opened when it is first needed: what cannot be built must leave nothing behind."""
        try:
            return self._opened()
        except sqlite3.DatabaseError:
            self.damaged.append(_WHOLE)
            self._remove()
            return self._opened()

    def shelf(self, kind: str, decode: Callable[[bytes], Value]) -> Shelf[Value]:
        """The rows of a kind as values, which stay in memory as long as the index does."""
        if kind not in self._shelves:
            self._shelves[kind] = Shelf(self, kind, decode)
        return self._shelves[kind]

    def let_go(self) -> None:
        """Have no values in memory any more, for whoever needs the room."""
        for shelf in self._shelves.values():
            shelf.let_go()

    def rows(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """Key and value of each row of a kind by its name."""
        before = len(self.damaged)
        rows = {name: (key, value) for name, key, value in self.each(kind)}
        return {} if _WHOLE in self.damaged[before:] else rows

    def each(self, kind: str) -> Iterator[tuple[str, str, bytes]]:
        """Name, key and value of each row of a kind, one by one; nothing is to be put until the last was taken.

        Where the file turns out to be damaged, the rest is as good as none.
        """
        try:
            query = "select name, key, value, sum from kept where kind = ?"
            for name, key, value, sum_ in self._line.execute(query, (kind,)):
                if _sum(kind, name, key, value) == sum_:
                    yield _text(name), key, value
                else:
                    self.damaged.append(f"{kind} {_text(name)}")
        except sqlite3.DatabaseError:
            self._begin_anew()

    def row(self, kind: str, name: str) -> tuple[str, bytes]:
        """Key and value of one row, both empty where there is none."""
        try:
            query = "select key, value, sum from kept where kind = ? and name = ?"
            found = self._line.execute(query, (kind, _bytes(name))).fetchone()
        except sqlite3.DatabaseError:
            self._begin_anew()
            return "", b""
        if found is None:
            return "", b""
        key, value, sum_ = found
        if _sum(kind, _bytes(name), key, value) != sum_:
            self.damaged.append(f"{kind} {name}")
            return "", b""
        return key, value

    def put(self, kind: str, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Write rows of name, key and value, in place of those of the same name; with `commit` they are kept.

        Raises:
            OSError: there is no room left.
            BusyError: another command has been writing for a minute.
            SetupError: the file is damaged; it is gone then.
        """
        with self._told():
            self._line.executemany(
                "insert or replace into kept values (?, ?, ?, ?, ?)",
                ((kind, _bytes(name), key, value, _sum(kind, _bytes(name), key, value)) for name, key, value in rows),
            )

    def drop(self, kind: str, names: Iterable[str] | None = None) -> None:
        """Forget rows of a kind; all of them where no names are given. Errors are those of `put`."""
        with self._told():
            if names is None:
                self._line.execute("delete from kept where kind = ?", (kind,))
            else:
                self._line.executemany(
                    "delete from kept where kind = ? and name = ?", ((kind, _bytes(name)) for name in names)
                )

    def commit(self) -> None:
        """Keep what was written, all of it at once. Errors are those of `put`."""
        with self._told():
            self._line.commit()

    def close(self) -> None:
        """Leave what was not kept behind; others can write then."""
        if line := self.__dict__.pop("_line", None):
            line.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Of what is done within, all is kept, or what was kept already: an error holds up nobody else."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of SQLite in words that a person can act on."""
        try:
            yield
        except sqlite3.DatabaseError as bad:
            code = getattr(bad, "sqlite_errorcode", None)
            if code == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._file)) from None
            if code == sqlite3.SQLITE_BUSY:
                raise BusyError(f"Another command is writing {self._file}. Wait until it has finished.") from None
            self.close()  # a preview goes on, with a new one
            self._remove()
            raise SetupError(
                f"{self._file} could not be written ({bad}) and was removed. Run the same again."
            ) from None

    def _opened(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        line = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level="IMMEDIATE", check_same_thread=False)
        line.execute("pragma trusted_schema = off")
        line.execute("pragma synchronous = normal")
        if line.execute("pragma user_version").fetchone()[0] != _FORM:
            line.execute("drop table if exists kept")
            line.execute(f"pragma user_version = {_FORM}")
        line.execute(_TABLE)
        return line

    def _begin_anew(self) -> None:
        self.damaged.append(_WHOLE)
        with suppress(sqlite3.Error):
            self._line.close()
        self._remove()
        self._line = self._opened()

    def _remove(self) -> None:
        for ending in ("", "-journal"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def _sum(kind: str, name: bytes, key: str, value: bytes) -> bytes:
    """A checksum, for damage and not for malice. Rows are text and bytes alone; of anything else it is empty."""
    try:
        return crc32(b"\0".join((kind.encode(), name, key.encode(), value))).to_bytes(_SUM, "big")
    except (TypeError, AttributeError):
        return b""


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _text(name: object) -> str:
    return name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else str(name)
