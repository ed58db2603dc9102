"""What git remembers, and that nothing in it can break the reading or make it long."""

from __future__ import annotations

import subprocess
import time
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


@pytest.mark.parametrize(
    "stamp", ["0", "4102444800", "253402300799", "99999999999999", "-5", "18446744073709551614", "x"]
)
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


TOPICS = "content/vocabularies/topics.yaml"
RAIN = "datasets/works/rain/datapackage.yaml"


def versions(root: Path, path: str, *texts: str) -> History:
    """The history after a file was each of the texts, one after the other."""
    for text in texts:
        write(root, path, text)
        commit(root)
    return history(root)


@pytest.mark.parametrize(
    "setting",
    [
        "color.ui always",
        "color.diff always",
        "diff.noprefix true",
        "diff.mnemonicPrefix true",
        "diff.external false",
        "diff.x.command false",
        "diff.x.textconv false",
        "diff.x.binary true",
        "diff.context 30",
        "diff.interHunkContext 30",
        "diff.orderFile /none",
        "diff.relative false",
        "core.quotePath false",
        "core.attributesFile .gitattributes",
        "log.follow true",
        "log.showRoot false",
        "log.showSignature true",
        "log.diffMerges off",
        "log.date iso",
        "format.pretty short",
        "*.yaml -diff",
        "*.yaml binary",
        "*.yaml -text diff",
    ],
)
def test_what_git_remembers_does_not_depend_on_its_settings(tmp_path: Path, setting: str) -> None:
    attributes = setting if setting.startswith("*") else "*.yaml diff=x"
    write(tmp_path, ".gitattributes", f"{attributes}\n")
    for topic, file, language in (("water", "a.csv", "es"), ("rain", "b.csv", "ar")):
        write(tmp_path, TOPICS, f"# -- a/\n- id: {topic}\n  name: Wet\n")
        write(tmp_path, RAIN, f"resources:\n- path: {file}\n")
        write(tmp_path, f"datasets/works/rain/{file}", "a\n1\n")
        write(tmp_path, "mkdocs.yml", settings(f"[{language}]"))
        commit(tmp_path)
    (tmp_path / "datasets/works/rain/a.csv").unlink()
    if attributes != setting:
        git(tmp_path, "config", *setting.split())
    found = history(tmp_path)
    assert found.terms == {"topics/water"}
    assert found.files == {"datasets/works/rain/a.csv"}
    assert found.past == {"datasets/works/rain/a.csv"}
    assert found.languages == {"es", "ar"}


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("- id: water\n  name: Water\n", {"water"}),
        ("- name: Water\n  id: water\n", {"water"}),
        ('- "id": water\n  "name": Water\n', {"water"}),
        ("- 'id' : 'water'\n  name: Water\n", {"water"}),
        ('- {name: Water, "id": water}\n', {"water"}),
        ("- {name: 'It''s, id: none', id: water}\n- {name: Sea,\n   id: sea}\n", {"water", "sea"}),
        ('[{"id": "water", "name": "Water"}]\n', {"water"}),
        ("- id: rain\n  name: Rain\n  description: 'Photo id: required at all'\n", set()),
        ("- id: rain\n  name: Rain\n  description: |\n    Photo\n    id: required\n", set()),
        ("- id: rain\n  name: Rain\n  # id: example-term\n", set()),
        ("- id: rain\n  licenses:\n  - id: pddl\n", set()),
        ("- {id: rain, name: Old rain}\n", set()),
        ("- id: [water]\n- 5\n", set()),
        ("- id: water\n  : {\n", set()),
        ("id: water\n", set()),
    ],
)
def test_a_term_that_was_taken_out_is_known_by_its_key_alone(tmp_path: Path, before: str, gone: set[str]) -> None:
    found = versions(tmp_path, TOPICS, before, "- {id: rain, name: Rain}\n")
    assert found.terms == {f"topics/{id_}" for id_ in gone}


def test_a_term_is_told_though_a_text_that_was_added_speaks_of_its_id(tmp_path: Path) -> None:
    after = "- {id: rain, name: Rain, description: 'Once with id: water'}\n"
    assert versions(tmp_path, TOPICS, "- {id: water, name: Water}\n", after).terms == {"topics/water"}


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("- {name: a, path: a.csv}", {"a.csv"}),
        ("  path: [data/a.csv, data/b.csv]", {"data/a.csv", "data/b.csv", "data/a.csv, data/b.csv"}),
        ('- {name: n, path: "My Data (2026).csv"}', {"My Data (2026).csv"}),
        ("- path: Año 2025.geojson", {"Año 2025.geojson"}),
        ("- path: a.csv.gz", {"a.csv.gz"}),
        ("- path: a.html", set()),
        ("- path: _a.csv", {"a.csv"}),
        (f"- path: {'a' * 251}.csv", {f"{'a' * 251}.csv"}),
    ],
)
def test_files_that_a_descriptor_named_are_known(tmp_path: Path, line: str, files: set[str]) -> None:
    found = versions(tmp_path, RAIN, f"title: Rain\n{line}\n-- a/x.csv\n", "title: Rain\n-- a/x.csv\n").files
    assert found == {f"datasets/works/rain/{each}" for each in files}


def test_a_removed_line_that_looks_like_the_head_of_a_difference_is_a_line(tmp_path: Path) -> None:
    found = versions(tmp_path, RAIN, "-- a/b/x\n-- path: a.csv\n+ path: b.csv\n", "title: Rain\n").files
    assert found == {f"datasets/works/rain/{each}.csv" for each in ("a", "b")}


@pytest.mark.parametrize("sign", ["a", "a ", "a.csv", "a.csv, ", "id: ", ".", "é"])
def test_long_lines_take_no_long_time(tmp_path: Path, sign: str) -> None:
    text = sign * 300_000
    for path in (TOPICS, RAIN):
        write(tmp_path, path, f"{text}\n" + f"{text[:9_000]}\n" * 30)
    commit(tmp_path)
    for path in (TOPICS, RAIN):
        write(tmp_path, path, "[]\n")
    commit(tmp_path)
    begin = time.process_time()
    history(tmp_path)
    assert time.process_time() - begin < 2


def test_a_history_of_which_objects_are_missing_is_not_taken_for_whole(tmp_path: Path) -> None:
    versions(tmp_path, TOPICS, "- {id: water, name: Water}\n", "- {id: rain, name: Rain}\n")
    name = git(tmp_path, "rev-parse", f"HEAD~1:{TOPICS}")
    (tmp_path / ".git/objects" / name[:2] / name[2:]).unlink()
    found = history(tmp_path)
    assert not found.complete
    assert found.note.startswith("git cannot read all of the history here.")


@pytest.mark.parametrize(
    ("path", "before", "after", "former"),
    [
        (RAIN, "formerly: [works/wet, works/sea]\n", "title: Rain\n", {"datasets/works/wet", "datasets/works/sea"}),
        (RAIN, "formerly:\n- works/wet\n- works/sea # old\n", "formerly:\n- works/sea\n", {"datasets/works/wet"}),
        (RAIN, "formerly: [works/wet,\n  works/sea]\n", "formerly: [works/wet]\n", {"datasets/works/sea"}),
        (RAIN, "formerly: [works/wet]\n", "withdrawn: {date: 2026-03-02, reason: Old.}\n", {"datasets/works/wet"}),
        (RAIN, '{"formerly": [\n"works/wet"\n]}\n', "title: Rain\n", {"datasets/works/wet"}),
        (RAIN, "description: formerly known\n", "title: Rain\n", set()),
        (RAIN, "x: {formerly: [works/wet]}\n", "title: Rain\n", set()),
        (RAIN, "formerly: works/wet\n", "title: Rain\n", set()),
        (RAIN, "formerly: [5, [a], '../x', 'A b']\n", "title: Rain\n", set()),
        (RAIN, f"formerly: [{', '.join(f'works/x{each}' for each in range(101))}]\n", "title: Rain\n", set()),
        (TOPICS, "- {id: rain, name: R, formerly: [wet]}\n", "- {id: rain, name: R}\n", {"topics/wet"}),
        (TOPICS, "- id: rain\n  formerly:\n  - wet\n", "- id: rain\n", {"topics/wet"}),
        ("content/pages/a.md", "---\nformerly: [b]\n---\nformerly: [c]\n", "---\ntitle: A\n---\n", {"b"}),
        (
            "content/announcements/2026/a.md",
            "---\nformerly: [b, /c/]\nreplaces: [d, /e/]\n---\n.\n",
            "---\n---\n",
            {"announcements/b", "announcements/d", "e"},
        ),
        ("content/announcements/a.md", "formerly: [b]\n", "---\n---\n", set()),
    ],
)
def test_a_name_that_something_had_before_is_not_forgotten(
    tmp_path: Path, path: str, before: str, after: str, former: set[str]
) -> None:
    found = versions(tmp_path, path, before, after).former
    assert former <= {address for _, address in found}
    assert bool(former) is bool(found)
    assert "c" not in {address for _, address in found}
    assert {file for file, _ in found} <= {path}
    (tmp_path / path).unlink()
    commit(tmp_path)
    assert history(tmp_path).former >= found


@pytest.mark.parametrize(
    ("states", "past"),
    [
        (["status: Draft", None], False),
        (["status: Draft", "status: 'Draft' # still", None], False),
        (["status: Draft", "status: Actual", None], True),
        (["status: Draft", "status: Actual", "status: Draft", None], True),
        (["x: 1", "status: Draft", None], True),
        (["status: Draft", None, "x: 1", None], True),
        (["x: 1\n---\nstatus: Draft", None], True),
    ],
)
def test_an_alert_that_was_never_more_than_a_draft_was_not_public(
    tmp_path: Path, states: list[str | None], *, past: bool
) -> None:
    file = tmp_path / "content/announcements/2026/boil.md"
    remembered = b""
    for state in states:
        if state:
            write(tmp_path, "content/announcements/2026/boil.md", f"---\nkind: alert\n{state}\n---\nBoil it.\n")
        else:
            file.unlink()
        commit(tmp_path)
        _, remembered = read_history(tmp_path, set(), remembered)
    for known in (b"", remembered):
        found, _ = read_history(tmp_path, set(), known)
        assert found.past == ({"content/announcements/2026/boil.md"} if past else set())
