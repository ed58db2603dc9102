"""Titles in an order in which people look them up, and the letter under which they do."""

from __future__ import annotations

import unicodedata

OTHERS = "#"
"""Of titles that begin with no letter."""


def place(title: str) -> str:
    """What titles are sorted by: letters count without their accents and whether they are capital (Unicode, NFKD)."""
    if title.isascii():
        return title.casefold()  # most are, and have no accents
    return "".join(each for each in unicodedata.normalize("NFKD", title) if not unicodedata.combining(each)).casefold()


def initial(title: str) -> str:
    """The first letter of a title as a capital, `#` where it begins with something else."""
    first = next((each for each in place(title) if each.isalnum()), "")
    return first.upper() if first.isalpha() else OTHERS
