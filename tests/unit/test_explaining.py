"""Why something was made is told from what it was made from before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.memory.index import Index
from generator.writing.explaining import LOST, NEW, explain, remember_parts
from generator.writing.trees import Tree, Written

if TYPE_CHECKING:
    from pathlib import Path


_PAGE = 4096
"""Bytes of a page of SQLite's files."""


@dataclass(frozen=True, kw_only=True)
class Made:
    name: str
    parts: dict[str, str]


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        (None, {"a": "1"}, (NEW,)),
        ({"a": "1", "b": "1"}, {"a": "1", "b": "1"}, (LOST,)),
        ({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, ("a",)),
        ({"a": "1", "b": "1"}, {"b": "1", "c": "1"}, ("c", "a")),
    ],
)
def test_what_changed_is_the_reason(
    tmp_path: Path, before: dict[str, str] | None, after: dict[str, str], reasons: tuple[str, ...]
) -> None:
    index = Index(tmp_path)
    for parts in (before, after):
        if parts is not None:
            remember_parts([Made(name="page", parts=parts)], index)
    site = tmp_path / "site"
    site.mkdir()
    tree = Tree(site, index)
    tree.open()
    tree.put("page", "1", {"a.html": Written("1", 0, 0)})
    tree.close()
    found = explain("a.html", Tree(site, index), index)
    assert found is not None
    assert (found.target, found.reasons, found.parts) == ("page", reasons, tuple(after))
    assert explain("b.html", Tree(site, index), index) is None


def test_parts_are_noted_anew_wherever_the_index_is_damaged(tmp_path: Path) -> None:
    made = [Made(name=f"page {place}", parts={"a": "1" * 500, "b": "2" * 500}) for place in range(60)]
    index = Index(tmp_path)
    remember_parts(made, index)
    index.commit()
    index.close()
    file = tmp_path / ".daylight/index.sqlite"
    whole = file.read_bytes()
    mended = 0
    for place in range(_PAGE, len(whole), _PAGE):
        file.write_bytes(whole[:place] + b"\xff" * _PAGE + whole[place + _PAGE :])
        index = Index(tmp_path)
        remember_parts(made, index)
        index.commit()
        mended += index.damaged == ["the whole index"]
        index.close()
        assert Index(tmp_path).rows("parts").keys() == {each.name for each in made}
    assert mended
