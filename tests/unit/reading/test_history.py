"""What git remembers, and that nothing in it can break the reading or make it long."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from builders import commit, write

from generator.reading.history import read_history

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.catalog import History


def history(root: Path) -> History:
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return read_history(root, there)[0]


def settings(languages: str) -> str:
    return f"site_name: Testing\nextra:\n  daylight:\n    languages: {languages}\n"


def git(root: Path, *words: str, put: str = "") -> str:
    done = subprocess.run(["git", "-C", str(root), *words], input=put, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def commit_at(root: Path, stamp: str) -> None:
    """Commit all of `root` with whatever is given as its time, as git itself would not."""
    git(root, "add", "-A")
    who = f"Officer <officer@test.example> {stamp} +0000"
    text = (
        f"tree {git(root, 'write-tree')}\nparent {git(root, 'rev-parse', 'HEAD')}\nauthor {who}\ncommitter {who}\n\nx\n"
    )
    git(root, "update-ref", "HEAD", git(root, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", put=text))


@pytest.mark.parametrize("stamp", ["4102444800", "253402300799", "99999999999999", "-5", "18446744073709551614", "x"])
def test_a_commit_of_a_time_that_cannot_be_has_the_time_of_the_one_before(tmp_path: Path, stamp: str) -> None:
    at = datetime(2026, 3, 5, 12, tzinfo=UTC)
    write(tmp_path, "datasets/works/rain/readings.csv", "a\n1\n")
    commit(tmp_path)
    _, remembered = read_history(tmp_path, set())
    write(tmp_path, "datasets/works/snow/readings.csv", "a\n1\n")
    commit_at(tmp_path, stamp)
    for known in (b"", remembered):
        found, _ = read_history(tmp_path, set(), known)
        assert found.spans == {f"datasets/works/{name}": (at, at) for name in ("rain", "snow")}


def test_a_first_commit_of_a_time_that_cannot_be_is_of_1970(tmp_path: Path) -> None:
    write(tmp_path, "datasets/works/rain/readings.csv", "a\n1\n")
    commit(tmp_path)
    git(tmp_path, "add", "-A")
    commit_at(tmp_path, "-5")
    git(tmp_path, "replace", "--graft", "HEAD")
    assert history(tmp_path).spans["datasets/works/rain"][0].year == 1970


def test_languages_of_old_settings_are_remembered_and_the_present_ones_too(tmp_path: Path) -> None:
    for languages in ("[es, pt-BR]", "[es]"):
        write(tmp_path, "mkdocs.yml", settings(languages))
        commit(tmp_path)
    assert history(tmp_path).languages == {"es", "pt-BR"}


@pytest.mark.parametrize(
    "content",
    [
        settings("true").encode(),
        settings("5").encode(),
        settings("{es: ar}").encode(),
        settings("[{es: ar}, 5, [fr], '', 'es@../x']").encode(),
        settings("[fr]").encode() + b"# caf\xe9\n",
        settings("[fr]").encode() + b"- : {\n",
        settings("[fr]").encode() + b"x: \x00\n",
        settings("[fr]").encode() + b"x: " + b"[" * 5_000 + b"\n",
        b"",
        b"[]\n",
        b"extra: 5\n",
    ],
)
def test_old_settings_that_cannot_be_read_are_passed_over(tmp_path: Path, content: bytes) -> None:
    for each in (content, settings("[es]").encode()):
        (tmp_path / "mkdocs.yml").write_bytes(each)
        commit(tmp_path)
    assert history(tmp_path).languages == {"es"}


def test_old_settings_that_are_larger_than_any_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = settings("[fr]") + "x:\n" + "  - {a: [b, c, d]}\n" * 12_000
    for each in (large, settings("[es]")):
        write(tmp_path, "mkdocs.yml", each)
        commit(tmp_path)
    asked = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: asked.append(words[0][-2:]) or run(*words, **more))
    assert history(tmp_path).languages == {"es"}
    assert len([each for each in asked if each[0] == "blob"]) == 1
