"""A preview follows what is saved: only files that changed are written into the folder that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.writing.files import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.writing.landing import Target


class Preview:
    """A folder with the site as it was when somebody last saved something.

    Args:
        folder: Where it lies. What is there already was put there by somebody else, and is written again only once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        there = (path for path in folder.rglob("*") if path.is_file())
        self._versions = {path.relative_to(folder).as_posix(): "" for path in there}
        self._prints: dict[str, str] = {}
        self._paths: dict[str, frozenset[str]] = {}

    def become(self, targets: Iterable[Target]) -> None:
        """Remove what is none of all that there is to be, and write what has changed."""
        wanted = {target.name: target for target in targets}
        folder = Folder(self.folder)
        changed = [target for name, target in wanted.items() if self._prints.get(name) != target.print]
        for name in self._paths.keys() - wanted.keys():
            del self._paths[name]
            self._prints.pop(name, None)  # there is none of what could not be made
        self._paths |= {target.name: frozenset(target.files) for target in changed}
        for path in self._versions.keys() - {path for paths in self._paths.values() for path in paths}:
            folder.remove(path)
            del self._versions[path]
        self.add(changed)

    def add(self, targets: Iterable[Target]) -> None:
        """Write what has changed of some targets."""
        folder = Folder(self.folder)
        for target in targets:
            files = target.files
            self._paths[target.name] = frozenset(files)
            changed = {path for path, version in files.items() if self._versions.get(path) != version}
            for artifact in target.make(changed) if changed else ():
                if artifact.path in changed:
                    folder.write(artifact)
                    self._versions[artifact.path] = files[artifact.path]
            self._prints[target.name] = target.print
