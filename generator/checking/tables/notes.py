"""Frictionless's own remarks on a defect, in words for people."""

from __future__ import annotations

import re

_COLUMN = (
    r'"(?P<own>[^"]*)": values "(?P<cell>.*)" not found in the lookup table "(?P<table>[^"]*)" as "(?P<key>[^"]*)"'
)
REFERENCE = re.compile(f"for {_COLUMN}", re.DOTALL)
"""What frictionless notes of a key that leads nowhere."""
_SAYINGS = (
    (re.compile(r"the same as (?:in the )?row at position \"?(\d+)\"?"), r"row \1 says the same"),
    (re.compile(r'expected is "(.*)" and actual is "(.*)"', re.DOTALL), r"it should be \1 and is \2"),
    (re.compile(r"the source is empty"), "it is empty"),
    (re.compile(r'the row constraint to conform is "(.*)"', re.DOTALL), r"\1"),
    (re.compile(r"number of (fields|rows) is (\d+), the \w+ is (\d+)"), r"it has \2 \1, and should have \3"),
)
_LONGEST = 300


def worded(note: str) -> str:
    """`note` without the words that only its author knows."""
    text = note[:_LONGEST].rstrip(".")
    found = REFERENCE.fullmatch(text)
    if found:
        table = f"the table '{found['table']}'" if found["table"] else "this table"
        return f"'{found['cell']}' in column '{found['own']}' is not in column '{found['key']}' of {table}"
    for pattern, saying in _SAYINGS:
        if pattern.fullmatch(text):
            return pattern.sub(saying, text)
    return text if len(note) <= _LONGEST else f"{text}…"
