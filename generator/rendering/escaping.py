"""Words become HTML: many of them in one go, which takes a tenth of the time that each of them takes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markupsafe
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BETWEEN = "\x1f"
"""Parts words that are escaped together (ASCII, unit separator)."""


def escaped(words: tuple[str | Markup, ...]) -> Sequence[str]:
    """HTML of each word: text is escaped, and Markup is put in as it is."""
    try:
        whole = "".join(words)
    except TypeError:  # a number is among them
        return list(map(in_html, words))
    if _signs(whole) == whole:
        return words
    return list(map(_signs if set(map(type, words)) == {str} else in_html, words))


_signs: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(escape(text)))
"""The part of `escape` that does the work: the rest takes ten times as long, and may be said to be HTML once by all."""


def in_html(value: object) -> str:
    """HTML of any value, as `escape` gives it, but not marked as such: it is to be put into a whole that is."""
    kind = type(value)
    if kind is str:
        return _signs(value)  # type: ignore[arg-type] # it is a string
    return value if kind is Markup else escape(value)  # type: ignore[return-value] # as above
