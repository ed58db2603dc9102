"""The words of what is written in Markdown."""

from __future__ import annotations

import re

_LONGEST = 5000
"""Characters of a summary; as many as schema.org takes of a description."""
_HEADING = re.compile(r"^#+\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>]+(?=\S)|(?<=\S)[*_`]+")
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
_INSIDE = re.compile(r"\n(?!\s*(?:[-*+]|\d+[.)])\s)")
"""An end of a line that no point of a list follows."""


def clean(text: str) -> str:
    """One line without control characters, which XML cannot hold (XML 1.0, section 2.2)."""
    return " ".join(re.sub(_CONTROL, "", text).split())


def plain(markdown: str) -> str:
    """The words of a Markdown text, on one line; of a very long one, those of its beginning."""
    markdown = markdown[:_LONGEST]
    return clean(_MARKS.sub("", _LINK.sub(r"\1", _HEADING.sub("", markdown))))


def paragraphs(markdown: str) -> str:
    """The words of a Markdown text: its paragraphs, and each point of a list on a line of its own."""
    every = (_INSIDE.sub(" ", each).split("\n") for each in markdown.split("\n\n"))
    told = ("\n".join(map(plain, lines)).strip() for lines in every)
    return "\n\n".join(filter(None, told))
