"""What reading YAML and JSON share: findings that are caught, bounds, and the line of each key."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from generator.model.finding import Finding, KeyPath, Where, error

MOST_DEPTH = 32
_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(Exception):  # noqa: N818 - it is caught and collected, never shown as an exception
    """A file that cannot become part of the model, with all that is wrong in it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


class MarkedReader:
    """Reads a text and notes in `lines` where each key stands."""

    def __init__(self, text: str, name: str, lines: dict[KeyPath, int], first_line: int = 1) -> None:
        self.text, self.name, self.lines, self.first_line = text, name, lines, first_line

    def refuse(self, line: int, problem: str, remedy: str, rule: str) -> NoReturn:
        """Give up on the file: `problem` stands on `line`."""
        raise Unreadable(error(Where(path=self.name, line=line), problem, remedy, rule))

    def enter(self, keys: KeyPath, line: int) -> None:
        """Note that the value under `keys` begins on `line`."""
        if len(keys) > MOST_DEPTH:
            self.refuse(
                line, f"More than {MOST_DEPTH} levels are nested in each other.", "Write it flatter.", "nested-too-deep"
            )
        self.lines.setdefault(keys, line)

    def text_of(self, text: str, line: int) -> str:
        """`text`, if pages and feeds can hold it (XML 1.0, section 2.2)."""
        if bad := _NO_TEXT.search(text):
            self.refuse(line, f"The character {bad[0]!r} is not allowed here.", "Remove it.", "character-not-allowed")
        return text

    def add(self, mapping: dict[str, Any], key: str, line: int) -> None:
        """Make room for `key` in `mapping`, unless it has it already."""
        if key in mapping:
            self.refuse(line, f"The key `{key}` stands here a second time.", "Keep one of the two.", "key-twice")
        mapping[key] = None
