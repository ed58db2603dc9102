"""The tables of whole builds: what each of them costs, and how each step grows with the number of datasets."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from whole_build.cases import FIRST, Outcome, measure
from whole_build.growth import STARTED, grown
from whole_build.model import COLUMNS, ROWS, invent
from whole_build.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER = f"""\
The whole way, of datasets with {COLUMNS} columns and {ROWS} rows: all that Daylight does.
The builds follow each other in one repository. CPU seconds are user and system, of all processes; rows are medians of
their runs. `to first` is the CPU time beside that of the first build. Memory is that of the largest process.
"""


def show(counts: Sequence[int], folder: Path | None) -> None:
    """Build with each number of datasets, and print what it cost."""
    print(HEADER)
    outcomes = {count: show_one(count, folder) for count in counts}
    for less, more in pairwise(counts):
        show_growth(outcomes[less], outcomes[more], less, more)


def show_one(count: int, folder: Path | None) -> dict[str, Outcome]:
    """The table of one number of datasets, row by row."""
    print(_line(f"{count:,} datasets", "CPU s", "to first", "wall s", "MB memory", "files", "MB"))
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="daylight-benchmark-", dir=folder) as place:
        for outcome in measure(Repository(invent(count), Path(place, "repository"))):
            outcomes[outcome.label] = outcome
            print(_row(outcome, outcomes[FIRST]), flush=True)
    print()
    return outcomes


def show_growth(few: Mapping[str, Outcome], many: Mapping[str, Outcome], less: int, more: int) -> list[str]:
    """What grows faster than the number of datasets, told in a table of all steps that take their time."""
    print(_line(f"{less:,} to {more:,} datasets", "CPU s", "CPU s", "a dataset"))
    beyond = []
    for step in grown(few, many, less, more):
        print(_line(step.name, f"{step.few:.2f}", f"{step.many:.2f}", f"x {step.growth:.2f}"))
        if step.beyond:
            beyond.append(step.name)
    print(f"Left out are steps of less than {STARTED} s with {more:,} datasets.\n")
    return beyond


def _row(outcome: Outcome, first: Outcome) -> str:
    return _line(
        outcome.label,
        f"{outcome.seconds:.2f}",
        f"{100 * outcome.seconds / first.seconds:.1f}%",
        f"{outcome.wall:.2f}",
        f"{outcome.megabytes_of_memory:,.0f}",
        f"{outcome.files:,}",
        f"{outcome.bytes / 1e6:.1f}",
    )


def _line(label: str, *cells: str) -> str:
    return f"{label:<48}" + "".join(f"{cell:>10}" for cell in cells)
