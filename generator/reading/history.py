"""What git remembers: when something in each dataset's folder first and last changed, and which files there were."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from generator.model.catalog import History
from generator.reading.git import STRAIGHT, Broken, ask
from generator.reading.traces import Traces, decoded

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping
    from pathlib import Path

_WATCHED = ("datasets", "content/announcements", "content/pages")
RECEIPTS = ("refs/remotes/origin/receipts", "refs/heads/receipts")
"""Where a clone has the branch with what became of posts, the server's first."""
_FIRST, _LAST = (int(datetime(*day, tzinfo=UTC).timestamp()) for day in ((1970, 1, 2), (2100, 1, 1)))
"""A commit can bear any time; one that says it is from earlier or later, or from the very first day, does not know."""


def read_history(root: Path, files: Container[str], remembered: bytes = b"") -> tuple[History, bytes]:
    """The history of `root`, and what to remember of it so that the next reading need not begin anew.

    It is empty and has a note where git has none or not all of it. One pass of `git log` over what the branch itself
    went through, newest first: what was merged counts from then on, and a draft that never got that far was never
    public.

    Args:
        root: The repository.
        files: Those that are there now, by their path from the root.
        remembered: What an earlier call gave; only what was committed since is then read.
    """
    missing = " Dates come from the files' own `issued` and `modified` alone, and lost addresses are not noticed."
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not head.done:
        note = f"git cannot read this repository: {head.said}." if head.said else "There is no git history here."
        return History(complete=False, note=note + missing), b""
    if ask(root, "rev-parse", "--is-shallow-repository").said == "true":
        note = "This is a shallow clone; `git fetch --unshallow` brings the rest."
        return History(complete=False, note=note + missing), b""
    known = _recalled(root, head.said, remembered)
    times, traces = known["times"], decoded(known["traces"])
    if known["head"] != head.said:
        try:
            logged, moment = _logged(root, known["head"], known["moment"])
            traces.follow(root, _span(known["head"]))
        except Broken:
            return History(complete=False, note="git cannot read all of the history here." + missing), b""
        for path, (first, last) in logged.items():
            times[path] = (times[path][0] if path in times else first, last)
        known = {"head": head.said, "moment": moment, "times": times, "traces": traces.encoded()}
        remembered = json.dumps(known).encode()
    past = {path for path in times if path not in files} - (traces.drafts - traces.public)
    history = History(
        complete=True,
        spans=_spans(times),
        past=frozenset(past - _recased(times, past)),
        terms=frozenset(traces.terms),
        files=frozenset(traces.files),
        languages=frozenset(traces.languages),
        former=frozenset((path, address) for path, _, address in (each.rpartition(" ") for each in traces.former)),
    )
    return history, remembered


def _recalled(root: Path, head: str, remembered: bytes) -> dict[str, Any]:
    """What an earlier reading found, if the branch has gone straight on from there."""
    nothing: dict[str, Any] = {"head": "", "moment": _FIRST, "times": {}, "traces": Traces().encoded()}
    if not remembered:
        return nothing
    known: dict[str, Any] = json.loads(remembered)
    if known.keys() != nothing.keys() or known["traces"].keys() != nothing["traces"].keys():
        return nothing  # written by an older version
    if known["head"] == head:
        return known
    # A commit that was merged meanwhile counts from the merge on, so that its own time must not be kept.
    since = ask(root, "rev-list", "--first-parent", "--parents", f"{known['head']}..{head}")
    way = since.said.splitlines()
    return known if since.done and way and way[-1].split()[1:2] == [known["head"]] else nothing


def _logged(root: Path, since: str, moment: int) -> tuple[dict[str, tuple[int, int]], int]:
    """First and last commit of each path, in seconds since 1970, of commits that came after `since`.

    Also the time of the last of them all; a commit whose own time cannot be has that of the one before, at first
    `moment`.
    """
    mark = secrets.token_hex()  # a path can hold any sign, but not one that nobody could know
    log = ask(root, "log", *STRAIGHT, "-z", f"--format={mark}%ct", "--name-only", _span(since), "--", *_WATCHED)
    if not log.done:
        raise Broken
    found: dict[str, tuple[int, int]] = {}
    for commit in reversed(log.said.split(mark)[1:]):
        stamp, *names = commit.split("\0")
        if stamp.strip().isdecimal() and _FIRST <= int(stamp) < _LAST:
            moment = int(stamp)
        for name in names:
            path = name.lstrip("\n")
            if path:
                found[path] = (found.get(path, (moment, moment))[0], moment)
    return found, moment


def _recased(times: Mapping[str, tuple[int, int]], past: Collection[str]) -> set[str]:
    """Those of the past that differ only in case from what is there again, and was there before them."""
    gone = {path.casefold(): path for path in past if path.startswith("datasets/")}
    there = [path for path in times if path not in past and path.casefold() in gone] if gone else []
    pairs = ((path, gone[path.casefold()]) for path in there)
    return {was for path, was in pairs if times[path][0] <= times[was][0]}


def _span(since: str) -> str:
    return f"{since}..HEAD" if since else "HEAD"


def _spans(times: dict[str, tuple[int, int]]) -> dict[str, tuple[datetime, datetime]]:
    """When something in each dataset's folder was first and last committed."""
    seconds: dict[str, tuple[int, int]] = {}
    for path, (first, last) in times.items():
        parts = path.split("/", 3)
        if len(parts) > 3:  # noqa: PLR2004 - datasets/agency/name/…
            folder = "/".join(parts[:3])
            before = seconds.get(folder, (first, last))
            seconds[folder] = (min(first, before[0]), max(last, before[1]))
    return {
        folder: (datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC))
        for folder, (first, last) in seconds.items()
    }


def read_head(root: Path) -> str:
    """The name of the last commit and whether its history is all here; empty where there is none."""
    return ask(root, "rev-parse", "--verify", "--quiet", "HEAD", "--is-shallow-repository").said


def receipts_tip(root: Path) -> str:
    """Names of the last commits of the branch in which receipts are kept, as far as this clone has fetched it."""
    return ask(root, "for-each-ref", "--format=%(objectname)", *RECEIPTS).said


def tracked(root: Path, *folders: str) -> list[str]:
    """Files in `folders` that are committed or about to be."""
    listed = ask(root, "ls-files", "-z", "--", *folders)
    return [name for name in listed.said.split("\0") if name] if listed.done else []
