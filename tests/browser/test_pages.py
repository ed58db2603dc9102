"""The finished site in Chromium: accessible, silent, self-contained, and the same without styles or scripts."""

from __future__ import annotations

from typing import Any

import pytest
from chromium import OVERFLOW, TARGETS, UNSEEN, violations

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/",
    "dataset, a line": "/datasets/health-environment/air-quality/",
    "dataset, bars": "/datasets/finance/payments-over-5000/",
    "dataset, three tables": "/datasets/city-clerk/election-results/",
    "quality": "/datasets/health-environment/drinking-water/quality/",
    "datasets": "/datasets/",
    "agency": "/agencies/public-works/",
    "agencies": "/agencies/",
    "topic": "/topics/transport/",
    "topics": "/topics/",
    "alert in force": "/announcements/lead-advisory-harbor-flats/",
    "alert that ended": "/announcements/boil-water-east-bluffs/",
    "notice": "/announcements/winter-parking-rules/",
    "news": "/announcements/bus-ridership-october-2026/",
    "consultation": "/announcements/mill-street-bike-lanes/",
    "event": "/announcements/open-records-workshop/",
    "service": "/announcements/get-a-building-permit/",
    "alerts": "/alerts/",
    "announcements": "/announcements/",
    "feeds": "/feeds/",
    "search": "/search/",
    "regions": "/regions/",
    "dates": "/dates/",
    "a year": "/dates/2026/",
    "map of tiles": "/datasets/public-works/road-closures/",
    "chart alone": "/datasets/public-works/road-closures/charts/1/",
    "prose": "/accessibility/",
    "not found": "/404.html",
}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_barriers_are_found_wide_and_narrow_light_and_dark(visit: Any, path: str) -> None:
    page = visit(path)
    page.evaluate("() => document.querySelectorAll('details').forEach(element => element.open = true)")
    found = {}
    for width in (1280, 320):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_barriers_are_found_from_right_to_left_wide_and_narrow(visit: Any, path: str) -> None:
    page = visit(f"/ar{path}")
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    page.evaluate("() => document.querySelectorAll('details').forEach(element => element.open = true)")
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = violations(page)
        assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(TARGETS) == []
    assert not any(found.values()), found


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_barriers_are_found_in_another_language(visit: Any, path: str) -> None:
    assert violations(visit(f"/es{path}", viewport={"width": 1280, "height": 800})) == []


def test_a_reader_changes_the_language_and_stays_on_the_page(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"])
    for language, title in (("es", "Calidad del aire, lecturas diarias"), ("ar", "Air quality, daily readings")):
        page.locator(f".languages [hreflang={language}]").click()
        page.wait_for_function("language => document.documentElement.lang === language", arg=language)
        assert page.inner_text("h1") == title
        assert page.locator(".languages [aria-current]").get_attribute("hreflang") == language
    page.locator(".languages [hreflang=en]").click()
    page.wait_for_url("**/datasets/health-environment/air-quality/")


def test_from_right_to_left_pictures_and_numbers_read_as_they_do_elsewhere(visit: Any) -> None:
    page = visit(f"/ar{KINDS['dataset, a line']}")
    assert page.evaluate("() => getComputedStyle(document.querySelector('svg.chart')).direction") == "ltr"
    cells = page.locator("td.number")
    assert cells.count() > 20
    assert set(cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).direction)")) == {"ltr"}
    assert page.locator(".brand").bounding_box()["x"] > page.locator(".find").bounding_box()["x"]


def test_the_checker_does_find_barriers(visit: Any) -> None:
    page = visit("/")
    page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [found[0] for found in violations(page)] == ["button-name"]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_narrow_page_does_not_scroll_sideways_and_its_targets_are_large_enough(visit: Any, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(TARGETS) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [KINDS["home"], KINDS["dataset, a line"]])
def test_every_stop_of_the_tab_key_is_seen(visit: Any, path: str, width: int) -> None:
    page = visit(path, viewport={"width": width, "height": 800})
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        stops.append(page.evaluate(UNSEEN))
    assert len(stops) > 15
    assert [html for html, seen in stops if not seen] == []
    assert 'class="skip"' in stops[0][0]


@pytest.mark.parametrize("path", [KINDS["home"], KINDS["dataset, a line"], KINDS["quality"], KINDS["alert in force"]])
def test_everything_is_there_without_scripts(visit: Any, path: str) -> None:
    page = visit(path)
    page.evaluate("() => document.querySelectorAll('.save, .citation + .tools').forEach(element => element.remove())")
    assert visit(path, java_script_enabled=False).inner_text("body") == page.inner_text("body")


def test_text_twice_as_large_still_fits(visit: Any) -> None:
    for path in KINDS.values():
        page = visit(path, viewport={"width": 1280, "height": 800})
        page.evaluate("() => document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate(OVERFLOW) == [], path


def test_a_printed_page_names_its_address(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"])
    page.emulate_media(media="print")
    assert page.locator(".foot .where").is_visible()
    assert "https://riverbend.example/datasets/health-environment/air-quality/" in page.locator(".where").inner_text()
    assert not page.locator(".nav").is_visible()


def test_a_policy_stops_what_is_not_ours(visit: Any) -> None:
    policy = visit("/").locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
