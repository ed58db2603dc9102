"""Weight and speed of our home and dataset page, beside stock mkdocs-material and Datasette, in one run.

All are served from this machine, pressed with gzip, and loaded by Lighthouse as a phone would (its own profile: a slow
fourth-generation network and a slow processor, simulated). Ours must stay within their limits, or the run fails.

    make .venv/.bench benchmarks/beside_others/node_modules/.locked
    .venv/bin/python benchmarks/pages.py
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from beside_others.peers import datasette, material
from beside_others.serving import of_folder, of_server, serving
from beside_others.weighing import Weight, weigh

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = {"home": "/", "dataset": "/datasets/health-environment/air-quality/"}
TABLE = REPOSITORY / "datasets/health-environment/air-quality/readings.csv"
MOST, MOST_SCRIPT, LEAST_SCORE = 60_000, 15_000, 98
"""Bytes over the wire (images aside), bytes of scripts, Lighthouse's scores."""


def main() -> None:
    """Build, serve, weigh, tell."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        raise SystemExit("There is no Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = _build(folder / "ours")
        theirs = material(ours, PAGES, folder / "material")
        found: dict[str, Weight] = {}
        with serving(of_folder(ours)) as at:
            found |= {f"Daylight, {name}": weigh(at + path, chromium) for name, path in PAGES.items()}
        with serving(of_folder(theirs)) as at:
            found |= {f"mkdocs-material, {name}": weigh(at + path, chromium) for name, path in PAGES.items()}
        with datasette(TABLE, folder, _free_port()) as behind, serving(of_server(behind)) as at:
            found["Datasette, table"] = weigh(f"{at}/readings/readings", chromium)
    _show(found)
    faults = [fault for name, weight in found.items() if name.startswith("Daylight") for fault in _faults(name, weight)]
    if faults:
        raise SystemExit("\n".join(faults))


def _build(folder: Path) -> Path:
    shutil.copytree(
        REPOSITORY, folder, ignore=shutil.ignore_patterns(".*", "node_modules", "site", "tests", "benchmarks")
    )
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    command = [Path(sys.executable).with_name("daylight"), "-C", str(folder), "build"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000"}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return folder / "site"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _weight(found: Weight) -> int:
    return found.size["total"] - found.size.get("image", 0)


def _show(found: dict[str, Weight]) -> None:
    kinds = ("document", "stylesheet", "script", "font", "other", "image")
    print(
        "| page | performance | accessibility | largest paint | requests | all but images | " + " | ".join(kinds) + " |"
    )
    print("|---|" + "---:|" * (len(kinds) + 5))
    for name, each in found.items():
        sizes = " | ".join(f"{each.size.get(kind, 0) / 1000:.1f}" for kind in kinds)
        print(
            f"| {name} | {each.performance:.0f} | {each.accessibility:.0f} | {each.paint:.1f} s | {each.requests} |"
            f" {_weight(each) / 1000:.1f} kB | {sizes} |"
        )


def _faults(name: str, found: Weight) -> list[str]:
    measured = (
        ("bytes", _weight(found), MOST),
        ("bytes of scripts", found.size.get("script", 0), MOST_SCRIPT),
        ("points of performance, at least", -found.performance, -LEAST_SCORE),
        ("points of accessibility, at least", -found.accessibility, -LEAST_SCORE),
    )
    return [f"{name}: {abs(value):g} {what}; {abs(limit)} are set." for what, value, limit in measured if value > limit]


if __name__ == "__main__":
    main()
