"""Draws cards with a chart as a build does, and writes them: `ours.py FOLDER FIRST LAST [SHAPE …]`."""

from __future__ import annotations

import sys
from pathlib import Path

from share_cards.subjects import AGENCY, line, title

from generator.cards.draw import Painter
from generator.cards.facts import SHAPES
from generator.model.card import Card, Drawing

REPOSITORY = Path(__file__).resolve().parents[2]


def card(number: int) -> Card:
    """A dataset's, with all that one has."""
    return Card(
        path=f"{number}.png",
        kind="dataset",
        label="Dataset",
        title=title(number),
        agency=AGENCY,
        site="riverbend.example",
        language="en",
        direction="ltr",
        brand="#0b2545",
        accent="#1d70b8",
        crest="assets/crest.svg",
        date="Updated on November 5, 2026, version 2026.10",
        figure=f"8.{number} µg/m³",
        measure="average fine particles (PM2.5), October 2026",
        change=f"Up {number}% compared with October 2025",
        trend="up",
        chart=Drawing(
            kind="line",
            values=line(number),
            places=tuple(place / 59 for place in range(60)),
            labels=("Jan 2023", "Oct 2026"),
            told="",
        ),
    )


def draw(folder: Path, numbers: range, shapes: tuple[str, ...]) -> None:
    """Write the cards of some numbers."""
    painter = Painter(REPOSITORY / "site_templates", (REPOSITORY / "node_modules/@expo-google-fonts",))
    wanted = [shape for shape in SHAPES if shape.name in shapes]
    for number in numbers:
        for shape in wanted:
            (folder / f"{shape.name}-{number}.png").write_bytes(painter.draw(card(number), shape))


if __name__ == "__main__":
    draw(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])), tuple(sys.argv[4:]) or ("wide",))
