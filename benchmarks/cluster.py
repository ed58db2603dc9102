"""What a cluster costs and gains: one large table in many files is checked, and many small datasets are built.

The table is checked file by file on one core, by three workers over TCP on the same machine, and on all cores, and then
whole, as it would be without parts; at last one file is added, and only that is to be screened. What is told must be
the same each time. CPU seconds are user and system, of client, workers and scheduler together; `overhead` is
beside the same work on one core. Workers share the machine's cores, so that no speed-up goes beyond their number.

    .venv/bin/python benchmarks/cluster.py --megabytes 200
    .venv/bin/python benchmarks/cluster.py --megabytes 10000 --key string
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measuring import Cost, run
from on_a_cluster.table import LargeTable
from on_a_cluster.workers import WORKERS, Workers, workers
from whole_build.model import invent
from whole_build.repository import Repository

_DAYLIGHT = str(Path(sys.executable).with_name("daylight"))
_START = "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); os.execv(sys.argv[1], sys.argv[1:])"
_ONE_CORE = (sys.executable, "-c", _START)
_WHOLE = (
    "from generator.steps import part_screens; part_screens.LARGE = 1 << 60; from generator.cli import main; main()"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    label: str
    cost: Cost
    worker: float = 0.0
    """Megabytes of the largest worker."""


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description="What a cluster costs and gains.")
    parser.add_argument("--megabytes", type=int, default=200, help="of the large table (default: %(default)s)")
    parser.add_argument("--files", type=int, default=100, help="that it is in (default: %(default)s)")
    parser.add_argument("--key", choices=["integer", "string"], default="string", help="type of its primary key")
    parser.add_argument("--datasets", type=int, default=500, help="to build (default: %(default)s)")
    parser.add_argument("--only", choices=["table", "datasets"], help="measure only one of both")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's for temporary files)")
    arguments = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} cores, {WORKERS} workers.\n")
    with tempfile.TemporaryDirectory(prefix="daylight-benchmark-", dir=arguments.folder) as place:
        if arguments.only != "datasets":
            check_table(Path(place, "table"), arguments.megabytes * 1_000_000, arguments.files, arguments.key)
        if arguments.only != "table":
            build_datasets(Path(place, "datasets"), arguments.datasets)


def check_table(folder: Path, size: int, files: int, kind: str) -> None:
    """The large table, whole and in parts, here and there."""
    repository = Repository(invent(1), folder)
    table = LargeTable(folder / "datasets/agency-01/depths", kind, size // files)
    table.add(files)
    print(_line(f"{size:,} bytes in {files} files, {table.rows:,} rows, {kind} key", *_HEADER))
    told = folder.with_name("told.json")
    arguments = ["-C", str(folder), "check", "--format", f"json={told}"]
    here = [_DAYLIGHT, *arguments]
    kept = folder.with_name("kept")
    label = "file by file, one core"
    base = run(label, [*_ONE_CORE, *here])
    expected = told.read_bytes()
    _show(_Row(label=label, cost=base), base)
    with workers() as there:

        def show(row: _Row, base: Cost | None = base) -> None:
            _show(row, base)
            if told.read_bytes() != expected:
                raise SystemExit(f"{row.label} told something else:\n{told.read_text()}")

        repository.lose_all(0)
        show(_there(f"file by file, {WORKERS} workers", there, here))
        shutil.copytree(folder / ".daylight", kept)
        for label, command in (
            ("file by file, all cores", here),
            ("whole, one core", [*_ONE_CORE, sys.executable, "-c", _WHOLE, *arguments]),
        ):
            repository.lose_all(0)
            show(_Row(label=label, cost=run(label, command)))
        table.add(1)
        _put_back(kept, folder)
        show(_Row(label="one file more, here", cost=run("one file more", here)), None)
        _put_back(kept, folder)
        show(_there(f"one file more, {WORKERS} workers", there, here), None)
    print("What was told was the same each time.\n")
    shutil.rmtree(folder)


def build_datasets(folder: Path, count: int) -> None:
    """Many small datasets, for which most of a task is what it takes to send it."""
    repository = Repository(invent(count), folder)
    command = [_DAYLIGHT, "-C", str(folder), "build"]
    print(_line(f"{count:,} datasets", *_HEADER))
    base = run("one core", [*_ONE_CORE, *command])
    _show(_Row(label="one core", cost=base), base)
    site = _digest(repository.site)
    repository.lose_all(0)
    _show(_Row(label="all cores", cost=run("all cores", command)), base)
    with workers() as there:
        for label in (f"{WORKERS} workers that have just started", f"{WORKERS} workers that have worked before"):
            repository.lose_all(0)
            row = _there(label, there, command)
            _show(row, base)
            if _digest(repository.site) != site:
                raise SystemExit(f"{label} made another site.")
    more = (row.cost.seconds - base.seconds) / count
    print(f"The site was the same each time. A dataset costs {more * 1000:.1f} ms more on a running cluster.")


_HEADER = ("CPU s", "overhead", "wall s", "speed-up", "client MB", "worker MB")


def _there(label: str, there: Workers, command: list[str]) -> _Row:
    cost, peak = there.run(label, command)
    return _Row(label=label, cost=cost, worker=peak)


def _show(row: _Row, base: Cost | None) -> None:
    overhead = f"{row.cost.seconds / base.seconds:.2f}" if base else ""
    speed = f"{base.wall / row.cost.wall:.2f}" if base else ""
    worker = f"{row.worker:.0f}" if row.worker else ""
    cells = (f"{row.cost.seconds:.1f}", overhead, f"{row.cost.wall:.1f}", speed, f"{row.cost.megabytes:.0f}", worker)
    print(_line(row.label, *cells), flush=True)


def _line(label: str, *cells: str) -> str:
    return f"{label:60}" + "".join(f"{cell:>11}" for cell in cells)


def _put_back(kept: Path, folder: Path) -> None:
    """What was remembered before."""
    shutil.rmtree(folder / ".daylight", ignore_errors=True)
    shutil.copytree(kept, folder / ".daylight")


def _digest(site: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        whole.update(str(path.relative_to(site)).encode() + path.read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
