"""A browser, and pages in it that may neither complain nor ask anything of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from chromium import FLAGS
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Any]:
    """Opens a page in a fresh context; whatever it logs or asks of others fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_(path: str, **options: Any) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{path}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on(
            "request",
            lambda request: complaints.append(f"{path}: {request.url}") if not request.url.startswith(server) else None,
        )
        page.goto(server + path, wait_until="load")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
