"""One change to a YAML or JSON text, made where it belongs and nowhere else."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

from generator.fixing.spans import Span, spans
from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.model.finding import KeyPath

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_HIDDEN = re.compile("[\u007f-\u00a0\u2000-\u200f\u2028-\u202f\ufeff]")
_NEIGHBOURS = (
    "groupChar",
    "decimalChar",
    "bareNumber",
    "trueValues",
    "format",
    "type",
    "path",
    "name",
    "encoding",
    "title",
    "missingValues",
)
"""Keys behind which a new one is best read."""


class CannotEditError(ValueError):
    """The text is written in a way in which the change cannot be made safely."""


@noun
class Edit:
    """A key that gets a value, a list that gets more items, or a list whose items change places."""

    keys: KeyPath
    """Of the group that holds the key."""
    key: str
    value: Any
    how: str = "set"
    """set, extend, or order: then the value is a list of the old places in their new order."""


def edited(value: Any, edit: Edit) -> Any:  # noqa: ANN401 - whatever a descriptor holds
    """What a file that held `value` holds after `edit`."""
    whole = copy.deepcopy(value)
    holder = whole
    for key in edit.keys:
        holder = holder[key]
    if edit.how == "extend":
        holder[edit.key] = [*holder.get(edit.key, []), *edit.value]
    elif edit.how == "order":
        holder[edit.key] = [holder[edit.key][place] for place in edit.value]
    else:
        holder[edit.key] = copy.deepcopy(edit.value)
    return whole


def rewritten(text: str, name: str, edit: Edit) -> str:
    """`text` after `edit`.

    Raises:
        CannotEditError: there is no safe place for it.
    """
    places = spans(text, name)
    path = (*edit.keys, edit.key)
    if edit.how == "order":
        return _ordered(text, [places[*path, place] for place in range(len(edit.value))], edit.value)
    if edit.how == "extend" and path in places:
        return _extended(text, name, places, path, edit.value)
    words = _written(edit.value, name)
    if path not in places:
        return _inserted(text, name, places, edit, words)
    there = places[path]
    if there.flow or there.scalar or text[there.start] in "[{":
        if text[there.start] in "|>":
            raise CannotEditError(edit.key)
        return f"{text[: there.start]}{words}{text[there.end :]}"
    return f"{text[: there.after_key]} {words}{text[there.end :]}"


def _written(value: Any, name: str) -> str:  # noqa: ANN401 - whatever a descriptor may hold
    return _as_json(value) if name.endswith(".json") else _as_yaml(value)


def _as_json(value: Any) -> str:  # noqa: ANN401 - as above
    return _HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))


def _as_yaml(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_yaml(key)}: {_as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return _as_json(value)
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return _as_json(value)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ordered(text: str, items: list[Span], order: list[int]) -> str:
    """Each item's words move to another item's place; what stands between them stays."""
    words = [text[each.start : each.end] for each in items]
    for slot in reversed(range(len(items))):
        text = text[: items[slot].start] + words[order[slot]] + text[items[slot].end :]
    return text


def _extended(text: str, name: str, places: dict[KeyPath, Span], path: KeyPath, items: list[Any]) -> str:
    count = 0
    while (*path, count) in places:
        count += 1
    words = [_written(each, name) for each in items]
    there = places[path]
    if not count:
        return f"{text[: there.start]}[{', '.join(words)}]{text[there.end :]}"
    last = places[*path, count - 1]
    if last.flow:
        return f"{text[: last.end]}, {', '.join(words)}{text[last.end :]}"
    lines = "".join(f"{_newline(text)}{' ' * last.indent}- {each}" for each in words)
    end = _line_end(text, last.end)
    return text[:end] + lines + text[end:]


def _inserted(text: str, name: str, places: dict[KeyPath, Span], edit: Edit, words: str) -> str:
    depth = len(edit.keys) + 1
    siblings = {path[-1]: span for path, span in places.items() if len(path) == depth and path[:-1] == edit.keys}
    order = [*(key for key in _NEIGHBOURS if key in siblings), *siblings]
    anchor = next((siblings[key] for key in order if _one_line(text, siblings[key])), None)
    key = json.dumps(edit.key) if name.endswith(".json") else edit.key
    if anchor is None:
        return _before(text, min(siblings.values(), key=lambda span: span.key, default=None), f"{key}: {words}")
    if anchor.flow:
        return f"{text[: anchor.end]},{_between(text, anchor)}{key}: {words}{text[anchor.end :]}"
    end = _line_end(text, anchor.end)
    return f"{text[:end]}{_newline(text)}{' ' * anchor.indent}{key}: {words}{text[end:]}"


def _before(text: str, first: Span | None, words: str) -> str:
    if first is None or first.key < 0:
        raise CannotEditError(words)
    between = f",{_between(text, first)}" if first.flow else f"{_newline(text)}{' ' * first.indent}"
    return f"{text[: first.key]}{words}{between}{text[first.key :]}"


def _between(text: str, span: Span) -> str:
    """What stands between two keys in brackets: a line break where each has a line of its own."""
    before = text[text.rfind("\n", 0, span.key) + 1 : span.key]
    return f"{_newline(text)}{before}" if before.isspace() else " "


def _one_line(text: str, span: Span) -> bool:
    """Whether the value ends on the line of its key, and is no text that goes on."""
    begin = text[span.start : span.start + 1]
    return "\n" not in text[span.key : span.end] and begin not in {"|", ">"} and (span.scalar or begin in {"[", "{"})


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    if found < 0:
        return len(text)
    return found - 1 if text[found - 1] == "\r" else found
