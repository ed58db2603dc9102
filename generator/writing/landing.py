"""The site lands all at once, by one build at a time: what changed is written beside it, then both change places.

Two trees take turns. The one that is not served is brought up to date file by file: what it has stays, what the served
one has is linked, and only the rest is made.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from generator.model.errors import BusyError, SettingsError
from generator.model.noun import noun
from generator.writing.exchanging import exchange
from generator.writing.explaining import remember_parts
from generator.writing.files import Folder, in_use, taken
from generator.writing.trees import Tree, Written, forget_others

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.memory.index import Index
    from generator.model.publication import Artifact

MARK = "sitemap.xml"
"""What every site has, and hardly anything else."""


class Target(Protocol):
    """Files of the site that are made together."""

    @property
    def name(self) -> str:
        """As people know it."""
        ...

    @property
    def parts(self) -> Mapping[str, str]:
        """Digests of what it is made from, each by a name that people know."""
        ...

    @property
    def files(self) -> Mapping[str, str]:
        """A digest of all that each file is made from, by its path."""
        ...

    def make(self, paths: Collection[str], /) -> Iterable[Artifact]:
        """The files at `paths`."""
        ...


class Watch(Protocol):
    """Sees targets go by."""

    def __call__(self, targets: Sequence[Target], /) -> Iterable[Target]:
        """The same targets."""
        ...


@noun
class Landed:
    """What came of bringing a site up to date."""

    files: int
    """Of the whole site."""
    made: tuple[str, ...]
    """Names of the targets of which something was made."""
    written: int
    """Files that were made."""


def no_links(site: Path) -> None:
    """Refuse links where a build writes: what it writes must stay here.

    Raises:
        SettingsError: there is one.
    """
    for name in (site.name, f".{site.name}.staging", f".{site.name}.previous", f".{site.name}.lock", ".daylight"):
        if site.with_name(name).is_symlink():
            raise SettingsError(f"{site.with_name(name)} is a link. Remove it: a build writes only here.")


@contextmanager
def alone(site: Path) -> Iterator[None]:
    """Nobody else builds meanwhile; what a build that was killed left behind is mended first.

    Raises:
        BusyError: another build is at work.
        SettingsError: `site` holds something else.
    """
    import fcntl

    no_links(site)
    with site.with_name(f".{site.name}.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError(f"Another build is writing {site}. Wait until it has finished.") from None
        previous = site.with_name(f".{site.name}.previous")
        if previous.exists() and not site.exists():  # where two folders cannot change places in one step
            previous.rename(site)
        if site.exists() and any(site.iterdir()) and not (site / MARK).exists():
            raise SettingsError(
                f"{site} holds something that is not a site made here. Move it, or name another site_dir."
            )
        for left in ("staging", "aside"):
            shutil.rmtree(site.with_name(f".{site.name}.{left}"), ignore_errors=True)
        yield


def land(site: Path, targets: Sequence[Target], index: Index, watch: Watch = iter) -> Landed:
    """Bring the site up to date; it is the old one until it is the new one whole.

    Args:
        site: Where it lies, while nobody else builds.
        targets: All that it consists of.
        index: Remembers what lies in it.
        watch: Sees each target go by.

    Raises:
        SettingsError: two targets want the same path.
        OSError: there is no room left, for example; the site is as it was.
    """
    paths = _paths(targets)
    front, back = Tree(site, index), _back(site, index)
    back.open()
    try:
        with in_use():
            made, changed, gone = _update(back, front, targets, watch, paths)
        remember_parts([target for target, _ in made], index)
        back.close(changed, gone)
        _swap(back.folder, site)
    except BaseException:
        shutil.rmtree(back.folder, ignore_errors=True)
        raise
    forget_others(index, [site, site.with_name(f".{site.name}.previous")])
    return Landed(
        files=len(paths), made=tuple(target.name for target, _ in made), written=sum(files for _, files in made)
    )


def _back(site: Path, index: Index) -> Tree:
    """The tree that takes its turn: that of the last build but one, or an empty one."""
    previous = site.with_name(f".{site.name}.previous")
    tree = Tree(previous, index)
    if tree.whole:
        return tree
    shutil.rmtree(previous, ignore_errors=True)
    staging = site.with_name(f".{site.name}.staging")
    staging.mkdir(parents=True)
    return Tree(staging, index)


def _paths(targets: Iterable[Target]) -> set[str]:
    """Of all files; each can have one target only."""
    paths: set[str] = set()
    for target in targets:
        for path in target.files:
            if path in paths:
                raise taken(path)
            paths.add(path)
    return paths


def _update(
    back: Tree, front: Tree, targets: Sequence[Target], watch: Watch, paths: Collection[str]
) -> tuple[list[tuple[Target, int]], dict[str, dict[str, Written]], list[str]]:
    """Bring the tree that takes its turn up to date.

    Returns:
        The targets of which something was made, and how many files; the files of targets that are not as they were; the
        names of targets that are gone.
    """
    folder = Folder(back.folder)
    wanted = {target.name: target.files for target in targets}
    changed: dict[str, dict[str, Written]] = {name: {} for name in wanted}
    gone = []
    for name, known in back.all():
        files = wanted.get(name, {})
        if (
            name in wanted
            and len(known) == len(files)
            and all(each.version == files.get(path) and back.has(path, each) for path, each in known.items())
        ):
            del changed[name]  # as it was, like most
            continue
        kept = {path: each for path, each in known.items() if each.version == files.get(path) and back.has(path, each)}
        if name not in wanted:
            gone.append(name)
        else:
            changed[name] = kept
        if len(kept) < len(known):
            for path in known.keys() - paths:
                folder.remove(path)
    made = []
    for target in watch(targets):
        found = changed.get(target.name)
        if found is None:
            continue
        found |= _linked(target, target.files.keys() - found.keys(), front, folder)
        if missing := target.files.keys() - found.keys():
            made.append((target, len(missing)))
            found |= _made(target, missing, folder)
    return made, changed, gone


def _linked(target: Target, missing: Collection[str], front: Tree, folder: Folder) -> dict[str, Written]:
    """The files of a target that need not be made, for the served tree has them."""
    found = {}
    for path, written in front.files(target.name).items():
        if path in missing and written.version == target.files[path] and front.has(path, written):
            linked = folder.link(path, front.folder)
            if linked:
                found[path] = Written.of(written.version, linked)
    return found


def _made(target: Target, missing: Collection[str], folder: Folder) -> dict[str, Written]:
    found = {
        artifact.path: Written.of(target.files[artifact.path], folder.write(artifact))
        for artifact in target.make(missing)
        if artifact.path in missing
    }
    if unmade := set(missing) - found.keys():
        raise RuntimeError(f"{target.name} did not make {', '.join(sorted(unmade))}")
    return found


def _swap(new: Path, site: Path) -> None:
    previous = site.with_name(f".{site.name}.previous")
    if not site.exists():
        new.rename(site)
        return
    if not exchange(new, site):
        aside = site.with_name(f".{site.name}.aside")
        shutil.rmtree(aside, ignore_errors=True)
        if new == previous:
            new.rename(aside)
            new = aside
        site.rename(previous)
        try:
            new.rename(site)
        except OSError:
            previous.rename(site)
            raise
        return
    if new != previous:
        with suppress(OSError):  # the tree is only not there to take its turn
            new.rename(previous)
