"""YAML, read from libyaml's events, so that nothing recurses in C and no tag runs code.

Scalars follow the YAML 1.2 core schema (section 10.3.2): `no` and `2026-11-03` stay text, `0755` is no octal number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from generator.reading.marked import MarkedReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import KeyPath

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where lines end for libyaml."""
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class YamlReader(MarkedReader):
    """Reads one document; `tags` says whether tags such as `!ENV` are passed over or refused."""

    def __init__(self, text: str, name: str, lines: dict[KeyPath, int], first_line: int, *, tags: bool) -> None:
        super().__init__(text, name, lines, first_line)
        self.tags = tags
        self.rows = _BREAK.split(text)
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)

    def document(self) -> Any:  # noqa: ANN401 - whatever the file holds
        """The value that the text holds; None if it holds none."""
        try:
            event = next(self.events)
            while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                event = next(self.events)
            if isinstance(event, yaml.StreamEndEvent):
                return None
            value = self._value(event, ())
            next(self.events)  # the document's end
            if isinstance(next(self.events), yaml.DocumentStartEvent):
                self.refuse(self.first_line, "The file holds several YAML documents.", "Keep one.", "yaml-several")
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
                "yaml-syntax",
            )
        except yaml.reader.ReaderError as bad:
            line = self.first_line + self.text[: bad.position].count("\n")
            self.refuse(
                line, f"The character {bad.character!r} is not allowed here.", "Remove it.", "character-not-allowed"
            )
        return value

    def _value(self, event: Any, keys: KeyPath) -> Any:  # noqa: ANN401 - libyaml's events have no types
        line = self.first_line + event.start_mark.line
        self.enter(keys, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(line, "Anchors (&) and aliases (*) are not read.", "Write the value out.", "yaml-anchor")
        if event.tag is not None and event.tag != "!":
            if not self.tags:
                self.refuse(line, f"The tag {event.tag} is not read.", "Write a plain value.", "yaml-tag")
            self._skip(event)
            return None
        if isinstance(event, yaml.ScalarEvent):
            text = self.text_of(event.value, line)
            if event.implicit[0] and text and self._cut_off(event):
                problem = f"What follows {text!r} is taken for a remark because of its #, and is not read."
                self.refuse(
                    line,
                    problem,
                    "Put the whole value in quotes; if it is a remark, put a blank after the #.",
                    "yaml-comment",
                )
            return _scalar(text) if event.implicit[0] else text
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, (*keys, place)) for place, item in enumerate(self._items())]
        return self._mapping(keys)

    def _cut_off(self, event: Any) -> bool:  # noqa: ANN401 - libyaml's events have no types
        """Whether a plain value seems to go on behind a `#`, as in `Pier #3`."""
        mark = event.end_mark
        rest = self.rows[mark.line][mark.column :].lstrip() if mark.line < len(self.rows) else ""
        return bool(rest.startswith("#") and rest[1:2].isalnum())

    def _items(self) -> Iterator[Any]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent | yaml.MappingEndEvent):
            yield event

    def _mapping(self, keys: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._items():
            line = self.first_line + event.start_mark.line
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(
                    line, "A key must be plain text.", "Put quotes around a key with brackets in it.", "yaml-key"
                )
            self.add(mapping, event.value, line)
            self.lines[(*keys, event.value)] = line
            mapping[event.value] = self._value(next(self.events), (*keys, event.value))
        return mapping

    def _skip(self, event: Any) -> None:  # noqa: ANN401 - libyaml's events have no types
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
