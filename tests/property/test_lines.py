"""Whatever is well-formed is read as other readers read it."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.lines import parse

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
numbers = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 2]))
def test_json_is_read_like_the_standard_library(value: Any, indent: int | None) -> None:
    assert parse(json.dumps(value, indent=indent), "d.json").value == value


@given(st.dictionaries(texts, st.lists(texts, max_size=4), max_size=4))
def test_yaml_is_read_like_pyyaml(value: Any) -> None:
    text = yaml.dump(value, allow_unicode=True, default_style='"')
    assert parse(text, "d.yaml").value == value


@given(values)
def test_every_line_of_json_is_within_the_file(value: Any) -> None:
    text = json.dumps(value, indent=1)
    lines = parse(text, "d.json").source.lines
    assert set(lines.values()) <= set(range(1, text.count("\n") + 2))
