"""Files as a commit has them: byte for byte, whatever lies in the folder and whatever its settings make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reading.git import ask, blobs

if TYPE_CHECKING:
    from pathlib import Path

_REGULAR = frozenset({"100644", "100755"})
"""Modes of files in git; links and other repositories have others."""


def export(root: Path, commit: str, folder: Path, *paths: str) -> None:
    """Write all regular files of a commit below some paths into a folder; links are left out.

    Args:
        root: The repository, or a folder in it; paths begin there.
        commit: Its name.
        folder: Where nothing is yet.
        paths: Files and folders.
    """
    listed = ask(root, "ls-tree", "-r", "-z", commit, "--", *paths)
    names: dict[str, str] = {}
    for line in listed.said.split("\0") if listed.done else ():
        told, _, path = line.partition("\t")
        mode, _, name = told.split(" ") if told else ("", "", "")
        if mode in _REGULAR and ".." not in path.split("/"):
            names[path] = name
    contents = blobs(root, list(dict.fromkeys(names.values())))
    for path, name in names.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents[name])
