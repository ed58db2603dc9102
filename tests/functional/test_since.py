"""What `daylight check --since` looks at, in real repositories."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, a_site, a_translation, an_announcement, commit, daylight, write

from generator import pipeline
from generator.steps import examining
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

BAD = "day,reading\n2026-01-01,a lot\n"


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def told(root: Path, revision: str = "main") -> list[tuple[str, str]]:
    """Path and rule of each finding."""
    result = daylight(root, "check", "--since", revision, "--format", "json")
    assert result.exit_code in {0, 1}, result.output
    return [(each["path"], each["rule"]) for each in json.loads(result.stdout)["findings"]]


@pytest.fixture
def repository(site: Path) -> Path:
    """Three datasets, one of them bad for a long time, and a branch on which nothing has changed yet."""
    a_dataset(site)
    a_dataset(site, "works/snow", name="snow")
    a_dataset(site, "health/old", name="old", data=BAD)
    an_announcement(site, datasets=["works/rain"])
    commit(site)
    git(site, "branch", "-M", "main")
    git(site, "checkout", "-q", "-b", "work")
    return site


def test_what_changes_in_a_translation_or_beside_it_is_told(repository: Path) -> None:
    path = a_translation(repository, kind="news").relative_to(repository).as_posix()
    assert told(repository) == [(path, "translation-key")]
    commit(repository)
    git(repository, "branch", "-f", "main")
    assert told(repository) == []
    (repository / "content/announcements/2026/pump-repair.md").unlink()
    assert (path, "translation-alone") in told(repository)


def test_where_nothing_changed_nothing_is_told_and_no_table_is_opened(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(examining, "judge", refuse)
    result = daylight(repository, "check", "--since", "main")
    assert result.exit_code == 0
    assert "0 datasets, 0 announcements that changed since main" in result.output


@pytest.mark.parametrize("how", ["not added", "added", "committed", "committed twice"])
def test_a_change_is_seen_wherever_it_is(repository: Path, how: str) -> None:
    a_dataset(repository, "works/hail", name="hail", data=BAD)
    write(repository, "datasets/works/snow/readings.csv", BAD)
    if how == "added":
        git(repository, "add", "-A")
    elif how.startswith("committed"):
        commit(repository)
        if how.endswith("twice"):
            an_announcement(repository, "other")
            commit(repository)
    assert told(repository) == [
        ("datasets/works/hail/readings.csv", "type-error"),
        ("datasets/works/snow/readings.csv", "type-error"),
    ]


def test_only_tables_that_are_concerned_are_read_and_their_verdicts_are_remembered(repository: Path) -> None:
    write(repository, "datasets/works/snow/readings.csv", BAD)
    seen: dict[str, int] = {}

    def observe(step: str, items: Any, total: int) -> Any:
        seen[step] = total
        return items

    pipeline.check(repository, means(repository, observe), since="main")
    assert seen == {"outlines": 3, "verdicts": 1}
    pipeline.check(repository, means(repository, observe))
    assert seen == {"outlines": 3, "verdicts": 2}


def test_what_was_done_on_the_other_branch_meanwhile_does_not_count(repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    write(repository, "datasets/works/rain/readings.csv", BAD)
    commit(repository)
    git(repository, "checkout", "-q", "work")
    write(repository, "datasets/works/snow/readings.csv", BAD)
    commit(repository)
    assert told(repository) == [("datasets/works/snow/readings.csv", "type-error")]


def test_a_dataset_that_is_gone_is_missed_by_what_refers_to_it(repository: Path) -> None:
    shutil.rmtree(repository / "datasets/works/rain")
    expected = ("content/announcements/2026/pump-repair.md", "dataset-unknown")
    assert expected in told(repository)
    commit(repository)
    assert told(repository) == [expected, ("datasets/works/rain", "address-lost")]


def test_a_dataset_that_moved_is_seen_at_both_places(repository: Path) -> None:
    shutil.move(repository / "datasets/works/rain", repository / "datasets/health/rain")
    write(repository, "datasets/health/rain/readings.csv", BAD)
    commit(repository)
    assert told(repository) == [
        ("content/announcements/2026/pump-repair.md", "dataset-unknown"),
        ("datasets/health/rain/readings.csv", "type-error"),
        ("datasets/works/rain", "address-lost"),
    ]


@pytest.mark.parametrize("file", ["mkdocs.yml", "content/vocabularies/topics.yaml"])
def test_what_everything_refers_to_concerns_everything(repository: Path, file: str) -> None:
    path = repository / file
    path.write_text(path.read_text() + "# changed\n")
    assert told(repository) == [("datasets/health/old/readings.csv", "type-error")]
    words = daylight(repository, "check", "--since", "main").output
    assert "Not fit to publish: 1 error" in words
    assert "that changed" not in words


def test_two_announcements_of_one_name_are_told_whichever_is_new(repository: Path) -> None:
    write(repository, "content/announcements/2025/pump-repair.md", "---\n---\n")
    shutil.copy(
        repository / "content/announcements/2026/pump-repair.md",
        repository / "content/announcements/2025/pump-repair.md",
    )
    assert told(repository) == [("content/announcements/2026/pump-repair.md", "address-taken")]


def test_a_folder_of_a_larger_repository_is_told_from_its_top(tmp_path: Path) -> None:
    root = a_site(tmp_path / "open data")
    write(tmp_path, "other.txt", "x")
    commit(tmp_path)
    a_dataset(root, data=BAD)
    write(tmp_path, "datasets/works/elsewhere/readings.csv", BAD)
    assert told(root, "HEAD") == [("datasets/works/rain/readings.csv", "type-error")]
    words = daylight(root, "check", "--since", "HEAD", "--format", "github").stdout
    assert words.startswith("::error file=open data/datasets/works/rain/readings.csv,line=2,")


def test_names_that_are_hard_to_print_are_seen(repository: Path) -> None:
    write(repository, "datasets/works/snow/maß\n°.csv", "x\n")
    assert told(repository) == []
    assert "1 dataset," in daylight(repository, "check", "--since", "main").output


@pytest.mark.parametrize("revision", ["nope", "--all", "main..work", "HEAD:mkdocs.yml", "@{-9}"])
def test_an_unknown_revision_is_told(repository: Path, revision: str) -> None:
    result = daylight(repository, "check", f"--since={revision}")
    assert result.exit_code == 2
    assert f"git knows no revision {revision}. Name a branch, a tag or a commit" in result.output


def test_a_revision_that_shares_nothing_is_told(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "alone")
    commit(repository, "Alone")
    result = daylight(repository, "check", "--since", "main")
    assert result.exit_code == 2
    assert "This branch and main have nothing in common." in result.output


def test_without_git_it_is_told(site: Path) -> None:
    result = daylight(site, "check", "--since", "main")
    assert result.exit_code == 4
    assert "There is no git history here, so that nobody can tell what changed." in result.output


@pytest.mark.parametrize("revision", ["HEAD~1", "origin/main"])
def test_a_shallow_clone_says_what_to_do(repository: Path, tmp_path: Path, revision: str) -> None:
    commit(repository)
    clone = tmp_path / "clone"
    address = f"file://{repository}"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", address, str(clone))
    if revision == "origin/main":
        git(clone, "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
        git(clone, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "--allow-empty", "-m", "More")
    result = daylight(clone, "check", "--since", revision)
    assert result.exit_code == 4
    assert "Run `git fetch --unshallow`; in GitHub Actions, check out with `fetch-depth: 0`." in result.output
