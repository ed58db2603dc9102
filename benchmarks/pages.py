"""Our build against a plain MkDocs build of the same pages, in one run: CPU seconds, pages and bytes.

One seeded model becomes two folders: a repository for Daylight, and Markdown for MkDocs. Daylight also makes a page
about the quality of each dataset, which MkDocs is not asked for. Each build runs in a process of its own, whose CPU
time (user and system, with all processes that it starts) is told. Wall time is not: it tells more of what else the
machine does.

    .venv/bin/python benchmarks/pages.py --datasets 1000
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
SEED = 2026
COLUMNS = 20
ROWS = 24
ROWS_SHOWN = 10
PROSE_CHARACTERS = 1000
MOST_AGENCIES = 40
DATASETS_PER_AGENCY = 25
PRUNED = "pruned.yml"
SITE_NAME = "Open records"
SITE_URL = "https://records.example/"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
TOPICS = (
    "budget",
    "culture",
    "education",
    "energy",
    "environment",
    "health",
    "housing",
    "justice",
    "safety",
    "transport",
)
WORDS = tuple(
    """account allocation amount audit award bridge budget building bus code contract council date department district
    emission energy event fee forecast grant hospital household incident inspection invoice journey lane library licence
    measurement meter notice office officer order parcel park payment permit pipe population quarter record region
    report response revenue river road route sample school season station statement station street subsidy supplier
    survey tariff tax tender traffic tree vehicle vendor visit volume ward waste water winter zone""".split()  # noqa: SIM905 - a list of ninety would fill the page
)
HEADER = """\
Daylight and mkdocs-material side by side: {datasets} datasets with {columns} columns and {rows} rows each.
Both sites show the same prose, table of columns, first {shown} rows and download, and lists of datasets by agency.

(a) is MkDocs as it comes: its search index, and its navigation, which names every page on every page. It makes no
    checks, statistics, charts, share cards or feeds.
(p) is the same with a navigation that names only what is near, the first thing to tune in a large site.
(b) makes all of these, and lists by topic, 50 to a page. Daylight makes no search index yet.
(c) and (d) follow (b) and use what it remembers. MkDocs remembers nothing: each of its builds costs the same.
(e) writes the whole site again, with what (b) found in the tables and the cards it drew. Charts and feeds are made
    again, so that it does more than (a), not the same.
CPU seconds are user and system together, of all processes; each row is the median of its runs.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """Who publishes."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A described column."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """What one page is about, on either side."""

    agency: Agency
    name: str
    title: str
    prose: tuple[str, ...]
    """Paragraphs."""
    topics: tuple[str, ...]
    modified: date
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def file(self) -> str:
        """Name of the download."""
        return f"{self.name}.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """All that both sites show."""

    agencies: tuple[Agency, ...]
    datasets: tuple[Dataset, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One row of the table: what is built, and what is done before each build, unmeasured."""

    label: str
    command: tuple[str, ...]
    site: Path
    prepare: Callable[[int], None]
    """Gets the number of the run, from 0."""
    runs: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a case came to."""

    seconds: float
    pages: int
    page_bytes: int
    files: int
    file_bytes: int


# What is published


def invent(count: int) -> Model:
    """A model of `count` datasets, the same each time."""
    chance = random.Random(SEED)
    number = max(1, min(MOST_AGENCIES, count // DATASETS_PER_AGENCY))
    agencies = tuple(
        Agency(id=f"agency-{place:02}", name=f"Office of {chance.choice(WORDS)} and {chance.choice(WORDS)} {place}")
        for place in range(1, number + 1)
    )
    datasets = tuple(_dataset(chance, place, agencies[place % number]) for place in range(count))
    return Model(agencies=agencies, datasets=datasets)


def _dataset(chance: random.Random, place: int, agency: Agency) -> Dataset:
    columns = tuple(_column(chance, each) for each in range(COLUMNS))
    return Dataset(
        agency=agency,
        name=f"dataset-{place:05}",
        title=f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} by {chance.choice(WORDS)}, number {place}",
        prose=_prose(chance),
        topics=tuple(sorted(chance.sample(TOPICS, 3))),
        modified=_day(chance),
        columns=columns,
        rows=tuple(tuple(_VALUES[column.type](chance) for column in columns) for _ in range(ROWS)),
    )


def _column(chance: random.Random, place: int) -> Column:
    types = tuple(_VALUES)
    return Column(
        name=f"{chance.choice(WORDS)}_{place}", type=types[place % len(types)], description=_sentence(chance, 6)
    )


def _prose(chance: random.Random) -> tuple[str, ...]:
    """Three paragraphs of about `PROSE_CHARACTERS` together."""
    paragraphs = []
    for _ in range(3):
        paragraph = _sentence(chance, 12)
        while len(paragraph) < PROSE_CHARACTERS // 3:
            paragraph += f" {_sentence(chance, chance.randint(8, 16))}"
        paragraphs.append(paragraph)
    return tuple(paragraphs)


def _sentence(chance: random.Random, length: int) -> str:
    return f"{' '.join(chance.choices(WORDS, k=length)).capitalize()}."


def _day(chance: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=chance.randrange(1000))


_VALUES: dict[str, Callable[[random.Random], str]] = {
    "date": lambda chance: _day(chance).isoformat(),
    "string": lambda chance: chance.choice(WORDS),
    "integer": lambda chance: str(chance.randrange(10_000)),
    "number": lambda chance: f"{chance.random() * 1_000_000:.2f}",
    "boolean": lambda chance: chance.choice(("true", "false")),
}
"""A value of each type."""


# Our side


def write_ours(model: Model, folder: Path) -> None:
    """A repository that Daylight builds, with one commit."""
    _write_yaml(folder / "mkdocs.yml", _our_settings())
    _write_yaml(folder / "content/vocabularies/agencies.yaml", list(map(_term, model.agencies)))
    _write_yaml(
        folder / "content/vocabularies/topics.yaml", [{"id": topic, "name": topic.capitalize()} for topic in TOPICS]
    )
    _write(folder / "content/pages/about.md", f"---\ntitle: About\n---\n{_about()}")
    _write(folder / ".gitignore", "/.daylight/\n/site/\n/.site.*\n")
    for dataset in model.datasets:
        place = _our_place(folder, dataset)
        _write_yaml(place / "datapackage.yaml", _descriptor(dataset))
        _write(place / dataset.file, _table(dataset))
    _git(folder, "init", "--quiet")
    _commit(folder)


def _our_settings() -> dict[str, Any]:
    return {
        "site_name": SITE_NAME,
        "site_description": f"What is known, by {SITE_NAME}.",
        "site_url": SITE_URL,
        "docs_dir": "content/pages",
        "theme": {"name": "material", "custom_dir": str(REPOSITORY / "site_templates"), "font": False},
        "plugins": ["daylight"],
        "extra": {
            "daylight": {
                "authority": "records.example,2026",
                "time_zone": "UTC",
                "fonts": [str(REPOSITORY / "node_modules/@expo-google-fonts")],
            }
        },
    }


def _term(agency: Agency) -> dict[str, Any]:
    contact = {"name": "Records desk", "email": f"records@{agency.id}.example"}
    return {"id": agency.id, "name": agency.name, "contactPoint": contact}


def _descriptor(dataset: Dataset) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "description": column.description} for column in dataset.columns
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": "\n\n".join(dataset.prose),
        "issued": "2024-01-01",
        "modified": dataset.modified.isoformat(),
        "accrualPeriodicity": "monthly",
        "theme": list(dataset.topics),
        "licenses": [LICENCE],
        "resources": [
            {
                "name": "data",
                "path": dataset.file,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields},
            }
        ],
    }


def _our_place(folder: Path, dataset: Dataset) -> Path:
    return folder / "datasets" / dataset.agency.id / dataset.name


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@records.example", "-c", "commit.gpgsign=false")
    _git(folder, *who, "commit", "--quiet", "--allow-empty", "--message", "Publish")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


# The peer's side


def write_peer(model: Model, folder: Path) -> None:
    """The same pages as Markdown, for MkDocs."""
    for name, features in (("mkdocs.yml", []), (PRUNED, ["navigation.prune"])):
        settings = {
            "site_name": SITE_NAME,
            "site_url": SITE_URL,
            "theme": {"name": "material", "font": False, "features": features},
            "plugins": ["search"],
        }
        _write_yaml(folder / name, settings)
    docs = folder / "docs"
    _write(docs / "about.md", f"# About\n\n{_about()}")
    _write(docs / "index.md", _list(SITE_NAME, ((each.name, f"{each.id}/index.md") for each in model.agencies)))
    for agency in model.agencies:
        own = [dataset for dataset in model.datasets if dataset.agency is agency]
        _write(docs / agency.id / "index.md", _list(agency.name, ((each.title, f"{each.name}.md") for each in own)))
        for dataset in own:
            _write(docs / agency.id / f"{dataset.name}.md", _markdown(dataset))
            _write(docs / agency.id / dataset.file, _table(dataset))


def _markdown(dataset: Dataset) -> str:
    described = [(column.name, column.type, column.description) for column in dataset.columns]
    first = dataset.rows[:ROWS_SHOWN]
    return "\n\n".join(
        (
            f"# {dataset.title}",
            *dataset.prose,
            f"Published by [{dataset.agency.name}](index.md), last updated on {dataset.modified:%d %B %Y}.",
            f"Topics: {', '.join(dataset.topics)}. Licence: [{LICENCE['name']}]({LICENCE['path']}).",
            "## First rows",
            _markdown_table([column.name for column in dataset.columns], first),
            "## Columns",
            _markdown_table(["Column", "Type", "Meaning"], described),
            f"## Download\n\n[CSV]({dataset.file})\n",
        )
    )


def _markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows))


def _list(title: str, links: Iterable[tuple[str, str]]) -> str:
    items = "\n".join(f"- [{name}]({path})" for name, path in links)
    return f"# {title}\n\n{items}\n"


# Both sides


def _about() -> str:
    return "Everything here is made up, to measure how long it takes to build.\n"


def _table(dataset: Dataset) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([[column.name for column in dataset.columns], *dataset.rows])
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_yaml(path: Path, value: Any) -> None:  # noqa: ANN401 - whatever YAML can hold
    _write(path, yaml.safe_dump(value, allow_unicode=True, sort_keys=False))


# What is done before a build


def _remove(paths: Iterable[Path], _run: int) -> None:
    """Have the next build begin without `paths`."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _change_row(model: Model, folder: Path, run: int) -> None:
    """Commit another first row in a dataset that no earlier run has changed."""
    dataset = model.datasets[run % len(model.datasets)]
    changed = replace(dataset, rows=(dataset.rows[-1], *dataset.rows[1:]))
    _write(_our_place(folder, dataset) / dataset.file, _table(changed))
    _commit(folder)


def cases(model: Model, ours: Path, peer: Path, repeat: int | None) -> list[Case]:
    """The rows of the table, in the order in which they must run: what one build remembers, the next one uses."""
    slow, quick = repeat or 1, repeat or 3
    daylight = partial(Case, command=(_program("daylight"), "-C", str(ours), "build"), site=ours / "site")
    stamp = ours / ".daylight/build.json"
    return [
        Case(
            label="(a) mkdocs-material, plain",
            command=(_program("mkdocs"), "build", "--quiet", "--config-file", str(peer / "mkdocs.yml")),
            site=peer / "site",
            prepare=partial(_remove, [peer / "site"]),
            runs=slow,
        ),
        Case(
            label="(p) mkdocs-material, pruned navigation",
            command=(_program("mkdocs"), "build", "--quiet", "--config-file", str(peer / PRUNED)),
            site=peer / "site",
            prepare=partial(_remove, [peer / "site"]),
            runs=slow,
        ),
        daylight(
            label="(b) daylight, first build of everything",
            prepare=partial(_remove, [ours / ".daylight", ours / "site", ours / "content/outbox"]),
            runs=slow,
        ),
        daylight(label="(c) daylight, one row changed", prepare=partial(_change_row, model, ours), runs=quick),
        daylight(label="(d) daylight, nothing changed", prepare=partial(_remove, []), runs=quick),
        daylight(label="(e) daylight, pages alone", prepare=partial(_remove, [stamp, ours / "site"]), runs=quick),
    ]


def _program(name: str) -> str:
    """The command `name` of this Python's environment."""
    return str(Path(sys.executable).with_name(name))


# Measuring


def measure(case: Case) -> Outcome:
    """Build as often as the case asks.

    Raises:
        SystemExit: a build failed; its own words are told.
    """
    seconds = []
    for run in range(case.runs):
        case.prepare(run)
        before = _cpu_of_children()
        done = subprocess.run(case.command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        seconds.append(_cpu_of_children() - before)
        if done.returncode:
            raise SystemExit(f"{case.label} failed:\n{done.stdout}{done.stderr}")
    sizes = {path: path.stat().st_size for path in case.site.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.suffix == ".html"]
    return Outcome(
        seconds=median(seconds),
        pages=len(pages),
        page_bytes=sum(pages),
        files=len(sizes),
        file_bytes=sum(sizes.values()),
    )


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _line(*cells: str) -> str:
    return "{:<41}{:>10}{:>9}{:>8}{:>11}{:>8}{:>11}".format(*cells)


def _report(case: Case, outcome: Outcome, plain: Outcome) -> str:
    return _line(
        case.label,
        f"{outcome.seconds:.2f}",
        f"{outcome.seconds / plain.seconds:.3f}",
        f"{outcome.pages:,}",
        f"{outcome.page_bytes / 1e6:.1f}",
        f"{outcome.files:,}",
        f"{outcome.file_bytes / 1e6:.1f}",
    )


def main() -> None:
    """Make both folders, build them, print the table row by row."""
    parser = argparse.ArgumentParser(description="Daylight against plain mkdocs-material, side by side.")
    parser.add_argument("--datasets", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--repeat", type=int, help="runs of each row (default: 1 of the slow ones, 3 of the quick)")
    arguments = parser.parse_args()
    model = invent(arguments.datasets)
    print(HEADER.format(datasets=f"{len(model.datasets):,}", columns=COLUMNS, rows=ROWS, shown=ROWS_SHOWN))
    print(_line("", "CPU s", "to (a)", "pages", "MB pages", "files", "MB files"))
    with tempfile.TemporaryDirectory(prefix="daylight-benchmark-") as folder:
        ours, peer = Path(folder, "ours"), Path(folder, "peer")
        write_ours(model, ours)
        write_peer(model, peer)
        plain: Outcome | None = None
        for case in cases(model, ours, peer, arguments.repeat):
            outcome = measure(case)
            plain = plain or outcome
            print(_report(case, outcome, plain), flush=True)


if __name__ == "__main__":
    main()
