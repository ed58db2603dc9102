"""A folder in which a site lies, and what is known to lie in it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.memory.index import Index

_TREES, _FILES = "trees", "files of "
_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Written:
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
        self._index = index
        self._number = _number(folder)
        self.whole = bool(self._number) and index.row(_TREES, self._number)[0] == _WHOLE
        rows = index.rows(_FILES + self._number) if self.whole else {}
        self.files: dict[str, dict[str, Written]] = {
            target: {path: Written(*each) for path, each in json.loads(value).items()}
            for target, (_, value) in rows.items()
        }
        """By the name of their target and their path."""

    def intact(self) -> bool:
        """Whether all of it is there, as it was written."""
        return self.whole and all(self.has(path, each) for files in self.files.values() for path, each in files.items())

    def has(self, path: str, written: Written) -> bool:
        """Whether a file is as it was written."""
        try:
            found = os.stat(os.path.join(self.folder, path), follow_symlinks=False)  # noqa: PTH116, PTH118 - pathlib takes three times as long
        except OSError:
            return False
        return found.st_size == written.size and found.st_mtime_ns == written.modified

    def open(self) -> None:
        """From now on until it is closed, what is known of this tree is not to be trusted: it is being changed."""
        if self._number:
            self._index.put(_TREES, [(self._number, "", b"")])
            self._index.commit()

    def close(self, files: Mapping[str, dict[str, Written]]) -> None:
        """Remember what lies in this tree now."""
        self._number = _number(self.folder)
        if not self.files:  # of a folder that had the same number once
            self._index.drop(_FILES + self._number)
        changed = [target for target, each in files.items() if self.files.get(target) != each]
        self._index.put(_FILES + self._number, ((target, "", _encoded(files[target])) for target in changed))
        self._index.drop(_FILES + self._number, self.files.keys() - files.keys())
        self._index.put(_TREES, [(self._number, _WHOLE, b"")])
        self._index.commit()


def forget_others(index: Index, folders: Iterable[Path]) -> None:
    """Forget what is known of trees in all other folders."""
    kept = {_number(folder) for folder in folders}
    for number in index.rows(_TREES).keys() - kept:
        index.drop(_FILES + number)
        index.drop(_TREES, [number])


def _encoded(files: Mapping[str, Written]) -> bytes:
    return json.dumps({path: (each.version, each.size, each.modified) for path, each in files.items()}).encode()


def _number(folder: Path) -> str:
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev} {found.st_ino}"
