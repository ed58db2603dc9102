"""Many datasets are looked up by letter, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, a_site, daylight
from chromium import asking, violations, walk
from servers import serving_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
NAMES = ["Air", "Bus", "Écoles", "311 calls", "Östra"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_site(tmp_path_factory.mktemp("letters"), languages=["es"], fonts=[])
    for number in range(150):
        name = NAMES[min(number // 20, 4)]
        a_dataset(root, f"works/d{number}", name=f"d{number}", title=f"{name} {number:03}", theme=None, spatial=None)
    assert daylight(root, "build").exit_code == 0
    return root / "site"


@pytest.fixture(scope="module")
def address(many: Path) -> Iterator[str]:
    with serving_files(many) as at:
        yield at


def test_each_letter_has_its_pages(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/datasets/")
        letters = page.locator(".letters a")
        assert letters.all_inner_texts() == ["#", "A", "B", "E", "O"]
        letters.filter(has_text="E").click()
        assert page.url == f"{address}/datasets/a-z/e/"
        assert page.inner_text("h1") == "Datasets: E"
        assert page.inner_text(".letters [aria-current]") == "E"
        assert page.locator(".entries h3 a").all_inner_texts() == [f"Écoles {number:03}" for number in range(40, 60)]
        page.locator(".letters a", has_text="O").click()
        assert page.locator(".entries > li").count() == 50
        page.get_by_role("link", name="Next page").click()
        assert page.url == f"{address}/datasets/a-z/o/page/2/"
        assert page.locator(".entries > li").count() == 20
        page.goto(f"{address}/es/datasets/a-z/other/")
        assert page.inner_text("h1") == "Conjuntos de datos: #"


def test_a_page_of_a_letter_is_accessible(browser: Browser, address: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 320)):
        with browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        ) as context:
            page = context.new_page()
            page.goto(f"{address}/datasets/a-z/e/")
            asking(page)
            assert violations(page) == []
            assert page.evaluate("() => [...checks.overflow(''), ...checks.overlaps(), ...checks.targets()]") == []
            assert walk(page) == []


def test_a_letters_pages_are_in_the_sitemap(many: Path) -> None:
    assert "https://test.example/datasets/a-z/e/" in "".join(path.read_text() for path in many.glob("sitemap*.xml"))
