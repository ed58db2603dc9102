"""Tables as HTML: every cell escaped, whatever stands beside it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from builders import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.model.catalog import Settings
from generator.model.schema import Field
from generator.model.table import Column, Table
from generator.rendering.tables import DESCRIBED, described, table
from generator.rendering.words import Words

WORDS = Words(
    Settings(name="T", description="", url="https://t.example/", language="en", time_zone="UTC", owner="T"), PROJECT
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))


class Cells(HTMLParser):
    """The words of all cells, row by row, and every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.elements: set[str] = set()
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        self.elements.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1)))
def test_any_words_come_back_from_their_cells(rows: list[list[str]]) -> None:
    read = Cells(table("<b>", rows[0], rows[1:], '"<b>'))
    assert read.rows == rows
    assert read.elements <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_a_cell_with_the_sign_between_cells_stays_one_cell() -> None:
    assert Cells(table("c", ["a", "b"], [["x\x1fy", "<z>"]], "l")).rows[1] == ["x\x1fy", "<z>"]


def test_markup_is_put_in_as_it_is_and_the_text_beside_it_is_escaped() -> None:
    html = table("c", ["a", "b"], [[Markup("<code>x</code>"), "<i>"]], "l")
    assert '<tr><th scope="row"><code>x</code></th><td>&lt;i&gt;</td></tr>' in html


def test_all_around_the_cells_is_escaped_too() -> None:
    html = table("<1>", ["<2>"], [], '"<3>', kind='"<4>')
    for place in ("<caption>{}</caption>", '<th scope="col">{}</th>', 'aria-label="{}"', '<table class="{}">'):
        assert any(place.format(escape(text)) in html for text in ("<1>", "<2>", '"<3>', '"<4>'))
    assert not {f"<{place}>" for place in range(1, 5)} & set(html.split())


def test_columns_have_their_classes() -> None:
    html = table("c", ["a", "b", "c"], [["1", "2", "3"]], "l", numeric=[1], short=(0,))
    assert '<th scope="col" class="short">a</th><th scope="col" class="number">b</th><th scope="col">c</th>' in html
    assert '<th scope="row" class="short">1</th><td class="number">2</td><td>3</td>' in html


@pytest.mark.parametrize("row", [["1"], ["1", "2", "3"]])
def test_a_row_that_does_not_fit_the_header_is_an_error(row: list[str]) -> None:
    with pytest.raises(ValueError, match="has not 2 cells"):
        table("c", ["a", "b"], [["1", "2"], row], "l")


def a_table(*columns: Column, rows: int) -> Table:
    nothing: Any = None
    return Table(resource=nothing, rows=rows, columns=columns, first_rows=())


def test_a_column_is_described_in_five_cells() -> None:
    columns = (
        Column(field=Field(name="day", type="date", title="<Day>"), blank=1, distinct=3, lowest="1", highest="9"),
        Column(field=Field(name="mm", type="number", unit="mm", description="Rain"), blank=0, distinct=1200),
    )
    rows = described(a_table(*columns, rows=3), WORDS)
    assert rows == [
        ("&lt;Day&gt;<br><code>day</code>", "Not described", "Date", "1 to 9", "33.3%"),
        ("mm", "Rain", "Number, mm", "1,200 different", "0%"),
    ]
    assert isinstance(rows[0][0], Markup)
    assert {len(row) for row in rows} == {len(DESCRIBED)}
    assert described(a_table(columns[1], rows=0), WORDS)[0][-1] == "0%"
