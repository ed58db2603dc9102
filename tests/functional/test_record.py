"""What was posted, where and when, is public: as pages, for programs, and linked from what each post is about."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import a_dataset, a_site, an_announcement, daylight, on_record

from generator.model.receipt import Receipt, Sent, State
from generator.social.ledgers.in_database import LedgerInDatabase
from generator.social.ledgers.in_git import LedgerInGit
from generator.social.outbox import read_outbox

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 12, tzinfo=UTC)
BOTH = [{"network": "mastodon", "handle": "@town@social.example"}, {"network": "mail", "handle": "all@town.example"}]


@pytest.fixture
def queued(tmp_path: Path) -> Path:
    """A site with the posts of a dataset and of an announcement in its outbox."""
    site = a_site(tmp_path / "site", accounts=BOTH)
    built(site)
    an_announcement(site)
    a_dataset(site)
    built(site)
    return site


def built(site: Path, *options: str) -> None:
    result = daylight(site, "build", *options)
    assert result.exit_code == 0, result.output


def page(site: Path, path: str) -> str:
    return (site / "site" / path / "index.html").read_text()


def posts(site: Path) -> list[dict[str, Any]]:
    return json.loads((site / "site/posts/2026/1.json").read_text())["posts"]


def about(site: Path, key: str) -> Path:
    """Write a file that corrects or retracts the posts about the announcement; its id."""
    (file,) = (site / "content/outbox/2026").glob("*pump-repair*.yaml")
    value = yaml.safe_load(file.read_text())
    later = file.with_name(f"2026-03-03-{key}.yaml")
    value |= {"id": later.stem, "version": "2", key: file.stem}
    value["posts"] = [{**each, "text": "In other words."} for each in value["posts"]]
    later.write_text(yaml.safe_dump(value, sort_keys=False))
    return later


def test_nothing_is_on_record_before_something_was_posted(queued: Path) -> None:
    on_record(queued, AT, state=State.CLAIMED)
    built(queued)
    assert "Nothing has been posted yet." in page(queued, "posts")
    assert json.loads((queued / "site/posts/index.json").read_text())["years"] == []
    assert "Discuss" not in page(queued, "announcements/pump-repair")


def test_what_was_posted_is_public_at_the_next_build_though_no_file_changed(queued: Path) -> None:
    on_record(queued, AT)
    built(queued)
    record = page(queued, "posts")
    assert "Water runs again." in record
    assert "All posts by year" in record
    assert record.count('<li>\n<p class="when">') == 4
    assert "https://mastodon.example/" in record
    assert "https://mail.example/" in record
    index = json.loads((queued / "site/posts/index.json").read_text())
    assert index["years"] == [{"year": 2026, "posts": 4, "files": ["https://test.example/posts/2026/1.json"]}]
    told = next(each for each in posts(queued) if each["network"] == "mastodon" and "pump" in each["id"])
    assert told == {
        "id": told["id"],
        "network": "mastodon",
        "account": "@town@social.example",
        "posted": "2026-03-02T12:00:00+00:00",
        "url": f"https://mastodon.example/{told['id']}/0",
        "language": "en",
        "text": told["text"],
        "alt": "News: The pump is mended. Public Works. Published on March 1, 2026.",
        "about": [
            {
                "id": "tag:test.example,2026:announcement/pump-repair",
                "title": "The pump is mended",
                "url": "https://test.example/announcements/pump-repair/",
            }
        ],
    }
    for path in ("announcements/pump-repair", "datasets/works/rain"):
        assert "Discuss on Mastodon" in page(queued, path)
    assert "https://test.example/posts/2026/" in (queued / "site/sitemap.xml").read_text()


def test_a_build_in_which_nothing_was_posted_since_makes_nothing_anew(queued: Path) -> None:
    on_record(queued, AT)
    built(queued)
    assert "Nothing has changed" in daylight(queued, "build").output


def test_a_correction_is_on_record_beside_what_it_corrects(queued: Path) -> None:
    on_record(queued, AT)
    about(queued, "corrects")
    on_record(queued, LATER)
    built(queued)
    record = page(queued, "posts")
    assert record.count("In other words.") == 2
    assert record.count("Corrected on") == 2
    first = next(each for each in posts(queued) if each["network"] == "mastodon" and "pump" in each["id"])
    assert first["corrected"] == LATER.isoformat()


def test_what_was_taken_back_keeps_its_words_and_is_not_linked(queued: Path) -> None:
    on_record(queued, AT)
    about(queued, "retracts")
    on_record(queued, LATER)
    built(queued)
    record = page(queued, "posts")
    assert "Water runs again." in record
    assert record.count("Taken back on") == 2
    assert "In other words." not in record
    assert "Discuss" not in page(queued, "announcements/pump-repair")
    assert "Discuss on Mastodon" in page(queued, "datasets/works/rain")
    first = next(each for each in posts(queued) if "pump" in each["id"])
    assert first["retracted"] == LATER.isoformat()


def test_posts_stay_with_what_was_renamed_since(queued: Path) -> None:
    on_record(queued, AT)
    announcement = queued / "content/announcements/2026/pump-repair.md"
    moved = announcement.with_name("pump-mended.md")
    moved.write_text(announcement.read_text().replace("kind: news", "kind: news\nformerly: [pump-repair]"))
    announcement.unlink()
    built(queued)
    assert "Discuss on Mastodon" in page(queued, "announcements/pump-mended")


def test_receipts_may_be_in_a_database(queued: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/receipts.db"
    outbox, _ = read_outbox(queued)
    with closing(LedgerInDatabase(address)) as ledger:
        for outgoing in outbox:
            for post in outgoing.posts:
                sent = (Sent(ref="1", url="mid:1@town.example"),)
                key = outgoing.key_of(post)
                ledger.swap(None, Receipt(key=key, state=State.SENT, at=AT, digest=post.digest, sent=sent))
    built(queued)
    assert "Nothing has been posted yet." in page(queued, "posts")
    built(queued, "--ledger", address)
    assert "Water runs again." in page(queued, "posts")
    assert "mid:1" not in page(queued, "posts")
    assert "Discuss on" not in page(queued, "announcements/pump-repair")
    gone = daylight(queued, "build", "--ledger", "sqlite:////nowhere/receipts.db")
    assert gone.exit_code == 6
    assert "Traceback" not in gone.output


def test_hostile_receipts_harm_no_others(queued: Path) -> None:
    on_record(queued, AT)
    about(queued, "corrects")
    outbox, _ = read_outbox(queued)
    correction = next(each for each in outbox if each.corrects)
    name, deep = f"2026/{correction.id}", "[" * 100_000
    sent = {"digest": correction.posts[0].digest, "state": "sent", "key": "x"}
    hostile = [b"{}", b"\xff", deep.encode(), b'{"at": "9999-12-31T00:00:00+00:00"}']
    hostile += [
        json.dumps({**sent, "at": at, "sent": [{"ref": "1", "url": url}]}).encode()
        for at, url in (
            ("0001-01-01T00:00:00+00:00", "https://a.example/"),
            ("2026-03-02T12:00:00+00:00", "https://a/\0\u202e"),
            ("2026-03-02T12:00:00+00:00", "https://a/\ud800"),
            ("2026-03-02T12:00:00+00:00", "javascript:alert(1)"),
        )
    ]
    git = ["git", "-C", str(queued)]
    for content in hostile:
        lines = [
            b"commit refs/heads/receipts",
            b"committer A <a@b> 1772452800 +0000",
            b"data 0",
            b"from refs/heads/receipts^0",
        ]
        file = f"{name}/{'mastodon%3A@town@social.example'}.json"
        change = [f"M 100644 inline {file}".encode(), b"data %d" % len(content), content, b""]
        subprocess.run([*git, "fast-import", "--quiet", "--force"], input=b"\n".join([*lines, *change]), check=True)
        built(queued)
        record = page(queued, "posts")
        assert "Water runs again." in record, content
        assert "javascript:" not in record
        assert "\0" not in record


def test_a_correction_in_place_is_taken_back_with_what_it_corrects(queued: Path) -> None:
    on_record(queued, AT)
    (first,) = (queued / "content/outbox/2026").glob("*pump-repair*.yaml")
    about(queued, "corrects")
    outbox, _ = read_outbox(queued)
    correction = next(each for each in outbox if each.corrects)
    with closing(LedgerInGit(queued)) as ledger:
        for post in correction.posts:
            before = ledger.read([f"{first.stem}/{post.to}"])[f"{first.stem}/{post.to}"]
            key = correction.key_of(post)
            edited = Receipt(key=key, state=State.SENT, at=LATER, digest=post.digest, sent=before.sent)
            assert ledger.swap(None, edited)
    about(queued, "retracts")
    on_record(queued, LATER)
    built(queued)
    assert page(queued, "posts").count("Taken back on") == 4
    assert "Discuss" not in page(queued, "announcements/pump-repair")


def test_many_posts_are_on_pages_of_their_years(tmp_path: Path) -> None:
    site = a_site(tmp_path, digest_from=100)
    built(site)
    for number in range(60):
        an_announcement(site, f"pump-{number}", published="2025-12-31T09:00:00-06:00")
    built(site)
    on_record(site, datetime(2026, 1, 1, 3, tzinfo=UTC))  # still the old year in Chicago
    built(site)
    assert page(site, "posts/2025").count("The pump is mended</a>") == 50
    assert page(site, "posts/2025/page/2").count("The pump is mended</a>") == 10
    assert len(json.loads((site / "site/posts/2025/1.json").read_text())["posts"]) == 60


def test_a_clone_without_the_branch_is_no_mistake(queued: Path) -> None:
    subprocess.run(["git", "-C", str(queued), "init", "-q"], check=True)
    built(queued)
    assert "Nothing has been posted yet." in page(queued, "posts")
