"""The site lands all at once, by one build at a time: what changed is written beside it, then both change places.

Two trees take turns. The one that is not served is brought up to date file by file: what it has stays, what the served
one has is linked, and only the rest is made.
"""

from __future__ import annotations

import shutil
from array import array
from bisect import bisect_left
from contextlib import contextmanager, suppress
from itertools import pairwise
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
    def print(self) -> str:
        """A digest of all its files, which are only asked for where it is another than before."""
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
        previous = _previous(site)
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
    front, back = Tree(site, index), _back(site, index)
    there = back.standing()
    # Of each target that is not as it was, how many files it has in the end.
    changed = {target.name: 0 for target in targets if there.get(target.name, ("",))[0] != target.print}
    gone = there.keys() - {target.name for target in targets}
    left = _left(back, targets, changed, gone)
    try:
        back.open()
        folder = Folder(back.folder)
        for path in left:
            folder.remove(path)
        made = []
        with in_use():
            for target in watch(targets):
                if target.name not in changed:
                    continue
                found, written = _bring(target, back, front, folder)
                back.put(target.name, target.print, found)
                changed[target.name] = len(found)
                if written:
                    made.append((target, written))
        remember_parts([target for target, _ in made], index)
        back.close(gone)
        _swap(back.folder, site)
    except BaseException:
        shutil.rmtree(back.folder, ignore_errors=True)
        raise
    forget_others(index, [site, _previous(site)])
    as_before = sum(files for name, (_, files) in there.items() if name not in changed and name not in gone)
    return Landed(
        files=as_before + sum(changed.values()),
        made=tuple(target.name for target, _ in made),
        written=sum(files for _, files in made),
    )


def _previous(site: Path) -> Path:
    return site.with_name(f".{site.name}.previous")


def _back(site: Path, index: Index) -> Tree:
    """The tree that takes its turn: that of the last build but one, or an empty one."""
    previous = _previous(site)
    tree = Tree(previous, index)
    if tree.whole:
        return tree
    shutil.rmtree(previous, ignore_errors=True)
    staging = site.with_name(f".{site.name}.staging")
    staging.mkdir(parents=True)
    return Tree(staging, index)


def _left(back: Tree, targets: Iterable[Target], changed: Collection[str], gone: Iterable[str]) -> set[str]:
    """Paths that nothing has any more.

    Raises:
        SettingsError: two targets want the same path.
    """
    left = {path for name in gone for path in back.files(name)}
    new = array("q")  # numbers that stand for paths: a third of a million paths would take ten times the room
    for target in targets:
        if target.name in changed:
            known, files = back.files(target.name).keys(), target.files.keys()
            left |= known - files
            new.extend(map(hash, files - known))
    if not new:  # none can be wanted twice, nor by another
        return left
    ordered = array("q", sorted(new))
    doubtful = {one for one, other in pairwise(ordered) if one == other}
    for target in targets:
        known = back.files(target.name).keys()
        stays: Collection[str] = known
        if target.name in changed and (known or left):
            files = target.files.keys()
            left -= files
            stays = known & files
        doubtful.update(number for number in map(hash, stays) if _is_among(ordered, number))
    if doubtful:
        _refuse_what_is_wanted_twice(back, targets, changed, doubtful)
    return left


def _is_among(ordered: array[int], number: int) -> bool:
    place = bisect_left(ordered, number)
    return place < len(ordered) and ordered[place] == number


def _refuse_what_is_wanted_twice(
    back: Tree, targets: Iterable[Target], changed: Collection[str], doubtful: Collection[int]
) -> None:
    """Of paths for which one of some numbers stands, as it may by chance for two of them.

    Raises:
        SettingsError: two targets want the same path.
    """
    seen: set[str] = set()
    for target in targets:
        files = target.files if target.name in changed else back.files(target.name)
        for path in files:
            if hash(path) in doubtful:
                if path in seen:
                    raise taken(path)
                seen.add(path)


def _bring(target: Target, back: Tree, front: Tree, folder: Folder) -> tuple[dict[str, Written], int]:
    """Bring the files of a target up to date, in the tree that takes its turn.

    Returns:
        Its files, and how many of them were made.
    """
    files = target.files
    known = back.files(target.name)
    found = {path: each for path, each in known.items() if each.version == files.get(path) and back.has(path, each)}
    found |= _linked(target.name, {path: files[path] for path in files.keys() - found.keys()}, front, folder)
    missing = {path: files[path] for path in files.keys() - found.keys()}
    if missing:
        found |= _made(target, missing, folder)
    return found, len(missing)


def _linked(target: str, missing: Mapping[str, str], front: Tree, folder: Folder) -> dict[str, Written]:
    """The files of a target that need not be made, for the served tree has them."""
    found = {}
    for path, written in front.files(target).items() if missing else ():
        if written.version == missing.get(path) and front.has(path, written):
            linked = folder.link(path, front.folder)
            if linked:
                found[path] = Written.of(written.version, linked)
    return found


def _made(target: Target, missing: Mapping[str, str], folder: Folder) -> dict[str, Written]:
    found = {
        artifact.path: Written.of(missing[artifact.path], folder.write(artifact))
        for artifact in target.make(missing.keys())
        if artifact.path in missing
    }
    if unmade := missing.keys() - found.keys():
        raise RuntimeError(f"{target.name} did not make {', '.join(sorted(unmade))}")
    return found


def _swap(new: Path, site: Path) -> None:
    previous = _previous(site)
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
