"""Where the values of a YAML or JSON text stand in it, to the character."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from generator.model.noun import noun
from generator.reading.json_lines import JsonReader

if TYPE_CHECKING:
    from generator.model.finding import KeyPath

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@noun
class Span:
    """A value in a text."""

    start: int
    end: int
    """Behind its last sign, before blanks and remarks."""
    flow: bool
    """Whether what holds it is written in brackets, as all of JSON is."""
    key: int = -1
    """Where its key begins; -1 in lists."""
    after_key: int = -1
    """Behind the colon of its key; -1 in lists."""
    indent: int = 0
    """In front of its key, in characters."""
    scalar: bool = True


def spans(text: str, name: str) -> dict[KeyPath, Span]:
    """The place of every value in `text`, which has been read without complaint before.

    Args:
        text: As it stands in the file, whatever its line ends.
        name: Its path: JSON if it ends so, else YAML.
    """
    if name.endswith(".json"):
        reader = _JsonSpans(text, name)
        reader.document()
        return reader.spans
    found: dict[KeyPath, Span] = {}
    root = yaml.compose(text, Loader=_Loader)
    if root is not None:
        _walk(root, (), text, found)
    return found


def _walk(node: yaml.Node, keys: KeyPath, text: str, found: dict[KeyPath, Span]) -> None:
    flow = bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = (*keys, key.value)
            after = text.index(":", key.end_mark.index) + 1
            found[path] = _span(value, key, flow=flow, after=after)
            _walk(value, path, text, found)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            found[*keys, place] = _span(value, node, flow=flow)
            _walk(value, (*keys, place), text, found)


def _span(node: yaml.Node, holder: yaml.Node, *, flow: bool, after: int = -1) -> Span:
    """The place of `node`; `holder` is its key, or the list that it stands in."""
    return Span(
        start=node.start_mark.index,
        end=_end(node),
        flow=flow,
        key=holder.start_mark.index if after >= 0 else -1,
        after_key=after,
        indent=holder.start_mark.column,
        scalar=isinstance(node, yaml.ScalarNode),
    )


def _end(node: yaml.Node) -> int:
    """A block ends, for libyaml, where the next thing begins; here, where its last value ends."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


class _JsonSpans(JsonReader):
    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name, {})
        self.spans: dict[KeyPath, Span] = {}

    def _value(self, at: int, keys: KeyPath) -> tuple[Any, int]:
        value, following = super()._value(at, keys)
        end = following
        while end > at and self.text[end - 1] in " \t\r\n":
            end -= 1
        if keys:
            named = isinstance(keys[-1], str)
            key = self.text.rfind(json.dumps(keys[-1], ensure_ascii=False), 0, at) if named else -1
            line = self.text.rfind("\n", 0, max(key, 0)) + 1
            self.spans[keys] = Span(
                start=at,
                end=end,
                flow=True,
                key=key,
                after_key=at if named else -1,
                indent=max(key, 0) - line,
                scalar=not isinstance(value, dict | list),
            )
        return value, following
