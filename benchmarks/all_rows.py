"""A table of a million rows in a phone's browser: what opening, sorting, filtering and searching it cost.

The site is a real build, served by a server of this benchmark that answers like one far away: each answer begins late,
and all share one line. Times are from the click to the words that tell that it is done.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import yaml
from measuring import REPOSITORY, run
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_REGIONS = (
    "North",
    "South",
    "East",
    "West",
    "Old Town",
    "Harbour",
    "Airport",
    "Hills",
    "University",
    "Market",
    "Mills",
)
_PIECE = 8_192
_PATIENCE, _OFTEN = 60, 0.02
"""Seconds that an action may take, and between two looks."""


@dataclass
class Line:
    """What all answers go through.

    Args:
        delay: Seconds until an answer begins.
        speed: Bytes a second.
    """

    delay: float
    speed: float
    sent: int = 0
    answers: int = 0
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, count: int) -> None:
        """Until so many bytes more have gone."""
        with self._lock:
            now = time.monotonic()
            self._free = max(self._free, now) + count / self.speed
            self.sent += count
            left = self._free - now
        time.sleep(left)


class Slow(http.server.SimpleHTTPRequestHandler):
    """Answers with all of a file or with a range of it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, line: Line, *rest: Any, directory: str) -> None:
        self._line = line
        super().__init__(*rest, directory=directory)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        time.sleep(self._line.delay)
        if not path.is_file():
            self.send_error(404)
            return
        begin, end, status, head = 0, path.stat().st_size, 200, {}
        if found := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")):
            whole, status = end, 206
            begin, end = int(found[1]), int(found[2]) + 1
            head["Content-Range"] = f"bytes {begin}-{end - 1}/{whole}"
        with path.open("rb") as file:
            file.seek(begin)
            content = file.read(end - begin)
        self._line.answers += 1
        self.send_response(status)
        for name, value in {
            **head,
            "Content-Type": self.guess_type(str(path)),
            "Content-Length": str(len(content)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        for place in range(0, len(content), _PIECE):
            piece = content[place : place + _PIECE]
            self._line.wait(len(piece))
            self.wfile.write(piece)


def table(rows: int) -> pd.DataFrame:
    """Accidents, 13 columns: keys, days in order, places, few and many different numbers and texts."""
    chance = np.random.default_rng(2026)
    days = np.datetime64("2010-01-01") + (np.arange(rows) * 5_844 // rows).astype("timedelta64[D]")
    letters = np.array(list("ABMCU"))
    return pd.DataFrame(
        {
            "key": [f"AC{place:08}" for place in range(rows)],
            "day": days.astype(str),
            "region": np.array(_REGIONS)[chance.integers(0, len(_REGIONS), rows)],
            "authority": np.array([f"Authority {place:03}" for place in range(380)])[chance.integers(0, 380, rows)],
            "severity": np.array(["Slight", "Serious", "Fatal"])[chance.choice(3, rows, p=(0.8, 0.185, 0.015))],
            "vehicles": chance.integers(1, 5, rows),
            "casualties": chance.integers(0, 5, rows),
            "limit": np.array([20, 30, 40, 50, 60, 70])[chance.integers(0, 6, rows)],
            "latitude": np.round(50 + 8 * chance.random(rows), 6),
            "longitude": np.round(-6 + 8 * chance.random(rows), 6),
            "easting": chance.integers(0, 10_000_000, rows),
            "road": np.char.add(letters[chance.integers(0, 5, rows)], chance.integers(0, 4_000, rows).astype(str)),
            "reference": [f"{number:014x}" for number in chance.integers(0, 2**55, rows)],
        }
    )


def site(folder: Path, rows: int) -> Path:
    """The example's settings and words with one dataset, built."""
    for name in ("mkdocs.yml", "content/vocabularies", "content/pages", "site_templates"):
        source, target = REPOSITORY / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    place = folder / "datasets/public-works/accidents"
    place.mkdir(parents=True)
    frame = table(rows)
    frame.to_csv(place / "accidents.csv", index=False)
    whole, exact = {"vehicles", "casualties", "limit", "easting"}, {"latitude", "longitude"}
    kinds = {name: "integer" if name in whole else "number" if name in exact else "string" for name in frame}
    kinds["day"] = "date"
    descriptor = {
        "name": "accidents",
        "title": "Road accidents",
        "description": "Made up, to see what a large table costs.",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [
            {
                "name": "accidents",
                "path": "accidents.csv",
                "schema": {
                    "fields": [{"name": name, "type": kind} for name, kind in kinds.items()],
                    "primaryKey": ["key"],
                },
            }
        ],
    }
    (place / "datapackage.yaml").write_text(yaml.safe_dump(descriptor, sort_keys=False))
    daylight = str(Path(sys.executable).with_name("daylight"))
    cost = run("the build", [daylight, "-C", str(folder), "build"], {"SOURCE_DATE_EPOCH": "1795348800"})
    print(f"built in {cost.seconds:.1f} CPU s, {cost.megabytes:.0f} MB")
    return folder / "site"


def _told(page: Page) -> str:
    return str(page.evaluate("() => document.querySelector('.explorer .found')?.textContent ?? ''"))


def _done(page: Page, before: str) -> None:
    end = time.monotonic() + _PATIENCE
    while (told := _told(page)) == before or not told.startswith(("Rows", "No row")):
        if time.monotonic() > end:
            raise SystemExit(f"After {_PATIENCE} s the page still says {told!r}.")
        time.sleep(_OFTEN)


def _filter(column: str, test: str, value: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.click("[data-add]")
        page.select_option(".conditions select >> nth=0", label=column)
        page.select_option(".conditions select >> nth=1", value=test)
        page.fill(".conditions input", value)
        page.click(".asking [type=submit]")

    return do


def _sort(column: str, times: int = 1) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        for _ in range(times):
            page.click(f".all-rows thead button:text-is('{column}')")

    return do


ACTIONS: dict[str, Callable[[Page], None]] = {
    "next rows": lambda page: page.click("[data-turn=next]"),
    "sort by a number, each different": _sort("latitude"),
    "sort by day": _sort("day"),
    "sort by a text of few values": _sort("severity"),
    "sort by a text, each different": _sort("reference"),
    "filter: region is Harbour": _filter("region", "eq", "Harbour"),
    "filter: day on or after 2025-12-01": _filter("day", "ge", "2025-12-01"),
    "filter: latitude at least 57.9999": _filter("latitude", "ge", "57.9999"),
    "filter: key is AC00654321": _filter("key", "eq", "AC00654321"),
    "filter: reference contains zz (none)": _filter("reference", "has", "zz"),
}


def main() -> None:
    """Print what each action costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--delay", type=float, default=40, help="milliseconds until an answer begins")
    parser.add_argument("--speed", type=float, default=10, help="megabits a second")
    chosen = parser.parse_args()
    place = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - to be rid of the disk's own pace
    with tempfile.TemporaryDirectory(dir=place) as folder, sync_playwright() as play:
        served = site(Path(folder), chosen.rows)
        file = next(served.rglob("*.parquet"))
        print(f"{file.stat().st_size / 1e6:.1f} MB of Parquet, {chosen.speed:g} Mbit/s, {chosen.delay:g} ms")
        line = Line(delay=chosen.delay / 1000, speed=chosen.speed * 125_000)
        handler = functools.partial(Slow, line, directory=str(served))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/{file.parent.parent.relative_to(served).as_posix()}/"
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
            print(f"{'':40}{'seconds':>9}{'kB':>9}{'answers':>9}  told")
            for name in ("open", *ACTIONS):
                outcomes = []
                for _ in range(chosen.runs):
                    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
                    page.goto(address, wait_until="networkidle")
                    outcomes.append(_measure(page, name, line))
                    page.context.close()
                seconds, size, answers = (statistics.median(each[at] for each in outcomes) for at in range(3))
                print(f"{name:40}{seconds:9.2f}{size / 1000:9.0f}{answers:9.0f}  {outcomes[-1][3]}")
            browser.close()
            server.shutdown()


def _measure(page: Page, name: str, line: Line) -> tuple[float, int, int, str]:
    def do(action: Callable[[Page], None]) -> tuple[float, int, int, str]:
        before = _told(page)
        sent, answers, begin = line.sent, line.answers, time.monotonic()
        action(page)
        _done(page, before)
        return time.monotonic() - begin, line.sent - sent, line.answers - answers, _told(page)

    opened = do(lambda page: page.click("[data-explore]"))
    return opened if name == "open" else do(ACTIONS[name])


if __name__ == "__main__":
    main()
