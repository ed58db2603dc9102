"""What git remembers: when each file first and last changed, and which files there were."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.model.catalog import History

if TYPE_CHECKING:
    from pathlib import Path

_WATCHED = ("datasets", "content/announcements")


def read_history(root: Path) -> History:
    """The history of `root`; empty and with a note where git has none or not all of it.

    One pass of `git log` over the whole history, newest first.
    """
    if not read_head(root):
        return History(
            complete=False,
            note="There is no git history here: dates come from the files' own `issued` and `modified` alone,"
            " and lost addresses are not noticed.",
        )
    if _git(root, "rev-parse", "--is-shallow-repository") == "true\n":
        return History(
            complete=False,
            note="This is a shallow clone: dates come from the files' own `issued` and `modified` alone, and lost"
            " addresses are not noticed. `git fetch --unshallow` brings the rest.",
        )
    log = _git(root, "log", "--no-renames", "--relative", "-z", "--format=%x01%ct", "--name-only", "--", *_WATCHED)
    created: dict[str, datetime] = {}
    changed: dict[str, datetime] = {}
    for commit in (log or "").split("\x01")[1:]:
        stamp, *names = commit.split("\0")
        moment = datetime.fromtimestamp(int(stamp.strip()), UTC)
        for name in names:
            path = name.lstrip("\n")
            if path:
                created[path] = moment
                changed.setdefault(path, moment)
    present = set((_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *_WATCHED) or "").split("\0"))
    return History(complete=True, created=created, changed=changed, past=frozenset(created.keys() - present))


def read_head(root: Path) -> str:
    """The name of the last commit, empty where there is none."""
    return _git(root, "rev-parse", "--verify", "--quiet", "HEAD") or ""


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None where it fails or is not installed.

    A repository's own settings may name programs to run (`core.fsmonitor`), and these are not run.
    """
    command = ["git", "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - fixed words
    except OSError:
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
