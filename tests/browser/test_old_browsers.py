"""Browsers that know less have everything to read: one of about 2016, on paper, and one without styles."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Literal

import pytest
from builders import need
from kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def program(name: str, package: str) -> str:
    return need(shutil.which(name), f"There is no {name}: apt-get install {package}")


def ran(*arguments: str | Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": "/tmp"}  # noqa: S108 - nothing is written
    return subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=60, env=environment).stdout


def read(browser: Browser, address: str, media: Literal["screen", "print"], apart: str | None) -> list[str]:
    """What a page says without scripts, in parts of which no engine changes the order, without spaces."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.emulate_media(media=media)
        if media == "print":  # what only is spoken is not printed, and what is folded stays so in an old browser
            page.evaluate("() => document.querySelectorAll('.unseen, details').forEach(element => element.remove())")
        texts = page.inner_text("main").replace("\t", "\n").split(apart)
    return ["".join(text.split()) for text in texts if text.strip()]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_browser_of_2016_prints_all_that_is_said(browser: Browser, server: str, path: str, tmp_path: Path) -> None:
    paper = tmp_path / "page.pdf"
    ran(
        program("wkhtmltopdf", "wkhtmltopdf"),
        "--quiet",
        "--page-size",
        "A2",
        "--disable-javascript",
        server + path,
        paper,
    )
    shown = "".join(ran(program("pdftotext", "poppler-utils"), "-raw", paper, "-").split())
    words = read(browser, server + path, "print", None)
    assert words
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_browser_without_styles_shows_all_that_is_said(browser: Browser, server: str, path: str) -> None:
    shown = "".join(ran(program("w3m", "w3m"), "-dump", "-cols", "2000", "-O", "UTF-8", server + path).split())
    lines = read(browser, server + path, "screen", "\n")
    assert lines
    assert [line for line in lines if line not in shown] == []
