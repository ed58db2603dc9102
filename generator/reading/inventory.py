"""Every file that a site is made from, found in one walk, with what tells whether it has changed since."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.model.catalog import Settings

OFFICERS = ("content/announcements", "content/outbox", "content/pages", "content/vocabularies", "datasets")
_NOT_FOLLOWED = ("content", "datasets")
_FOLDER_DEPTH = 3
"""Parts of the path of a dataset's folder: datasets/agency/name."""


class State(NamedTuple):
    """What the file system tells of a file: while all of it stays, so does what is in the file."""

    size: int
    modified: int
    """In nanoseconds, as all times here."""
    changed: int
    inode: int


@dataclass(kw_only=True, slots=True)
class Inventory:
    """What lies in the folders of a repository."""

    root: Path
    files: dict[str, State] = field(default_factory=dict)
    """Plain files by their path from the root, sorted; links are none."""
    irregular: list[str] = field(default_factory=list)
    """Links, pipes and devices in the officers' folders and among the templates, sorted."""
    folders: list[str] = field(default_factory=list)
    """Of datasets, sorted."""

    def by_folder(self) -> Iterator[tuple[str, list[str]]]:
        """The files of each dataset, and of each other folder of the same depth, under the folder's name."""
        grouped: dict[str, list[str]] = {}
        for name in self.files:
            grouped.setdefault(group_of(name), []).append(name)
        yield from grouped.items()

    def below(self, folder: str) -> list[str]:
        """The files in one folder and the folders in it."""
        return [name for name in self.files if name.startswith(f"{folder}/")]


def group_of(name: str) -> str:
    """The folder of the dataset that a file is in, or another of the same depth; the file where it is in none."""
    return "/".join(name.split("/", _FOLDER_DEPTH)[:_FOLDER_DEPTH])


def take_inventory(root: Path, settings: Settings) -> Inventory:
    """All that the site of the repository at `root` is made from: nothing is opened, and no link is followed."""
    inventory = Inventory(root=root)
    tops = (*_NOT_FOLLOWED, settings.templates)
    for top in dict.fromkeys((*tops, *settings.fonts)):
        # Links among the fonts, which come from a package, are passed over like anything else that is no file.
        _walk(root, str(root / top), inventory, irregular=inventory.irregular if top in tops else [])
    if (root / "mkdocs.yml").is_file():
        inventory.files["mkdocs.yml"] = _state(os.stat(root / "mkdocs.yml"))  # noqa: PTH116 - as below
    inventory.files = {
        name: inventory.files[name]
        for name in sorted(inventory.files)
        if not name.startswith("content/") or name.startswith(tuple(f"{folder}/" for folder in OFFICERS))
    }
    inventory.irregular.sort()
    inventory.folders.sort()
    return inventory


def _walk(root: Path, folder: str, inventory: Inventory, irregular: list[str]) -> None:
    if os.path.islink(folder):  # noqa: PTH114 - pathlib takes a third of the time of a walk
        irregular.append(os.path.relpath(folder, root))
        return
    open_ = [(folder, os.path.relpath(folder, root))]
    while open_:
        place, name = open_.pop()
        if not os.path.isdir(place):  # noqa: PTH112 - as above
            if os.path.lexists(place) and place == folder:
                irregular.append(name)
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                path = f"{name}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        open_.append((entry.path, path))
                        if name.startswith("datasets/") and name.count("/") == 1 and _named(path):
                            inventory.folders.append(path)
                elif entry.is_file(follow_symlinks=False):
                    inventory.files[path] = _state(entry.stat(follow_symlinks=False))
                else:
                    irregular.append(path)


def _named(folder: str) -> bool:
    """Whether a dataset's folder and its agency's are for the public: a dot or an underscore sets them aside."""
    return not any(part.startswith((".", "_")) for part in folder.split("/"))


def _state(found: os.stat_result) -> State:
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def strays(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files in the officers' folders that nothing is made of, and what to do with each."""
    for path in files:
        parts = path.split("/")
        if parts[-1].startswith("."):
            continue
        if parts[0] == "datasets" and len(parts) == _FOLDER_DEPTH:
            yield path, "Put it into a dataset's folder."
        elif path.startswith("content/announcements/") and not path.endswith(".md"):
            yield path, "Announcements end in .md."
        elif path.startswith("content/vocabularies/") and len(parts) == _FOLDER_DEPTH and not path.endswith(".yaml"):
            yield path, "Vocabularies end in .yaml."
        elif path.startswith("content/pages/") and len(parts) > _FOLDER_DEPTH and path.endswith(".md"):
            yield path, "Pages lie in content/pages itself."
