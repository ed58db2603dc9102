"""Who asks for it keeps pages: alerts and what was read are there without a connection, and told as copies."""

from __future__ import annotations

import functools
from http.server import ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from chromium import violations
from playwright.sync_api import Error
from servers import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ALERT = "announcements/lead-advisory-harbor-flats/"
READ = "datasets/health-environment/air-quality/"
UNREAD = "datasets/finance/city-budget/"
COPY = "The site could not be reached. This is the copy of "


class Line:
    """What is between a reader and the site: up, down, or so slow that nothing comes."""

    def __init__(self) -> None:
        self.state = "up"
        self.asked: list[str] = []
        self.ended = Event()


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def address(example: Path, tmp_path: Path, line: Line) -> Iterator[str]:
    """Of the example's site, in a folder of a host where there are others."""

    class Handler(Files):
        def do_GET(self) -> None:  # noqa: N802 - as the standard library names it
            line.asked.append(self.path)
            if line.state == "slow":
                line.ended.wait()
            if line.state == "up":
                super().do_GET()
            else:
                self.close_connection = True

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")  # or the browser's own copies hide that the line is down
            super().end_headers()

    (tmp_path / "city").symlink_to(example / "site")
    handler = functools.partial(Handler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/city/"
        line.ended.set()
        running.shutdown()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose reader has nothing kept yet."""
    with browser.new_context(reduced_motion="reduce", base_url=address, timezone_id="UTC") as context:
        yield context.new_page()


def keeping(reader: Page, path: str = "offline/") -> Page:
    """The same reader, who has asked for pages to be kept."""
    reader.goto(path)
    reader.click("[data-start]")
    reader.wait_for_selector("[data-end]:visible")
    return reader


def kept(page: Page) -> list[str]:
    names: list[str] = page.evaluate("() => [...document.querySelectorAll('.keeping .rows a')].map(a => a.textContent)")
    return names


def test_nothing_is_kept_unasked(reader: Page, line: Line) -> None:
    reader.goto(READ)
    assert reader.evaluate("() => caches.keys()") == []
    assert reader.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    line.state = "down"
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        reader.goto(READ)


@pytest.mark.parametrize("state", ["down", "slow"])
def test_pages_that_were_read_are_there_without_a_connection(reader: Page, line: Line, state: str) -> None:
    keeping(reader).goto(READ)
    reader.wait_for_load_state("networkidle")
    line.state = state
    reader.goto(READ)
    reader.wait_for_selector(".note.copy")
    assert reader.inner_text(".note.copy").startswith(COPY)
    assert reader.inner_text("h1") == "Air quality, daily readings"
    assert reader.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Public Sans"')
    assert violations(reader) == []


def test_alerts_are_there_though_nobody_opened_them(reader: Page, line: Line) -> None:
    keeping(reader)
    line.state = "down"
    reader.goto("alerts/")
    reader.get_by_role("link", name="Lead in drinking water in Harbor Flats").last.click()
    reader.wait_for_selector(".note.copy")
    assert reader.url.endswith(ALERT)
    assert "Lead in drinking water" in reader.inner_text("h1")


def test_a_page_that_is_not_kept_leads_to_what_is(reader: Page, line: Line) -> None:
    keeping(reader).goto(READ)
    reader.wait_for_load_state("networkidle")
    line.state = "down"
    reader.goto(UNREAD)
    reader.wait_for_selector(".keeping .rows a")
    assert reader.url.endswith("/offline/")
    assert kept(reader)[0] == "Air quality, daily readings"
    assert violations(reader) == []


def test_a_page_is_never_a_copy_while_the_site_answers(reader: Page, example: Path) -> None:
    page = example / "site" / READ / "index.html"
    before = page.read_bytes()
    keeping(reader).goto(READ)
    try:
        page.write_bytes(before.replace(b"<h1>Air quality, daily readings</h1>", b"<h1>Corrected</h1>"))
        reader.goto(READ)
        assert reader.inner_text("h1") == "Corrected"
        assert reader.locator(".note.copy").count() == 0
    finally:
        page.write_bytes(before)


def test_alerts_are_brought_up_to_date_by_any_visit(reader: Page, line: Line) -> None:
    keeping(reader)
    line.asked.clear()
    reader.goto(READ)
    reader.wait_for_load_state("networkidle")
    assert f"/city/{ALERT}" not in line.asked
    aged: Callable[..., Any] = reader.evaluate
    aged(
        """async () => {
        const name = (await caches.keys()).find(each => each.endsWith(" held"));
        const place = await caches.open(name), key = (await place.keys()).find(each => each.url.endsWith("/alerts/"));
        const old = await place.match(key);
        await place.put(key, new Response(await old.text(), {headers: {"X-Kept": "2026-01-01T00:00:00.000Z"}}));
    }"""
    )
    reader.goto(READ)
    reader.wait_for_load_state("networkidle")
    assert f"/city/{ALERT}" in line.asked


def test_what_is_kept_has_a_bound(reader: Page) -> None:
    keeping(reader).goto(READ)
    reader.evaluate(
        """async () => {
        const place = await caches.open((await caches.keys()).find(each => each.endsWith(" visited")));
        const empty = () => new Response("", {headers: {"X-Kept": ""}});
        for (let at = 0; at < 60; at++) await place.put(`/city/old/${at}/`, empty());
    }"""
    )
    reader.goto("topics/")
    reader.wait_for_function(
        """async () => {
        const place = await caches.open((await caches.keys()).find(each => each.endsWith(" visited")));
        return (await place.keys()).length === 50;
    }"""
    )


def test_who_stops_has_nothing_left(reader: Page, line: Line) -> None:
    keeping(reader).goto(READ)
    reader.goto("offline/")
    reader.click("[data-end]")
    reader.wait_for_selector("[data-start]:visible")
    assert reader.inner_text(".keeping [role=status]") == "Nothing is kept any more."
    assert reader.evaluate("() => document.activeElement.hasAttribute('data-start')")
    assert kept(reader) == []
    assert reader.evaluate("() => caches.keys()") == []
    line.state = "down"
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        reader.goto(READ)


def test_copies_speak_the_language_of_the_page(reader: Page, line: Line) -> None:
    keeping(reader, "es/offline/").goto(f"es/{READ}")
    reader.wait_for_load_state("networkidle")
    line.state = "down"
    reader.goto(f"es/{READ}")
    reader.wait_for_selector(".note.copy")
    assert reader.inner_text(".note.copy").startswith("No se pudo acceder al sitio. Esta es la copia del ")
    reader.goto(f"es/{UNREAD}")
    assert reader.url.endswith("/es/offline/")
