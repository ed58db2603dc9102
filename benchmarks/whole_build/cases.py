"""The builds that are measured, one after another in one repository: what one remembers, the next one uses."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measuring import run
from whole_build.repository import EPOCH, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = "first build of everything"
UNCHANGED = "nothing changed"
ONE_ROW = "one row of one dataset changed"
_DAYLIGHT = str(Path(sys.executable).with_name("daylight"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A row of the table."""

    label: str
    prepare: Callable[[Repository, int], None]
    """What is done before each build, unmeasured; it gets the number of the run, from 0."""
    runs: int = 1


CASES = (
    Case(label=FIRST, prepare=Repository.lose_all),
    Case(label=UNCHANGED, prepare=lambda _repository, _run: None, runs=3),
    Case(label=ONE_ROW, prepare=Repository.change_row, runs=3),
    Case(label="one title changed", prepare=Repository.change_title),
    Case(label="one announcement added", prepare=Repository.announce),
    Case(label="an alert published", prepare=Repository.alert),
    Case(label="the site lost, all else kept", prepare=Repository.lose_site),
    Case(label="the site and the index lost", prepare=Repository.lose_index),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a case came to; the median of its runs, but for memory, the most of which is told."""

    label: str
    seconds: float
    """CPU."""
    wall: float
    megabytes_of_memory: float
    steps: dict[str, float]
    """CPU seconds of each step, as the build itself tells them."""
    files: int
    """Of the site."""
    bytes: int


def measure(repository: Repository) -> Iterator[Outcome]:
    """Build as often as all cases ask.

    Raises:
        SystemExit: a build failed; its own words are told.
    """
    profile = repository.folder.with_name("profile.json")
    command = (_DAYLIGHT, "-C", str(repository.folder), "build", "--profile", str(profile))
    for case in CASES:
        costs, steps = [], []
        for number in range(case.runs):
            case.prepare(repository, number)
            costs.append(run(case.label, command, {"SOURCE_DATE_EPOCH": EPOCH}))
            told = json.loads(profile.read_bytes())["steps"]
            steps.append({step["name"]: float(step["cpu_seconds"]) for step in told})
        sizes = [path.stat().st_size for path in repository.site.rglob("*") if path.is_file()]
        yield Outcome(
            label=case.label,
            seconds=median(cost.seconds for cost in costs),
            wall=median(cost.wall for cost in costs),
            megabytes_of_memory=max(cost.megabytes for cost in costs),
            steps={name: median(each.get(name, 0.0) for each in steps) for name in steps[0]},
            files=len(sizes),
            bytes=sum(sizes),
        )
