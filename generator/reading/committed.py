"""Files as a commit has them: byte for byte, whatever lies in the folder and whatever its settings make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reading.git import Broken, ask, blobs

if TYPE_CHECKING:
    from pathlib import Path

REGULAR = frozenset({"100644", "100755"})
"""Modes of files in git; links and other repositories have others."""


def export(root: Path, commit: str, folder: Path, *paths: str) -> None:
    """Write all regular files of a commit below some paths into a folder; links are left out.

    Args:
        root: The repository, or a folder in it; paths begin there.
        commit: Its name.
        folder: Where nothing is yet.
        paths: Files and folders.

    Raises:
        Broken: git does not have all of it.
    """
    listed = ask(root, "ls-tree", "-r", "-z", commit, "--", *paths)
    if not listed.done:
        raise Broken
    names: dict[str, str] = {}
    for line in filter(None, listed.said.split("\0")):
        told, _, path = line.partition("\t")
        mode, _, name = told.split(" ")
        if mode in REGULAR and ".." not in path.split("/"):
            names[path] = name
    contents = blobs(root, list(dict.fromkeys(names.values())))
    for path, name in names.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents[name])
