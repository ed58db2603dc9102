"""A page known to be bad fails every checker of pages: none is asleep."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import PROJECT, need
from chromium import OVERFLOW, TARGETS, asking, ibm, violations, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BAD = Path(__file__).with_name("known_bad.html")


@pytest.fixture
def bad(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(BAD.as_uri())
        yield asking(page)


def rules(page: Page) -> set[str]:
    return {rule for rule, *_ in violations(page)}


def test_axe_finds_barriers_and_those_of_some_colours_alone(bad: Page) -> None:
    assert {"button-name", "image-alt", "label", "tabindex", "target-size"} <= rules(bad)
    assert "color-contrast" not in rules(bad)
    bad.emulate_media(color_scheme="dark")
    assert "color-contrast" in rules(bad)
    bad.emulate_media(color_scheme="light", forced_colors="active")
    assert "color-contrast" in rules(bad)


def test_ibms_engine_finds_barriers(bad: Page) -> None:
    assert {"img_alt_valid", "input_label_exists"} <= {rule for kind, rule, *_ in ibm(bad) if kind == "violation"}


def test_the_html_checker_finds_mistakes() -> None:
    java = need(shutil.which("java"), "There is no Java: apt-get install default-jre-headless")
    jar = need(
        PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar", "The HTML checker is missing: make test installs it"
    )
    done = subprocess.run([java, "-jar", jar, "--errors-only", BAD], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "must have an “alt” attribute" in done.stderr


def test_the_way_of_the_tab_key_shows_what_is_unseen_hidden_or_out_of_order(bad: Page) -> None:
    faults = walk(bad)
    for expected in (
        'no outline: <a class="bare"',
        'off the screen: <a class="away"',
        'hidden under something: <a class="under"',
        'before the last one for the eye: <a class="raised"',
        'before the last one in the document: <a class="bare"',
    ):
        assert any(fault.startswith(expected) for fault in faults), (expected, faults)


def test_a_stop_that_is_never_reached_is_missed(bad: Page) -> None:
    bad.evaluate("() => document.querySelector('.bare').addEventListener('focus', event => event.target.blur())")
    assert any("stops are there" in fault for fault in walk(bad))


def test_what_is_too_wide_too_small_or_moving_is_found(bad: Page) -> None:
    bad.set_viewport_size({"width": 320, "height": 640})
    assert bad.evaluate("checks.overflow()")[0].startswith("the page scrolls to")
    assert any('class="wide"' in each for each in bad.evaluate("checks.overflow()"))
    assert any('class="small"' in each for each in bad.evaluate("checks.targets()"))
    assert any('class="spin"' in each for each in bad.evaluate("checks.moving()"))
    assert bad.evaluate(OVERFLOW)
    assert bad.evaluate(TARGETS)


def test_text_on_text_and_text_that_is_cut_off_when_spaced_or_printed_is_found(bad: Page) -> None:
    assert any('class="over"' in each for each in bad.evaluate("checks.overlaps()"))
    assert bad.evaluate("checks.clipped()") == []
    bad.evaluate("checks.space(true)")
    assert any('class="squeezed"' in each for each in bad.evaluate("checks.clipped()"))
    bad.evaluate("checks.space(false)")
    bad.emulate_media(media="print")
    assert any('class="cut"' in each for each in bad.evaluate("checks.clipped()"))


def test_what_only_scripts_say_is_missed_without_them(bad: Page, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(BAD.as_uri())
        assert page.inner_text("body") != bad.inner_text("body")
