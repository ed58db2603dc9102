"""A preview follows what is saved: only files that changed are written into the folder that is served.

What people look at comes first. The rest, such as the index of the search, is written behind their backs, and put off
when something is saved meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from threading import Event, Thread
from typing import TYPE_CHECKING

from generator.model.errors import DaylightError
from generator.writing.files import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.writing.landing import Target


_WORKSHOP = (
    "generator.checking.tables.judging",
    "generator.checking.leaks.scan",
    "generator.deriving.facts",
    "generator.deriving.statistics",
    "pypdfium2",
    "typst",
)


def prepare() -> None:
    """Import what datasets are checked, worked out and drawn with: the first save then waits no longer than others."""
    for name in _WORKSHOP:
        import_module(name)


@dataclass(kw_only=True, slots=True)
class _Share:
    """Some of the targets, as they were when all of them were last looked at."""

    prints: dict[str, str] = field(default_factory=dict)
    """By the names of the targets; there is none of what could not be made."""
    paths: dict[str, frozenset[str]] = field(default_factory=dict)


class _PutOffError(Exception):
    """Something was saved."""


class Preview:
    """A folder with the site as it was when somebody last saved something.

    Args:
        folder: Where it lies. What is there already was put there by somebody else, and is written again only once.
        tell: Says what is wrong with the rest, which is then as it was.
    """

    def __init__(self, folder: Path, tell: Callable[[Exception], None]) -> None:
        self._folder = folder
        self._tell = tell
        there = (path for path in folder.rglob("*") if path.is_file())
        self._versions = {path.relative_to(folder).as_posix(): "" for path in there}
        self._seen, self._rest = _Share(), _Share()
        self._behind: Thread | None = None
        self._hurry = Event()

    def add(self, seen: Iterable[Target], rest: Iterable[Target]) -> None:
        """Write what has changed of some targets."""
        self._write(seen, self._seen)
        self._write(rest, self._rest)

    def become(self, seen: Iterable[Target], rest: Iterable[Target]) -> None:
        """Remove what is none of all that there is to be, and write what has changed.

        Args:
            seen: What people look at, which is there when this ends.
            rest: Comes later, or not before something is saved again and this is called with all of it.
        """
        self.pause()
        self._follow(seen, self._seen)
        self.catch_up(rest)

    def catch_up(self, rest: Iterable[Target]) -> None:
        """Write, behind, what has changed of the rest."""
        self._behind = Thread(target=self._write_behind, args=(rest,), daemon=True)
        self._behind.start()

    def pause(self) -> None:
        """Put off what is not there yet: nothing is written any more when this ends."""
        self._hurry.set()
        self.wait()
        self._hurry.clear()

    def wait(self) -> None:
        """Until all is there."""
        if self._behind is not None:
            self._behind.join()
            self._behind = None

    def _write_behind(self, rest: Iterable[Target]) -> None:
        try:
            self._follow(rest, self._rest, self._unless_in_a_hurry)
        except _PutOffError:
            pass
        except (DaylightError, OSError) as bad:
            self._tell(bad)

    def _unless_in_a_hurry(self, targets: Iterable[Target]) -> Iterator[Target]:
        for target in targets:
            if self._hurry.is_set():
                raise _PutOffError
            yield target

    def _follow(
        self, targets: Iterable[Target], share: _Share, some: Callable[[Iterable[Target]], Iterable[Target]] = iter
    ) -> None:
        wanted = {target.name: target for target in some(targets)}
        changed = [target for name, target in wanted.items() if share.prints.get(name) != target.print]
        for target in changed:
            share.prints.pop(target.name, None)  # until it is written, it is not as it was either
        for name in share.paths.keys() - wanted.keys():
            del share.paths[name]
            share.prints.pop(name, None)
        share.paths |= {target.name: frozenset(target.files) for target in changed}
        kept = {path for each in (self._seen, self._rest) for paths in each.paths.values() for path in paths}
        folder = Folder(self._folder)
        for path in self._versions.keys() - kept:
            folder.remove(path)
            del self._versions[path]
        self._write(some(changed), share)

    def _write(self, targets: Iterable[Target], share: _Share) -> None:
        folder = Folder(self._folder)
        for target in targets:
            files = target.files
            share.paths[target.name] = frozenset(files)
            changed = {path for path, version in files.items() if self._versions.get(path) != version}
            for artifact in target.make(changed) if changed else ():
                if artifact.path in changed:
                    folder.write(artifact)
                    self._versions[artifact.path] = files[artifact.path]
            share.prints[target.name] = target.print
