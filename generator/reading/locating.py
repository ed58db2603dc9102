"""Where the data of a resource lie: in the dataset's folder, in several files of it, or on another server."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.dataset import Part, Remote
from generator.model.finding import Finding, Where, error
from generator.model.noun import noun
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.finding import Source

KEPT = ".daylight/remote"
"""Where fetched data are kept, from the root of the repository: each file under its SHA-256."""
MOST_PARTS = 10_000
_POINTER = b"version https://git-lfs.github.com/spec/v1"
"""How a file begins that stands for one in Git LFS (git-lfs, docs/spec.md)."""
_POINTER_BYTES = 1024
"""A pointer is smaller than this."""
_SHA256 = re.compile(r"sha256:([0-9a-fA-F]{64})")
_ADDRESS = re.compile(r"[a-z0-9]+://[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]+")
_UPWARDS = re.compile(r"/(\.|%2e){1,2}(/|$|\?)", re.IGNORECASE)
_PASSWORD = re.compile(r"//[^/@]*@")
_SCHEMES = frozenset({"https", "http", "s3"})


@noun
class Location:
    """Where the data of a resource lie."""

    path: str
    """From the dataset's folder; of remote data, the last part of their address."""
    file: Path
    size: int
    parts: tuple[Part, ...] = ()
    remote: Remote | None = None
    here: bool = True


def locate(folder: Path, path: str | Sequence[str], hash_: object, size: object, source: Source) -> Location:
    """The data that a resource names. Nothing is fetched.

    Args:
        folder: Of the dataset: `datasets/agency/name` in the repository.
        path: A file, an address, or several files.
        hash_: What the descriptor says the data's hash is (Data Package, «hash»).
        size: And how many bytes they have.
        source: The resource in the descriptor.

    Raises:
        Unreadable: a file is not there, or an address without proof of what is at it.
    """
    if isinstance(path, str):
        return _remote(folder, path, hash_, size, source) if "://" in path else _file(folder, path, source)
    if len(path) == 1:
        return locate(folder, path[0], hash_, size, source)
    if not path:
        return _file(folder, "", source)
    return _several(folder, path, source)


def inside(folder: Path, path: object, source: Source) -> Path:
    """The file that `path` names, if it lies in `folder` whichever links are followed."""
    where = source.at("path")
    if not path or not isinstance(path, str):
        raise Unreadable(
            error(where, "A resource names no file.", "Add `path:` with the name of its file.", "path-missing")
        )
    if "://" in path:
        problem = f"`path` lies on another server: {path}."
        raise Unreadable(error(where, problem, "Put the file into this folder and name it here.", "path-remote"))
    file = folder / path
    try:
        real = file.resolve()
    except OSError:
        real = file
    if path.startswith("/") or not real.is_relative_to(folder.resolve()):
        problem = f"`path` leads out of the dataset's folder: {path}."
        raise Unreadable(error(where, problem, "Name a file in this folder.", "path-outside"))
    if not real.is_file():
        raise Unreadable(
            error(where, f"There is no file {path}.", "Add the file, or correct its name here.", "file-missing")
        )
    if is_pointer(file):
        raise Unreadable(pointer(where, path))
    return file


def is_address(text: str) -> bool:
    """Whether `text` can be an address of data: of a kind that is fetched, with a server, nothing in it ambiguous."""
    if not _ADDRESS.fullmatch(text) or _UPWARDS.search(text):
        return False
    try:
        parsed = urlsplit(text)
        return parsed.scheme in _SCHEMES and bool(parsed.hostname) and "@" not in parsed.netloc and parsed.port != 0
    except ValueError:  # such as a port of letters
        return False


def is_pointer(file: Path) -> bool:
    """Whether `file` only stands for one in Git LFS."""
    if file.stat().st_size >= _POINTER_BYTES:
        return False
    with file.open("rb") as stream:
        return stream.read(len(_POINTER)) == _POINTER


def pointer(where: Where, path: str) -> Finding:
    """What is said of a file that only stands for one in Git LFS."""
    problem = f"{path} is not the data, but a pointer to them in Git LFS."
    remedy = "Run `git lfs pull` before; in CI, check out with LFS (actions/checkout: `lfs: true`)."
    return error(where, problem, remedy, "lfs-pointer")


def _file(folder: Path, path: str, source: Source) -> Location:
    file = inside(folder, path and normpath(path), source)
    return Location(path=file.relative_to(folder).as_posix(), file=file, size=file.stat().st_size)


def is_here(root: Path, sha256: str) -> bool:
    """Whether remote data were fetched."""
    return (root / KEPT / sha256).is_file()


def _several(folder: Path, paths: Sequence[str], source: Source) -> Location:
    where = source.at("path")
    plain = [normpath(path) for path in paths]
    twice = next((path for path, count in Counter(plain).items() if count > 1), None)
    problem = remedy = ""
    if len(paths) > MOST_PARTS:
        problem = f"`path` names {len(paths):,} files; at most {MOST_PARTS:,} are read as one."
        remedy = "Cut the data into fewer, larger files."
    elif twice is not None:
        problem, remedy = f"`path` names {twice} twice.", "Name each file once."
    elif any("://" in path for path in paths):
        problem = "`path` names several files. Some of them lie on another server."
        remedy = "Describe each of those as a resource of its own, with its `hash` and `bytes`."
    if problem:
        raise Unreadable(error(where, problem, remedy, "path-several"))
    parts: list[Part] = []
    findings: list[Finding] = []
    for place, path in enumerate(paths):
        try:
            found = _file(folder, path, source.below("path", place) if path else source)
        except Unreadable as bad:
            findings += bad.findings
            continue
        parts.append(Part(path=found.path, file=found.file, size=found.size))
    if findings:
        raise Unreadable(*findings)
    size = sum(part.size for part in parts)
    return Location(path=parts[0].path, file=parts[0].file, size=size, parts=tuple(parts))


def _remote(folder: Path, address: str, hash_: object, size: object, source: Source) -> Location:
    where = source.at("path")
    if not is_address(address):
        shown = _PASSWORD.sub("//…@", address[:200])
        problem = f"`path` lies on another server: {shown}. Data are not taken from such an address."
        remedy = "Write https://… or s3://…, without a password, or put the file into this folder."
        raise Unreadable(error(where, problem, remedy, "path-remote"))
    proof = _SHA256.fullmatch(hash_) if isinstance(hash_, str) else None
    if proof is None or not isinstance(size, int) or isinstance(size, bool) or size < 0:
        problem = f"`path` lies on another server: {address}. Nothing says which data should be there."
        remedy = "Add `hash: sha256:…` and `bytes: …` of the file (`sha256sum` and `wc -c` tell them)."
        raise Unreadable(error(where, problem, remedy, "remote-unproven"))
    file = folder.parents[2] / KEPT / proof[1].lower()
    return Location(
        path=urlsplit(address).path.rpartition("/")[2] or "data",
        file=file,
        size=size,
        remote=Remote(address=address, sha256=proof[1].lower()),
        here=file.is_file() and not file.is_symlink() and file.stat().st_size == size,
    )
