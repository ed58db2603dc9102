"""YAML and JSON whose every key remembers its line, with bounds on what a hostile file can cost.

YAML is read from libyaml's events, so nothing recurses in C and no tag runs code. Scalars follow the YAML 1.2
core schema (section 10.3.2): `no` and `2026-11-03` stay text, `0755` is no octal number.
"""

from __future__ import annotations

import json
import os
import re
import stat
from bisect import bisect_left
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from generator.model.finding import Finding, KeyPath, Source, Where, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 2_000_000
"""A descriptor of 10,000 columns takes 1 MB."""
MOST_DEPTH = 32

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where lines end for libyaml."""
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Unreadable(Exception):  # noqa: N818 - it is caught and collected, never shown as an exception
    """A file that cannot become part of the model, with all that is wrong in it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A value and where its parts were written."""

    value: Any
    source: Source


def read_text(path: Path, name: str) -> str:
    """The text of a file that people write.

    Raises:
        Unreadable: it is too large, not UTF-8, or not there.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable(error(Where(path=name), "This is no plain file.", "Put the file itself here."))
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            problem = f"The file has more than {MOST_BYTES:,} bytes."
            raise Unreadable(error(Where(path=name), problem, "Move data into a file of its own."))
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        problem = f"Byte {bad.object[bad.start]:#04x} is not UTF-8 text."
        raise Unreadable(error(Where(path=name, line=line), problem, "Save the file as UTF-8.")) from None
    except OSError as bad:
        raise Unreadable(
            error(Where(path=name), f"The file cannot be read: {bad.strerror}.", "Check its name and rights.")
        ) from None
    return text.replace("\r\n", "\n")


def parse(text: str, name: str, *, first_line: int = 1, tags: bool = False) -> Parsed:
    """Read `text` as JSON if `name` ends so, else as YAML.

    Args:
        text: What the file says.
        name: Its path, for messages.
        first_line: Where `text` begins in its file.
        tags: Whether YAML tags such as `!ENV` are passed over (their values become None) or refused.

    Raises:
        Unreadable: it is not well-formed, repeats a key, or goes past a bound.
    """
    lines: dict[KeyPath, int] = {}
    reader: _Json | _Yaml = (
        _Json(text, name, lines) if name.endswith(".json") else _Yaml(text, name, lines, first_line, tags=tags)
    )
    value = reader.document()
    return Parsed(value=value, source=Source(path=name, lines=lines))


class _Reader:
    def __init__(self, text: str, name: str, lines: dict[KeyPath, int], first_line: int = 1) -> None:
        self.text, self.name, self.lines, self.first_line = text, name, lines, first_line

    def refuse(self, line: int, problem: str, remedy: str) -> NoReturn:
        raise Unreadable(error(Where(path=self.name, line=line), problem, remedy))

    def enter(self, keys: KeyPath, line: int) -> None:
        if len(keys) > MOST_DEPTH:
            self.refuse(line, f"More than {MOST_DEPTH} levels are nested in each other.", "Write it flatter.")
        self.lines.setdefault(keys, line)

    def text_of(self, text: str, line: int) -> str:
        """`text`, if pages and feeds can hold it (XML 1.0, section 2.2)."""
        if bad := _NO_TEXT.search(text):
            self.refuse(line, f"The character {bad[0]!r} is not allowed here.", "Remove it.")
        return text

    def add(self, mapping: dict[str, Any], key: str, line: int) -> None:
        if key in mapping:
            self.refuse(line, f"The key `{key}` stands here a second time.", "Keep one of the two.")
        mapping[key] = None


class _Yaml(_Reader):
    def __init__(self, text: str, name: str, lines: dict[KeyPath, int], first_line: int, *, tags: bool) -> None:
        super().__init__(text, name, lines, first_line)
        self.tags = tags
        self.rows = _BREAK.split(text)
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)

    def document(self) -> Any:  # noqa: ANN401 - whatever the file holds
        try:
            event = next(self.events)
            while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                event = next(self.events)
            if isinstance(event, yaml.StreamEndEvent):
                return None
            value = self.value(event, ())
            next(self.events)  # the document's end
            if isinstance(next(self.events), yaml.DocumentStartEvent):
                self.refuse(self.first_line, "The file holds several YAML documents.", "Keep one.")
        except yaml.MarkedYAMLError as bad:
            # What is missing is missing where the thing began, not where that was noticed.
            missing = bad.context_mark if bad.problem and "could not find" in bad.problem else None
            mark = missing or bad.problem_mark or bad.context_mark
            line = self.first_line + (mark.line if mark else 0)
            problem = f"This is not well-formed YAML: {bad.problem or bad.context}."
            self.refuse(
                line,
                problem,
                "Check colons, quotes and the spaces at the start of lines; put a value with signs in it in quotes.",
            )
        except yaml.reader.ReaderError as bad:
            line = self.first_line + self.text[: bad.position].count("\n")
            self.refuse(line, f"The character {bad.character!r} is not allowed here.", "Remove it.")
        return value

    def value(self, event: Any, keys: KeyPath) -> Any:  # noqa: ANN401 - libyaml's events have no types
        line = self.first_line + event.start_mark.line
        self.enter(keys, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(line, "Anchors (&) and aliases (*) are not read.", "Write the value out.")
        if event.tag is not None and event.tag != "!":
            if not self.tags:
                self.refuse(line, f"The tag {event.tag} is not read.", "Write a plain value.")
            self.skip(event)
            return None
        if isinstance(event, yaml.ScalarEvent):
            text = self.text_of(event.value, line)
            if event.implicit[0] and text and self.cut_off(event):
                problem = f"What follows {text!r} is taken for a remark because of its #, and is not read."
                self.refuse(line, problem, "Put the whole value in quotes; if it is a remark, put a blank after the #.")
            return _scalar(text) if event.implicit[0] else text
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*keys, place)) for place, item in enumerate(self.items())]
        return self.mapping(keys)

    def cut_off(self, event: Any) -> bool:  # noqa: ANN401 - libyaml's events have no types
        """Whether a plain value seems to go on behind a `#`, as in `Pier #3`."""
        mark = event.end_mark
        rest = self.rows[mark.line][mark.column :].lstrip() if mark.line < len(self.rows) else ""
        return bool(rest.startswith("#") and rest[1:2].isalnum())

    def items(self) -> Iterator[Any]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent | yaml.MappingEndEvent):
            yield event

    def mapping(self, keys: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self.items():
            line = self.first_line + event.start_mark.line
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(line, "A key must be plain text.", "Put quotes around a key with brackets in it.")
            self.add(mapping, event.value, line)
            self.lines[(*keys, event.value)] = line
            mapping[event.value] = self.value(next(self.events), (*keys, event.value))
        return mapping

    def skip(self, event: Any) -> None:  # noqa: ANN401 - libyaml's events have no types
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _scalar(text: str) -> str | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 40 else text  # noqa: PLR2004 - longer is no quantity
    return float(text) if _NUMBER.fullmatch(text) else text


class _Json(_Reader):
    def __init__(self, text: str, name: str, lines: dict[KeyPath, int]) -> None:
        super().__init__(text, name, lines)
        self.breaks = [place for place, sign in enumerate(text) if sign == "\n"]

    SPACE = re.compile(r"[ \t\n\r]*")
    LITERAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")

    def document(self) -> Any:  # noqa: ANN401 - whatever the file holds
        try:
            value, end = self.value(self.blank(0), ())
            if end != len(self.text):
                self.fail("Something follows the end of the data", end)
        except json.JSONDecodeError as bad:
            problem = f"This is not well-formed JSON: {bad.msg} (column {bad.colno})."
            self.refuse(bad.lineno, problem, "Check commas, quotes and brackets just before this place.")
        return value

    def fail(self, problem: str, at: int) -> NoReturn:
        raise json.JSONDecodeError(problem, self.text, at)

    def blank(self, at: int) -> int:
        found = self.SPACE.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, keys: KeyPath) -> tuple[Any, int]:
        """The value that begins at `at`, and where the next token begins."""
        self.enter(keys, self.line(at))
        sign = self.text[at : at + 1]
        if sign == "{":
            return self.mapping(at, keys)
        if sign == "[":
            return self.sequence(at, keys)
        if sign == '"':
            text, end = scanstring(self.text, at + 1)
            return self.text_of(text, self.line(at)), self.blank(end)
        found = self.LITERAL.match(self.text, at)
        if not found:
            self.fail("A value is missing", at)
        if len(found[0]) > 400:  # noqa: PLR2004 - no quantity has so many digits
            self.fail("The number is too long", at)
        return json.loads(found[0]), self.blank(found.end())

    def line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1

    def mapping(self, at: int, keys: KeyPath) -> tuple[dict[str, Any], int]:
        mapping: dict[str, Any] = {}
        at = self.blank(at + 1)
        if self.text[at : at + 1] == "}":
            return mapping, self.blank(at + 1)
        while True:
            if self.text[at : at + 1] != '"':
                self.fail("A key in double quotes is missing (is there a comma too many?)", at)
            line = self.line(at)
            key, at = scanstring(self.text, at + 1)
            self.add(mapping, key, line)
            self.lines[(*keys, key)] = line
            at = self.blank(at)
            if self.text[at : at + 1] != ":":
                self.fail("A colon is missing", at)
            mapping[key], at = self.value(self.blank(at + 1), (*keys, key))
            sign, at = self.text[at : at + 1], self.blank(at + 1)
            if sign == "}":
                return mapping, at
            if sign != ",":
                self.fail("A comma or a closing brace is missing", at - 1 if sign else at)

    def sequence(self, at: int, keys: KeyPath) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = self.blank(at + 1)
        if self.text[at : at + 1] == "]":
            return values, self.blank(at + 1)
        while True:
            value, at = self.value(at, (*keys, len(values)))
            values.append(value)
            sign, at = self.text[at : at + 1], self.blank(at + 1)
            if sign == "]":
                return values, at
            if sign != ",":
                self.fail("A comma or a closing bracket is missing", at - 1 if sign else at)
