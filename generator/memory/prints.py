"""Fingerprints of files: a file is read again only where the file system tells that it may have changed."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from generator.memory.digests import plain_digest
from generator.memory.store import FOLDER
from generator.reading.inventory import group_of
from generator.reading.lines import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from generator.memory.index import Index
    from generator.reading.inventory import Inventory

_KIND = "prints"
_COARSE = 2_000_000_000
"""Nanoseconds: two changes within one tick of the clock of a file system look like one."""
OUTBOX = "content/outbox"


class _Contents(NamedTuple):
    """Of the files in a folder."""

    print: str
    pairs: bytes
    """Path and digest of each, one after the other; a path holds no NUL."""


class Fingerprints:
    """What is in each of some files, by folder.

    Args:
        inventory: The files.
        index: Of earlier prints; new ones are put into it.
    """

    def __init__(self, inventory: Inventory, index: Index) -> None:
        self.inventory = inventory
        self._names = dict(inventory.by_folder())
        self._known = index.shelf(_KIND, _contents)
        self._contents: dict[str, _Contents] = {}
        self._found: dict[str, dict[str, str]] = {}
        self._settled = _now(inventory.root) - _COARSE
        self._states_of: dict[str, str] = {}

    @property
    def folders(self) -> list[str]:
        """Of all datasets, and all others of the same depth."""
        return list(self._names)

    def below(self, folder: str) -> dict[str, str]:
        """Digest of each file in the folder of a dataset, or in any other of the same depth."""
        parts = self._of(folder).pairs.decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(parts[::2], parts[1::2], strict=False))  # of no file, one empty part is left

    def light(self, folder: str) -> list[str]:
        """What a descriptor can tell of a dataset's files: names, sizes, and what is in those that it can refer to."""
        sizes = {name: self.inventory.files[name].size for name in self._names.get(folder, ())}
        if all(size <= MOST_BYTES for size in sizes.values()):
            return [self.of(folder)]
        known = folder in self._contents or self._remembered(folder) is not None
        prints = self.below(folder) if known else {}
        parts: list[str] = []
        for name, size in sizes.items():
            content = (prints.get(name) or _digest(self.inventory.root / name)) if size <= MOST_BYTES else ""
            parts += [name, str(size), content]
        return parts

    def within(self, folder: str) -> dict[str, str]:
        """Digest of each file in any folder; of a file, its own."""
        below = f"{folder}/"
        group = group_of(folder)
        if group not in self._names:
            groups = (each for each in self._names if each.startswith(below))
            return {name: print_ for each in groups for name, print_ in self.below(each).items()}
        if group not in self._found:  # a thousand announcements are asked for one by one
            self._found[group] = self.below(group)
        found = self._found[group]
        if folder in found:
            return {folder: found[folder]}
        return {name: print_ for name, print_ in found.items() if name.startswith(below)}

    def of(self, folder: str) -> str:
        """One digest of all files in any folder, or of one file."""
        if folder not in self._names:
            return plain_digest(*(part for pair in self.within(folder).items() for part in pair))
        return self._of(folder).print

    def everything(self) -> str:
        """One digest of all files but the outbox, which a build adds to."""
        return plain_digest(*(self.of(folder) for folder in self._names if not folder.startswith(OUTBOX)))

    def remember(self) -> None:
        """Put what was read into the index, and take out what is gone."""
        for folder, contents in self._contents.items():
            if (states := self._states(folder)) and self._remembered(folder) is None:
                self._known.put(folder, states, contents.pairs)
        self._known.keep_only(self._names)

    def _of(self, folder: str) -> _Contents:
        if folder not in self._contents:
            self._contents[folder] = self._remembered(folder) or self._read(folder)
        return self._contents[folder]

    def _read(self, folder: str) -> _Contents:
        names = self._names.get(folder, ())
        parts = [part for name in names for part in (name, _digest(self.inventory.root / name))]
        return _contents("\0".join(parts).encode("utf-8", "surrogateescape"))

    def _remembered(self, folder: str) -> _Contents | None:
        """What was in a folder whose files are the same as then."""
        states = self._states(folder)
        return self._known.find(folder, states) if states else None

    def _states(self, folder: str) -> str:
        """What the file system tells of a folder's files; nothing where some may have changed within this tick."""
        if folder not in self._states_of:
            found: list[str] = []
            for name in self._names.get(folder, ()):
                each = self.inventory.files[name]
                if each.modified > self._settled or each.changed > self._settled:
                    found = []
                    break
                found.append(f"{name}\0{each.size} {each.modified} {each.changed} {each.inode}")
            self._states_of[folder] = plain_digest("\0".join(found)) if found else ""
        return self._states_of[folder]


def _contents(pairs: bytes) -> _Contents:
    return _Contents(plain_digest(pairs), pairs)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _now(root: Path) -> int:
    """What time it is for the file system, whose clock need not be this machine's."""
    probe = root / FOLDER / f"now.{os.getpid()}"
    probe.parent.mkdir(exist_ok=True)
    probe.write_bytes(b"")
    now = probe.stat().st_mtime_ns
    probe.unlink()
    return now
