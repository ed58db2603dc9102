"""What git has of single things: what alerts said in each commit, and in which commits datasets and announcements were.

What was public is what the branch itself went through.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from generator.model.announcement import Alert
from generator.reading.documents import parse_announcement
from generator.reading.git import STRAIGHT, ask
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model.announcement import Announcement

_LONG_AGO = timedelta(days=30)
"""Before the last commit: of alerts that ended earlier nobody is told any more."""
_DIGITS = 10
"""Of a time in seconds since 1970 that can be written as a date."""
_NAME = re.compile(r"[a-z0-9-]+")
"""Of a file, without signs that mean something in a pattern."""
_ID = re.compile(rf"{_NAME.pattern}(/{_NAME.pattern})?")
_STRAIGHT = (*STRAIGHT, "--reverse")
"""The oldest first."""
_FEW = 200
"""Things of which git is asked by name."""


def read_earlier(root: Path, announcements: Iterable[Announcement]) -> Mapping[str, tuple[Announcement, ...]]:
    """By the name of each alert that has not ended long ago, what it was in each commit, the oldest first.

    Versions that cannot be read, or were no alerts, are left out. The history must be complete.
    """
    alerts = [each for each in announcements if isinstance(each.details, Alert)]
    last = ask(root, "log", "-1", "--format=%ct").said if alerts else ""
    if not last.isdecimal() or len(last) > _DIGITS:  # a commit can say any time that it was made
        return {}
    since = datetime.fromtimestamp(int(last), UTC) - _LONG_AGO
    names = {name: each.name for each in alerts if _until(each) > since for name in (each.name, *each.formerly)}
    found: dict[str, list[Announcement]] = {}
    for commit, path in _versions(root, filter(_NAME.fullmatch, names)):
        with suppress(Unreadable, ValueError, TypeError, RecursionError):  # what it was then can be mended no more
            text = ask(root, "show", f"{commit}:./{path}").said.removeprefix("\ufeff").replace("\r\n", "\n")
            was = parse_announcement(text, path)
            if isinstance(was.details, Alert):
                found.setdefault(names[was.name], []).append(was)
    return {name: tuple(versions) for name, versions in found.items()}


def _until(alert: Announcement) -> datetime:
    """When somebody may last have looked at it."""
    expires = alert.details.expires if isinstance(alert.details, Alert) else alert.published
    return max(expires, alert.updated or alert.published)


def _versions(root: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Commit and path of each version of announcements."""
    paths = [f":(glob)content/announcements/**/{name}.md" for name in names]
    if not paths:
        return
    mark = secrets.token_hex()  # a path can hold any sign, but not one that nobody could know
    log = ask(
        root, "log", *_STRAIGHT, "--diff-filter=d", "-z", f"--format={mark}%H", "--name-only", "HEAD", "--", *paths
    )
    for told in log.said.split(mark)[1:]:
        commit, *files = told.split("\0")
        yield from ((commit.strip(), path) for file in files if (path := file.lstrip("\n")))


def read_lives(root: Path, ids: Collection[str]) -> Mapping[str, tuple[range, ...]]:
    """From which commit to which other one datasets (`agency/name`) and announcements were there.

    Commits are counted in the order in which the branch went through them; what is in the last one has no end, which is
    a number that no commit has. The history must be complete.
    """
    paths = [f"datasets/{id_}" if "/" in id_ else f":(glob)content/announcements/**/{id_}.md" for id_ in ids]
    if not ids:
        return {}
    if len(ids) > _FEW or not all(map(_ID.fullmatch, ids)):
        paths = ["datasets", "content/announcements"]
    mark = secrets.token_hex()
    what = (*_STRAIGHT, "--diff-filter=AD", "-z", f"--format=tformat:{mark}", "--name-status")
    there: dict[str, set[str]] = {id_: set() for id_ in ids}
    begun: dict[str, int] = {}
    lives: dict[str, list[range]] = {id_: [] for id_ in ids}
    commits = ask(root, "log", *what, "HEAD", "--", *paths).said.split(mark)[1:]
    for number, told in enumerate(commits):
        words = [word.lstrip("\n") for word in told.split("\0") if word.strip()]
        touched = set()
        for status, path in zip(words[::2], words[1::2], strict=False):
            id_ = _id_of(path)
            if id_ in there:
                touched.add(id_)
                (there[id_].add if status == "A" else there[id_].discard)(path)
        for id_ in touched:
            if there[id_]:
                begun.setdefault(id_, number)
            elif id_ in begun:
                lives[id_].append(range(begun.pop(id_), number))
    for id_, first in begun.items():
        lives[id_].append(range(first, len(commits) + 1))
    return {id_: tuple(found) for id_, found in lives.items() if found}


def _id_of(path: str) -> str:
    folder, *names = path.split("/")
    return "/".join(names[:2]) if folder == "datasets" else names[-1].removesuffix(".md")
