"""What tests in a browser share: how it is started, and what is asked of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builders import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (PROJECT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
IBM = (PROJECT / "node_modules/accessibility-checker-engine/ace.js").read_text(encoding="utf-8")
CHECKS = (PROJECT / "tests/checks.js").read_text(encoding="utf-8")
OVERFLOW = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !element.closest('.scroll');
}).map(element => element.outerHTML.slice(0, 80))"""
TARGETS = """() => [...document.querySelectorAll('a, button, summary')].filter(element => {
    const box = element.getBoundingClientRect();
    const inline = getComputedStyle(element).display === 'inline';
    return box.width && !inline && (box.width < 24 || box.height < 24);
}).map(element => element.outerHTML.slice(0, 80))"""
UNSEEN = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth;
    return [element.outerHTML.slice(0, 80), outlined && seen];
}"""


def filled(page: Page) -> Page:
    """The page with what a script fills in, where one does."""
    if "?" in page.url:
        told = "document.querySelector('#found, .explorer .found')?.textContent"
        page.wait_for_function(f"() => {told}?.match(/^(?!Looking).*\\d/)")
    page.wait_for_function("() => !document.querySelector('[data-follow][hidden]')")
    if page.locator("#offline, #following").count():
        shown = "> :is(.keeping, .choosing, .cannot):not([hidden])"
        page.wait_for_function(f"() => document.querySelector(':is(#offline, #following) {shown}')")
    return page


def asking(page: Page) -> Page:
    """The page, filled in, with `checks` in it, of which each says what is wrong."""
    filled(page)
    if not page.evaluate("() => 'checks' in window"):
        page.evaluate(CHECKS)  # by the browser's own protocol: the page's policy refuses foreign scripts
    return page


def violations(page: Page) -> list[Any]:
    """What axe-core holds against the page: rule, element and what to do."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, rules: {'target-size': {enabled: true}},"
        " resultTypes: ['violations']})",
        RULES,
    )
    assert found["passes"]
    return [
        (each["id"], node["html"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]


def ibm(page: Page) -> list[tuple[str, str, str, str]]:
    """What IBM's engine says of the page: `violation` or `potential`, rule, element and words."""
    if not page.evaluate("() => 'ace' in window"):
        page.evaluate(IBM)
    found = page.evaluate(
        "async () => (await new ace.Checker().check(document, ['WCAG_2_2'])).results"
        ".map(({value, ruleId, snippet, message}) => [value.join(' '), ruleId, snippet, message])"
    )
    assert any(verdict.endswith("PASS") for verdict, *_ in found)
    verdicts = {"VIOLATION FAIL": "violation", "VIOLATION POTENTIAL": "potential"}
    return [(verdicts[verdict], rule, at, words) for verdict, rule, at, words in found if verdict in verdicts]


def walk(page: Page) -> list[str]:
    """What is wrong on the way of the tab key through the page: each stop is seen, in order, and none is missed."""
    asking(page).evaluate("() => checks.start()")
    there = page.evaluate("() => checks.stops()")
    faults: list[str] = []
    for number in range(there + 1):
        page.keyboard.press("Tab")
        found = page.evaluate("() => checks.stop()")
        if found is None:
            return faults if number == there else [*faults, f"{there} stops are there, the tab key came to {number}"]
        faults += found
    return [*faults, f"{there} stops are there, the tab key came to more"]
