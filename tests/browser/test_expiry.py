"""An alert disappears from a page that was made before it ended, at the moment at which it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from kinds import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LEVEE = "Levee Road closed for flood wall inspection"
"""It ends at 18:00 on 18 December 2026, in Chicago."""
BEFORE, AFTER = datetime(2026, 12, 18, 23, 59, tzinfo=UTC), datetime(2026, 12, 19, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(("moment", "shown"), [(BEFORE, True), (AFTER, False)])
def test_the_strip_and_the_home_page_show_what_is_in_force_now(
    browser: Browser, server: str, moment: datetime, *, shown: bool
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(moment)
        for path in ("/", KINDS["prose"]):
            page.goto(server + path)
            page.wait_for_load_state("networkidle")
            assert page.locator(".strip", has_text=LEVEE).is_visible() == shown
            assert page.locator(".strip", has_text="Lead in drinking water").is_visible()
        page.goto(server + "/")
        page.wait_for_load_state("networkidle")
        assert page.locator("section[aria-labelledby=in-force] li", has_text=LEVEE).count() == shown


def test_an_alert_ends_while_its_page_is_open(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install(time=BEFORE)
        page.goto(server + "/announcements/levee-road-high-water/")
        assert page.locator(".alert.minor").is_visible()
        page.clock.run_for(120_000)
        assert not page.locator(".alert.minor").is_visible()
        assert page.inner_text(".alert.ended p >> nth=0") == "No longer in force."
        assert not page.locator(".strip", has_text=LEVEE).is_visible()


def test_when_nothing_is_in_force_there_is_no_strip(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(datetime(2027, 5, 1, tzinfo=UTC))
        page.goto(server + "/")
        page.wait_for_load_state("networkidle")
        assert page.locator(".strip").count() == 0
        assert page.locator("#in-force").count() == 0
        page.goto(server + "/alerts/")
        page.wait_for_load_state("networkidle")
        assert page.locator(".badge.minor, .badge.moderate").count() == 0
        assert page.locator(".badge", has_text="Ended").count() == 3


def test_without_scripts_an_alert_says_until_when_it_is_in_force(browser: Browser, server: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server + "/")
        assert "In force until December 18, 2026" in page.inner_text(".strip")
