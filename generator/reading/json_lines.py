"""JSON (RFC 8259) whose mistakes are told with their line and column; the standard library reads its strings."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NoReturn

from generator.reading.marked import MarkedReader

if TYPE_CHECKING:
    from generator.model.finding import KeyPath


class JsonReader(MarkedReader):
    """Reads one document."""

    def __init__(self, text: str, name: str, lines: dict[KeyPath, int]) -> None:
        super().__init__(text, name, lines)
        self.breaks = [found.start() for found in re.finditer("\n", text)]

    SPACE = re.compile(r"[ \t\n\r]*")
    LITERAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")

    def document(self) -> Any:  # noqa: ANN401 - whatever the file holds
        """The value that the text holds."""
        try:
            value, end = self._value(self._blank(0), ())
            if end != len(self.text):
                self._fail("Something follows the end of the data", end)
        except json.JSONDecodeError as bad:
            problem = f"This is not well-formed JSON: {bad.msg} (column {bad.colno})."
            self.refuse(bad.lineno, problem, "Check commas, quotes and brackets just before this place.", "json-syntax")
        return value

    def _fail(self, problem: str, at: int) -> NoReturn:
        raise json.JSONDecodeError(problem, self.text, at)

    def _blank(self, at: int) -> int:
        if self.text[at : at + 1] > " ":  # nearly always
            return at
        found = self.SPACE.match(self.text, at)
        return found.end() if found else at

    def _value(self, at: int, keys: KeyPath) -> tuple[Any, int]:
        """The value that begins at `at`, and where the next token begins."""
        self.enter(keys, self._line(at))
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._mapping(at, keys)
        if sign == "[":
            return self._sequence(at, keys)
        if sign == '"':
            text, end = scanstring(self.text, at + 1)
            return self.text_of(text, self._line(at)), self._blank(end)
        found = self.LITERAL.match(self.text, at)
        if not found:
            self._fail("A value is missing", at)
        if len(found[0]) > 400:  # noqa: PLR2004 - no quantity has so many digits
            self._fail("The number is too long", at)
        return json.loads(found[0]), self._blank(found.end())

    def _line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1 if self.breaks else 1

    def _mapping(self, at: int, keys: KeyPath) -> tuple[dict[str, Any], int]:
        mapping: dict[str, Any] = {}
        at = self._blank(at + 1)
        if self.text[at : at + 1] == "}":
            return mapping, self._blank(at + 1)
        while True:
            if self.text[at : at + 1] != '"':
                self._fail("A key in double quotes is missing (is there a comma too many?)", at)
            line = self._line(at)
            key, at = scanstring(self.text, at + 1)
            self.add(mapping, key, line)
            self.lines[(*keys, key)] = line
            at = self._blank(at)
            if self.text[at : at + 1] != ":":
                self._fail("A colon is missing", at)
            mapping[key], at = self._value(self._blank(at + 1), (*keys, key))
            sign, at = self.text[at : at + 1], self._blank(at + 1)
            if sign == "}":
                return mapping, at
            if sign != ",":
                self._fail("A comma or a closing brace is missing", at - 1 if sign else at)

    def _sequence(self, at: int, keys: KeyPath) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = self._blank(at + 1)
        if self.text[at : at + 1] == "]":
            return values, self._blank(at + 1)
        while True:
            value, at = self._value(at, (*keys, len(values)))
            values.append(value)
            sign, at = self.text[at : at + 1], self._blank(at + 1)
            if sign == "]":
                return values, at
            if sign != ",":
                self._fail("A comma or a closing bracket is missing", at - 1 if sign else at)
