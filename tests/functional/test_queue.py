"""One post per account for each new publication, once, as a file that people can read."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from builders import ALERT, a_dataset, a_site, an_announcement, commit, daylight, tree

if TYPE_CHECKING:
    from pathlib import Path

BOTH = [
    {"network": "mastodon", "handle": "@town@social.example"},
    {"network": "bluesky", "handle": "town.example"},
]


def queued(site: Path) -> list[str]:
    return sorted(path.name for path in (site / "content/outbox").glob("*/*.yaml"))


def test_the_first_build_of_an_old_repository_queues_nothing(site: Path) -> None:
    a_dataset(site)
    an_announcement(site)

    assert "no posts are queued about it" in daylight(site, "build").output
    assert queued(site) == []


def test_what_is_new_is_queued_once(tmp_path: Path) -> None:
    site = a_site(tmp_path, accounts=BOTH)
    a_dataset(site)
    daylight(site, "build")

    an_announcement(site)
    assert "Queued content/outbox/2026/2026-03-01-news-pump-repair-" in daylight(site, "build").output
    before = tree(site / "content/outbox")
    assert "Nothing has changed" in daylight(site, "build").output
    (site / ".daylight/index.sqlite").unlink()
    assert "Queued" not in daylight(site, "build").output
    assert tree(site / "content/outbox") == before


def test_a_queued_file_says_all_that_an_officer_reviews(tmp_path: Path) -> None:
    site = a_site(tmp_path, accounts=BOTH)
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")

    text = next((site / "content/outbox/2026").iterdir()).read_text()

    assert text.startswith("# Posts about one publication.")
    value = yaml.safe_load(text)
    assert value.pop("id").startswith("2026-03-01-news-pump-repair-")
    assert value == {
        "publication": "announcement/pump-repair",
        "version": "2026-03-01T09:00:00-06:00",
        "link": "https://test.example/announcements/pump-repair/",
        "not_before": "2026-03-01T09:00:00-06:00",
        "zone": "America/Chicago",
        "posts": [
            {
                "to": to,
                "lang": "en",
                "text": "The pump is mended\n\nWater runs again.\n\nhttps://test.example/announcements/pump-repair/",
                "media": "https://test.example/cards/announcement/pump-repair.png",
                "alt": "News: The pump is mended. Public Works. Published on March 1, 2026.",
            }
            for to in ("mastodon:@town@social.example", "bluesky:town.example")
        ],
    }


def test_new_data_is_a_new_publication_and_an_edited_descriptor_is_not(site: Path) -> None:
    a_dataset(site, version="1")
    daylight(site, "build")

    a_dataset(site, version="1", title="Rain")
    daylight(site, "build")
    assert queued(site) == []

    a_dataset(site, version="2")
    daylight(site, "build")
    (name,) = queued(site)
    assert name.startswith("2026-02-05-dataset-rain-")


def test_an_edited_text_is_kept_by_later_builds(site: Path) -> None:
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    file = next((site / "content/outbox/2026").iterdir())
    file.write_text(file.read_text().replace("Water runs again.", "Water is back."))

    an_announcement(site, "another", title="Another")
    daylight(site, "build")

    assert "Water is back." in file.read_text()
    assert len(queued(site)) == 2


def test_a_new_name_is_nothing_new(site: Path) -> None:
    an_announcement(site, "old")  # known by the baseline
    daylight(site, "build")
    a_dataset(site, version="1")
    an_announcement(site, "other", title="Other")
    daylight(site, "build")
    assert len(queued(site)) == 2

    for name in ("old", "other"):
        (site / f"content/announcements/2026/{name}.md").unlink()
        an_announcement(site, f"new-{name}", title="New", formerly=[f"before-{name}", name])
    shutil.move(site / "datasets/works", site / "datasets/health")
    a_dataset(site, "health/rain", version="1", formerly=["works/rain"])
    assert "Queued" not in daylight(site, "build").output
    a_dataset(site, "health/rain", version="2", formerly=["works/rain"])
    daylight(site, "build")
    assert len(queued(site)) == 3


def test_backfill_queues_the_past_and_later_builds_still_see_what_is_new(site: Path) -> None:
    an_announcement(site)
    daylight(site, "build", "--backfill")
    assert len(queued(site)) == 1

    an_announcement(site, "another", title="Another")
    daylight(site, "build")
    assert len(queued(site)) == 2


def test_backfill_after_the_first_build_queues_what_was_taken_as_known(site: Path) -> None:
    an_announcement(site)
    daylight(site, "build")
    assert queued(site) == []
    daylight(site, "build", "--backfill")
    assert len(queued(site)) == 1
    daylight(site, "build", "--backfill")
    assert len(queued(site)) == 1


def test_an_alert_that_has_ended_is_not_queued(site: Path) -> None:
    daylight(site, "build")
    an_announcement(site, "boil", **ALERT)
    daylight(site, "build")
    assert queued(site) == []


def test_a_rehearsal_shows_what_would_go_where_and_changes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774000000")  # 20 March 2026
    daylight(site, "build")
    an_announcement(site, "boil", **ALERT)
    an_announcement(site, "later", published="2026-03-25T09:00:00-05:00")
    daylight(site, "build")
    before = tree(site)

    now = daylight(site, "deliver", "--rehearse")

    assert now.exit_code == 0
    assert "mastodon:@town@social.example would be sent now\n  about     announcement/boil" in now.output
    assert "  | SEVERE ALERT: Boil water\n  | \n  | https://test.example/announcements/boil/\n" in now.output
    assert "/boil/\n  | \n  | Water runs again.\n" in now.output
    assert "  picture   https://test.example/cards/announcement/boil.png\n" in now.output
    assert "waits until 2026-03-25T09:00:00-05:00 (America/Chicago)" in now.output
    assert "1 of 2 posts would be sent now. Nothing was sent." in now.output
    assert tree(site) == before

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775100000")  # 2 April 2026
    assert "is too late: it expired at 2026-04-01T00:00:00-06:00" in daylight(site, "deliver", "--rehearse").output


def test_an_outbox_file_that_cannot_be_read_is_told_with_its_line(site: Path) -> None:
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    file = next((site / "content/outbox/2026").iterdir())
    file.write_text(file.read_text().replace('"2026-03-01T09:00:00-06:00"\nzone', "tomorrow\nzone"))

    result = daylight(site, "deliver", "--rehearse")

    assert result.exit_code == 1
    assert f"content/outbox/2026/{file.name}:6: `not_before` is not a date and time with its zone" in result.output


def test_nothing_goes_out_that_is_not_merged(site: Path, tmp_path: Path) -> None:
    assert "git cannot tell what is merged" in daylight(site, "deliver").output
    server = tmp_path / "server.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
    commit(site)
    nowhere = daylight(site, "deliver")
    assert nowhere.exit_code == 6
    assert "no `origin`, in whose branch `receipts`" in nowhere.output
    git = ["git", "-C", str(site)]
    subprocess.run([*git, "remote", "add", "origin", str(server)], check=True)
    subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
    assert daylight(site, "deliver").output == "There are no posts.\n"
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    unsaid = daylight(site, "deliver")
    assert unsaid.exit_code == 1
    assert "Not committed: content/outbox/" in unsaid.output
    commit(site)
    unmerged = daylight(site, "deliver")
    assert unmerged.exit_code == 1
    assert "is not in the default branch `main` of the server" in unmerged.output
    subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
    waits = daylight(site, "deliver")
    assert waits.exit_code == 0, waits.output
    assert "https://test.example/announcements/pump-repair/ does not answer: ConnectError" in waits.output
    assert waits.output.endswith("1 posts: 1 due.\n")


def test_names_that_look_alike_never_share_a_file(site: Path) -> None:
    daylight(site, "build")
    a_dataset(site, "works/rain", version="2026/1")
    a_dataset(site, "health/rain", version="2026/1")
    daylight(site, "build")
    assert len(queued(site)) == 2


@pytest.mark.parametrize(
    "version", ["012345678901", "12e456789012", "1e3", "08", "0x1", "1_0", "yes", "~", "1:30", "'", '"']
)
def test_any_version_is_read_back_as_it_was_written(site: Path, version: str) -> None:
    from generator.social.outbox import read_outbox

    daylight(site, "build")
    file = a_dataset(site, version="VERSION") / "datapackage.yaml"
    file.write_text(file.read_text().replace("VERSION", json.dumps(version)))
    assert daylight(site, "build").exit_code == 0
    (outgoing,), findings = read_outbox(site)
    assert (outgoing.version, findings) == (version, ())


def test_a_post_that_cannot_be_written_leaves_the_site_alone(site: Path) -> None:
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    before = tree(site / "site")
    next((site / "content/outbox/2026").iterdir()).write_text("id: [")
    an_announcement(site, "another", title="Another")

    result = daylight(site, "build")

    assert result.exit_code == 1
    assert "This is not well-formed YAML" in result.output
    assert tree(site / "site") == before
