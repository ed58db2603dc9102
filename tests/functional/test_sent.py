"""What an alert said in git, where it was public, and what its file says now."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from builders import ALERT, an_announcement, commit, daylight, write

if TYPE_CHECKING:
    from pathlib import Path

SENT = {"version": 1, "sent": "2026-03-01T09:00:00-06:00"}
UPDATE = {"message": "Update", "version": 2, "updated": "2026-03-02T09:00:00-06:00", "earlier": [SENT]}


def told(site: Path) -> list[str]:
    """What is said of the alert, without its path."""
    lines = daylight(site, "check").output.splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("content/announcements/")]


def public(site: Path, name: str = "boil", **changes: Any) -> None:
    an_announcement(site, name, **ALERT | changes)
    commit(site)


def test_an_alert_that_was_public_is_no_draft_again(site: Path) -> None:
    public(site, status="Draft")
    public(site, severity="Extreme")
    assert told(site) == []
    an_announcement(site, "boil", **ALERT | {"status": "Draft"})
    expected = [
        "The alert was public and would be gone without a word."
        " Write `status: Actual` again, and send `message: Cancel` (docs/alerts.md)."
    ]
    assert told(site) == expected
    commit(site)
    assert told(site) == expected


@pytest.mark.parametrize(
    ("changes", "facts", "was"),
    [
        ({"severity": "Minor"}, "`severity`", "`severity: Severe`"),
        ({"instruction": "Boil it."}, "`instruction`", '`instruction: "Boil it for a minute."`'),
        ({"regions": ["south"]}, "`regions`", "`regions: [north]`"),
        ({"expires": "2026-04-02T00:00:00-06:00"}, "`expires`", "`expires: 2026-04-01T00:00:00-06:00`"),
        ({"published": "2026-03-01T08:00:00-06:00"}, "`published`", "`sent: 2026-03-01T09:00:00-06:00`"),
        ({"status": "Test", "title": "Boil"}, "`status`, `title`", '`status: Actual`, `title: "Boil water"`'),
        ({"body": "The pump is broken."}, "`text`", '`text: "The pump is **mended**."`'),
    ],
)
def test_an_alert_changes_by_a_message_alone(site: Path, changes: dict[str, Any], facts: str, was: str) -> None:
    write(site, "content/vocabularies/regions.yaml", "- {id: north, name: North side}\n- {id: south, name: South}\n")
    public(site)
    an_announcement(site, "boil", **ALERT | changes)
    assert told(site) == [
        f"{facts} of the alert changed, and those who received message 1 do not hear of it."
        f" Write `message: Update`, `version: 2`, `updated:`, and under `earlier:` what message 1 said: {was}."
    ]
    commit(site)
    assert len(told(site)) == 1
    an_announcement(site, "boil", **ALERT)
    assert told(site) == []


def test_what_those_who_receive_an_alert_do_not_see_may_change(site: Path) -> None:
    public(site)
    an_announcement(site, "boil", body="The\npump is mended.\n\n", **ALERT | {"topics": None, "summary": "Water."})
    assert told(site) == []
    write(site, "content/vocabularies/regions.yaml", "- {id: north-side, name: North side, formerly: [north]}\n")
    an_announcement(site, "boil", **ALERT | {"regions": ["north-side"]})
    assert told(site) == []


def test_an_update_is_not_taken_back(site: Path) -> None:
    public(site)
    public(site, **UPDATE)
    an_announcement(site, "boil", **ALERT)
    assert told(site) == [
        "Message 2 of the alert was sent already; this is message 1."
        " Write it as `version: 3`, with those before it under `earlier:` (docs/alerts.md)."
    ]


def test_an_earlier_message_is_what_it_was(site: Path) -> None:
    public(site, severity="Extreme")
    an_announcement(site, "boil", "It is safe.", **ALERT | UPDATE)
    said = [
        "Message 1 was sent with another `severity`, `text` than what stands here."
        ' Write under it: `severity: Extreme`, `text: "The pump is **mended**."`.'
    ]
    assert told(site) == said
    commit(site)
    assert told(site) == said
    earlier = [SENT | {"severity": "Extreme", "text": "The pump is **mended**."}]
    an_announcement(site, "boil", "It is safe.", **ALERT | UPDATE | {"earlier": earlier})
    assert told(site) == []


def test_a_renamed_alert_is_the_same_alert(site: Path) -> None:
    public(site)
    (site / "content/announcements/2026/boil.md").unlink()
    an_announcement(site, "water", **ALERT | {"formerly": ["boil"], "severity": "Minor"})
    (said,) = told(site)
    assert said.startswith("`severity` of the alert changed")


def test_of_what_ended_long_ago_or_is_not_whole_nothing_is_said(site: Path, tmp_path: Path) -> None:
    public(site)
    an_announcement(site, "boil", **ALERT | {"severity": "Minor"})
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{site}", str(tmp_path / "shallow")], check=True)
    shutil.copy(site / "content/announcements/2026/boil.md", tmp_path / "shallow/content/announcements/2026/boil.md")
    assert told(tmp_path / "shallow") == []
    commit(site, when="2026-05-05T12:00:00+00:00")
    assert told(site) == []


def test_versions_that_cannot_be_read_are_passed_over(site: Path) -> None:
    write(site, "content/announcements/2026/boil.md", "---\nkind: [\n---\n")
    commit(site)
    an_announcement(site, "boil")
    commit(site)
    public(site)
    assert told(site) == []
