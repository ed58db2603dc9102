"""One file after another is written, each as a new file: what other folders share with it stays as it was."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.model.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.publication import Artifact

_CLONE = 0x40049409
"""FICLONE (Linux, ioctl_ficlone(2)): the copy shares its blocks with the original until either is written to."""


class Folder:
    """A folder that files are written into."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: set[str] = set()

    def write(self, artifact: Artifact) -> os.stat_result:
        """Write a file in place of what is there; what the file system then tells of it.

        Raises:
            ValueError: it leads out of the folder.
        """
        with self._new(artifact.path) as stream:
            if isinstance(artifact.content, bytes):
                stream.write(artifact.content)
            else:
                _copy(artifact.content, stream)
            stream.flush()
            return os.fstat(stream.fileno())

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

    def _new(self, path: str) -> BinaryIO:
        place = self._place(path)
        try:
            return open(place, "xb")  # noqa: PTH123 - as above; whoever asked closes it
        except FileExistsError:
            os.unlink(place)  # noqa: PTH108 - as above
            return open(place, "xb")  # noqa: PTH123 - as above

    def _place(self, path: str) -> str:
        """Where a file is to be, in a folder that is there."""
        if ".." in path.split("/") or path.startswith("/"):
            raise ValueError(path)
        place = os.path.join(self.path, path)  # noqa: PTH118 - as above
        parent = os.path.dirname(place)  # noqa: PTH120 - as above
        if parent not in self._made:
            _make(parent)
            self._made.add(parent)
        return place


def write(artifacts: Iterable[Artifact], path: Path) -> int:
    """Put every artifact into the folder at `path`; how many there were.

    Raises:
        SettingsError: two artifacts want the same path.
        ValueError: one leads out of the folder.
    """
    folder = Folder(path)
    made: set[str] = set()
    gc.freeze()  # what is published is in use until the end: looking at it again and again would find no garbage
    try:
        for artifact in artifacts:
            if artifact.path in made:
                raise taken(artifact.path)
            made.add(artifact.path)
            folder.write(artifact)
    finally:
        gc.unfreeze()
    return len(made)


def taken(path: str) -> SettingsError:
    """Two pages cannot have one address."""
    return SettingsError(f"{path}: Two pages want this address. Rename one of their sources.")


def _make(folder: str) -> None:
    """A folder, most often in one that is there already."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - as above
    except (FileNotFoundError, FileExistsError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above


def _copy(source: Path, copy: BinaryIO) -> None:
    import fcntl

    with source.open("rb") as original:
        try:
            fcntl.ioctl(copy.fileno(), _CLONE, original.fileno())
        except OSError:
            shutil.copyfileobj(original, copy, 1 << 20)
