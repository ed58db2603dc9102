"""The site lands all at once: written beside the old one, then put in its place, by one build at a time."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.model.errors import BusyError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.model.publication import Artifact

MARK = "sitemap.xml"
"""What every site has, and hardly anything else."""


def no_links(site: Path) -> None:
    """Refuse links where a build writes: what it writes must stay here.

    Raises:
        SettingsError: there is one.
    """
    for name in (site.name, f".{site.name}.staging", f".{site.name}.previous", f".{site.name}.lock", ".daylight"):
        if site.with_name(name).is_symlink():
            raise SettingsError(f"{site.with_name(name)} is a link. Remove it: a build writes only here.")


@contextmanager
def staged(site: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `site` when all went well, and is removed when not.

    A build that was killed between the two renames is mended here first: the old site comes back.

    Raises:
        BusyError: another build is at work.
        SettingsError: `site` holds something else.
    """
    no_links(site)
    staging, previous = site.with_name(f".{site.name}.staging"), site.with_name(f".{site.name}.previous")
    with _only_one(site):
        if previous.exists() and not site.exists():
            previous.rename(site)
        if site.exists() and any(site.iterdir()) and not (site / MARK).exists():
            raise SettingsError(
                f"{site} holds something that is not a site made here. Move it, or name another site_dir."
            )
        shutil.rmtree(previous, ignore_errors=True)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        try:
            yield staging
            _swap(staging, site, previous)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, site: Path, previous: Path) -> None:
    if site.exists():
        site.rename(previous)
    try:
        staging.rename(site)
    except OSError:
        previous.rename(site)
        raise
    shutil.rmtree(previous, ignore_errors=True)


@contextmanager
def _only_one(site: Path) -> Iterator[None]:
    import fcntl

    lock = site.with_name(f".{site.name}.lock")
    with lock.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError(f"Another build is writing {site}. Wait until it has finished.") from None
        yield


def write(artifacts: Iterable[Artifact], folder: Path) -> int:
    """Put every artifact into `folder`; how many there were.

    Raises:
        SettingsError: two artifacts want the same path.
        ValueError: one leads out of the folder.
    """
    made: set[str] = set()
    folders: set[str] = set()
    gc.freeze()  # what is published is in use until the end: looking at it again and again would find no garbage
    try:
        for artifact in artifacts:
            path = f"{folder}/{artifact.path}"  # pathlib takes a third of the time of a page
            parent, _, _ = path.rpartition("/")
            if ".." in artifact.path and ".." in artifact.path.split("/"):
                raise ValueError(artifact.path)
            if artifact.path in made:
                raise SettingsError(f"{artifact.path}: Two pages want this address. Rename one of their sources.")
            made.add(artifact.path)
            if parent not in folders:
                _make(parent)
                folders.add(parent)
            if isinstance(artifact.content, bytes):
                with open(path, "wb") as stream:  # noqa: PTH123 - as above
                    stream.write(artifact.content)
            else:
                shutil.copyfile(artifact.content, path)
    finally:
        gc.unfreeze()
    return len(made)


def _make(folder: str) -> None:
    """A folder, most often in one that is there already."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - as above
    except (FileNotFoundError, FileExistsError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
