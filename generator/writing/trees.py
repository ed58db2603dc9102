"""A folder in which a site lies, and what is known to lie in it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.memory.index import Index

_TREES, _FILES = "trees", "files of "
_WHOLE, _OPEN = "whole", "open"
_TOGETHER = 500
"""Targets that are noted at once: others who want to write wait no longer."""


class Written(NamedTuple):
    """A file as it was written."""

    version: str
    """Digest of all that it was made from."""
    size: int
    modified: int
    """In nanoseconds."""

    @classmethod
    def of(cls, version: str, found: os.stat_result) -> Written:
        """What the file system tells of a file of some version."""
        return cls(version, found.st_size, found.st_mtime_ns)


class Tree:
    """A folder in which a site lies.

    Args:
        folder: Where it is; it need not be there yet.
        index: Remembers what was written, by the folder's own number, so that no other folder is taken for it.
    """

    def __init__(self, folder: Path, index: Index) -> None:
        self.folder = folder
        self._folder = os.path.join(folder, "")  # noqa: PTH118 - pathlib has no slash at the end
        self._index = index
        self._number = _number(folder)
        self._noted = 0
        self.whole = bool(self._number) and index.row(_TREES, self._number)[0] == _WHOLE

    def files(self, target: str) -> dict[str, Written]:
        """The files of a target by their path; none where it has none here."""
        return _written(json.loads(self._index.row(_FILES + self._number, target)[1] or b"{}")) if self.whole else {}

    def all(self) -> Iterator[tuple[str, dict[str, Written]]]:
        """The name of each target that has files here, and these."""
        return ((target, _written(files)) for target, _, files in self._rows())

    def standing(self) -> dict[str, tuple[str, int]]:
        """Of each target that has files here, what it was noted with and how many they are.

        Nothing is given of what it was noted with where one of the files is not as it was written.
        """
        return {target: (key if self._has_all(content) else "", len(content)) for target, key, content in self._rows()}

    def intact(self) -> bool:
        """Whether all of it is there, as it was written."""
        return self.whole and all(self._has_all(files) for _, _, files in self._rows())

    def has(self, path: str, written: Written) -> bool:
        """Whether a file is as it was written."""
        return _stands(f"{self._folder}{path}", written.size, written.modified)

    def open(self) -> None:
        """From now on until it is closed, what is known of this tree is not to be trusted: it is being changed."""
        kept = self.whole
        self._number = _number(self.folder)
        self._index.put(_TREES, [(self._number, _OPEN, b"")])
        if not kept:  # what is known is of a folder that had the same number once
            self._index.drop(_FILES + self._number)
        self._index.commit()

    def put(self, target: str, key: str, files: Mapping[str, Written]) -> None:
        """Note the files of a target, and the digest of what they were to be, while this tree is open."""
        self._index.put(_FILES + self._number, [(target, key, json.dumps(files).encode())])
        self._noted += 1
        if self._noted % _TOGETHER == 0:
            self._index.commit()

    def close(self, gone: Iterable[str] = ()) -> None:
        """What is known of this tree can be trusted again.

        Args:
            gone: Targets that have no files here any more.
        """
        self._index.drop(_FILES + self._number, gone)
        if self._index.row(_TREES, self._number)[0] == _OPEN:  # else the index was damaged, and begun anew meanwhile
            self._index.put(_TREES, [(self._number, _WHOLE, b"")])
        self._index.commit()

    def _rows(self) -> Iterator[tuple[str, str, dict[str, tuple[str, int, int]]]]:
        rows = self._index.each(_FILES + self._number) if self.whole else ()
        return ((target, key, json.loads(content)) for target, key, content in rows)

    def _has_all(self, files: Mapping[str, tuple[str, int, int]]) -> bool:
        folder = self._folder
        return all(_stands(f"{folder}{path}", size, modified) for path, (_, size, modified) in files.items())


def forget_others(index: Index, folders: Iterable[Path]) -> None:
    """Forget what is known of trees in all other folders."""
    kept = {_number(folder) for folder in folders}
    for number in index.rows(_TREES).keys() - kept:
        index.drop(_FILES + number)
        index.drop(_TREES, [number])


def _stands(path: str, size: int, modified: int) -> bool:
    try:
        found = os.lstat(path)  # pathlib takes three times as long
    except OSError:
        return False
    return found.st_size == size and found.st_mtime_ns == modified


def _written(files: Mapping[str, tuple[str, int, int]]) -> dict[str, Written]:
    return {path: Written._make(each) for path, each in files.items()}


def _number(folder: Path) -> str:
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev} {found.st_ino}"
