"""What alerts said in each version of their files that git has: what was public is what the branch went through."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from generator.model.announcement import Alert
from generator.reading.documents import parse_announcement
from generator.reading.history import ask
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model.announcement import Announcement

_LONG_AGO = timedelta(days=30)
"""Before the last commit: of alerts that ended earlier nobody is told any more."""
_NAME = re.compile(r"[a-z0-9-]+")
"""Of a file, without signs that mean something in a pattern."""
_STRAIGHT = ("--first-parent", "-m", "--no-renames", "--relative", "--reverse", "--diff-filter=d")
"""What the branch itself went through, the oldest first, without removals."""


def read_earlier(root: Path, announcements: Iterable[Announcement]) -> Mapping[str, tuple[Announcement, ...]]:
    """By the name of each alert that has not ended long ago, what it was in each commit, the oldest first.

    Versions that cannot be read, or were no alerts, are left out. The history must be complete.
    """
    alerts = [each for each in announcements if isinstance(each.details, Alert)]
    last = ask(root, "log", "-1", "--format=%ct").said if alerts else ""
    if not last:
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
    log = ask(root, "log", *_STRAIGHT, "-z", f"--format={mark}%H", "--name-only", "HEAD", "--", *paths)
    for told in log.said.split(mark)[1:]:
        commit, *files = told.split("\0")
        yield from ((commit.strip(), path) for file in files if (path := file.lstrip("\n")))
