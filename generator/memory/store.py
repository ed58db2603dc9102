"""What was made before, found again by the digest of all that it was made from.

The cache is a folder that may be deleted, shared between branches and restored by CI: entries hold plain bytes, never
code, and each carries its own digest, so that a damaged one is made again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FOLDER = ".daylight"
MOST_BYTES = 4_000_000_000
"""Of the whole cache; past it, what was not used for longest goes first, and what the site is made of last."""
_DIGEST = hashlib.sha256().digest_size


class Memory:
    """A cache of artifacts.

    Args:
        root: The repository, of which the cache is a hidden folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / FOLDER / "cache"
        self._told = root / FOLDER / "damaged"

    def find(self, kind: str, key: str) -> bytes | None:
        """What was kept under `key`, None where nothing is or where it is damaged."""
        path = self._path(kind, key)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW), "rb") as stream:
                stored = stream.read()  # a link may lead to a device without end
        except OSError:
            return None
        content = stored[_DIGEST:]
        if hashlib.sha256(content).digest() != stored[:_DIGEST]:
            with self._told.open("a") as stream:  # other processes work with the same cache
                stream.write(f"{kind}/{key[:2]}/{key[2:]}\n")
            path.unlink(missing_ok=True)
            return None
        os.utime(path)
        return content

    def holds(self, kind: str, key: str) -> bool:
        """Whether something is kept under `key`, damaged or not."""
        return os.path.isfile(f"{self._folder}/{kind}/{key[:2]}/{key[2:]}")  # noqa: PTH113 - pathlib takes twice as long

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Keep `content` under `key`; readers see all of it or nothing."""
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(hashlib.sha256(content).digest() + content)
        half.replace(path)

    def damaged(self) -> list[str]:
        """Entries that were not what was once kept, each told once, whichever process found it."""
        try:
            found = self._told.read_text().splitlines()
        except OSError:
            return []
        self._told.unlink(missing_ok=True)
        return sorted(set(found))

    def forget_oldest(self, used: Collection[str] = ()) -> None:
        """Bring the cache under its size.

        Args:
            used: Keys of what the site is made of now, which goes last.
        """
        size = sum(path.stat().st_size for path in self._entries())
        if size <= MOST_BYTES:
            return
        files = []
        for path in self._entries():
            state = path.stat()
            files.append((path.parent.name + path.name in used, state.st_mtime_ns, state.st_size, path))
        for _, _, taken, path in sorted(files):
            if size <= MOST_BYTES:
                break
            path.unlink(missing_ok=True)
            size -= taken

    def _entries(self) -> Iterator[Path]:
        return self._folder.glob("*/*/*")

    def _path(self, kind: str, key: str) -> Path:
        return Path(self._folder, kind, key[:2], key[2:])
