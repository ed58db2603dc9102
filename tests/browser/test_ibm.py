"""IBM's accessibility engine finds no barrier, and what it wants a person to look at has been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import PROJECT, golden
from chromium import filled, ibm
from kinds import FILLED, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

REPORT = PROJECT / "docs/accessibility-ibm.md"
HEAD = """# What IBM's accessibility engine says

`accessibility-checker-engine` is run on one page of every kind, and on some in Spanish and Arabic, with all that can be
unfolded unfolded, by its rules for WCAG 2.2. `make accessibility` writes this file; a test holds it.

**Violations: none.** One was found and mended: the label of the search in the head of each page, which is for screen
readers alone, was hidden in a way that the engine took for no label.

What follows is what it cannot decide and wants a person to look at. Each has been looked at.

| rule | what it asks | answer |
|---|---|---|
"""
ANSWERS = {
    "element_tabbable_unobscured": (
        "Is something that has the focus hidden under something else?",
        "No: nothing is fixed or sticky. `checks.stop` asks the browser at every stop of the tab key.",
    ),
    "element_tabbable_visible": (
        "Does the link past the head of the page show itself when it is focused?",
        "Yes: it is the first stop, and every stop must be on the screen.",
    ),
    "form_submit_button_exists": (
        "Has the form of the filters a button to submit it?",
        "It needs none: a choice takes effect at once, says how much is found, and leaves the focus where it is. "
        "The form is only there with scripts.",
    ),
    "input_label_visible": (
        "Has the box for a query in SQL a label that is seen?",
        "Yes: the word “Query” above it, in the same `label` as the box.",
    ),
    "style_color_misuse": (
        "Do styles tell something by colour alone?",
        "No: badges have words, the current page of the menu is underlined, links in text are underlined, bars have "
        "numbers. Pages are tried in forced colours.",
    ),
    "style_focus_visible": (
        "Is the focus still seen where styles change borders or outlines?",
        "Yes: an outline of at least 2 px is asked for at every stop, in forced colours too.",
    ),
    "style_viewport_resizable": (
        "Can text whose size depends on the window be enlarged to 200%?",
        "Yes: headings mix it with the reader's own size. Pages are tried at 200%.",
    ),
    "target_spacing_sufficient": (
        "Are small targets far enough apart?",
        "Yes: all are 24 px or more but for links within a line of text, which the criterion leaves out.",
    ),
    "text_block_heading": (
        "Is a short bold paragraph used as a heading?",
        "No: it says the kind of an announcement, or how much was found; headings are headings.",
    ),
    "text_contrast_sufficient": (
        "Is text on a gradient legible at its lightest and at its darkest?",
        "Yes: white on the two colours of the hero has a contrast of 15 and of at least 8.",
    ),
    "text_sensory_misuse": (
        "Does an instruction lean on shape, size or place, such as “small” or “right”?",
        "No: the words are about other things, such as small jobs.",
    ),
}
"""What each rule asks when it cannot decide, and why it is no barrier here."""
TRANSLATED = ("home", "dataset, three tables", "quality", "alert in force", "search", "feeds", "prose", "chart alone")


def test_ibms_engine_finds_no_barrier_and_its_questions_are_answered(browser: Browser, server: str) -> None:
    paths = [
        *KINDS.values(),
        *FILLED.values(),
        *(f"/{language}{KINDS[kind]}" for language in ("es", "ar") for kind in TRANSLATED),
    ]
    violations, asked = [], set()
    with browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        for path in paths:
            page.goto(server + path)
            filled(page)
            page.evaluate("() => document.querySelectorAll('details').forEach(element => element.open = true)")
            for kind, rule, at, words in ibm(page):
                if kind == "violation":
                    violations.append((path, rule, at, words))
                else:
                    asked.add(rule)
    assert violations == []
    assert asked <= set(ANSWERS), "Look at these, then answer them here."
    golden(REPORT, HEAD + "".join(f"| `{rule}` | {what} | {why} |\n" for rule, (what, why) in sorted(ANSWERS.items())))
