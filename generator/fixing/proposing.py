"""What of a dataset's descriptor can be mended for certain: each change is tried, and kept if the referee agrees."""

from __future__ import annotations

import csv
import difflib
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Explained
from generator.checking.tables.judging import judge
from generator.checking.tables.oddities import find_oddities
from generator.fixing.descriptors import read_descriptors
from generator.fixing.edits import CannotEditError
from generator.fixing.proving import misread
from generator.model.noun import noun
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.checking.tables.causes.cause import Change
    from generator.fixing.descriptors import Descriptors
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding

_ROUNDS = 6
"""Behind a wrong delimiter there may be decimal commas, behind those signs for nothing."""
_UNSURE = frozenset(
    {"column-names", "date-format", "day-month-order", "decimal-comma", "decimal-comma-or-thousands", "delimiter"}
    | {"currency-sign", "encoding", "percent-sign", "preamble", "thousands", "two-header-rows", "unit", "yes-no"}
)
"""Causes that a key of the descriptor may mend; where one has no certain change, the officer is told so."""
_COVERING = frozenset({"delimiter", "encoding", "preamble", "two-header-rows"})
"""Causes behind which the referee sees nothing else."""


@noun
class Proposal:
    """What would be written for one dataset."""

    dataset: Dataset
    before: dict[str, str]
    """The texts of its files, by path from the root; empty for a file that is not there yet."""
    after: dict[str, str]
    """Of those that would change."""
    reasons: tuple[Finding, ...]
    """What the changes mend."""
    unsure: tuple[Finding, ...]
    """What a change might mend, had anybody but the officer known which."""

    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(_diff(path, self.before[path], text) for path, text in self.after.items())


def propose(root: Path, dataset: Dataset) -> Proposal:
    """What is certain, and what is left to the officer.

    Raises:
        Unreadable: the descriptor changed while it was read.
    """
    start = now = read_descriptors(root, dataset)
    reasons: list[Finding] = []
    refused: set[Change] = set()
    findings = _judged(dataset)
    for _ in range(_ROUNDS):
        wanted = [each for each in findings if isinstance(each, Explained) and _fresh(each, refused)]
        if not wanted:
            break
        tried = _together(now, wanted, findings)
        if tried is None:
            now, findings, kept = _one_by_one(now, wanted, findings, refused)
        else:
            (now, findings), kept = tried, list(wanted)
        reasons += kept
    left = [each for each in findings if each.rule in _UNSURE and isinstance(each, Explained)]
    return Proposal(
        dataset=dataset,
        before={path: "" if dataset.inferred else text for path, text in start.texts.items()},
        after={path: text for path, text in now.texts.items() if text != start.texts[path]},
        reasons=tuple(reasons),
        unsure=tuple(left),
    )


def _fresh(finding: Explained, refused: set[Change]) -> bool:
    return bool(finding.changes) and not any(_hashable(each) in refused for each in finding.changes)


def _hashable(change: Change) -> Change:
    return type(change)(part=change.part, key=change.key, value=repr(change.value), field=change.field)


def _one_by_one(
    now: Descriptors, wanted: list[Explained], findings: list[Finding], refused: set[Change]
) -> tuple[Descriptors, list[Finding], list[Finding]]:
    kept: list[Finding] = []
    for each in wanted:
        tried = _together(now, [each], findings)
        if tried:
            now, findings = tried
            kept.append(each)
        else:
            refused.update(map(_hashable, each.changes))
    return now, findings, kept


def _together(
    now: Descriptors, wanted: Sequence[Explained], before: Sequence[Finding]
) -> tuple[Descriptors, list[Finding]] | None:
    """The files with all changes of `wanted`, and what is found then; None where something is not better."""
    try:
        after = now
        for finding in wanted:
            position = _position(now.dataset, finding)
            for change in finding.changes:
                after = after.with_change(change, position)
        changed = after.changed()
    except (CannotEditError, KeyError, ValueError, TypeError, Unreadable):
        return None
    findings = _judged(changed)
    mended = {(each.rule, each.where.path, each.problem) for each in wanted}
    still = {(each.rule, each.where.path, each.problem) for each in findings}
    known = {(each.rule, each.where.path) for each in before}
    # Behind a file that could not be read, there may be more to mend; elsewhere nothing new may come up.
    hidden = {each.where.path for each in wanted if each.rule in _COVERING}
    # Where so many cells were wrong that the referee stopped, too; a broken constraint may be the change's fault.
    stopped = {each.where.path for each in before if each.problem.startswith("At least ")}
    new = [
        each
        for each in findings
        if each.blocks
        and (each.rule, each.where.path) not in known
        and each.where.path not in hidden
        and (each.where.path not in stopped or each.rule == "constraint-error")
    ]
    if mended & still or new or misread(changed, wanted):
        return None
    return after, findings


def _position(dataset: Dataset, finding: Finding) -> int:
    path = finding.where.path.removeprefix(f"{dataset.folder}/")
    return next(table.position for table in dataset.tables if path in {each.path for each in table.files})


def _judged(dataset: Dataset) -> list[Finding]:
    try:
        findings = list(find_oddities(dataset))
        if not any(each.blocks for each in findings):
            findings += judge(dataset)
    except (ValueError, OSError, csv.Error):
        return []  # `daylight check` tells it
    return findings


def _diff(path: str, before: str, after: str) -> str:
    old, new = before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
    lines = difflib.unified_diff(
        old.splitlines(keepends=True),
        new.splitlines(keepends=True),
        f"a/{path}" if before else "/dev/null",
        f"b/{path}",
    )
    return "".join(each if each.endswith("\n") else f"{each}\n\\ No newline at end of file\n" for each in lines)
