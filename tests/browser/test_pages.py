"""The finished site in Chromium: accessible, silent, self-contained, and the same without styles or scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from chromium import OVERFLOW, TARGETS, asking, violations, walk
from kinds import FILLED, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

EVERY = {**KINDS, **FILLED}
WIDTHS = (1280, 640, 320)
PAPER = {"width": 717, "height": 1000}
"""A4 at 96 pixels an inch, within the margins that Chromium gives it."""
OPEN = "() => document.querySelectorAll('details').forEach(element => element.open = true)"


def crowded(page: Page) -> dict[str, list[str]]:
    """What does not fit or stands on something else, as it is and with text spaced as a reader may need it."""
    found = {name: page.evaluate(f"checks.{name}()") for name in ("overflow", "overlaps", "targets")}
    page.evaluate("checks.space(true)")
    found |= {f"{name}, spaced": page.evaluate(f"checks.{name}()") for name in ("overflow", "overlaps", "clipped")}
    page.evaluate("checks.space(false)")
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_no_barriers_are_found_at_any_width_and_in_any_colours(visit: Any, path: str) -> None:
    page = asking(visit(path))
    page.evaluate(OPEN)
    found: dict[Any, Any] = {"moving": page.evaluate("checks.moving()")}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations(page)
        found[width] = crowded(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("() => document.documentElement.style.setProperty('font-size', '200%')")
    found["twice as large"] = page.evaluate("() => [...checks.overflow(), ...checks.overlaps(), ...checks.clipped()]")
    page.evaluate("() => document.documentElement.style.removeProperty('font-size')")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        found["forced", scheme] = violations(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_the_tab_key_comes_to_everything_in_order_and_in_sight(visit: Any, path: str) -> None:
    page = asking(visit(path, viewport={"width": 1280, "height": 800}))
    wide = walk(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert (wide, walk(page)) == ([], [])


@pytest.mark.parametrize("kind", ["home", "dataset, three tables", "quality", "alert in force", "feeds"])
def test_the_tab_key_goes_from_right_to_left_too_and_is_seen_in_forced_colours(visit: Any, kind: str) -> None:
    page = asking(visit(f"/ar{KINDS[kind]}", viewport={"width": 1280, "height": 800}, forced_colors="active"))
    assert walk(page) == []


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_a_printed_page_fits_on_paper_whole_and_names_its_address(visit: Any, path: str) -> None:
    page = asking(visit(path, viewport=PAPER))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("() => checks.overflow('')") == []
    assert page.evaluate("() => [...checks.overlaps(), ...checks.clipped()]") == []
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    if page.locator(".foot").count():
        assert page.locator(".foot .where").is_visible()
        assert not page.locator(".nav").is_visible()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_barriers_are_found_from_right_to_left_wide_and_narrow(visit: Any, path: str) -> None:
    page = asking(visit(f"/ar{path}"))
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    page.evaluate(OPEN)
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = violations(page)
        assert crowded(page) == {}
        assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(TARGETS) == []
    assert not any(found.values()), found


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_barriers_are_found_in_another_language(visit: Any, path: str) -> None:
    page = asking(visit(f"/es{path}", viewport={"width": 1280, "height": 800}))
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(OPEN)
    assert crowded(page) == {}


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


def test_the_first_stop_leads_past_what_every_page_has(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"])
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_menu_leads_on_by_keyboard_alone(visit: Any) -> None:
    page = visit(KINDS["prose"], viewport={"width": 320, "height": 640})
    while not page.evaluate("() => document.activeElement.closest('.nav') !== null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/")
    assert page.locator(".nav [aria-current]").inner_text() == "Services"


def test_wide_tables_scroll_and_what_is_folded_opens_by_keyboard_alone(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"], viewport={"width": 320, "height": 640})
    frame = page.locator(".scroll:has(table):visible").first
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())
    folded = page.locator("figure details").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.locator("table").is_visible()
    page.keyboard.press("Space")
    assert not folded.locator("table").is_visible()


def test_filters_on_a_phone_open_and_narrow_by_keyboard_alone(visit: Any) -> None:
    page = asking(visit(FILLED["search, found"], viewport={"width": 320, "height": 640}))
    page.locator("#narrow > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.type") == "checkbox"
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('kind=')")
    assert page.evaluate("() => document.activeElement.checked")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"search", "offline", "following"}])
def test_everything_is_there_without_scripts(visit: Any, kind: str) -> None:
    path = KINDS[kind]
    page = visit(path)
    tools = ".save, .citation + .tools, .see-all, [data-follow], .sharing button, .sharing form, .how-embed .tools"
    page.evaluate(f"() => document.querySelectorAll('{tools}').forEach(element => element.remove())")
    assert visit(path, java_script_enabled=False).inner_text("body") == page.inner_text("body")


def test_a_printed_page_names_its_address(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"])
    page.emulate_media(media="print")
    assert page.locator(".foot .where").is_visible()
    assert "https://riverbend.example/datasets/health-environment/air-quality/" in page.locator(".where").inner_text()
    assert not page.locator(".nav").is_visible()


def test_paper_has_the_day_and_what_is_folded_on_the_screen(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"], locale="en-US")
    table, day = page.locator("figure details table").first, page.locator(".where [data-printed]")
    assert not table.is_visible()
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert table.is_visible()
    assert re.fullmatch(r"Printed on \w+ \d+, \d{4}\.", day.inner_text())
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not table.is_visible()


def test_without_scripts_paper_has_what_is_folded(visit: Any) -> None:
    page = visit(KINDS["dataset, a line"], java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator("figure details table").first.is_visible()


def test_text_is_read_while_fonts_and_scripts_are_still_on_a_slow_line(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route(re.compile(r"\.(woff2|js)$"), lambda _route: None)  # they never come
        page.goto(server + KINDS["dataset, a line"], wait_until="commit")
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        assert page.locator("h1").is_visible()
        assert page.locator("figure svg").first.is_visible()
        page.locator("summary", has_text="Show this chart as a table").first.click()
        assert page.locator("figure details table").first.is_visible()


def test_a_policy_stops_what_is_not_ours(visit: Any) -> None:
    policy = visit("/").locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
