"""The documentation shows every kind of page, on a phone and on a desktop, light and dark."""

from __future__ import annotations

import base64
import os
import re
from typing import TYPE_CHECKING

import pytest
from builders import PROJECT, golden
from chromium import filled
from kinds import FILLED, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FOLDER = PROJECT / "docs/screenshots"
SHOWN = {
    **KINDS,
    **FILLED,
    "home, in Spanish": "/es/",
    "dataset, in Spanish": f"/es{KINDS['dataset, a line']}",
    "home, in Arabic": "/ar/",
    "dataset, in Arabic": f"/ar{KINDS['dataset, a line']}",
    "alert in force, in Arabic": f"/ar{KINDS['alert in force']}",
}
WIDTHS = {"phone": 390, "desktop": 1280}
SCALES = {"phone": 0.65, "desktop": 0.42}
SCHEMES = ("light", "dark")
STARTS = {"dataset, all rows": ".explorer"}
"""What is at the top of a picture, where it isn't the top of the page."""
MARGIN = 60
"""What is seen above it."""
TALLEST = {"phone": 1150, "desktop": 1250}
"""Of what is shown of a page, in its own pixels."""
QUALITY = 28
"""Of WebP, from 0 to 100."""
MOST = 3_000_000
"""Bytes of all of them together: who clones the repository has them all."""
HEAD = """# Every kind of page

`make screenshots` takes these of the example city with the browser that the tests use, and writes this file. Long pages
are cut.
"""


def name(kind: str, device: str, scheme: str) -> str:
    words = re.sub(r"[^a-z]+", "-", kind.lower())
    return f"{words}-{device}-{scheme}.webp"


def shoot(browser: Browser, server: str) -> None:
    """Anew, each of them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    for device, width in WIDTHS.items():
        for scheme in SCHEMES:
            with browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
            ) as context:
                page = context.new_page()
                session = context.new_cdp_session(page)
                for kind, path in SHOWN.items():
                    page.goto(server + path, wait_until="load")
                    page.evaluate("() => document.fonts.ready")
                    filled(page)
                    top = max(0, page.locator(STARTS[kind]).bounding_box()["y"] - MARGIN) if kind in STARTS else 0
                    height = min(page.evaluate("() => document.documentElement.scrollHeight") - top, TALLEST[device])
                    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": SCALES[device]}
                    taken = session.send(
                        "Page.captureScreenshot",
                        {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip},
                    )
                    (FOLDER / name(kind, device, scheme)).write_bytes(base64.b64decode(taken["data"]))


def words() -> str:
    """The page that shows them."""
    parts = [HEAD]
    for kind, path in SHOWN.items():
        parts.append(f"\n## {kind[0].upper()}{kind[1:]}\n\n`{path}`\n\n| phone | | desktop | |\n|---|---|---|---|\n")
        pictures = [
            f"![{kind}: {device}, {scheme}](screenshots/{name(kind, device, scheme)})"
            for device in WIDTHS
            for scheme in SCHEMES
        ]
        parts.append(f"| {' | '.join(pictures)} |\n")
    return "".join(parts)


def test_every_kind_of_page_is_shown(request: pytest.FixtureRequest) -> None:
    if os.environ.get("GOLDEN") == "update":
        shoot(request.getfixturevalue("browser"), request.getfixturevalue("server"))
    golden(PROJECT / "docs/pages.md", words())
    expected = {name(kind, device, scheme) for kind in SHOWN for device in WIDTHS for scheme in SCHEMES}
    there = list(FOLDER.iterdir())
    assert {file.name for file in there} == expected
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in there)
    assert sum(file.stat().st_size for file in there) < MOST
