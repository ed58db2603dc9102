"""Patterns of Python as RE2 reads them mean the same, or are left to Python."""

from __future__ import annotations

import re
import warnings

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pyarrow import compute

from generator.checking.tables.patterns import fixed_form, may_explode, translate
from generator.checking.tables.proofs.registry import proof_of
from generator.model.schema import Field
from generator.reading import arrays
from generator.reading.cells import Cells

PIECES = [
    *"abA01-_.^$| \t\n\x1c\x0b",
    *(r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\b", r"\B", r"\A", r"\Z", r"\n", r"\t", r"\.", r"\\", r"\x41"),
    *("[ab]", "[^ab]", "[a-c]", "[^a-c0-9]", r"[\d-]", r"[^\w]", r"[\s\S]", "[é]", "[a-é]", "[^é]", "[]a]", "[a^]"),
    *("é", "(", ")", "(?:", "(?P<x>", "(?P=x)", r"\1", "(?=", "(?!", "(?<=", "(?i)", "(?i:", "(?s:", "(?#x)", "(?>"),
    *("*", "+", "?", "{2}", "{1,2}", "{,2}", "{0}", "{2,}", "*?", "+?", "??", "{1,2}?", "*+", "{1001}", "[[:alpha:]]"),
]
patterns = some.lists(some.sampled_from(PIECES), max_size=7).map("".join)
texts = some.text(some.sampled_from("abcAB019-_. \t\n\r\x00\x0b\x1c\x1f\x7f^$|\\["), max_size=8)


def python(pattern: str) -> re.Pattern[str] | None:
    """As frictionless makes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.compile(f"^{pattern}$")
        except (re.error, OverflowError):
            return None


def re2(pattern: str, asked: list[str]) -> list[bool]:
    return arrays.mask(compute.match_substring_regex(arrays.texts(asked), pattern)).tolist()


@settings(max_examples=1000, deadline=None)
@given(patterns, some.lists(texts, min_size=1, max_size=8))
def test_what_is_translated_means_the_same(pattern: str, asked: list[str]) -> None:
    translated = translate(pattern)
    known = python(pattern)
    if known is None:
        assert translated is None
    elif translated is not None:
        plain = [text for text in asked if not text.endswith("\n")]
        try:
            found = re2(translated, plain)
        except pa.ArrowInvalid:  # RE2 knows its own bounds: nothing is proven, and Python asked
            return
        assert found == [bool(known.match(text)) for text in plain]


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"[A-Z]{3}-\d+", ["ABC-1", "XYZ-123"], ["abc-1", "ABC-", "xABC-1", "ABC-1x"]),
        ("a|b", ["a", "axx", "b"], ["xb", "xa"]),  # as Python reads ^a|b$
        ("^a$", ["a"], ["aa"]),
        (".*", ["", "x", "\x00"], ["a\nb"]),
        (r"\s", ["\x1c", "\x0b", " "], ["a", "\x00"]),
        (r"(?P<year>\d{4})-(?:0[1-9]|1[0-2])", ["2024-12"], ["2024-13"]),
        ("(a+)+", ["a", "aaa"], ["", "b"]),
        ("", [""], ["a"]),
    ],
)
def test_common_patterns_are_translated(pattern: str, yes: list[str], no: list[str]) -> None:
    translated = translate(pattern)
    assert translated is not None
    assert re2(translated, yes) == [True] * len(yes)
    assert re2(translated, no) == [False] * len(no)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)a",
        "(?!a)b",
        "(?<=a)b",
        r"(a)\1",
        "(?P<x>a)(?P=x)",
        r"\bx",
        "(?i)a",
        "(?i:a)",
        "é",
        "a{1001}",
        "(",
        "[",
        "a**",
        "(" * 5000,
        "(?:" * 300 + ")" * 300 + "é",
        "a" * 10 + "{99999999999}",
    ],
)
def test_what_means_something_else_is_left_to_python(pattern: str) -> None:
    assert translate(pattern) is None


@settings(max_examples=700, deadline=None)
@given(
    some.lists(
        some.sampled_from(
            ["[A-Z]", "[0-9]", r"\d", "a", "-", "[a-f]{2}", r"\d{4}", "[ab]", "x?", "é", ".", "|", "(a)", "{2}", "[^a]"]
        ),
        max_size=5,
    ).map("".join),
    some.lists(some.text(some.sampled_from("aAbBf019-x\n\x00é"), max_size=9), min_size=1, max_size=8),
)
def test_a_fixed_form_is_the_pattern(pattern: str, asked: list[str]) -> None:
    form = fixed_form(pattern)
    known = python(pattern)
    if form is None:
        return
    assert known is not None
    low, high = form
    assert len(low) == len(high) > 0
    for text in asked:
        encoded = text.encode()
        fits = len(encoded) == len(low) and all(
            least <= byte <= most for least, byte, most in zip(low, encoded, high, strict=True)
        )
        # Python's $ also matches before a last line break, and \d other digits: those are not proven.
        assert not fits or known.match(text)
        if text.isascii() and not text.endswith("\n"):
            assert fits == bool(known.match(text))
    proof = proof_of(Field(name="x", type="string", descriptor={"type": "string", "constraints": {"pattern": pattern}}))
    assert proof
    found = proof(Cells(arrays.texts(asked), ()))
    for text, yes in zip(asked, [found] * len(asked) if isinstance(found, bool) else found.tolist(), strict=True):
        assert not yes or known.match(text)


def test_patterns_of_one_form_are_known() -> None:
    assert fixed_form("[A-Z]{2}-[0-9]{4}") == (b"AA-0000", b"ZZ-9999")
    assert fixed_form(r"\d\d") == (b"00", b"99")
    assert fixed_form("abc") == (b"abc", b"abc")
    for pattern in ("", "a|b", "a?", "[ab]", "[^a]", "é", "[a-é]", ".", "(a)", r"\w", "^a", "(?i)a", "a+", "[", "("):
        assert fixed_form(pattern) is None


EXPLOSIVE = [
    "(a+)+$",
    "(a*)*b",
    "(a|aa)+b+",
    "a*a*a*a*a*b",
    "(.*,){11}P.*",
    r"(\w+\s?)*",
    "(a{1,50}){1,50}",
    r"(a+)\1",
    "(?=a*)a*",
    "(?!(a+)+b)a",
    "(a+|b)*",
    "(?P<x>a)(?(x)b|c)",
    "x*?y*?z",
    "(?:a{30}){30}",
    "(a|a)*b+",
    "(a+)*b",
    "([a-z]+)*1",
]


@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_what_repeats_in_several_places_may_explode(pattern: str) -> None:
    assert may_explode(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "abc",
        "a+",
        "[A-Z]{3}-[0-9]{4}",
        r"\w+",
        "(a|b)+",
        ".*",
        "a?b?c?",
        "a{2,20}b{2,20}",
        r"[A-Z]{2}\d+",
        "(",
        "[",
    ],
)
def test_what_repeats_once_does_not(pattern: str) -> None:
    assert not may_explode(pattern)
