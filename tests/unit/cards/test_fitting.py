"""Nothing on a card overflows, is cut without an ellipsis, touches another thing, or is too small or faint to read."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import pytest
from PIL import Image
from stress import KINDS, TITLES, a_card, every_card, painter

from generator.cards.facts import SHAPES, SQUARE, WIDE, Shape, data_of
from generator.model.color import contrast

PAINTER = painter()
PHONE = 400
"""Pixels that a card is wide on a phone."""
BREAK = "\u200b"
SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown", "ended", "exercise")


def boxes(card: Any, shape: Shape) -> list[dict[str, Any]]:
    """Where typst put the words of a card, as it tells when it is asked."""
    compiler = PAINTER._compiler
    template = PAINTER._templates / "cards/card.typ"
    compiler.compile(str(template), format="svg", sys_inputs={"card": data_of(card, shape)})
    return [each["value"] for each in json.loads(compiler.query("<box>"))]


def apart(one: list[float], other: list[float]) -> bool:
    left, top, width, height = one
    x, y, wide, high = other
    return left + width <= x + 0.5 or x + wide <= left + 0.5 or top + height <= y + 0.5 or y + high <= top + 0.5


def test_titles_of_all_kinds_are_tried() -> None:
    assert len(TITLES) >= 40
    lengths = {len(title) for _, title in TITLES}
    assert {1, 300} <= lengths
    assert {"ar", "hi", "th", "zh"} <= {language for language, _ in TITLES}
    assert any(len(word) == 60 for _, title in TITLES for word in title.split())


@pytest.mark.parametrize("shape", SHAPES, ids=[each.name for each in SHAPES])
def test_nothing_overflows_is_cut_silently_or_touches_another_thing(shape: Shape) -> None:
    cut = 0
    for card in every_card():
        found = boxes(card, shape)
        place = (card.kind, card.title[:40])
        assert {"title", "site"} <= {each["name"] for each in found}, place
        for each in found:
            left, top, width, height = each["at"]
            assert left >= 0, (place, each)
            assert top >= 0, (place, each)
            assert left + width <= shape.width, (place, each)
            assert top + height <= shape.height, (place, each)
            assert each["width"] <= width + 0.5, (place, each)
            assert each["height"] <= each["room"] + 0.6, (place, each)
            said, shown = each["words"], each["shown"].replace(BREAK, "")
            if said != shown:
                assert shown.endswith("…"), (place, each)
                assert said.startswith(shown.removesuffix("…").rstrip()), (place, each)
                assert each["cut"], (place, each)
                cut += 1
            assert each["size"] * PHONE / shape.width >= 9, (place, each)
        for one, other in combinations(found, 2):
            assert apart(one["at"], other["at"]), (place, one, other)
    assert cut > 20  # of those that are too long


def test_a_title_steps_down_then_wraps_then_ends_in_an_ellipsis() -> None:
    def title(words: str) -> dict[str, Any]:
        return next(each for each in boxes(a_card("news", words), WIDE) if each["name"] == "title")

    short, longer, long, too_long = (title("Word " * count) for count in (2, 14, 36, 120))
    assert short["size"] > longer["size"] > long["size"] == too_long["size"]
    assert [each["cut"] for each in (short, longer, long, too_long)] == [False, False, False, True]
    assert short["height"] < long["height"]


def test_words_are_never_drawn_outside_their_boxes() -> None:
    """What typst tells is held against the pixels: where no words are, there is only ground."""
    for card in every_card():
        for shape in SHAPES:
            picture = Image.open(BytesIO(PAINTER.draw(card, shape))).convert("RGB")
            for edge in (
                (0, shape.height // 4, 24, shape.height - 30),
                (shape.width - 24, shape.height // 4, shape.width, shape.height - 30),
                (0, shape.height - 14, shape.width, shape.height),
            ):
                grounds = picture.crop(edge).getcolors(100_000) or []
                assert sum(count for count, _ in sorted(grounds)[:-2]) == 0, (card.kind, card.title, shape.name, edge)


@pytest.mark.parametrize(
    "words",
    [
        "Quay bridge Ångström ",
        "جودة مياه الشرب ",
        "नगर में पीने के पानी की गुणवत्ता ",
        "คุณภาพน้ำดื่มในเขตเทศบาล",
        "城市饮用水水质监测数据",
        "🌊🚰 ",
    ],
    ids=["Latin", "Arabic", "Hindi", "Thai", "Chinese", "emoji"],
)
def test_lines_do_not_touch_each_other(words: str) -> None:
    card = a_card("news", words * (60 // len(words) + 1))
    title = next(each for each in boxes(card, WIDE) if each["name"] == "title")
    left, top, width, height = (round(each) for each in title["at"])
    lines = round(title["height"] / title["size"] / 1.3)
    assert lines >= 2
    picture = Image.open(BytesIO(PAINTER.draw(card, WIDE))).convert("L").crop((left, top, left + width, top + height))
    inked = [(picture.crop((0, row, width, row + 1)).getextrema()[0] or 0) < 128 for row in range(height)]
    bands = sum(one and not other for one, other in pairwise([*inked, False]))
    assert bands >= lines - (words[0] in "جนค")  # whose signs above one line may reach those below the other


def hex_of(color: tuple[int, ...]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color[:3])


@pytest.mark.parametrize(
    ("kind", "severity"),
    [*((kind, "") for kind in KINDS if kind != "alert"), *(("alert", each) for each in SEVERITIES)],
)
@pytest.mark.parametrize("shape", SHAPES, ids=[each.name for each in SHAPES])
def test_words_stand_out_from_what_they_stand_on(kind: str, shape: Shape, severity: str) -> None:
    """Of the pixels of each box, the commonest is the ground; the one farthest from it is the heart of a stroke."""
    for language, title in (
        ("en", "Rainfall and wind"),
        ("ar", "جودة مياه الشرب"),
        ("zh", "城市饮用水水质"),
        ("hi", "पानी"),
    ):
        card = a_card(kind, title, language, accent="#949494", severity=severity)
        whole = Image.open(BytesIO(PAINTER.draw(card, shape))).convert("RGB")
        phone = whole.resize((PHONE, round(PHONE * shape.height / shape.width)), Image.Resampling.LANCZOS)
        for each in boxes(card, shape):
            left, top, width, height = each["at"]
            for picture, least in ((whole, 4.5), (phone, 3.0)):
                scale = picture.width / shape.width
                area = [round(side * scale) for side in (left, top, left + width, top + height)]
                colors = sorted(picture.crop(tuple(area)).getcolors(1_000_000) or [], reverse=True)  # type: ignore[arg-type]
                ground = hex_of(colors[0][1])
                best = max(contrast(hex_of(color), ground) for _, color in colors)
                assert best >= least, (kind, each["name"], ground, picture.size)
            assert contrast(each["fill"], each["ground"]) >= 4.5, (kind, each)


def test_the_same_card_is_the_same_file_whoever_draws_it() -> None:
    again = painter()
    for card in every_card()[:12]:
        for shape in (WIDE, SQUARE):
            drawn = PAINTER.draw(card, shape)
            assert drawn == again.draw(card, shape)
            assert len(drawn) < 300_000


def test_what_agencies_write_is_never_read_as_typst() -> None:
    card = a_card("news", '#panic("no") $x$ #eval("1")')
    assert next(each for each in boxes(card, WIDE) if each["name"] == "title")["shown"] == card.title
