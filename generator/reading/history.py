"""What git remembers: when each file first and last changed, and which files there were."""

from __future__ import annotations

import secrets
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.model.catalog import History

if TYPE_CHECKING:
    from pathlib import Path

_WATCHED = ("datasets", "content/announcements")


def read_history(root: Path) -> History:
    """The history of `root`; empty and with a note where git has none or not all of it.

    One pass of `git log` over what the branch itself went through, newest first: what was merged counts from then on,
    and a draft that never got that far was never public.
    """
    missing = " Dates come from the files' own `issued` and `modified` alone, and lost addresses are not noticed."
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not head.done:
        note = f"git cannot read this repository: {head.said}." if head.said else "There is no git history here."
        return History(complete=False, note=note + missing)
    if ask(root, "rev-parse", "--is-shallow-repository").said == "true":
        note = "This is a shallow clone; `git fetch --unshallow` brings the rest."
        return History(complete=False, note=note + missing)
    mark = secrets.token_hex()  # a path can hold any sign, but not one that nobody could know
    what = ("--first-parent", "-m", "--no-renames", "--relative", "-z", f"--format={mark}%ct", "--name-only")
    log = ask(root, "log", *what, "--", *_WATCHED)
    created: dict[str, datetime] = {}
    changed: dict[str, datetime] = {}
    for commit in log.said.split(mark)[1:]:
        stamp, *names = commit.split("\0")
        moment = datetime.fromtimestamp(int(stamp.strip()), UTC)
        for name in names:
            path = name.lstrip("\n")
            if path:
                created[path] = moment
                changed.setdefault(path, moment)
    past = frozenset(path for path in created if not (root / path).exists())
    return History(complete=True, created=created, changed=changed, past=past)


def read_head(root: Path) -> str:
    """The name of the last commit and whether its history is all here; empty where there is none."""
    return (
        ask(root, "rev-parse", "--verify", "--quiet", "HEAD").said
        + ask(root, "rev-parse", "--is-shallow-repository").said
    )


def tracked(root: Path, *folders: str) -> list[str]:
    """Files in `folders` that are committed or about to be."""
    listed = ask(root, "ls-files", "-z", "--", *folders)
    return [name for name in listed.said.split("\0") if name] if listed.done else []


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of asking git."""

    done: bool
    said: str
    """What git printed: its answer, or its reason."""


def ask(root: Path, *arguments: str) -> Answer:
    """Ask git.

    A repository's own settings may name programs to run (`core.fsmonitor`), and these are not run.
    """
    command = ["git", "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - fixed words
    except OSError as bad:
        return Answer(done=False, said=f"git: {bad.strerror}")
    if done.returncode == 0:
        return Answer(done=True, said=done.stdout.decode("utf-8", "surrogateescape").rstrip("\n"))
    reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return Answer(done=False, said="" if "not a git repository" in reason else reason)
