"""Our search beside Pagefind and MiniSearch: the same datasets, one run, in a real browser.

Told are CPU seconds and bytes of the index, what a phone loads for its first search (pressed with gzip: of the index,
in the median and at most, and everything that the page asks for), and how often the right dataset is
found and where it stands: for its whole title, for the words of the title with a slip of a letter in the longest one or
without its end, and for a word of its description beside its agency. Ours must load at most 300 kB of index.

    make site .venv/.bench benchmarks/beside_others/node_modules/.locked
    .venv/bin/python benchmarks/finding.py --datasets 5000
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from beside_others.serving import LEVEL, of_folder, serving
from pages_alone.model import invent, path_of
from playwright.sync_api import sync_playwright

from generator.rendering.search.index import Listed, results_of, terms_of
from generator.rendering.search.terms import weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = REPOSITORY / "benchmarks/beside_others/node_modules"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
MOST = 300_000
"""Bytes of index that our first search may load."""
LOADED = 7
"""Of so many queries, one is asked by a reader who has nothing loaded."""
EACH = 15
"""Queries of a kind."""
SHOWN = 10
Query = tuple[str, str, str]
"""Kind, what is typed, and the path that should be found."""


@dataclass(kw_only=True, slots=True)
class Engine:
    """A search, and what was seen of it."""

    name: str
    folder: Path
    of_index: tuple[str, ...]
    """Beginnings of the paths of its index."""
    ask: Callable[[Page, str, str], list[str]]
    """Given a page, the server's address and what is typed, the paths that are found, the best first."""
    built: float = 0.0
    """CPU seconds."""
    loads: list[tuple[int, int, int]] = field(default_factory=list)
    """Bytes of the index, bytes in all, and requests of searches by readers who had nothing loaded."""
    ranks: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Of the right answer, counted from 1, 0 where it is not among the first ten; by kind of query."""

    @property
    def size(self) -> int:
        """Bytes of the index in the site."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sum(
            path.stat().st_size for path in files if f"/{path.relative_to(self.folder)}".startswith(self.of_index)
        )


def queries(datasets: list[dict[str, Any]]) -> Iterator[Query]:
    """What is typed, and what should be found: the same each time."""
    chance = random.Random(7)
    for dataset in chance.sample(datasets, EACH):
        words = dataset["title"].replace(",", "").split()
        number = words[-1]
        long = max(words[:-2], key=len)
        at = chance.randrange(1, len(long) - 1)
        path = path_of(dataset)
        yield "whole title", dataset["title"], path
        yield "a slip", " ".join([*(w for w in words[:-2] if w != long), long[:at] + long[at + 1 :]]), path
        yield "a beginning", " ".join([*(w for w in words[:-2] if w != long), long[:-2]]), path
        told = dataset["description"].rstrip(".").split()[0]
        yield "what it is about", f"{told} {dataset['agency_name'].split()[-1]} {number}", path


def ours(datasets: list[dict[str, Any]], folder: Path) -> None:
    """The page and the scripts of the example, with an index of the datasets."""
    shutil.copytree(
        REPOSITORY / "site", folder, ignore=shutil.ignore_patterns("datasets", "cards", "postings", "es", "ar")
    )
    shutil.rmtree(folder / "search/entries", ignore_errors=True)
    things = [
        Listed(
            title=each["title"],
            path=path_of(each),
            kind="dataset",
            summary=each["description"],
            text=_columns(each),
            agency=each["agency"],
            topics=tuple(each["tags"]),
            date=each["modified"],
            formats=("CSV",),
        )
        for each in datasets
    ]
    agencies = {each["agency"]: each["agency_name"] for each in datasets}
    terms = (
        weighed([(8.0, each["title"]), (3.0, each["description"]), (2.0, each["agency_name"]), (2.0, _columns(each))])
        for each in datasets
    )
    names: dict[str, dict[str, str]] = {"agency": agencies, "topic": {}, "region": {}}
    for artifact in (*terms_of(terms), *results_of(things, names)):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(artifact.content))


def ask_ours(page: Page, at: str, typed: str) -> list[str]:
    """As a reader does, whose search is in the address."""
    page.goto(f"{at}/search/?q={quote(typed)}")
    page.wait_for_function("() => /\\d|No /.test(document.querySelector('#found').textContent)")
    page.wait_for_load_state("networkidle")
    return page.evaluate(
        "() => [...document.querySelectorAll('#hits h3 a')]"
        ".map(link => link.getAttribute('href').replace(/^[./]+/, ''))"
    )


def pagefind(datasets: list[dict[str, Any]], folder: Path) -> None:
    """Pages with the same words, and Pagefind's index of them."""
    for each in datasets:
        title, text = escape(each["title"]), escape(f"{each['description']} {each['agency_name']} {_columns(each)}")
        page = f"<html lang=en><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
        file = folder / path_of(each) / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(page, encoding="utf-8")
    _page(
        folder,
        "const engine = await import('/pagefind/pagefind.js');"
        "window.ask = async typed => { const found = await engine.search(typed);"
        " const data = await Promise.all(found.results.slice(0, 10).map(each => each.data()));"
        " return data.map(each => each.url.replace(/^[/]/, '')); };",
    )
    command = [MODULES / ".bin/pagefind", "--site", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def minisearch(datasets: list[dict[str, Any]], folder: Path) -> None:
    """All words in one index, as MiniSearch keeps it."""
    folder.mkdir()
    shutil.copy(MODULES / "minisearch/dist/es/index.js", folder / "minisearch.js")
    things = [
        {
            "id": path_of(each),
            "title": each["title"],
            "text": f"{each['description']} {each['agency_name']} {_columns(each)}",
        }
        for each in datasets
    ]
    (folder / "things.json").write_text(json.dumps(things), encoding="utf-8")
    options = "{fields: ['title', 'text'], storeFields: ['title']}"
    script = folder / "build.mjs"
    script.write_text(
        "import { readFileSync, writeFileSync } from 'node:fs';"
        f"import MiniSearch from './minisearch.js'; const engine = new MiniSearch({options});"
        "engine.addAll(JSON.parse(readFileSync('things.json'))); writeFileSync('index.json', JSON.stringify(engine));",
        encoding="utf-8",
    )
    subprocess.run(["node", script], check=True, cwd=folder)
    (folder / "things.json").unlink()
    _page(
        folder,
        "const { default: MiniSearch } = await import('/minisearch.js');"
        f"const engine = MiniSearch.loadJSON(await (await fetch('/index.json')).text(), {options});"
        "window.ask = async typed => engine.search(typed, {prefix: true, fuzzy: 0.2, boost: {title: 4}})"
        ".slice(0, 10).map(each => each.id);",
    )


def ask_theirs(page: Page, at: str, typed: str) -> list[str]:
    """The search of a page that has nothing else."""
    if not page.url.startswith(at):
        page.goto(f"{at}/ask.html")
        page.wait_for_function("() => 'ask' in window")
    return page.evaluate("typed => window.ask(typed)", typed)


def _page(folder: Path, script: str) -> None:
    (folder / "ask.html").write_text("<title>x</title><script type=module src=/ask.js></script>")
    (folder / "ask.js").write_text(script)


def _columns(dataset: dict[str, Any]) -> str:
    return " ".join(f"{name}: {meaning}" for name, _, _, meaning in dataset["columns"])


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def tried(engine: Engine, asked: list[Query], chromium: str) -> None:
    """Ask everything; where bytes are counted, as a reader who has nothing loaded."""
    answer = of_folder(engine.folder)
    counted: list[tuple[str, int]] = []

    def counting(path: str) -> tuple[int, str, bytes]:
        found = answer(path)
        counted.append((path, len(gzip.compress(found[2], LEVEL, mtime=0))))
        return found

    with serving(counting) as at, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context().new_page()
        for _, typed, _ in asked[::LOADED]:
            with browser.new_context() as fresh:
                counted.clear()
                first = fresh.new_page()
                engine.ask(first, at, typed)
                first.wait_for_load_state("networkidle")
            of_index = sum(size for path, size in counted if path.startswith(engine.of_index))
            engine.loads.append((of_index, sum(size for _, size in counted), len(counted)))
        for kind, typed, path in asked:
            found = engine.ask(page, at, typed)[:SHOWN]
            engine.ranks[kind].append(found.index(path) + 1 if path in found else 0)
        browser.close()


def main() -> int:
    """Build, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--datasets", type=int, default=5000)
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        raise SystemExit("There is no Chromium: apt-get install chromium")
    datasets = invent(options.datasets)["datasets"]
    asked = list(queries(datasets))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        engines = []
        for name, build, ask, of_index in (
            (
                "Daylight",
                ours,
                ask_ours,
                ("/search/index", "/search/postings", "/search/terms", "/search/facets", "/search/entries"),
            ),
            ("Pagefind", pagefind, ask_theirs, ("/pagefind/",)),
            ("MiniSearch", minisearch, ask_theirs, ("/index.json",)),
        ):
            engine = Engine(name=name, folder=folder / name, of_index=of_index, ask=ask)
            begin = _spent()
            build(datasets, engine.folder)
            engine.built = _spent() - begin
            tried(engine, asked, chromium)
            engines.append(engine)
        _show(engines, len(datasets))
        most = max(of_index for of_index, *_ in engines[0].loads)
    if most > MOST:
        print(f"The index that one of our searches loads has {most:,} bytes, more than {MOST:,}.")
        return 1
    return 0


def _show(engines: list[Engine], count: int) -> None:
    print(f"{count:,} datasets. Sizes in kB; what is loaded is pressed with gzip.\n")
    loaded = ["index loaded", "at most", "all loaded", "requests"]
    named = ["", "CPU s", "index in the site", *loaded, *engines[0].ranks]
    print(f"| {' | '.join(named)} |\n|---|{'---:|' * (len(named) - 1)}")
    for each in engines:
        of_index, in_all, requests = (list(values) for values in zip(*each.loads, strict=True))
        sizes = [each.size, median(of_index), max(of_index), median(in_all)]
        found = [f"{sum(map(bool, ranks))} of {len(ranks)}, {_reciprocal(ranks):.2f}" for ranks in each.ranks.values()]
        told = [*(f"{size / 1000:,.0f}" for size in sizes), f"{median(requests):.0f}"]
        cells = [each.name, f"{each.built:.1f}", *told, *found]
        print(f"| {' | '.join(cells)} |")
    print("\nFound among the first ten, and the mean of one over the place (1 is always first).")


def _reciprocal(ranks: list[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


if __name__ == "__main__":
    sys.exit(main())
