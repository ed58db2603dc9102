"""A text in parts that a network takes: at a sentence, else at a word, else at a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SENTENCE = re.compile(r"(?<=[.!?。！？۔؟])\s+|\n{2,}")  # noqa: RUF001 - the ends of sentences in other scripts
MOST = 9
"""Parts of a thread: more are read by nobody, and the rest is on the page."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, in their order."""
    return [each for each in _SENTENCE.split(text) if each.strip()]


def numbered(head: str, text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """`head` and `text` in one part where that fits; else in parts that are numbered, the head in the first.

    Args:
        head: Is not cut.
        text: What follows it.
        fits: Whether a network takes a part.
    """
    whole = "\n\n".join(filter(None, (head, text)))
    if fits(whole):
        return (whole,)
    room = f"\n\n({MOST}/{MOST})"
    parts = [head]
    for piece in _pieces(text, lambda each: fits(each + room)):
        glue = "\n\n" if parts[-1] == head else " "
        if fits(f"{parts[-1]}{glue}{piece}{room}"):
            parts[-1] += f"{glue}{piece}"
        elif len(parts) == MOST:
            break
        else:
            parts.append(piece)
    if len(parts) == 1:
        return (parts[0],)
    return tuple(f"{part}\n\n({place}/{len(parts)})" for place, part in enumerate(parts, start=1))


def _pieces(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Sentences; of one that does not fit, its words; of a word that does not fit, its letters."""
    for sentence in sentences(text):
        if fits(sentence):
            yield sentence
            continue
        for word in sentence.split():
            if fits(word):
                yield word
                continue
            rest = regex.findall(r"\X", word)
            while rest:
                count = next((size for size in range(len(rest), 0, -1) if fits("".join(rest[:size]))), 1)
                yield "".join(rest[:count])
                rest = rest[count:]
