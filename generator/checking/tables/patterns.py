"""Regular expressions of Python as RE2 reads them: in time that grows with the text alone, whatever the pattern.

Table Schema gives `pattern` in the syntax of XML Schema, and frictionless matches it with Python's `re`, where `(a+)+$`
can take for ever. Only what means the same in both is translated, and only for text in ASCII.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETS = {
    kinds.CATEGORY_DIGIT: "0-9",
    kinds.CATEGORY_WORD: "0-9A-Za-z_",
    kinds.CATEGORY_SPACE: r"\x09-\x0d\x1c-\x20",
    kinds.CATEGORY_NOT_DIGIT: r"\x00-/:-\x7f",
    kinds.CATEGORY_NOT_WORD: r"\x00-/:-@\[-\^`\{-\x7f",
    kinds.CATEGORY_NOT_SPACE: r"\x00-\x08\x0e-\x1b!-\x7f",
}
_DIGITS = ([(kinds.CATEGORY, kinds.CATEGORY_DIGIT)],)
_HIGHEST = 127
_FEW = 20
"""Repeats that cost no time to speak of."""
_MOST_REPEATS = 1000
"""RE2 counts no further."""


class UntranslatableError(ValueError):
    """A part of a pattern means something else in RE2, or nothing."""


@lru_cache(maxsize=1000)
def translate(pattern: str) -> str | None:
    r"""What RE2 matches in just the ASCII texts that `re.match("^pattern$", text)` matches.

    But for texts that end with a line break: Python's `$` also matches before that one, `\z` does not.

    Returns:
        None where the pattern cannot be translated or is none.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(f"^{pattern}$")
    except (re.error, RecursionError, OverflowError):
        return None
    if tree.state.flags & ~re.UNICODE:
        return None
    try:
        # `^a|b$` binds ^ to the first branch alone, and `match` begins at the start in all of them.
        return rf"\A(?:{_sequence(tree)})"
    except (UntranslatableError, RecursionError):
        return None


@lru_cache(maxsize=1000)
def fixed_form(pattern: str) -> tuple[bytes, bytes] | None:
    """Of a pattern such as `[A-Z]{2}-[0-9]{4}`, the lowest and the highest byte at each place of a text in ASCII.

    Returns:
        None where texts of different lengths match, or more than one range of signs at some place.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern)
        if tree.state.flags & ~re.UNICODE:
            return None
        ranges = list(_ranges(tree))
    except (re.error, RecursionError, OverflowError, UntranslatableError):
        return None
    return (bytes(low for low, _ in ranges), bytes(high for _, high in ranges)) if ranges else None


def _ranges(items: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    for kind, value in items:
        if kind is kinds.LITERAL and value <= _HIGHEST:
            yield value, value
        elif kind is kinds.IN and value in _DIGITS:
            yield ord("0"), ord("9")
        elif kind is kinds.IN and len(value) == 1 and value[0][0] is kinds.RANGE and value[0][1][1] <= _HIGHEST:
            yield value[0][1]
        elif kind is kinds.MAX_REPEAT and value[0] == value[1] <= _MOST_REPEATS:
            yield from list(_ranges(value[2])) * value[0]
        else:
            raise UntranslatableError


@lru_cache(maxsize=1000)
def may_explode(pattern: str) -> bool:
    """Whether Python's time for `pattern` may grow faster than the text: it repeats in more than one place."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return _repeats(tree) > 1


def _repeats(items: Any) -> int:  # noqa: ANN401
    """How many parts of a pattern may be repeated without end."""
    found = 0
    for kind, value in items:
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
            found += _repeats(value[2]) + (value[1] is kinds.MAXREPEAT or value[1] > _FEW)
        elif kind is kinds.BRANCH:
            found += sum(map(_repeats, value[1]))
        elif kind is kinds.SUBPATTERN:
            found += _repeats(value[3])
        elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
            found += _repeats(value[1])
        elif kind in {kinds.GROUPREF, kinds.GROUPREF_EXISTS}:
            found += 2
    return found


def _sequence(items: Any) -> str:  # noqa: ANN401 - re publishes no types of its parser
    return "".join(_item(kind, value) for kind, value in items)


def _item(kind: Any, value: Any) -> str:  # noqa: ANN401, PLR0911 - one line for each kind
    match kind:
        case kinds.LITERAL:
            return _letter(value)
        case kinds.NOT_LITERAL:
            return f"[^{_letter(value)}]"
        case kinds.ANY:
            return r"[^\n]"
        case kinds.AT if value in {kinds.AT_BEGINNING, kinds.AT_END}:
            return r"\A" if value is kinds.AT_BEGINNING else r"\z"
        case kinds.IN:
            return _set(value)
        case kinds.BRANCH:
            return f"(?:{'|'.join(_sequence(branch) for branch in value[1])})"
        case kinds.SUBPATTERN if not value[1] and not value[2]:
            return f"(?:{_sequence(value[3])})"
        case kinds.MAX_REPEAT | kinds.MIN_REPEAT:
            least, most, repeated = value
            if least > _MOST_REPEATS or (most is not kinds.MAXREPEAT and most > _MOST_REPEATS):
                raise UntranslatableError
            return f"(?:{_sequence(repeated)}){{{least},{'' if most is kinds.MAXREPEAT else most}}}"
    raise UntranslatableError


def _letter(code: int) -> str:
    if code > _HIGHEST:
        raise UntranslatableError
    return f"\\x{code:02x}"


def _set(parts: Any) -> str:  # noqa: ANN401
    sign, inside = "", ""
    for kind, value in parts:
        if kind is kinds.NEGATE:
            sign = "^"
        elif kind is kinds.LITERAL:
            inside += _letter(value) if value <= _HIGHEST else ""
        elif kind is kinds.RANGE:
            low, high = value
            if low <= _HIGHEST:
                inside += f"{_letter(low)}-{_letter(min(high, _HIGHEST))}"
        elif kind is kinds.CATEGORY:
            inside += _SETS[value]
    if not inside:
        raise UntranslatableError
    return f"[{sign}{inside}]"
