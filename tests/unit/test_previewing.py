"""A preview holds what there is to be, whatever could not be made before."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import pytest
from builders import tree

from generator.model.errors import SettingsError
from generator.model.publication import Artifact
from generator.previewing import Preview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


PATIENCE = 30
"""Seconds."""


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


def a_preview(folder: Path) -> Preview:
    def fail(bad: Exception) -> None:
        raise bad

    return Preview(folder, fail)


def become(preview: Preview, seen: Iterable[Part], rest: Iterable[Part] = ()) -> None:
    preview.become(seen, rest)
    preview.wait()


def test_only_what_there_is_to_be_stays(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("0")
    preview = a_preview(tmp_path)
    become(preview, [Part(name="one", files={"a": "1", "b": "1"}), Part(name="two", files={"c": "1"})])
    assert tree(tmp_path) == {"a": b"1", "b": b"1", "c": b"1"}
    become(preview, [Part(name="one", files={"a": "2"})])
    assert tree(tmp_path) == {"a": b"2"}


@pytest.mark.parametrize("after", [{"b": "2"}, {"a": "2", "b": "1"}, {"b": "1"}])
def test_what_could_not_be_made_is_made_or_gone_the_next_time(tmp_path: Path, after: dict[str, str]) -> None:
    preview = a_preview(tmp_path)
    become(preview, [Part(name="one", files={"a": "1"})])
    with pytest.raises(SettingsError):
        become(preview, [Part(name="one", files={"a": "1"}), Part(name="new", files={"b": "1"}, fails=True)])
    become(preview, [Part(name="one", files={"a": "1"})])  # the new one is gone again
    assert tree(tmp_path) == {"a": b"1"}
    become(preview, [Part(name="one", files=after)])
    assert tree(tmp_path) == {path: version.encode() for path, version in after.items()}


def test_what_people_look_at_is_there_before_the_rest(tmp_path: Path) -> None:
    preview = a_preview(tmp_path)
    asked, go_on = Event(), Event()

    def rest() -> Iterator[Part]:
        asked.set()
        assert go_on.wait(PATIENCE)
        yield Part(name="search", files={"search.json": "1"})

    preview.become([Part(name="page", files={"index.html": "1"})], rest())
    assert asked.wait(PATIENCE)
    assert tree(tmp_path) == {"index.html": b"1"}
    go_on.set()
    preview.wait()
    assert tree(tmp_path) == {"index.html": b"1", "search.json": b"1"}


def test_the_rest_is_put_off_when_something_is_saved_and_comes_then(tmp_path: Path) -> None:
    preview = a_preview(tmp_path)
    asked = Event()
    made: list[str] = []

    def rest() -> Iterator[Part]:
        for number in range(1000):
            made.append(str(number))
            yield Part(name=f"feed {number}", files={f"{number}.xml": "1"})
            asked.set()
            assert preview._hurry.wait(PATIENCE)

    preview.become([], rest())
    assert asked.wait(PATIENCE)
    become(preview, [Part(name="page", files={"index.html": "2"})], [Part(name="feed 0", files={"0.xml": "2"})])
    assert made == ["0", "1"]
    assert tree(tmp_path) == {"index.html": b"2", "0.xml": b"2"}


def test_what_was_put_off_is_not_lost_when_the_save_is_undone(tmp_path: Path) -> None:
    preview = a_preview(tmp_path)
    feed, search = Part(name="feed", files={"f": "1"}), Part(name="search", files={"s": "1", "t": "1"})
    become(preview, [], [feed, search])
    asked = Event()

    class Slow(Part):
        def make(self, paths: Collection[str]) -> Iterator[Artifact]:
            asked.set()
            assert preview._hurry.wait(PATIENCE)
            yield from super().make(paths)

    preview.become([], [Slow(name="feed", files={"f": "2"}), Part(name="search", files={"s": "2"})])
    assert asked.wait(PATIENCE)
    become(preview, [], [feed, search])
    assert tree(tmp_path) == {"f": b"1", "s": b"1", "t": b"1"}


def test_what_failed_is_not_lost_when_the_save_is_undone(tmp_path: Path) -> None:
    preview = Preview(tmp_path, lambda _: None)
    feed, search = Part(name="feed", files={"f": "1"}), Part(name="search", files={"s": "1", "t": "1"})
    become(preview, [], [feed, search])
    become(preview, [], [Part(name="feed", files={"f": "2"}, fails=True), Part(name="search", files={"s": "2"})])
    become(preview, [], [feed, search])
    assert tree(tmp_path) == {"f": b"1", "s": b"1", "t": b"1"}


def test_a_path_may_pass_from_the_rest_to_what_people_look_at_and_back(tmp_path: Path) -> None:
    preview = a_preview(tmp_path)
    one, other = [Part(name="one", files={"a": "1", "b": "1"})], [Part(name="other", files={"c": "1"})]
    become(preview, one, other)
    for seen, rest in (({"c": "2"}, {"a": "2"}), ({"a": "3"}, {"c": "3", "b": "3"}), ({}, {"a": "4"})):
        become(preview, [Part(name="one", files=seen)], [Part(name="other", files=rest)])
        assert tree(tmp_path) == {path: version.encode() for path, version in (seen | rest).items()}


def test_what_is_wrong_with_the_rest_is_told_and_made_the_next_time(tmp_path: Path) -> None:
    told: list[str] = []
    preview = Preview(tmp_path, lambda bad: told.append(str(bad)))
    become(preview, [Part(name="page", files={"a": "1"})], [Part(name="feed", files={"f": "1"}, fails=True)])
    assert told == ["A template has a mistake."]
    assert tree(tmp_path) == {"a": b"1"}
    become(preview, [Part(name="page", files={"a": "1"})], [Part(name="feed", files={"f": "1"})])
    assert tree(tmp_path) == {"a": b"1", "f": b"1"}
