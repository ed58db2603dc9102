"""From committed files to a site, and what a person reads on the way."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

import feedparser
import pytest
from builders import ALERT, DATA, a_dataset, a_site, an_announcement, commit, daylight, tree, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dataset_becomes_a_page_downloads_feed_entries_and_a_card(site: Path) -> None:
    a_dataset(site)

    result = daylight(site, "build")

    assert result.exit_code == 0, result.output
    page = (site / "site/datasets/works/rain/index.html").read_text()
    assert "<h1>Rainfall</h1>" in page
    assert "3 rows" in page
    assert 'href="../../../datasets/works/rain/readings.csv" download' in page
    assert "CC-BY-4.0" in page
    assert "By March 5, 2026 (monthly)" in page
    assert '<svg class="chart"' in page
    assert (site / "site/datasets/works/rain/readings.csv").read_text() == DATA
    assert (site / "site/cards/dataset/works/rain.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    feed = feedparser.parse((site / "site/feeds/atom.xml").read_bytes())
    assert [entry.id for entry in feed.entries] == ["tag:test.example,2026:dataset/works/rain"]


def test_three_mistakes_at_once_give_three_messages_and_leave_the_site_alone(site: Path) -> None:
    folder = a_dataset(site)
    announcement = an_announcement(site)
    assert daylight(site, "build").exit_code == 0
    before = tree(site / "site")

    write(site, "datasets/works/rain/readings.csv", DATA.replace("2.25", "a lot"))
    descriptor = folder / "datapackage.yaml"
    descriptor.write_text(descriptor.read_text().replace("accrualPeriodicity: monthly", "accrualPeriodicity: often"))
    announcement.write_text(announcement.read_text().replace("2026-03-01T", "2026-02-30T"))
    result = daylight(site, "build")

    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if re.match(r"\S+:\d+: ", line)]
    assert lines == [
        "content/announcements/2026/pump-repair.md:8: `published` is not a date and time with its zone:"
        " '2026-02-30T09:00:00-06:00'. Write it like 2026-11-03T09:00:00-06:00.",
        "datasets/works/rain/datapackage.yaml:7: `accrualPeriodicity` is unknown: 'often'. Write one of: daily, weekly,"
        " monthly, quarterly, biannual, annual, biennial, irregular, never.",
        "datasets/works/rain/readings.csv:4: A cell of column B 'reading' is not a number: 'a lot'."
        " Correct the cell, or the column's `type` in the descriptor.",
    ]
    assert "Nothing was published: 3 errors, 0 warnings." in result.output
    assert tree(site / "site") == before


def test_a_second_build_does_nothing_and_a_change_is_seen(site: Path) -> None:
    folder = a_dataset(site)
    daylight(site, "build")
    stamp = (site / "site").stat().st_ino

    assert "Nothing has changed" in daylight(site, "build").output
    assert (site / "site").stat().st_ino == stamp

    write(folder, "readings.csv", DATA + "2026-01-04,1\n")
    assert "Published" in daylight(site, "build").output
    assert "4 rows" in (site / "site/datasets/works/rain/index.html").read_text()


def test_a_file_missing_from_the_site_is_made_again(site: Path) -> None:
    a_dataset(site)
    daylight(site, "build")
    (site / "site/index.html").unlink()

    assert "Published" in daylight(site, "build").output
    assert (site / "site/index.html").exists()


def test_an_alert_that_ends_changes_the_site_though_no_file_changed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_announcement(site, "boil", **ALERT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774000000")  # 20 March 2026
    daylight(site, "build")
    assert "In force until April 1, 2026" in (site / "site/index.html").read_text()
    assert "Nothing has changed" in daylight(site, "build").output

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775100000")  # 2 April 2026
    assert "Published" in daylight(site, "build").output
    assert "In force" not in (site / "site/index.html").read_text()
    assert "No longer in force" in (site / "site/announcements/boil/index.html").read_text()


def test_an_alert_ends_on_time_east_of_greenwich_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_announcement(site, "boil", **{**ALERT, "expires": "2026-04-01T01:00:00+13:00"})  # 31 March, noon UTC
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774957000")  # 11:36 UTC
    daylight(site, "build")
    assert "In force" in (site / "site/index.html").read_text()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774959000")  # 12:10 UTC
    daylight(site, "build")
    assert "In force" not in (site / "site/index.html").read_text()


def test_two_builds_of_the_same_files_are_the_same_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = a_site(tmp_path / "one"), a_site(tmp_path / "elsewhere" / "two")
    for root, zone in ((first, "Asia/Tokyo"), (second, "America/Lima")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        a_dataset(root)
        an_announcement(root)
        commit(root)
        assert daylight(root, "build").exit_code == 0
    assert tree(first / "site") == tree(second / "site")


def test_feeds_say_the_same_after_a_rebuild_at_another_time(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_dataset(site)
    an_announcement(site)
    daylight(site, "build")
    names = ("feeds/atom.xml", "feeds/rss.xml", "feeds/agencies/works/atom.xml", "feeds/agencies/works/rss.xml")
    before = {name: (site / "site" / name).read_bytes() for name in names}

    shutil.rmtree(site / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798000000")
    daylight(site, "build")

    assert {name: (site / "site" / name).read_bytes() for name in names} == before
    ids = {name: [entry.id for entry in feedparser.parse(content).entries] for name, content in before.items()}
    assert set(map(tuple, ids.values())) == {
        ("tag:test.example,2026:announcement/pump-repair", "tag:test.example,2026:dataset/works/rain")
    }


def test_mkdocs_build_makes_the_same_site(site: Path) -> None:
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    a_dataset(site)
    an_announcement(site)
    daylight(site, "build")
    ours = tree(site / "site")

    result = CliRunner().invoke(cli, ["build", "-q", "-f", str(site / "mkdocs.yml"), "-d", str(site / "other")])

    assert result.exit_code == 0, result.output
    assert tree(site / "other") == ours


def test_mkdocs_build_with_errors_leaves_its_folder_alone(site: Path) -> None:
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    a_dataset(site, accrualPeriodicity="often")
    write(site, "other/index.html", "the old site")

    result = CliRunner().invoke(cli, ["build", "-q", "-f", str(site / "mkdocs.yml"), "-d", str(site / "other")])

    assert result.exit_code != 0
    assert tree(site / "other") == {"index.html": b"the old site"}


def test_dates_come_from_git_where_none_are_written(site: Path) -> None:
    a_dataset(site, issued=None, modified=None)
    commit(site, when="2026-03-05T12:00:00+00:00")
    write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
    commit(site, when="2026-04-07T12:00:00+00:00")

    daylight(site, "build")

    page = (site / "site/datasets/works/rain/index.html").read_text()
    assert "March 5, 2026" in page
    assert "April 7, 2026" in page


@pytest.mark.parametrize("shallow", [True, False])
def test_without_history_dates_are_asked_for_once_and_nothing_fails(tmp_path: Path, *, shallow: bool) -> None:
    import subprocess

    origin = a_site(tmp_path / "origin")
    a_dataset(origin, issued=None, modified=None)
    root = origin
    if shallow:
        commit(origin)
        commit(origin)
        root = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{origin}", str(root)], check=True)

    result = daylight(root, "build")

    assert result.exit_code == 0
    assert result.output.count("shallow clone" if shallow else "no git history") == 1
    assert "The dataset has no date. Add `issued:` and `modified:`" in result.output
    assert "Not stated" in (root / "site/datasets/works/rain/index.html").read_text()
    assert not feedparser.parse((root / "site/feeds/atom.xml").read_bytes()).entries


def test_an_address_that_was_public_may_not_vanish_but_may_move(site: Path) -> None:
    a_dataset(site)
    an_announcement(site)
    commit(site)
    shutil.move(site / "datasets/works/rain", site / "datasets/health/rain")
    (site / "content/announcements/2026/pump-repair.md").unlink()
    commit(site)

    result = daylight(site, "check")

    assert result.exit_code == 1
    assert "/datasets/works/rain/ was public and is gone." in result.output
    assert "Bring it back with `withdrawn: {date, reason}`, or write `formerly: [works/rain]`" in result.output
    assert "/announcements/pump-repair/ was public and is gone." in result.output

    a_dataset(site, "health/rain", formerly=["works/rain"])
    an_announcement(site, "pump", formerly=["pump-repair"])
    assert daylight(site, "build").exit_code == 0
    moved = (site / "site/datasets/works/rain/index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../../../datasets/health/rain/">' in moved
    assert 'url=../../announcements/pump/"' in (site / "site/announcements/pump-repair/index.html").read_text()


def test_a_build_that_fails_midway_leaves_the_old_site(site: Path) -> None:
    a_dataset(site)
    daylight(site, "build")
    before = tree(site / "site")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("node_modules/@expo-google-fonts", "no-such-fonts"))
    a_dataset(site, "works/snow")

    result = daylight(site, "build")

    assert result.exit_code == 4
    assert "no-such-fonts" in result.output
    assert tree(site / "site") == before
    assert not list(site.glob(".site.[ps]*"))
