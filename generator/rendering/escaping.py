"""Many words are escaped in one go, which takes a tenth of the time that each of them takes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN = "\x1f"
"""Parts words that are escaped together (ASCII, unit separator)."""


def escaped(words: tuple[str | Markup, ...]) -> Sequence[str]:
    """HTML of each word: text is escaped, and Markup is put in as it is."""
    if set(map(type, words)) == {str}:
        whole = BETWEEN.join(words)
        html = str(escape(whole))
        if html == whole:
            return words
        parts = html.split(BETWEEN)
        if len(parts) == len(words):
            return parts
    return [str(escape(word)) for word in words]
