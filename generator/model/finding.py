"""A finding: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIDDEN = "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
"""Compiled where it is first asked for, which in most commands is nowhere."""

Key = str | int
KeyPath = tuple[Key, ...]


class Severity(StrEnum):
    """Errors block publishing, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@noun
class Where:
    """A place in a file, as an editor finds it."""

    path: str
    """From the root of the repository, with forward slashes."""
    line: int = 1
    """Counted from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@noun
class Source:
    """A file that something was read from, which remembers the line of each of its keys."""

    path: str
    lines: Mapping[KeyPath, int]
    prefix: KeyPath = ()
    """The part of the file that is meant."""

    def at(self, *keys: Key) -> Where:
        """Where `keys` stand; where the nearest enclosing key stands if they are not written."""
        whole = self.prefix + keys
        for end in range(len(whole), -1, -1):
            if whole[:end] in self.lines:
                return Where(path=self.path, line=self.lines[whole[:end]])
        return Where(path=self.path)

    def below(self, *keys: Key) -> Source:
        """The part of the file under `keys`."""
        return Source(path=self.path, lines=self.lines, prefix=self.prefix + keys)


@noun
class Finding:
    """One message to an officer."""

    severity: Severity
    where: Where
    problem: str
    """What is wrong: a sentence with its full stop."""
    remedy: str
    """What to do: a sentence with its full stop."""
    rule: str
    """Which rule it breaks, in kebab-case: a name that stays when the words change, so that reports can be compared."""

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.problem} {self.remedy}")

    @property
    def blocks(self) -> bool:
        """Whether publishing waits until this is mended."""
        return self.severity is Severity.ERROR


def visible(text: str) -> str:
    """`text` on one line with signs that terminals and log readers act on, or that hide, written out."""
    return re.sub(_HIDDEN, lambda sign: f"\\u{ord(sign[0]):04x}", text)


def error(where: Where, problem: str, remedy: str, rule: str) -> Finding:
    """A finding that blocks publishing."""
    return Finding(severity=Severity.ERROR, where=where, problem=problem, remedy=remedy, rule=rule)


def warning(where: Where, problem: str, remedy: str, rule: str) -> Finding:
    """A finding that speaks and lets pass."""
    return Finding(severity=Severity.WARNING, where=where, problem=problem, remedy=remedy, rule=rule)
