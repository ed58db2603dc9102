"""Cells and columns as a message shows them."""

from __future__ import annotations

LONGEST_CELL = 60


def letter(column: int) -> str:
    """What a spreadsheet calls the column: A to Z, then AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(cell: str) -> str:
    """What a cell says, in quotes, shortened, with signs that are not seen written out."""
    return shortened(repr(cell[: LONGEST_CELL + 1]), LONGEST_CELL)


def shortened(text: str, longest: int) -> str:
    """`text`, cut off if it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
