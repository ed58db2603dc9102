"""Following without an account: chosen and kept on the device, looked up there, and taken to another one by a link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from chromium import violations
from kinds import KINDS
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BUDGET = "/datasets/finance/city-budget/"
LONG_AGO = "2026-11-12T00:00:00Z"


def status(page: Page, words: str) -> None:
    """Wait until the page says so of what is new."""
    page.wait_for_function(
        "words => document.querySelector('#news ~ [role=status]').textContent.startsWith(words)", arg=words
    )


def follow(page: Page) -> None:
    button = page.get_by_role("button", name="Follow on this device")
    button.wait_for()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"


def titles(page: Page) -> list[str]:
    return page.locator(".news h3").all_inner_texts()


def test_what_is_chosen_is_kept_and_its_news_are_shown(visit: Any, server: str) -> None:
    page = visit(BUDGET)
    follow(page)
    page.goto(server + "/topics/transport/")
    follow(page)
    page.goto(server + "/following/")
    status(page, "The latest of what you follow:")
    assert len(titles(page)) == 5
    assert page.get_by_label("Transport").is_checked()
    assert page.get_by_label("City budget by fund and department").is_checked()
    page.locator(".news h3 a").first.click()
    page.wait_for_url(f"{server}/datasets/public-works/road-closures/")

    page.goto(server + "/")
    page.get_by_role("link", name="See what is new of what you follow").click()
    page.locator(".choosing").wait_for()  # until then no box is checked, and there is nothing to uncheck
    page.get_by_label("Transport").uncheck()
    page.wait_for_function("() => document.querySelectorAll('.news li').length === 1")
    assert titles(page) == ["City budget by fund and department"]
    page.get_by_label("City budget by fund and department").uncheck()
    status(page, "You follow nothing yet.")
    page.goto(server + "/")
    assert not page.get_by_role("link", name="See what is new of what you follow").is_visible()


def test_what_is_new_since_the_last_visit(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server + "/following/")
        page.get_by_label("Transport").check()
        status(page, "The latest")
        kept = context.storage_state()
    for each in kept["origins"][0]["localStorage"]:
        each["value"] = json.dumps({**json.loads(each["value"]), "seen": LONG_AGO})
    with browser.new_context(storage_state=kept, timezone_id="UTC") as context:
        page = context.new_page()
        page.goto(server + "/following/")
        status(page, "New since November 12, 2026")
        new = titles(page)
        assert new[0] == "Road closures, current and planned"
        assert "Bus ridership by route" not in new
        page.reload()
        status(page, "New since November 12, 2026")
        assert titles(page) == new
        later = context.storage_state()
    with browser.new_context(storage_state=later) as context:
        page = context.new_page()
        page.goto(server + "/following/")
        status(page, "Nothing is new since")
        assert len(titles(page)) == 5


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One on which a browser may log that a file is not there."""
    with browser.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


def test_the_own_area_is_found_by_postcode_or_name_and_nobody_is_told(page: Page, server: str) -> None:
    page.goto(server + "/following/")
    page.locator(".choosing").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    def found(typed: str) -> list[str]:
        page.fill("#place", typed)
        page.get_by_role("button", name="Find my area").click()
        page.wait_for_function(
            "() => /Regions found|No region|Type at least/.test(document.querySelector('.told').textContent)"
        )
        return page.locator(".places:visible label").all_inner_texts()

    for typed in ("09903", "09903-1234", "harbor flats", "Hárbor", "Ferry Landing"):
        page.evaluate("document.querySelector('.told').textContent = ''")
        assert [each.strip() for each in found(typed)] == ["Harbor Flats", "Riverbend"], typed
    assert {path for path in asked if "places" in path} == {
        f"/following/places/{name}.json" for name in ("30-39", "68-61", "66-65")
    }
    page.evaluate("document.querySelector('.told').textContent = ''")
    assert found("Atlantis") == []
    assert page.inner_text(".told") == "No region here has that postcode or name."
    page.evaluate("document.querySelector('.told').textContent = ''")
    assert found("0") == []
    page.evaluate("document.querySelector('.told').textContent = ''")
    found("09903")
    page.locator(".places label").first.click()
    status(page, "The latest")
    assert page.locator("fieldset input[value='regions/harbor-flats']").is_checked()
    assert "Lead in drinking water in Harbor Flats" in titles(page)
    assert violations(page) == []


def test_a_link_carries_the_choice_to_another_device(visit: Any, browser: Browser, server: str) -> None:
    page = visit("/following/")
    page.get_by_label("Transport").check()
    page.get_by_label("Office of Finance").check()
    status(page, "The latest")
    link = page.inner_text("#follow-link")
    assert link == f"{server}/following/#follow=topics/transport,agencies/finance"

    with browser.new_context() as device:  # by itself: one of the feeds is not there, and the browser logs that
        other = device.new_page()
        other.goto(f"{link},topics/<b>,datasets/x,../../etc,datasets/a/b")
        other.locator(".brought").wait_for()
        assert other.inner_text(".brought p") == "The link that you opened brings: Transport, Office of Finance, b."
        assert violations(other) == []
        other.get_by_role("button", name="Follow these too").click()
        status(other, "The latest")
        assert other.get_by_label("Office of Finance").is_checked()
        assert "Some of it could not be loaded." in other.inner_text("#news ~ [role=status]")
        assert urlsplit(other.url).fragment == ""
        other.get_by_label("b", exact=True).uncheck()
        other.wait_for_function("() => !/Some of it/.test(document.querySelector('#news ~ [role=status]').textContent)")


def test_the_own_feeds_come_as_a_list_that_readers_take(visit: Any, server: str, example: Path) -> None:
    page = visit("/es/following/")
    page.get_by_label("Transporte").check()
    page.get_by_label("College Hill").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="OPML").click()
    assert download.value.suggested_filename == "following.opml"
    root = etree.parse(download.value.path()).getroot()
    assert root.get("version") == "2.0"
    outlines = root.findall("body/outline")
    assert [each.get("text") for each in outlines] == ["Transporte", "College Hill"]
    for each in outlines:
        for address in (each.get("xmlUrl"), f"{each.get('htmlUrl')}index.html"):
            assert (example / "site" / str(address).removeprefix(f"{server}/")).is_file(), address


def test_where_nothing_can_be_kept_the_page_says_so(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
        page = context.new_page()
        page.goto(server + "/following/")
        page.get_by_text("This browser keeps nothing").wait_for()
        assert not page.locator(".choosing").is_visible()
        page.goto(server + KINDS["dataset, a line"])
        page.get_by_role("button", name="Follow on this device").click()
        page.wait_for_url("**/following/")
        page.get_by_text("This browser keeps nothing").wait_for()


def test_nothing_is_kept_of_readers_who_follow_nothing(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for path in ("/", BUDGET, "/topics/transport/", "/following/"):
            page.goto(server + path, wait_until="networkidle")
        assert context.storage_state() == {"cookies": [], "origins": []}
        page.get_by_label("Transport").check()
        page.get_by_label("Transport").uncheck()
        assert context.storage_state() == {"cookies": [], "origins": []}
