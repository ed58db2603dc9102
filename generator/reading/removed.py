"""What lay in a folder of the repository once and was removed from it, as git remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reading.committed import REGULAR
from generator.reading.git import ask

if TYPE_CHECKING:
    from pathlib import Path


def removed(root: Path, commit: str, folder: str, name: str) -> bool | None:
    """Whether some commit left no file of a name in the folders of a folder; None where not all of the history is here.

    Every commit from which `commit` comes counts, on whatever branch it was made: else who merges the other way round
    would leave one out.

    Args:
        root: The repository, or a folder in it, where `folder` begins.
        commit: Its name.
        folder: In whose folders, and not deeper, such files lie.
        name: Of the file, with no signs that mean something in a pattern.
    """
    if ask(root, "rev-parse", "--is-shallow-repository").said != "false":
        return None
    every = ("--full-history", "--diff-merges=separate", "--no-renames", "--no-show-signature", "--diff-filter=D")
    told = ask(root, "log", *every, "--name-only", "--format=%H", commit, "--", f":(glob){folder}/*/{name}")
    if not told.done:
        return None
    commits = dict.fromkeys(line for line in told.said.splitlines() if line and "/" not in line)
    return any(not _has(root, each, folder, name) for each in commits)


def _has(root: Path, commit: str, folder: str, name: str) -> bool:
    """Whether one lies there, as it was moved or was there twice; links and what lies deeper are read by nobody."""
    for line in filter(None, ask(root, "ls-tree", "-r", "-z", commit, "--", folder).said.split("\0")):
        told, _, path = line.partition("\t")
        parts = path.removeprefix(f"{folder}/").split("/")
        if told.partition(" ")[0] in REGULAR and parts[1:] == [name]:
            return True
    return False
