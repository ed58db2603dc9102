"""What was made before is found again, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import memory as remembering
from generator.memory import Fingerprints, Memory, Stamp, digest, read_stamp, write_stamp

if TYPE_CHECKING:
    from pathlib import Path

KEY = digest("a key")


def test_what_is_kept_is_found_and_made_only_once(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert memory.find("cards", KEY) is None
    memory.keep("cards", KEY, b"a picture")
    assert Memory(tmp_path).find("cards", KEY) == b"a picture"
    assert memory.find("facts", KEY) is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    memory = Memory(tmp_path)
    memory.keep("cards", KEY, b"a picture")
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(damage)
    assert memory.find("cards", KEY) is None


def test_a_key_tells_its_parts_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    memory = Memory(tmp_path)
    keys = [digest(str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        memory.keep("cards", key, b"x" * 1000)
        for path in tmp_path.rglob(key[2:]):
            os.utime(path, (age, age))
    memory.find("cards", keys[0])
    monkeypatch.setattr(remembering, "MOST_BYTES", 2200)
    memory.forget_oldest()
    assert [memory.find("cards", key) is not None for key in keys] == [True, False, False, True]


def test_fingerprints_tell_folders_apart_and_notice_a_byte(tmp_path: Path) -> None:
    for name in ("datasets/a/one/x.csv", "datasets/a/one/deep/y.csv", "datasets/a/two/x.csv", "mkdocs.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    before = Fingerprints(tmp_path, files)
    (tmp_path / "datasets/a/one/deep/y.csv").write_text("2")
    after = Fingerprints(tmp_path, files)
    assert len(before.everything()) == 4
    assert len(before.below("datasets/a/one")) == 2
    assert before.below("datasets/a/one") != after.below("datasets/a/one")
    assert before.below("datasets/a/two") == after.below("datasets/a/two")
    assert before.below("datasets/a/three") == []


def test_a_stamp_holds_while_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("12345")
    stamp = Stamp(inputs="same", until="2026-02-01T00:00:00+00:00", files={"index.html": 5})
    write_stamp(tmp_path, stamp)
    assert read_stamp(tmp_path) == stamp
    now, later = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
    assert stamp.holds("same", now, tmp_path)
    assert not stamp.holds("other", now, tmp_path)
    assert not stamp.holds("same", later, tmp_path)
    (tmp_path / "index.html").write_text("1234")
    assert not stamp.holds("same", now, tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"inputs": 1}', "\x00"])
def test_a_stamp_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / ".daylight").mkdir()
    (tmp_path / ".daylight/build.json").write_text(text)
    assert read_stamp(tmp_path) is None
