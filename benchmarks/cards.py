"""What a share card costs: ours beside Material's social plugin and Pillow alone, in one run and without a network.

Material's plugin draws while MkDocs builds, so that the same 60 pages are built with it and without it. It asks Google
for its fonts: here it finds Noto Sans in its cache. It draws neither a chart nor other scripts; Pillow draws a chart,
but no other scripts. Of ours, all is counted, also the start of Python and the loading of fonts. Told are CPU seconds
per card, medians of three runs in turn, and what 5,000 cards take on all cores.

    .venv/bin/python benchmarks/cards.py --cards 60 --many 5000
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from measuring import REPOSITORY, run
from PIL import Image
from share_cards.subjects import title

RUNS = 3
LEAST = 1.5
"""Times that Material's plugin must cost, or the benchmark fails."""
_FONTS = REPOSITORY / "node_modules/@expo-google-fonts/noto-sans"
_SETTINGS = """site_name: Riverbend Open Records
site_url: https://riverbend.example/
theme: {name: material, font: false}
plugins: [%s]
"""
_SOCIAL = "{social: {cards_layout_options: {font_family: Noto Sans, background_color: '#0b2545'}}}"


def a_site(folder: Path, pages: int, plugin: str) -> Path:
    """A site of MkDocs with the same titles, whose fonts are there already."""
    (folder / "docs").mkdir(parents=True)
    for number in range(pages):
        name = "index" if not number else f"page-{number}"
        (folder / f"docs/{name}.md").write_text(f"---\ntitle: '{title(number)}'\n---\n\nWords.\n")
    (folder / "mkdocs.yml").write_text(_SETTINGS % plugin)
    fonts = folder / ".cache/plugin/social/fonts/Noto Sans"
    fonts.mkdir(parents=True)
    for style, weight in (("Regular", "400Regular"), ("Bold", "700Bold")):
        shutil.copy(next(_FONTS.rglob(f"NotoSans_{weight}.ttf")), fonts / f"{style}.ttf")
    return folder


def material(cards: int) -> float:
    """CPU seconds that Material's cards add to a build."""
    costs = []
    for plugin in ("", _SOCIAL):
        with tempfile.TemporaryDirectory() as place:
            site = a_site(Path(place) / "site", cards, plugin)
            costs.append(
                run("mkdocs build", [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml")])
            )
            if plugin:
                check(list((site / "site/assets/images/social").rglob("*.png")), cards)
    return costs[1].seconds - costs[0].seconds


def ours(cards: int, *shapes: str) -> float:
    """CPU seconds that ours cost."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "share_cards.ours", place, "0", str(cards), *shapes]
        cost = run("ours", command)
        check(list(Path(place).glob("wide-*.png")), cards)
    return cost.seconds


def pillow(cards: int) -> float:
    """CPU seconds that Pillow costs."""
    with tempfile.TemporaryDirectory() as place:
        cost = run("Pillow", [sys.executable, "-m", "share_cards.with_pillow", place, str(cards)])
        check(list(Path(place).glob("*.png")), cards)
    return cost.seconds


def check(pictures: list[Path], cards: int) -> None:
    """All are there, as large as they are to be.

    Raises:
        SystemExit: they are not.
    """
    sizes = {Image.open(picture).size for picture in pictures}
    if len(pictures) != cards or sizes != {(1200, 630)}:
        raise SystemExit(f"{len(pictures)} pictures of {sizes}, where {cards} of 1200 by 630 were expected.")


def many(cards: int) -> tuple[float, float, float]:
    """Seconds that pass, CPU seconds, and megabytes of all cards on all cores."""
    cores = os.cpu_count() or 1
    ends = [round(cards * part / cores) for part in range(cores + 1)]
    with tempfile.TemporaryDirectory() as place:
        commands = [
            [sys.executable, "-m", "share_cards.ours", place, str(ends[part]), str(ends[part + 1])]
            for part in range(cores)
        ]
        began = perf_counter()
        with ThreadPoolExecutor(cores) as pool:
            costs = list(pool.map(lambda command: run("ours", command), commands))
        passed = perf_counter() - began
        size = sum(picture.stat().st_size for picture in Path(place).glob("*.png"))
    return passed, sum(cost.seconds for cost in costs), size / 1e6


def main() -> int:
    """Measure; 1 where ours is not as cheap as it is to be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--many", type=int, default=5000, help="0 leaves them out")
    arguments = parser.parse_args()
    contestants = {
        "ours, with a chart and all scripts": lambda: ours(arguments.cards),
        "ours, wide and square": lambda: ours(arguments.cards, "wide", "square"),
        "Material's social plugin": lambda: material(arguments.cards),
        "Pillow, Latin alone": lambda: pillow(arguments.cards),
    }
    costs: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(RUNS):
        for name, measure in contestants.items():
            costs[name].append(measure() / arguments.cards * 1000)
    for name, found in costs.items():
        print(f"{name:36}{statistics.median(found):8.1f} ms of CPU per card")
    first, _, other, _ = (statistics.median(found) for found in costs.values())
    print(f"Material's costs {other / first:.2f} times as much as ours, which must be {LEAST} times")
    if arguments.many:
        passed, seconds, size = many(arguments.many)
        print(
            f"{arguments.many:,} cards on {os.cpu_count()} cores: {passed:.0f} s, {seconds:.0f} s of CPU, {size:.0f} MB"
        )
    return 0 if other >= LEAST * first else 1


if __name__ == "__main__":
    sys.exit(main())
