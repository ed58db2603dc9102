"""What was made before is found again, and only that."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, a_site, write

from generator.memory import prints, store
from generator.memory.digests import digest
from generator.memory.index import Index
from generator.memory.once import Once
from generator.memory.prints import Fingerprints
from generator.memory.store import Memory
from generator.model.errors import SetupError
from generator.reading.inventory import take_inventory
from generator.reading.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

KEY = digest("a key")
OLD = 1_000_000_000
"""Nanoseconds since 1970: long before any test."""


def test_what_is_kept_is_found_and_made_only_once(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert memory.find("cards", KEY) is None
    memory.keep("cards", KEY, b"a picture")
    assert Memory(tmp_path).find("cards", KEY) == b"a picture"
    assert memory.find("facts", KEY) is None
    assert memory.damaged() == []


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100])
def test_a_damaged_entry_is_as_good_as_none_and_told(tmp_path: Path, damage: bytes) -> None:
    memory = Memory(tmp_path)
    memory.keep("cards", KEY, b"a picture")
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(damage)
    assert memory.find("cards", KEY) is None
    assert Memory(tmp_path).damaged() == [f"cards/{KEY[:2]}/{KEY[2:]}"]
    assert memory.damaged() == []


def test_a_link_in_place_of_an_entry_is_not_followed(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep("cards", KEY, b"a picture")
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    assert memory.find("cards", KEY) is None


def test_a_key_tells_its_parts_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_what_was_not_used_for_longest_goes_first_and_what_is_in_use_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(tmp_path)
    keys = [digest(str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        memory.keep("cards", key, b"x" * 1000)
        for path in tmp_path.rglob(key[2:]):
            os.utime(path, (age, age))
    memory.find("cards", keys[0])
    monkeypatch.setattr(store, "MOST_BYTES", 2200)
    memory.forget_oldest({keys[1]})
    assert [memory.find("cards", key) is not None for key in keys] == [True, True, False, False]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    found = Index(tmp_path)
    found.put("plants", [("fern", "1", b"green"), ("oak", "2", b"brown"), ("a/\udcff", "3", b"\0\xff")])
    found.put("animals", [("fern", "4", b"a dog")])
    found.commit()
    return found


def test_rows_are_found_by_kind_and_name(tmp_path: Path, index: Index) -> None:
    rows = {"fern": ("1", b"green"), "oak": ("2", b"brown"), "a/\udcff": ("3", b"\0\xff")}
    assert Index(tmp_path).rows("plants") == rows
    assert Index(tmp_path).row("animals", "fern") == ("4", b"a dog")
    assert Index(tmp_path).row("animals", "cat") == ("", b"")
    index.drop("plants", ["fern", "none"])
    index.put("plants", [("oak", "5", b"red")])
    assert index.rows("plants") == {"oak": ("5", b"red"), "a/\udcff": ("3", b"\0\xff")}
    assert Index(tmp_path).rows("plants") == rows
    index.drop("plants")
    index.commit()
    assert Index(tmp_path).rows("plants") == {}
    assert Index(tmp_path).rows("animals") == {"fern": ("4", b"a dog")}


def test_a_value_counts_while_its_key_stays_and_is_decoded_once(tmp_path: Path, index: Index) -> None:
    decoded: list[bytes] = []

    def decode(content: bytes) -> str:
        decoded.append(content)
        return content.decode()

    shelf = index.shelf("plants", decode)
    assert index.shelf("plants", decode) is shelf
    assert [shelf.find("fern", "1"), shelf.find("fern", "1"), shelf.find("fern", "2")] == ["green", "green", None]
    assert shelf.find("fern", "1") == "green"
    assert shelf.find("oak", "9") is None
    assert shelf.find("elm", "") is None
    shelf.put("fern", "3", b"brown")
    assert [shelf.find("fern", "1"), shelf.find("fern", "3"), shelf.find("fern", "1")] == ["green", "brown", None]
    assert decoded == [b"green", b"brown"]
    index.commit()
    assert Index(tmp_path).row("plants", "fern") == ("3", b"brown")


def test_values_that_were_let_go_are_read_again(index: Index) -> None:
    shelf = index.shelf("plants", bytes.decode)
    shelf.put("elm", "1", b"tall")
    assert shelf.find("fern", "1") == "green"
    index.drop("plants", ["fern"])
    assert shelf.find("fern", "1") == "green"
    index.let_go()
    assert [shelf.find(name, "1") for name in ("elm", "fern")] == ["tall", None]


def test_what_is_put_away_before_anything_was_asked_for_is_found(tmp_path: Path, index: Index) -> None:
    shelf = index.shelf("plants", bytes.decode)
    shelf.put("elm", "1", b"tall")
    shelf.drop(["fern"])
    assert [shelf.find(name, "1") for name in ("elm", "fern")] == ["tall", None]
    assert set(shelf.keep_only({"elm"})) == {"oak", "a/\udcff"}
    index.commit()
    assert set(Index(tmp_path).rows("plants")) == {"elm"}
    assert Index(tmp_path).row("animals", "fern") == ("4", b"a dog")


@pytest.mark.parametrize("change", ["value = 'gray'", "value = x'ff'", "key = '9'", "sum = null", "value = null"])
def test_a_damaged_row_is_as_good_as_none_and_told(tmp_path: Path, index: Index, change: str) -> None:
    index.close()
    with sqlite3.connect(tmp_path / ".daylight/index.sqlite") as line:
        line.execute(f"update kept set {change} where kind = 'plants' and name = cast('fern' as blob)")  # noqa: S608
    found = Index(tmp_path)
    assert "fern" not in found.rows("plants")
    assert found.row("plants", "fern") == ("", b"")
    assert found.damaged == ["plants fern", "plants fern"]
    assert found.row("plants", "oak") == ("2", b"brown")


def test_rows_of_an_earlier_form_are_as_good_as_none_and_no_damage(tmp_path: Path, index: Index) -> None:
    index.close()
    with sqlite3.connect(tmp_path / ".daylight/index.sqlite") as line:
        line.execute("update kept set sum = x'0011223344556677'")
        line.execute("pragma user_version = 0")
    found = Index(tmp_path)
    assert found.rows("plants") == {}
    assert found.damaged == []
    found.put("plants", [("fern", "1", b"green")])
    found.commit()
    assert Index(tmp_path).rows("plants") == {"fern": ("1", b"green")}


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_index_begins_anew(tmp_path: Path, index: Index, damage: bytes) -> None:
    index.close()
    file = tmp_path / ".daylight/index.sqlite"
    file.write_bytes(damage)
    found = Index(tmp_path)
    assert found.rows("plants") == {}
    assert found.damaged == (["the whole index"] if damage else [])
    found.put("plants", [("fern", "1", b"green")])
    found.commit()
    assert Index(tmp_path).rows("plants") == {"fern": ("1", b"green")}


def test_any_byte_of_the_index_may_change_and_no_wrong_row_is_found(tmp_path: Path, index: Index) -> None:
    index.close()
    file = tmp_path / ".daylight/index.sqlite"
    whole = file.read_bytes()
    right = {"fern": ("1", b"green"), "oak": ("2", b"brown"), "a/\udcff": ("3", b"\0\xff")}
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :])
        found = Index(tmp_path)
        assert found.rows("plants").items() <= right.items()
        found.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = a_site(tmp_path)
    a_dataset(root)
    a_dataset(root, "works/snow")
    write(root, "datasets/works/snow/deep/notes.txt", "1")
    return root


def fingerprints(root: Path, index: Index) -> Fingerprints:
    return Fingerprints(take_inventory(root, read_settings(root)), index)


def test_fingerprints_tell_folders_apart_and_notice_a_byte(site: Path) -> None:
    index = Index(site)
    before = fingerprints(site, index)
    snow, rain = before.below("datasets/works/snow"), before.below("datasets/works/rain")
    write(site, "datasets/works/snow/deep/notes.txt", "2")
    after = fingerprints(site, index)
    assert after.below("datasets/works/snow") != snow
    assert after.below("datasets/works/rain") == rain
    assert set(before.below("datasets/works/snow")) == {
        f"datasets/works/snow/{name}" for name in ("datapackage.yaml", "deep/notes.txt", "readings.csv")
    }
    assert before.below("datasets/works/none") == {}
    assert before.within("datasets/works/snow/deep") == {
        name: print_ for name, print_ in before.below("datasets/works/snow").items() if "/deep/" in name
    }
    assert list(before.within("mkdocs.yml")) == ["mkdocs.yml"]
    assert set(before.within("content/vocabularies")) == {
        f"content/vocabularies/{name}.yaml" for name in ("agencies", "regions", "topics")
    }


def test_a_file_is_read_again_only_where_it_may_have_changed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(site)
    read: list[str] = []
    digest_of = prints._digest

    def noticed(file: Path) -> str:
        read.append(file.name)
        return digest_of(file)

    monkeypatch.setattr(prints, "_digest", noticed)
    monkeypatch.setattr(prints, "_COARSE", -OLD)  # as if all of this had been long ago
    first = fingerprints(site, index)
    everything = first.everything()
    first.remember()
    assert "readings.csv" in read
    read.clear()
    assert fingerprints(site, index).everything() == everything
    assert read == []
    write(site, "datasets/works/snow/deep/notes.txt", "2")
    later = fingerprints(site, index)
    assert later.everything() != everything
    assert sorted(read) == ["datapackage.yaml", "notes.txt", "readings.csv"]


def test_a_file_that_has_not_changed_is_read_once(site: Path) -> None:
    index, once = Index(site), Once()
    read: list[str] = []

    def length(root: Path, file: Path) -> int:
        read.append(file.relative_to(root).as_posix())
        return len(file.read_bytes())

    def found(name: str) -> int:
        return once(fingerprints(site, index), length, f"datasets/works/snow/{name}")

    assert [found("deep/notes.txt"), found("deep/notes.txt")] == [1, 1]
    write(site, "datasets/works/snow/readings.csv", "1")
    assert [found("deep/notes.txt"), found("readings.csv")] == [1, 1]
    write(site, "datasets/works/snow/deep/notes.txt", "22")
    assert [found("deep/notes.txt"), found("readings.csv")] == [2, 1]
    assert read == [f"datasets/works/snow/{name}" for name in ("deep/notes.txt", "readings.csv", "deep/notes.txt")]


def test_what_changed_within_the_last_moments_is_read_again(site: Path) -> None:
    index = Index(site)
    first = fingerprints(site, index)
    before = first.everything()
    first.remember()
    file = site / "datasets/works/snow/deep/notes.txt"
    state = file.stat()
    file.write_text("2")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert fingerprints(site, index).everything() != before


def test_the_outbox_which_a_build_adds_to_does_not_count(site: Path) -> None:
    index = Index(site)
    before = fingerprints(site, index).everything()
    write(site, "content/outbox/2026/x.yaml", "x")
    assert fingerprints(site, index).everything() == before
    write(site, "content/pages/more.md", "x")
    assert fingerprints(site, index).everything() != before


def test_an_index_that_was_deleted_is_told_of_once_and_then_begun_anew(tmp_path: Path, index: Index) -> None:
    (tmp_path / ".daylight/index.sqlite").unlink()
    with pytest.raises(SetupError):
        index.put("kind", [("a", "1", b"lost")])
    index.put("kind", [("b", "1", b"kept")])
    index.commit()
    assert set(Index(tmp_path).rows("kind")) == {"b"}


def test_an_error_keeps_what_was_kept_and_holds_up_nobody_else(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put("kind", [("a", "1", b"kept")])
    index.commit()

    def fail() -> None:
        with index.whole():
            index.put("kind", [("b", "1", b"not kept")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    other = Index(tmp_path)
    other.put("kind", [("c", "1", b"by another")])
    other.commit()
    assert set(index.rows("kind")) == {"a", "c"}
