"""One file after another is written, each as a new file: what other folders share with it stays as it was."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.publication import Artifact

_CLONE = 0x40049409
"""FICLONE (Linux, ioctl_ficlone(2)): the copy shares its blocks with the original until either is written to."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_RIGHTS = 0o666
"""Less what the user's mask takes away, as for any file (open(2))."""


class Folder:
    """A folder that files are written into."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = os.path.join(path, "")  # noqa: PTH118 - pathlib has no slash at the end
        self._made: set[str] = set()

    def write(self, artifact: Artifact) -> os.stat_result:
        """Write a file in place of what is there; what the file system then tells of it.

        Raises:
            ValueError: it leads out of the folder.
        """
        new = self._new(artifact.path)
        try:
            if isinstance(artifact.content, bytes):
                _write(artifact.content, new)
            else:
                _copy(artifact.content, new)
            return os.fstat(new)
        finally:
            os.close(new)

    def link(self, path: str, other: Path) -> os.stat_result | None:
        """Have the same file here as in another folder; None where that cannot be done."""
        try:
            place = self._place(path)
            with suppress(FileNotFoundError):
                os.unlink(place)  # noqa: PTH108 - pathlib takes a third of the time of a page
            os.link(os.path.join(other, path), place, follow_symlinks=False)  # noqa: PTH118 - as above
            return os.stat(place, follow_symlinks=False)  # noqa: PTH116 - as above
        except OSError:
            return None

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that are empty then."""
        place = os.path.join(self.path, path)  # noqa: PTH118 - as above
        with suppress(FileNotFoundError):
            os.unlink(place)  # noqa: PTH108 - as above
        for parent in Path(path).parents:
            if parent == Path():
                return
            try:
                os.rmdir(self.path / parent)  # noqa: PTH106 - as above
            except OSError:
                return

    def _new(self, path: str) -> int:
        """The descriptor of an empty file; whoever asked closes it."""
        place = self._place(path)
        try:
            return os.open(place, _NEW, _RIGHTS)
        except FileExistsError:
            os.unlink(place)  # noqa: PTH108 - as above
            return os.open(place, _NEW, _RIGHTS)

    def _place(self, path: str) -> str:
        """Where a file is to be, in a folder that is there."""
        if path[:1] == "/" or (".." in path and ".." in path.split("/")):
            raise ValueError(path)
        parent, _, _ = path.rpartition("/")
        if parent not in self._made:
            _make(f"{self._folder}{parent}" if parent else str(self.path))
            self._made.add(parent)
        return f"{self._folder}{path}"


def write(artifacts: Iterable[Artifact], path: Path) -> int:
    """Put every artifact into the folder at `path`; how many there were.

    Raises:
        SettingsError: two artifacts want the same path.
        ValueError: one leads out of the folder.
    """
    folder = Folder(path)
    made: set[str] = set()
    with in_use():
        for artifact in artifacts:
            if artifact.path in made:
                raise taken(artifact.path)
            made.add(artifact.path)
            folder.write(artifact)
    return len(made)


@contextmanager
def in_use() -> Iterator[None]:
    """What is there now is needed until the end: looking at it again and again would find no garbage."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def taken(path: str) -> SettingsError:
    """Two pages cannot have one address."""
    return SettingsError(f"{path}: Two pages want this address. Rename one of their sources.")


def _make(folder: str) -> None:
    """A folder, most often in one that is there already."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - as above
    except (FileNotFoundError, FileExistsError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above


def _write(content: bytes, new: int) -> None:
    """All of it: a call may take a part."""
    done = os.write(new, content)
    while done < len(content):
        done += os.write(new, memoryview(content)[done:])


def _copy(source: Path, new: int) -> None:
    import fcntl

    with source.open("rb") as original:
        try:
            fcntl.ioctl(new, _CLONE, original.fileno())
        except OSError:
            with open(new, "wb", closefd=False) as copy:
                shutil.copyfileobj(original, copy, 1 << 20)
