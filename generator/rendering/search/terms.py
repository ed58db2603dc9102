"""The terms under which something is found, and how much each of them says about it.

`site_templates/scripts/terms.ts` cuts what readers type in the same way: a change here is a change there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regex import Pattern

_WORD, _MARK = r"[\p{L}\p{N}]+", r"\p{M}+"
_UNSPACED = (
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}"
    r"\p{Script=Myanmar}]+"
)
"""Scripts that put nothing between words: pairs of letters are found in their place."""
_PLAIN_WORD = re.compile("[a-z0-9]+")
"""The same as a word, in a text of ASCII in lower case."""
_LONGEST = 32
"""Letters of a term; longer ones are cut there."""
_MOST = 300
"""Terms of one thing: those that say most about it."""
_SCALE, HIGHEST = 4, 99


@cache
def _pattern(pattern: str) -> Pattern[str]:
    """A pattern that names classes of signs (UTS 18): many texts have no sign beyond ASCII."""
    import regex

    return regex.compile(pattern)


def plain(text: str) -> str:
    """A text in lower case, without accents (Unicode, NFKD)."""
    return text.lower() if text.isascii() else _pattern(_MARK).sub("", unicodedata.normalize("NFKD", text)).lower()


def bare(text: str) -> str:
    """The words of a text with nothing between them."""
    return "".join(_words(plain(text)))


def _words(text: str) -> list[str]:
    return (_PLAIN_WORD if text.isascii() else _pattern(_WORD)).findall(text)


def terms(text: str) -> Iterator[str]:
    """The terms of a text, in its order: lower case, without accents."""
    for word in _words(plain(text)):
        if word.isascii():
            yield word[:_LONGEST]
            continue
        end = 0
        for run in _pattern(_UNSPACED).finditer(word):
            if before := word[end : run.start()]:
                yield before[:_LONGEST]
            letters = run[0]
            yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
            end = run.end()
        if rest := word[end:]:
            yield rest[:_LONGEST]


def weighed(fields: Iterable[tuple[float, str]]) -> str:
    """The terms of something, each followed by its weight, 1 to 99, with blanks between.

    Args:
        fields: Texts, each with how much a term in it counts. The second time that a term stands in a text adds less
            than the first, and so on (as in BM25).
    """
    weights: dict[str, float] = {}
    for boost, text in fields:
        counts: dict[str, int] = {}
        for term in terms(text):
            counts[term] = counts.get(term, 0) + 1
        for term, count in counts.items():
            weights[term] = weights.get(term, 0) + boost * 2 * count / (count + 1)
    best = sorted(weights, key=lambda term: (-weights[term], term))[:_MOST]
    return " ".join(f"{term} {min(HIGHEST, max(1, round(_SCALE * weights[term])))}" for term in sorted(best))
