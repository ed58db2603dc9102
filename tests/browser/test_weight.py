"""How much a page weighs before anybody touches it, as a server that presses with gzip would send it."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from kinds import FILLED, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

pytestmark = pytest.mark.browser

MOST, MOST_SCRIPT = 60_000, 15_000
"""Bytes over the wire, images aside, and of scripts among them."""
HEADERS = 300
"""Bytes of an answer's headers, more than servers send."""
HEAVIEST = ("home", "dataset, a line", "dataset, bars", "dataset, three tables", "map of tiles", "quality")
PAGES = {
    **{kind: KINDS[kind] for kind in HEAVIEST},
    "search, found": FILLED["search, found"],
    "home, in Arabic": "/ar/",
}


def sent(answer: Response) -> int:
    content = answer.body()
    pressed = content if answer.request.resource_type == "font" else gzip.compress(content, 6, mtime=0)
    return len(pressed) + HEADERS


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_light(browser: Browser, server: str, path: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it wants a function of Python
        page.goto(server + path, wait_until="networkidle")
        weights: Counter[str] = Counter()
        for answer in answers:
            weights[answer.request.resource_type] += sent(answer)
    assert {"document", "stylesheet", "script"} <= set(weights)
    del weights["image"]
    assert weights["script"] <= MOST_SCRIPT, weights
    assert weights.total() <= MOST, weights
