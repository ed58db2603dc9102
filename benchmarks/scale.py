"""Thousands of datasets, in one run on one machine: pages alone beside other engines, and the whole way by itself.

Pages alone: one seeded model is given to all. To our engine and to Hugo's content adapter as one JSON file, to Hugo
and MkDocs as Markdown. Each page has a kilobyte of prose, two tables of twenty rows, a download, tags and a description
for machines, in a frame of the same weight. Some pages of each contender are read and compared with the model.

The whole way: a repository of datasets is built for the first time, and again after what officers do to it.

Each build runs in a process of its own, start-up included. CPU time is user and system, of all that it starts.

    .venv/bin/python benchmarks/scale.py --datasets 1000 5000 20000
    .venv/bin/python benchmarks/scale.py --growth
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from pages_alone import comparing
from whole_build import showing

FEW, MANY = 250, 500
ROOM = 2_000_000_000
"""Bytes that both take, and some to spare."""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description="Pages alone beside other engines, and the whole way by itself.")
    parser.add_argument("--part", choices=["pages", "whole"], help="measure only one of both")
    parser.add_argument("--datasets", type=int, nargs="+", help="sizes to build (default: 1000 5000 and 500 1000 5000)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each row of pages alone (default: %(default)s)")
    names = [contender.name for contender in comparing.CONTENDERS]
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, help="engines for pages alone (default: all)"
    )
    parser.add_argument("--folder", type=Path, help="where to build; in memory, as /dev/shm, the disk has no say")
    parser.add_argument("--growth", action="store_true", help="fail if a step of the whole way grows too fast")
    arguments = parser.parse_args()
    if arguments.growth:
        hold_growth(arguments.folder)
        return
    if arguments.part != "whole":
        comparing.show(arguments.datasets or [1000, 5000], arguments.only, arguments.repeat, arguments.folder)
    if arguments.part != "pages":
        showing.show(arguments.datasets or [500, 1000, 5000], arguments.folder)


def _in_memory() -> Path | None:
    """Where files cost the same each time, if there is room: what a disk costs a kernel differs fourfold."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder with a name that nobody can guess is made in it
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else None


def hold_growth(folder: Path | None) -> None:
    """Twice as many datasets must not cost much more than twice as much, in any step.

    Raises:
        SystemExit: they did, and did so again.
    """
    folder = folder or _in_memory()
    for _ in range(2):  # what else the machine does may fall on one of both sizes
        few, many = (showing.show_one(count, folder) for count in (FEW, MANY))
        beyond = showing.show_growth(few, many, FEW, MANY)
        if not beyond:
            return
    raise SystemExit("These grow faster than the number of datasets:\n" + "\n".join(beyond))


if __name__ == "__main__":
    main()
