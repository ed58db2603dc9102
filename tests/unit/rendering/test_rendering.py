"""Shells, prose, words and pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from babel.numbers import format_decimal
from builders import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from generator.deriving.publication import put_together
from generator.model.catalog import Settings
from generator.model.schema import Field
from generator.model.table import Chart, Figure, Tile
from generator.reading.repository import read_catalog
from generator.rendering import prose
from generator.rendering.charts.kinds import KINDS
from generator.rendering.charts.small import small
from generator.rendering.charts.telling import Told, tell
from generator.rendering.environment import safe_url
from generator.rendering.figures import shown
from generator.rendering.page import Page
from generator.rendering.paths import relative
from generator.rendering.prose import convert
from generator.rendering.shells import SLOTS, Shell, Shells, marks
from generator.rendering.site import Renderer
from generator.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def settings(**changes: Any) -> Settings:
    return Settings(
        **{
            "name": "T",
            "description": "",
            "url": "https://t.example/",
            "language": "en",
            "time_zone": "America/Chicago",
            "owner": "T",
            **changes,
        }
    )


WORDS = Words(settings(), PROJECT)
VALUES = dict.fromkeys(SLOTS, "")


@given(st.text(), st.text())
def test_a_shell_puts_html_into_its_slots_whatever_it_says(title: str, html: str) -> None:
    slots = marks()
    shell = Shell(f"<title>{slots['title']}</title><main>{slots['body']}</main><b>{slots['title']}</b>")
    page = shell.stamp({**VALUES, "title": title, "body": html}).decode("utf-8", "surrogatepass")
    assert page == f"<title>{title}</title><main>{html}</main><b>{title}</b>"


@pytest.mark.parametrize("text", ["<b>", '"', "&amp;", "\x02body\x03", "{{ 7 * 7 }}"])
def test_a_page_is_composed_of_text_that_is_escaped(site: Path, text: str) -> None:
    publication = put_together(read_catalog(site), (), datetime(2026, 3, 1, tzinfo=UTC))
    page = Page(path="x/", title=text, description=text, template="404.html", values={})
    sheet = Renderer(publication).sheet(page)
    assert sheet.slots["title"] == f"{escape(text)} - Testing"
    assert sheet.slots["description"] == escape(text)
    assert f'content="{escape(text)}"' in sheet.slots["head"]
    framed = Renderer(publication).frame(sheet).content
    assert isinstance(framed, bytes)
    assert f"<title>{escape(text)} - Testing</title>" in framed.decode()


def test_a_shell_without_a_value_for_a_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        Shell(str(marks()["title"])).stamp({})


def test_a_template_is_rendered_once_for_all_that_have_the_same_values() -> None:
    rendered = []

    def draw(values: Mapping[str, str]) -> str:
        rendered.append(values)
        return f"<b>{values['name']}</b>" + (f"<a href={values['path_1']}>" if values["path_1"] else "")

    shells = Shells(draw)
    told = [shells.stamp({"name": name, "path_1": path}) for name, path in (("<i>", "x"), ("&", "y"), ("z", ""))]
    assert told == ["<b>&lt;i&gt;</b><a href=x>", "<b>&amp;</b><a href=y>", "<b>z</b>"]
    assert len(rendered) == 2


@given(
    st.text(st.sampled_from("ab 1.)-+#*_`~|=:<>&[]()!\\\n\n\n\t\"'\xa0\u2003é漢\u0301"), max_size=40)
    | st.lists(st.sampled_from(["Rain fell.", "# ", "## ", "- ", "1. ", " ", "\n", "\n\n", "2026", ") ", "---"])).map(
        "".join
    )
)
def test_prose_without_marks_is_what_parsing_would_make_of_it(text: str) -> None:
    quick = prose._plain(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_plain", lambda _: None)
        assert quick is None or quick == convert(text)


def test_most_prose_needs_no_parsing() -> None:
    assert prose._plain('Rain, in mm (2026): 3.5%.\nMore - "rain".\n\n# Notes\n\nIt\'s wet!\n') == (
        '<p>Rain, in mm (2026): 3.5%.\nMore - "rain".</p>\n<h2>Notes</h2>\n<p>It\'s wet!</p>\n'
    )
    assert prose._plain("") == ""
    assert prose._plain("Some *marks*") is None


def test_prose_is_commonmark_with_links_that_fit_the_page() -> None:
    html = convert("# Rain\n\n[data](/datasets/a/b/) and [out](https://x.example)", lambda path: f"../..{path}")
    assert html == (
        '<h2>Rain</h2>\n<p><a href="../../datasets/a/b/">data</a> and <a href="https://x.example">out</a></p>\n'
    )


def test_a_table_in_prose_is_reached_by_keyboard_and_aligned_without_inline_style() -> None:
    html = convert("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Table 1"><table>' in html
    assert '<td class="align-right">2</td>' in html
    assert '<th scope="col">a</th>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "<javascript:alert(1)>",
        "![x](https://tracker.example/x.png)",
        "<a href='x' onclick='y'>z</a>",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](&#106;avascript:alert(1))",
        "<iframe srcdoc='<script>'></iframe>",
    ],
)
def test_prose_can_do_no_harm(text: str) -> None:
    html = convert(text)
    tags = re.findall(r"<(/?[a-z0-9]+)", html)
    assert set(tags) <= {"p", "/p", "a", "/a"}
    assert not re.search(r'href="(?!https?:|mailto:|tel:|/|#)', html)
    assert not re.search(r"<[^>]* on[a-z]+=", html)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.example", True),
        ("mailto:a@x.example", True),
        ("tel:+1555", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("//x.example", False),
        ("x", False),
        ("", False),
    ],
)
def test_only_addresses_that_a_link_may_have_become_links(address: str, *, safe: bool) -> None:
    assert bool(safe_url(address)) is safe


@pytest.mark.parametrize(("path", "root"), [("", "."), ("a/", ".."), ("a/b/c/", "../../.."), ("404.html", ".")])
def test_the_way_back_to_the_root(path: str, root: str) -> None:
    assert relative(path) == root


@pytest.mark.parametrize(
    ("language", "day", "number", "size", "direction", "territory"),
    [
        ("en", "November 22, 2026", "1,234.5", "1.2 kB", "ltr", "en_US"),
        ("es", "22 de noviembre de 2026", "1.234,5", "1,2 kB", "ltr", "es_ES"),
        ("de-AT", "22. November 2026", "1.234,5", "1,2 kB", "ltr", "de_AT"),
        ("ar", "22 نوفمبر 2026", "1,234.5", "1.2 كيلوبايت", "rtl", "ar_EG"),
    ],
)
def test_values_are_written_as_readers_write_them(
    language: str, day: str, number: str, size: str, direction: str, territory: str
) -> None:
    words = Words(settings(language=language), PROJECT)
    assert words.day(date(2026, 11, 22)).replace("\u200f", "") == day
    assert words.number(Decimal("1234.5")).replace("\u202f", " ").replace("\xa0", " ") == number
    assert words.size(1234) == size
    assert (words.direction, words.territory) == (direction, territory)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.integers()
    | st.floats()
    | st.decimals(-(10**6), 10**6),
    st.sampled_from(["en", "es", "de-AT", "ar", "hi", "sv", "fa"]),
)
def test_numbers_are_written_as_babel_writes_them(value: Decimal | float, language: str) -> None:
    words = Words(settings(language=language), PROJECT)
    try:
        expected = format_decimal(value, format="#,##0.##", locale=words.locale)
    except ArithmeticError:
        return
    assert words.number(value) == expected


def test_a_time_is_told_in_the_sites_zone() -> None:
    moment = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
    assert WORDS.day(moment) == "February 28, 2026"
    assert WORDS.moment(moment) == "February 28, 2026, 10:30\u202fPM"
    assert WORDS.iso(moment) == "2026-02-28T22:30:00-06:00"


def a_chart(*points: tuple[str, str], **changes: Any) -> Chart:
    return Chart(
        **{
            "kind": "line",
            "group": Field(name="day", type="date"),
            "value": Field(name="rain", type="number", title="Rain", unit="mm"),
            "aggregate": "",
            "period": "month",
            "points": tuple((group, Decimal(value)) for group, value in points),
            **changes,
        }
    )


def drawn(chart: Chart, subject: str = "Rainfall") -> tuple[Told, str]:
    told = tell(chart, subject, WORDS)
    return told, str(KINDS[chart.kind](chart, told, WORDS, "c"))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own picture


SVG = "{http://www.w3.org/2000/svg}"


def test_a_chart_is_told_three_times_from_the_same_facts() -> None:
    told, picture = drawn(a_chart(("2026-01", "3"), ("2026-02", "7.25"), ("2026-03", "1")))
    assert told.title == "Rain by month"
    assert told.subtitle == "Rainfall. Rain (mm), January 2026 to March 2026."
    assert told.rows == (("January 2026", "3"), ("February 2026", "7.25"), ("March 2026", "1"))
    svg = parsed(picture)
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "c-t c-d"
    assert svg.findtext(f"{SVG}title") == "Rain by month"
    assert svg.findtext(f"{SVG}desc") == (
        "Line chart of 3 points. Rain (mm): 3 in January 2026, 1 in March 2026."
        " Highest 7.25 in February 2026, lowest 1 in March 2026."
    )


def test_bars_are_as_long_as_their_values() -> None:
    chart = a_chart(("a", "10"), ("b", "5"), ("c", "-5"), kind="bar", period="", group=Field(name="place"))
    svg = parsed(drawn(chart)[1])
    bars = [(float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in svg.iter(f"{SVG}rect")]
    assert bars[0][1] == pytest.approx(2 * bars[1][1], abs=0.2)
    assert bars[1][1] == pytest.approx(bars[2][1], abs=0.2)
    assert bars[2][0] + bars[2][1] == pytest.approx(bars[0][0], abs=0.2)


def test_bars_along_time_that_are_too_many_are_the_latest() -> None:
    points = [(f"{2000 + place}", f"{100 - place}") for place in range(20)]
    told, picture = drawn(a_chart(*points, kind="bar", period="", group=Field(name="year", type="year")))
    assert told.subtitle.endswith("The 12 latest of 20.")
    assert told.description.endswith("lowest of those shown 2019 with 81.")
    assert "2019</text>" in picture
    assert "2000</text>" not in picture


def test_bars_of_school_years_are_called_as_they_are_written() -> None:
    points = [(f"{2000 + place}-{1 + place:02}", f"{100 - place}") for place in range(20)]
    chart = a_chart(*points, kind="bar", period="", group=Field(name="school_year"), in_periods=True)
    assert drawn(chart)[0].subtitle.endswith("The 12 latest of 20.")
    assert (drawing := small(chart, WORDS))
    assert drawing.labels == ("2000-01", "2019-20")


def test_a_chart_of_one_period_says_which() -> None:
    among = (Field(name="school_year"), "2011-12")
    pupils = Field(name="n", type="integer", title="Pupils")
    chart = a_chart(("a", "3"), ("b", "2"), kind="bar", period="", group=Field(name="ward"), value=pupils, among=among)
    assert drawn(chart)[0].title == "Pupils by ward, 2011-12"
    highest = Figure(kind="highest", chart=chart, group="a", value=Decimal(3))
    assert shown(highest, WORDS) == ("3", "pupils, 2011-12: a has most")
    month = replace(chart, among=(Field(name="month", type="yearmonth"), "2026-10"))
    assert drawn(month)[0].title == "Pupils by ward, October 2026"


def test_a_sum_over_time_says_of_when_it_is() -> None:
    year = Field(name="year", type="year")
    chart = a_chart(("2024", "3"), ("2025", "2"), kind="bar", period="", group=year, aggregate="sum", total=Decimal(5))
    total = Figure(kind="total", chart=chart, group="", value=Decimal(5))
    assert shown(total, WORDS) == ("5 mm", "total rain, 2024 to 2025, in all")
    assert shown(replace(total, chart=replace(chart, others=3)), WORDS) == ("5 mm", "total rain, in all")


def test_values_of_the_last_date_of_each_period_are_told_as_such() -> None:
    chart = a_chart(("2024", "3"), ("2025", "2"), period="year", aggregate="sum", closing=True)
    assert drawn(chart)[0].subtitle == "Rainfall. Total rain (mm), 2024 to 2025. Of each year, its last date."


def test_an_axis_says_what_is_no_iso_date_as_it_is_written() -> None:
    assert [WORDS.brief(text) for text in ("2026", "2026-10", "01/10/2026")] == ["2026", "Oct 2026", "01/10/2026"]


@given(
    st.lists(
        st.decimals(-(10**9), 10**9, places=2),
        min_size=2,
        max_size=40,
    ),
    st.sampled_from(["line", "bar", "histogram", "tiles"]),
)
def test_any_chart_stays_within_its_picture(values: list[Decimal], kind: str) -> None:
    points = [(f"{1990 + place}", str(value)) for place, value in enumerate(values)]
    chart = a_chart(*points, kind=kind, period="year", group=Field(name="year", type="year"))
    if kind == "histogram":
        ranges = [(f"{place}/{place + 1}", str(abs(value))) for place, value in enumerate(values)]
        chart = a_chart(
            *ranges, kind=kind, period="", value=None, aggregate="count", group=Field(name="mm", type="number")
        )
    if kind == "tiles":
        tiles = tuple(
            Tile(group=group, name=f"Ward {group}", column=place % 4, row=place // 4)
            for place, (group, _) in enumerate(points)
        )
        chart = a_chart(*points, kind=kind, period="", group=Field(name="ward"), tiles=tiles)
    svg = parsed(drawn(chart)[1])
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for element in svg.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert -0.5 <= float(element.attrib.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert -0.5 <= float(element.attrib.get(name, 0)) <= height


def test_a_chart_escapes_what_officers_write() -> None:
    _, svg = drawn(a_chart(("<b>", "1"), ("&", "2"), kind="bar", period="", title="<i>"), "<u>")
    assert not {"<b>", "<i>", "<u>"} & set(re.findall(r"<[a-z]+>", svg))
