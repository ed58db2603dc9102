"""Searching as people do: with slips, by keyboard, with filters, and the address that leads back to it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from builders import PROJECT
from chromium import OVERFLOW, violations

from generator.rendering.search.terms import terms

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def told(page: Page) -> str:
    page.wait_for_function("() => document.getElementById('found')?.textContent")
    return page.inner_text("#found")


def titles(page: Page) -> list[str]:
    return page.locator("#hits h3").all_inner_texts()


def test_a_search_in_another_language_finds_what_is_in_all_and_shows_what_is_translated(visit: Any) -> None:
    page = visit("/es/search/?q=calidad+del+aire")
    assert told(page).endswith("para «calidad del aire»")
    first = page.locator("#hits a").first
    assert first.inner_text() == "Calidad del aire, lecturas diarias"
    assert first.get_attribute("href").endswith("datasets/health-environment/air-quality/")
    assert page.locator("#hits .when").first.inner_text() == "5 de noviembre de 2026"
    assert page.locator("#hits .meta").first.inner_text().startswith("Departamento de Salud y Medio Ambiente. Conjunto")
    assert "Medio ambiente" in page.locator("#facets").inner_text()
    page = visit("/es/search/?q=mayor")
    told(page)
    assert page.locator("#hits h3").first.get_attribute("lang") == "en"
    first = page.locator("#hits a").first
    first.click()
    page.wait_for_url("**/es/datasets/**")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("drinking water", "Drinking water tests"),
        ("libr", "Library visits"),
        ("nitrogen dioxide", "Air quality, daily readings"),
        ("buget", "City budget by fund and department"),
        ("bluestem park", "Air in 2025: a good year with four smoky days"),
    ],
)
def test_the_best_comes_first(visit: Any, query: str, first: str) -> None:
    page = visit(f"/search/?q={query}")
    told(page)
    assert titles(page)[0].startswith(first)
    assert page.locator("#hits mark").count() > 0


def test_a_search_is_made_from_any_page_by_keyboard_alone(visit: Any) -> None:
    page = visit("/topics/")
    page.focus("#find")
    page.keyboard.type("water")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=water")
    assert "results for “water”" in told(page)
    page.focus("#q")
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.closest('#hits') !== null"))
    assert any(stops)


def test_filters_narrow_what_is_found_count_it_and_are_part_of_the_address(visit: Any) -> None:
    page = visit("/search/?q=water", viewport={"width": 1280, "height": 900})
    told(page)
    choice = page.locator("#facets label", has_text="Alert")
    count = int(choice.locator(".count").inner_text().strip("()"))
    choice.locator("input").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('kind=alert')")
    page.wait_for_function(f"() => document.querySelectorAll('#hits li').length === {count}")
    assert told(page).startswith(f"{count} results")
    assert page.evaluate("() => document.activeElement.value") == "alert"
    address = page.url.partition("/search/")[2]
    again = visit(f"/search/{address}", viewport={"width": 1280, "height": 900})
    assert told(again) == told(page)
    assert again.locator("#facets input:checked").count() == 1


def test_nothing_found_says_what_to_do(visit: Any) -> None:
    page = visit("/search/?q=zzzzqqqq")
    assert "Nothing found" in told(page)
    assert page.locator("#browse a").first.is_visible()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_found_has_no_barriers(visit: Any, width: int, scheme: str) -> None:
    page = visit("/search/?q=water", viewport={"width": width, "height": 800}, color_scheme=scheme)
    told(page)
    page.evaluate("() => document.getElementById('narrow').open = true")
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == []


def test_without_scripts_the_lists_lead_to_everything(visit: Any) -> None:
    page = visit("/search/", java_script_enabled=False)
    assert "Searching needs JavaScript" in page.inner_text("main")
    for name in ("datasets", "announcements", "topics", "agencies", "regions", "dates"):
        assert page.locator(f"#browse a[href$='/{name}/']").is_visible()


def test_both_sides_cut_words_alike(visit: Any) -> None:
    texts = ["Años de Ñandú, 2026", "ﬁre PM2.5 x-ray", "空気質 data", "مِيزَانِيَّة", "น้ำดื่ม", "İstanbul Straße", "x" * 50]
    page = visit("/search/")
    script = (PROJECT / "site_templates/scripts/terms.ts").read_text(encoding="utf-8")
    built = subprocess.run(
        [PROJECT / "node_modules/.bin/esbuild", "--loader=ts", "--format=iife", "--global-name=cutting"],
        input=script,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    page.evaluate(f"{built}; globalThis.cutting = cutting")
    assert page.evaluate("texts => texts.map(text => cutting.terms(text))", texts) == [
        list(terms(text)) for text in texts
    ]
