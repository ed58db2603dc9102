"""A preview holds what there is to be, whatever could not be made before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from builders import tree

from generator.model.errors import SettingsError
from generator.model.publication import Artifact
from generator.previewing import Preview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


@dataclass(kw_only=True)
class Part:
    """Files that are made together, or cannot be."""

    name: str
    files: dict[str, str]
    fails: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def print(self) -> str:
        return repr(self.files)

    def make(self, paths: Collection[str]) -> Iterator[Artifact]:
        if self.fails:
            raise SettingsError("A template has a mistake.")
        yield from (Artifact(path=path, content=self.files[path].encode()) for path in paths)


def test_only_what_there_is_to_be_stays(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("0")
    preview = Preview(tmp_path)
    preview.become([Part(name="one", files={"a": "1", "b": "1"}), Part(name="two", files={"c": "1"})])
    assert tree(tmp_path) == {"a": b"1", "b": b"1", "c": b"1"}
    preview.become([Part(name="one", files={"a": "2"})])
    assert tree(tmp_path) == {"a": b"2"}


@pytest.mark.parametrize("after", [{"b": "2"}, {"a": "2", "b": "1"}, {"b": "1"}])
def test_what_could_not_be_made_is_made_or_gone_the_next_time(tmp_path: Path, after: dict[str, str]) -> None:
    preview = Preview(tmp_path)
    preview.become([Part(name="one", files={"a": "1"})])
    with pytest.raises(SettingsError):
        preview.become([Part(name="one", files={"a": "1"}), Part(name="new", files={"b": "1"}, fails=True)])
    preview.become([Part(name="one", files={"a": "1"})])  # the new one is gone again
    assert tree(tmp_path) == {"a": b"1"}
    preview.become([Part(name="one", files=after)])
    assert tree(tmp_path) == {path: version.encode() for path, version in after.items()}
