"""What was made before, found again by the digest of all that it was made from.

The cache is a folder that may be deleted, shared between branches and restored by CI: entries hold plain bytes, never
code, and each carries its own digest, so that a damaged one is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = ".daylight"
MOST_BYTES = 1_000_000_000
"""Of the whole cache; past it, what was not used for longest goes first."""
_MAKERS = (
    "babel",
    "feedgen",
    "frictionless",
    "jinja2",
    "markdown",
    "markdown-it-py",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pandas",
    "phonenumberslite",
    "python-stdnum",
    "typst",
)
"""Packages whose next version may make something else of the same files."""
_DEPTH = 3
"""Parts of the path of a dataset's folder: datasets/agency/name."""
_DIGEST = hashlib.sha256().digest_size


class Memory:
    """A cache of artifacts.

    Args:
        root: The repository, of which the cache is a hidden folder.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER / "cache"

    def find(self, kind: str, key: str) -> bytes | None:
        """What was kept under `key`, None where nothing is or where it is damaged."""
        path = self._path(kind, key)
        if not path.is_file() or path.is_symlink():  # a link may lead to a device without end
            return None
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        content = stored[_DIGEST:]
        if hashlib.sha256(content).digest() != stored[:_DIGEST]:
            return None
        os.utime(path)
        return content

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Keep `content` under `key`; readers see all of it or nothing."""
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(hashlib.sha256(content).digest() + content)
        half.replace(path)

    def forget_oldest(self) -> None:
        """Bring the cache under its size."""
        files = [(path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._folder.glob("*/*/*")]
        size = sum(size for _, size, _ in files)
        for _, taken, path in sorted(files):
            if size <= MOST_BYTES:
                break
            path.unlink(missing_ok=True)
            size -= taken

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / kind / key[:2] / key[2:]


def digest(*parts: str | bytes) -> str:
    """One key for all of `parts` and for the code that works on them."""
    whole = hashlib.sha256(code_version())
    for part in parts:
        content = os.fsencode(part) if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()


class Fingerprints:
    """What is in each of some files, read once.

    Args:
        root: The repository, from which paths are told.
        files: In a fixed order.
    """

    def __init__(self, root: Path, files: Iterable[Path]) -> None:
        self._folders: dict[str, list[str]] = {}
        for path in files:
            name = os.path.relpath(path, root)
            with path.open("rb") as stream:
                line = f"{name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}"
            self._folders.setdefault("/".join(Path(name).parts[:_DEPTH]), []).append(line)

    def everything(self) -> list[str]:
        """Name and digest of each file, for `digest`."""
        return [line for lines in self._folders.values() for line in lines]

    def below(self, folder: str) -> list[str]:
        """The same of the files in one dataset's folder."""
        return self._folders.get(folder, [])


@cache
def code_version() -> bytes:
    """A digest of the generator itself: whatever it once made, another version may make differently."""
    here = Path(__file__).parent
    whole = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        whole.update(str(path.relative_to(here)).encode() + path.read_bytes())
    for name in _MAKERS:
        whole.update(f"{name} {version(name)}".encode())
    return whole.digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What the site in its folder was made from, and until when that holds."""

    inputs: str
    until: str
    """ISO time at which some page says something else, though no file changed; empty if never."""
    files: dict[str, int]
    """Size of each file of the site."""

    def holds(self, inputs: str, now: str, site: Path) -> bool:
        """Whether a new build would make the same site, and the old one is all there."""
        if inputs != self.inputs or (self.until and now >= self.until):
            return False
        return all(_size(site / path) == size for path, size in self.files.items())


def read_stamp(root: Path) -> Stamp | None:
    """The stamp of the last build, if there was one."""
    try:
        return Stamp(**json.loads((root / FOLDER / "build.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(root: Path, stamp: Stamp) -> None:
    """Remember a build."""
    path = root / FOLDER / "build.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(asdict(stamp)))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
