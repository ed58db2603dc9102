"""A sheet of all cards of the example site, and one of titles that are hard to set, for people to look at."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

from builders import PROJECT
from PIL import Image
from stress import TITLES, every_card, painter

from generator.cards.facts import SQUARE, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = PROJECT / "docs/cards"
SMALL, GAP, COLUMNS = 400, 10, 4
"""Pixels: each card is as wide as on a phone, so that whoever looks sees what readers see."""


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """All pictures beside each other, in rows."""
    small = [each.convert("RGB").resize((SMALL, each.height * SMALL // each.width)) for each in pictures]
    rows = [small[start : start + COLUMNS] for start in range(0, len(small), COLUMNS)]
    tall = [max(each.height for each in row) + GAP for row in rows]
    whole = Image.new("RGB", (COLUMNS * (SMALL + GAP) + GAP, sum(tall) + GAP), "#767676")
    for place, row in enumerate(rows):
        for column, each in enumerate(row):
            whole.paste(each, (GAP + column * (SMALL + GAP), GAP + sum(tall[:place])))
    return whole


def keep(name: str, whole: Image.Image) -> None:
    """Where `GOLDEN=update` asks for it."""
    if os.environ.get("GOLDEN") == "update":
        FOLDER.mkdir(exist_ok=True)
        whole.save(FOLDER / f"{name}.webp", quality=50, method=6)


def test_all_cards_of_the_example_are_on_one_sheet(example: Path) -> None:
    folder = example / "site/cards"
    named = {path.relative_to(folder): path for path in sorted(folder.rglob("*.png"))}
    kinds = {path.parts[0] for path in named}
    assert {"dataset", "announcement", "site.png", "square"} <= kinds
    unique = {path.read_bytes(): path for path in named.values()}  # one at a former address is the same
    assert len(unique) == len({path.read_bytes() for path in named.values()})
    wide = [Image.open(path) for path in unique.values() if "square" not in path.parts]
    square = [Image.open(path) for path in unique.values() if "square" in path.parts]
    assert {each.size for each in wide} == {(WIDE.width, WIDE.height)}
    assert {each.size for each in square} == {(SQUARE.width, SQUARE.height)}
    keep("example", sheet([*wide, *square]))


def test_titles_that_are_hard_to_set_are_on_another() -> None:
    draws = painter()
    cards = every_card()[: len(TITLES)]
    assert len(cards) > 40
    drawn = [Image.open(BytesIO(draws.draw(card, WIDE))) for card in cards]
    assert {each.size for each in drawn} == {(WIDE.width, WIDE.height)}
    keep("stress", sheet(drawn))
