"""A table of a million rows in a phone's browser: what opening, sorting, filtering and searching it cost.

The site is a real build, on a server far away. Times are from the click to the words that tell that it is done.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from accidents import site
from far_away import Line, far_away
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_ANSWERS = ("Rows", "No row", "To sort")
"""How what is told begins once there is nothing to wait for; the last asks whether a whole column may be loaded."""
_PATIENCE, _OFTEN = 60, 0.02
"""Seconds that an action may take, and between two looks."""


def _told(page: Page) -> str:
    return str(page.evaluate("() => document.querySelector('.explorer .found')?.textContent ?? ''"))


def _done(page: Page, before: str) -> None:
    end = time.monotonic() + _PATIENCE
    while (told := _told(page)) == before or not told.startswith(_ANSWERS):
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
        with far_away(served, line) as server:
            address = f"{server}/{file.parent.parent.relative_to(served).as_posix()}/"
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
