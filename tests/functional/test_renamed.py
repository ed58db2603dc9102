"""A thing keeps its id under a new name, and what takes the place of another thing does not get that one's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import feedparser
from builders import ALERT, DATA, a_dataset, an_announcement, commit, daylight, write

if TYPE_CHECKING:
    from pathlib import Path

ANNOUNCED = "content/announcements/2026"


def told(site: Path) -> list[str]:
    """What is said of announcements and datasets, without their paths."""
    lines = daylight(site, "check").output.splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith(("content/announcements/", "datasets/"))]


def ids(site: Path, feed: str = "feeds") -> dict[str, str]:
    result = daylight(site, "build")
    assert result.exit_code == 0, result.output
    entries = feedparser.parse((site / f"site/{feed}/atom.xml").read_bytes()).entries
    return {
        entry.link.removeprefix("https://test.example/"): entry.id.removeprefix("tag:test.example,2026:")
        for entry in entries
    }


def rename(site: Path, old: str, new: str, **changes: object) -> None:
    (site / ANNOUNCED / f"{old}.md").unlink()
    an_announcement(site, new, **changes)


def test_what_takes_the_place_of_another_thing_keeps_its_own_id(site: Path) -> None:
    an_announcement(site, "old")
    an_announcement(site, "new", title="New")
    a_dataset(site, "works/snow", name="snow")
    a_dataset(site)
    commit(site)
    (site / ANNOUNCED / "old.md").unlink()
    shutil.rmtree(site / "datasets/works/snow")
    an_announcement(site, "new", title="New", formerly=["old"])
    a_dataset(site, formerly=["works/snow"])
    expected = [
        "`old` was there beside `new`, so that it was something else."
        " Write it under `replaces`: the id in feeds is of the first name.",
        "`works/snow` was there beside `works/rain`, so that it was something else."
        " Write it under `replaces`: the id in feeds is of the first name.",
    ]
    assert told(site) == expected
    commit(site)
    assert told(site) == expected
    an_announcement(site, "new", title="New", replaces=["old"])
    a_dataset(site, replaces=["works/snow"])
    assert told(site) == []
    assert ids(site) == {
        "announcements/new/": "announcement/new",
        "datasets/works/rain/": "dataset/works/rain",
    }
    for path in ("announcements/old/index.html", "datasets/works/snow/index.html", "datasets/works/snow/readings.csv"):
        assert (site / "site" / path).exists()
    an_announcement(site, "new", title="New", replaces=["old", "new"])
    assert told(site) == ["The former address `new` is in use. Name only addresses that nothing else has."]


def test_two_that_become_one_are_not_both_its_earlier_names(site: Path) -> None:
    an_announcement(site, "one")
    commit(site)
    an_announcement(site, "two")
    commit(site)
    (site / ANNOUNCED / "two.md").unlink()
    rename(site, "one", "both", formerly=["one", "two"])
    assert [each.partition(",")[0] for each in told(site)] == ["`two` was there beside `one`"]
    an_announcement(site, "both", formerly=["one"], replaces=["two"])
    assert told(site) == []


def test_the_id_is_of_the_oldest_name(site: Path) -> None:
    an_announcement(site, "first")
    commit(site)
    rename(site, "first", "second", formerly=["first"])
    commit(site)
    rename(site, "second", "third", formerly=["second", "first"])
    assert told(site) == [
        "`second` is not its first name: `first` is older. Put the oldest first: the id in feeds is of the first."
    ]
    rename(site, "third", "third", formerly=["before-git", "first", "second"])
    assert told(site) == []
    rename(site, "third", "third", formerly=["first", "second"])
    assert ids(site) == {"announcements/third/": "announcement/first"}
    commit(site)
    rename(site, "third", "first", formerly=["second", "third"])
    assert told(site)[0].startswith("`second` is not its first name: `first` is older.")
    rename(site, "first", "first", formerly=["first", "second", "third"])  # it has its first name again
    assert told(site) == []
    assert ids(site) == {"announcements/first/": "announcement/first"}
    assert (site / "site/announcements/second/index.html").exists()


def test_a_dataset_that_moved_file_by_file_is_the_same(site: Path) -> None:
    a_dataset(site)
    commit(site)
    shutil.move(site / "datasets/works", site / "datasets/health")
    write(site, "datasets/health/rain/more.csv", DATA)
    a_dataset(site, "health/rain", formerly=["works/rain"])
    commit(site)
    (site / "datasets/health/rain/more.csv").unlink()
    commit(site)
    assert told(site) == []


def test_messages_of_an_alert_that_takes_the_place_of_another_keep_their_ids(site: Path) -> None:
    an_announcement(site, "boil", **ALERT)
    an_announcement(site, "old")
    commit(site)
    (site / ANNOUNCED / "old.md").unlink()
    an_announcement(site, "boil", **ALERT, replaces=["old"])
    assert ids(site) == {"announcements/boil/": "announcement/boil"}
    cap = (site / "site/announcements/boil/cap/1.xml").read_text()
    assert "<identifier>test.example.2026.boil.1</identifier>" in cap


def test_feeds_of_a_renamed_term_keep_their_ids(site: Path) -> None:
    an_announcement(site)
    assert daylight(site, "build").exit_code == 0
    before = feedparser.parse((site / "site/feeds/topics/water/atom.xml").read_bytes()).feed.id
    write(site, "content/vocabularies/topics.yaml", "- {id: rain, name: Rain, formerly: [water, wet]}\n")
    an_announcement(site, topics=["rain"])
    assert daylight(site, "build").exit_code == 0
    assert feedparser.parse((site / "site/feeds/topics/rain/atom.xml").read_bytes()).feed.id == before
