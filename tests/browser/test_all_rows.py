"""All rows of a table in the browser: the same rows as in the data, found by hand and by keyboard, loaded in parts."""

from __future__ import annotations

import functools
import re
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from builders import PROJECT
from chromium import filled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LARGE = "/datasets/city-clerk/service-requests/"
SMALL = "/datasets/health-environment/air-quality/"
TURNED = 25
"""Rows that are shown at a time."""
LEAST = 250_000
"""Bytes up to which a file is loaded whole."""


def data(path: str) -> pd.DataFrame:
    return pd.read_csv(PROJECT / f"datasets/{path}", dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def requests() -> pd.DataFrame:
    return data("city-clerk/service-requests/requests.csv")


@pytest.fixture(scope="module")
def readings() -> pd.DataFrame:
    return data("health-environment/air-quality/readings.csv")


def told(page: Page) -> str:
    return page.inner_text(".explorer .found")


def changed(page: Page, act: Callable[[], object]) -> str:
    """What is told of the rows after an action that changes it."""
    before = told(page)
    act()
    page.wait_for_function(
        "before => { const told = document.querySelector('.explorer .found').textContent;"
        " return told !== before && /^(Rows|No row)/.test(told); }",
        arg=before,
    )
    return told(page)


def shown(page: Page) -> list[list[str]]:
    """Cells of the rows that are shown, without their numbers."""
    rows: list[list[str]] = page.evaluate(
        "() => [...document.querySelectorAll('.all-rows tbody tr')]"
        ".map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    return rows


def first(frame: pd.DataFrame, rows: int = TURNED) -> list[list[str]]:
    return [list(row) for row in frame.head(rows).itertuples(index=False)]


def opened(page: Page) -> Page:
    page.locator("[data-explore]").first.click()
    page.wait_for_function("() => document.querySelector('.explorer .found')?.textContent.startsWith('Rows')")
    return page


def add_filter(page: Page, column: str, test: str, value: str) -> None:
    page.click("[data-add]")
    item = page.locator(".conditions li").last
    item.locator("[name=column]").select_option(label=column)
    item.locator("[name=is]").select_option(test)
    item.locator("[name=value]").fill(value)


def test_opening_loads_a_part_of_a_large_file_and_costs_no_more_than_the_button_says(
    visit: Any, requests: pd.DataFrame
) -> None:
    page = visit(LARGE)
    parts: list[int] = []
    page.context.on(
        "response",
        lambda answer: parts.append(len(answer.body())) if answer.url.endswith(".parquet") else None,
    )
    said = page.locator(".see-all").first.inner_text()
    assert "See all 50,000 rows" in said
    opened(page)
    assert told(page) == "Rows 1 to 25 of 50,000"
    assert shown(page) == first(requests)
    whole = int(page.locator("[data-rows]").first.get_attribute("data-size"))
    assert whole > LEAST
    (kilobytes,) = re.findall(r"Loads about ([\d.]+) kB", said)
    assert sum(parts) <= float(kilobytes) * 1_000 * 1.05
    page.wait_for_function("() => document.activeElement.tagName === 'CAPTION'")
    assert page.locator(".first-rows").first.is_hidden()


def test_numbers_are_sorted_as_numbers_and_texts_as_texts(visit: Any, requests: pd.DataFrame) -> None:
    page = opened(visit(LARGE))
    days = page.locator(".all-rows thead button", has_text="Days open")
    said = changed(page, days.click)
    assert said.startswith("Rows 1 to 25 of 50,000. Sorted by Days open")
    assert said.endswith("lowest first.")
    blank = requests["days_open"] == ""
    numbers = requests[~blank].assign(key=requests["days_open"][~blank].astype(float))
    up = numbers.sort_values("key", kind="stable").drop(columns="key")
    assert shown(page) == first(up)
    days.focus()
    assert changed(page, lambda: page.keyboard.press("Enter")).endswith("highest first.")
    assert shown(page) == first(numbers.sort_values("key", kind="stable", ascending=False).drop(columns="key"))
    assert page.locator(".all-rows th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert "Days open" in page.evaluate("() => document.activeElement.textContent")
    assert changed(page, lambda: page.keyboard.press("Enter")) == "Rows 1 to 25 of 50,000"
    category = page.locator(".all-rows thead button", has_text="Category")
    changed(page, category.click)
    assert shown(page) == first(requests.sort_values("category", kind="stable"))


def test_filters_and_words_find_the_rows_that_the_data_have_and_an_address_brings_them_back(
    visit: Any, requests: pd.DataFrame
) -> None:
    page = opened(visit(LARGE))
    label = page.locator(".all-rows thead button").nth(1).inner_text()
    add_filter(page, label, "ge", "2025-11-20")
    add_filter(page, "Category", "eq", "Street light")
    found = requests[(requests["opened_on"] >= "2025-11-20") & (requests["category"] == "Street light")]
    assert len(found) > TURNED
    button = page.locator(".asking [type=submit]")
    said = changed(page, button.click)
    page.wait_for_function("() => !document.querySelector('.explorer .found').textContent.includes('at least')")
    assert told(page) == f"Rows 1 to 25 of {len(found):,} that match, out of 50,000", said
    assert shown(page) == first(found)
    page.fill(".asking [name=find]", "west BANK")
    changed(page, button.click)
    wanted = found[found["ward"] == "West Bank"]
    assert shown(page) == first(wanted)
    address = page.url
    changed(page, page.locator(".asking [type=reset]").click)
    assert shown(page) == first(requests)
    assert changed(page, page.go_back).startswith(f"Rows 1 to {min(TURNED, len(wanted))} of")
    again = filled(visit(urlsplit(address).path + "?" + urlsplit(address).query))
    assert shown(again) == first(wanted)
    assert again.locator(".conditions li").count() == 2
    assert again.locator(".asking [name=find]").input_value() == "west BANK"


def test_nothing_found_says_what_to_do(visit: Any) -> None:
    page = opened(visit(SMALL))
    page.fill(".asking [name=find]", "no such thing")
    said = changed(page, lambda: page.keyboard.press("Enter"))
    assert said == "No row matches. Change or remove a filter."
    assert page.locator("[data-turn=next]").is_disabled()
    add_filter(page, page.locator(".all-rows thead button").first.inner_text(), "eq", "2025-01-01")
    page.locator("[data-remove]").click()
    assert page.evaluate("() => document.activeElement.hasAttribute('data-add')")


def test_rows_are_turned_to_the_last_and_gone_to_by_number(visit: Any, readings: pd.DataFrame) -> None:
    page = opened(visit(SMALL))
    changed(page, page.locator("[data-turn=next]").click)
    assert shown(page) == first(readings[TURNED:])
    changed(page, page.locator("[data-turn=last]").click)
    assert told(page) == f"Rows {len(readings) - TURNED + 1:,} to {len(readings):,} of {len(readings):,}"
    assert page.locator("[data-turn=next]").is_disabled()
    page.fill("[name=row]", "1234")
    changed(page, lambda: page.keyboard.press("Enter"))
    marked = page.locator(".all-rows tr.marked")
    assert marked.locator("th").inner_text() == "1,234"
    assert marked.locator("td").all_inner_texts() == list(readings.iloc[1233])
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["table"], asked["row"]) == (["readings"], ["1234"])
    again = filled(visit(f"{SMALL}?table=readings&row=1234"))
    assert again.locator(".all-rows tr.marked th").inner_text() == "1,234"


def test_the_rows_that_are_found_are_downloaded_as_they_were_published(
    visit: Any, readings: pd.DataFrame, tmp_path: Path
) -> None:
    page = opened(visit(SMALL, accept_downloads=True))
    station = readings["station"].iloc[0]
    add_filter(page, page.locator(".all-rows thead button").nth(1).inner_text(), "eq", station)
    changed(page, page.locator(".asking [type=submit]").click)
    with page.expect_download() as waiting:
        page.click(".saving [data-save]")
    waiting.value.save_as(tmp_path / "found.csv")
    assert waiting.value.suggested_filename == "readings.csv"
    saved = pd.read_csv(tmp_path / "found.csv", dtype="str", keep_default_na=False)
    pd.testing.assert_frame_equal(saved, readings[readings["station"] == station].reset_index(drop=True))


def test_statistics_of_a_column_are_those_of_the_data(visit: Any, readings: pd.DataFrame) -> None:
    page = opened(visit(SMALL))
    page.select_option(".statistics select", "2")
    page.click(".statistics button")
    page.wait_for_selector(".told table")
    facts = dict(zip(*(page.locator(f".told {tag}").all_inner_texts() for tag in ("dt", "dd")), strict=True))
    numbers = pd.to_numeric(readings["pm25"], errors="coerce")
    assert facts["Rows"] == f"{len(readings):,}"
    assert facts["Blank"].startswith(f"{int(numbers.isna().sum()):,} (")
    assert facts["Different values"] == f"{numbers.nunique():,}"
    shown_numbers = {name: float(facts[name].split()[0]) for name in ("Lowest", "Mean", "Median", "Highest")}
    wanted = {"Lowest": numbers.min(), "Mean": numbers.mean(), "Median": numbers.median(), "Highest": numbers.max()}
    assert shown_numbers == pytest.approx(wanted, rel=1e-3)
    bins, often = page.locator(".told table").all()
    counts = [int(text.replace(",", "")) for text in bins.locator("td.number").all_inner_texts()]
    assert sum(counts) == int(numbers.notna().sum())
    assert int(often.locator("td.number").first.inner_text().replace(",", "")) == int(numbers.value_counts().iloc[0])


def test_a_server_that_cannot_send_parts_is_lived_with_or_told(browser: Browser, example: Path) -> None:
    class Whole(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Whole, directory=str(example / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, browser.new_context() as context:
        Thread(target=server.serve_forever, daemon=True).start()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}{LARGE}")
        opened(page)
        page.reload()
        page.evaluate("() => document.querySelector('[data-rows]').dataset.size = '3000000'")
        page.locator("[data-explore]").first.click()
        status = page.locator(".see-all [role=status]").first
        status.get_by_text("This server cannot send parts of a file").wait_for()
        assert page.locator("[data-explore]").first.is_enabled()
        assert page.locator(".first-rows").first.is_visible()
        server.shutdown()


def asked(page: Page, query: str) -> str:
    if not page.locator(".sql form").is_visible():
        page.locator(".sql summary").click()
    page.fill(".sql textarea", query)
    return pressed(page, ".sql form button")


def pressed(page: Page, button: str) -> str:
    page.evaluate("() => document.querySelector('.sql .answer').textContent = ''")
    page.click(button)
    page.wait_for_function("() => !/^(Loading…)?$/.test(document.querySelector('.sql .answer').textContent)")
    return page.inner_text(".sql .answer")


def answer(page: Page) -> list[list[str]]:
    rows: list[list[str]] = page.evaluate(
        "() => [...document.querySelectorAll('.sql-rows tbody tr')]"
        ".map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return rows


def test_queries_in_sql_are_answered_from_the_data(visit: Any, requests: pd.DataFrame) -> None:
    page = opened(visit(LARGE))
    page.locator(".sql summary").click()
    assert page.inner_text(".sql .query code >> nth=0") == '"requests"'
    usual = requests["channel"].value_counts()
    assert 'GROUP BY "channel"' in page.input_value(".sql textarea")
    assert pressed(page, ".sql form button") == f"Rows of the answer: {len(usual)}."
    assert answer(page) == [[channel, str(size)] for channel, size in usual.items()]
    said = asked(
        page,
        "SELECT ward, COUNT(*) AS n, MAX(opened_on) AS last FROM requests"
        " WHERE opened_on >= '2026-10-01' GROUP BY ward ORDER BY n DESC, ward",
    )
    late = requests[requests["opened_on"] >= "2026-10-01"].groupby("ward")["opened_on"].agg(["size", "max"])
    late = late.reset_index().sort_values(["size", "ward"], ascending=[False, True])
    assert said == f"Rows of the answer: {len(late)}."
    assert answer(page) == [[ward, str(size), last] for ward, size, last in late.itertuples(index=False)]
    assert asked(page, "SELECT * FROM requests") == "The first 500 rows of the answer are shown."
    assert answer(page) == first(requests, 500)
    assert told(page) == "Rows 1 to 25 of 50,000"


@pytest.mark.parametrize(
    ("query", "problem"),
    [("SELECT nothing FROM requests", "nothing"), ("SELEC", "SELEC"), ("SELECT * FROM secrets", "secrets")],
)
def test_a_query_that_cannot_be_answered_says_why(visit: Any, query: str, problem: str) -> None:
    said = asked(opened(visit(LARGE)), query)
    assert said.startswith("The query cannot be answered: ")
    assert problem in said
