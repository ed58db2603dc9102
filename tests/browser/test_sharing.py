"""Passing a page on: links that need no script, what a device adds to them, and charts in the pages of others."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from kinds import KINDS
from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ALERT = KINDS["alert in force"]
ADDRESS = f"https://riverbend.example{ALERT}"
CHART = KINDS["chart alone"]


def test_links_work_without_scripts_and_load_nothing_of_others(visit: Any) -> None:
    page = visit(ALERT, java_script_enabled=False)
    box = page.locator(".sharing")
    assert box.locator("code").inner_text() == ADDRESS
    assert box.locator("button:visible, form:visible").count() == 0  # what needs a script is not there
    links = {link.inner_text(): link.get_attribute("href") for link in box.locator("a").all()}
    assert set(links) >= {"E-mail", "Poster (PDF)"}
    box.locator("summary").click()
    networks = box.locator(".networks a")
    assert networks.all_inner_texts() == ["Bluesky", "Facebook", "LinkedIn", "Telegram", "WhatsApp", "X"]
    for link in networks.all():
        address = urlsplit(link.get_attribute("href"))
        assert address.scheme == "https"
        assert ADDRESS in unquote(address.query)
        assert "noreferrer" in link.get_attribute("rel")
    mail = urlsplit(links["E-mail"])
    assert mail.scheme == "mailto"
    assert parse_qs(mail.query)["body"] == [f"Lead in drinking water in Harbor Flats\n{ADDRESS}"]


def test_a_reader_copies_the_link_by_keyboard(visit: Any) -> None:
    page = visit(ALERT, permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy the link")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == ADDRESS


def test_a_device_with_a_share_sheet_offers_it(visit: Any) -> None:
    page = visit("/")
    page.add_init_script("navigator.share = facts => { window.shared = facts; return Promise.resolve(); }")
    page.goto(f"{page.url.rstrip('/')}{ALERT}")
    page.get_by_role("button", name="Share with an app").click()
    assert page.evaluate("() => window.shared") == {"title": "Lead in drinking water in Harbor Flats", "url": ADDRESS}


@pytest.mark.parametrize("written", ["mastodon.example", "https://mastodon.example/home", "@me@mastodon.example"])
def test_the_server_of_a_reader_is_kept_on_the_device_alone(visit: Any, written: str) -> None:
    page = visit(ALERT)
    page.evaluate("() => { window.open = address => { window.opened = address; } }")
    page.locator(".sharing summary").click()
    page.get_by_label("Your Mastodon server").fill(written)
    page.get_by_role("button", name="Share on Mastodon").click()
    opened = urlsplit(page.evaluate("() => window.opened"))
    assert (opened.scheme, opened.netloc, opened.path) == ("https", "mastodon.example", "/share")
    assert parse_qs(opened.query)["text"] == [f"Lead in drinking water in Harbor Flats\n{ADDRESS}"]
    page.reload()
    assert page.locator("#mastodon").input_value() == "mastodon.example"
    assert page.context.cookies() == []


def test_what_is_no_server_is_not_asked(visit: Any) -> None:
    page = visit(ALERT)
    page.evaluate("() => { window.open = address => { window.opened = address; } }")
    page.locator(".sharing summary").click()
    page.get_by_label("Your Mastodon server").fill("javascript:alert(1)//")
    page.get_by_role("button", name="Share on Mastodon").click()
    assert page.evaluate("() => window.opened") is None
    assert page.locator("#mastodon").get_attribute("aria-invalid") == "true"


def snippet(site: Path) -> str:
    (code,) = html.parse(site / CHART.strip("/") / "index.html").xpath("//*[@id='embed-code']/text()")
    return unescape(code)


def test_a_chart_in_the_page_of_another_runs_no_script_and_is_whole(
    example: Path, server: str, browser: Browser
) -> None:
    code = snippet(example / "site")
    assert 'sandbox="allow-same-origin allow-popups allow-top-navigation-by-user-activation"' in code
    assert "allow-scripts" not in code
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(code.replace("https://riverbend.example", server))
        frame = page.frame_locator("iframe")
        frame.locator("svg.chart").wait_for()
        # Its styles are there, though nothing else may be.
        assert frame.locator("body").evaluate("body => getComputedStyle(body).fontFamily").startswith('"Public Sans"')
        assert frame.locator(".save").is_hidden()
        frame.locator("figure summary").click()
        assert frame.locator("table").is_visible()
        assert all(each.startswith((server, "about:", "data:")) for each in asked), asked


def rule_of(path: str, headers: str) -> list[str]:
    """Policies that a server sends with a page which reads `_headers` as Netlify and Cloudflare do."""
    found = []
    for block in re.split(r"\n(?=/)", headers):
        pattern, *lines = block.strip().splitlines()
        shape = re.sub(r":\w+", "[^/]+", re.escape(pattern).replace(r"\*", ".*").replace("\\:", ":"))
        if re.fullmatch(shape, path):
            found += [line.split(": ", 1)[1] for line in lines if "Content-Security-Policy" in line]
    return found


def test_every_page_has_one_policy_and_charts_alone_may_stand_in_frames(example: Path) -> None:
    site = example / "site"
    headers = (site / "_headers").read_text()
    pages = [f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/") for path in site.rglob("index.html")]
    assert len(pages) > 200
    for path in pages:
        policies = rule_of(path, headers)
        assert len(policies) == 1, (path, policies)
        framed = policies[0].endswith("frame-ancestors *")
        assert framed == ("/charts/" in path), path
        if framed:
            assert "connect-src" not in policies[0]
            assert "form-action 'none'" in policies[0]
