"""What commits changed, read line by line as git tells it, so that a difference may be of any size."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.reading.git import PLAIN, STRAIGHT, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")


class Before(NamedTuple):
    """A file as it was before a commit changed or removed it."""

    path: str
    """From the root; empty where it holds signs that no address can have."""
    blob: str
    """By which git keeps it."""
    removed: bool
    """Whether the commit removed it."""


def changes(root: Path, span: str, paths: Iterable[str]) -> Iterator[tuple[Before, Iterator[str]]]:
    """Files that commits changed or removed, newest first, each with the lines taken away (`-…`) and added (`+…`).

    Args:
        root: The repository.
        span: Of commits.
        paths: Patterns of the files.

    Raises:
        Broken: git cannot tell all of it.
    """
    for before, told in groupby(_told(root, span, paths), key=lambda each: each[0]):
        yield before, (line for _, line in told)


def _told(root: Path, span: str, paths: Iterable[str]) -> Iterator[tuple[Before, str]]:
    before = Before("", "", removed=False)
    gone = come = 0
    """Lines of the hunk that are still to come: only their number tells them from the lines around hunks."""
    for line in lines(root, "log", *STRAIGHT, *PLAIN, "-p", "--format=", "--diff-filter=MDT", span, "--", *paths):
        if gone or come:
            gone -= line[:1] != "+"
            come -= line[:1] != "-"
            if line[:1] in {"-", "+"}:
                yield before, line
        elif found := _HUNK.match(line):
            gone, come = (int(each or 1) for each in found.groups())
        elif line.startswith("diff --git "):
            before = Before("", "", removed=False)
        elif line.startswith("deleted file "):
            before = before._replace(removed=True)
        elif line.startswith("index "):
            before = before._replace(blob=line.removeprefix("index ").partition("..")[0])
        elif line.startswith("--- a/"):
            before = before._replace(path=line.removeprefix("--- a/").rstrip("\t"))
