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


def violations(page: Page) -> list[Any]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)  # by the browser's own protocol: the page's policy refuses foreign scripts
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    assert found["passes"]
    return [
        (each["id"], node["html"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]
