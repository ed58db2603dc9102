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
_WHOLE = "whole"


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
        self.whole = bool(self._number) and index.row(_TREES, self._number)[0] == _WHOLE

    def files(self, target: str) -> dict[str, Written]:
        """The files of a target by their path; none where it has none here."""
        return _decoded(self._index.row(_FILES + self._number, target)[1]) if self.whole else {}

    def all(self) -> Iterator[tuple[str, dict[str, Written]]]:
        """The name of each target that has files here, and these."""
        rows = self._index.each(_FILES + self._number) if self.whole else ()
        return ((target, _decoded(value)) for target, _, value in rows)

    def intact(self) -> bool:
        """Whether all of it is there, as it was written."""
        return self.whole and all(self.has(path, each) for _, files in self.all() for path, each in files.items())

    def has(self, path: str, written: Written) -> bool:
        """Whether a file is as it was written."""
        try:
            found = os.stat(f"{self._folder}{path}", follow_symlinks=False)  # noqa: PTH116 - pathlib takes three times as long
        except OSError:
            return False
        return found.st_size == written.size and found.st_mtime_ns == written.modified

    def open(self) -> None:
        """From now on until it is closed, what is known of this tree is not to be trusted: it is being changed."""
        if self._number:
            self._index.put(_TREES, [(self._number, "", b"")])
            self._index.commit()

    def close(self, changed: Mapping[str, dict[str, Written]], gone: Iterable[str] = ()) -> None:
        """Remember what lies in this tree now.

        Args:
            changed: Targets whose files are not what they were.
            gone: Targets that have none any more.
        """
        self._number = _number(self.folder)
        kind = _FILES + self._number
        if not self.whole:  # what is known is of a folder that had the same number once
            self._index.drop(kind)
        self._index.put(kind, ((target, "", json.dumps(files).encode()) for target, files in changed.items()))
        self._index.drop(kind, gone)
        self._index.put(_TREES, [(self._number, _WHOLE, b"")])
        self._index.commit()


def forget_others(index: Index, folders: Iterable[Path]) -> None:
    """Forget what is known of trees in all other folders."""
    kept = {_number(folder) for folder in folders}
    for number in index.rows(_TREES).keys() - kept:
        index.drop(_FILES + number)
        index.drop(_TREES, [number])


def _decoded(value: bytes) -> dict[str, Written]:
    return {path: Written._make(each) for path, each in json.loads(value or b"{}").items()}


def _number(folder: Path) -> str:
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev} {found.st_ino}"
