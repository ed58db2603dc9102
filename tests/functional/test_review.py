"""What is wrong with posts is told in the pull request, with file and line: afterwards they go out as they stand."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import a_site, an_announcement, commit, daylight, write

from generator.model.receipt import Receipt, Sent, State
from generator.social.ledgers.in_git import LedgerInGit
from generator.social.outbox import read_outgoing

if TYPE_CHECKING:
    from pathlib import Path

BOTH = [
    {"network": "mastodon", "handle": "@town@social.example"},
    {"network": "bluesky", "handle": "town.example"},
]
URL = "https://test.example/"


@pytest.fixture
def queued(tmp_path: Path) -> Path:
    """A site with one file in its outbox."""
    site = a_site(tmp_path / "site", accounts=BOTH)
    daylight(site, "build")
    an_announcement(site)
    assert daylight(site, "build").exit_code == 0
    return site


def file_of(site: Path) -> Path:
    (file,) = (site / "content/outbox/2026").iterdir()
    return file


def rewritten(site: Path, post: int | None = None, **changes: Any) -> Path:
    file = file_of(site)
    value = yaml.safe_load(file.read_text())
    (value if post is None else value["posts"][post]).update(changes)
    file.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True))
    return file


def told(site: Path) -> list[str]:
    """Where, without the folder, and what."""
    output = daylight(site, "check").output
    lines = [line.removeprefix("Warning: ") for line in output.splitlines()]
    return [line.removeprefix("content/outbox/2026/") for line in lines if line.startswith("content/outbox")]


@pytest.mark.parametrize(
    ("post", "changes", "key", "message"),
    [
        (1, {"text": "x" * 301}, "  text:", "The text is too long: 301 of 300 characters as bluesky counts, 301"),
        (1, {"text": "👨‍👩‍👧‍👦" * 130}, "  text:", "The text is too long: 325 of 300 characters as bluesky counts,"),
        (0, {"text": ["One.", "x" * 501]}, "  - x", "The text is too long: 501 of 500 characters as mastodon counts"),
        (0, {"text": " "}, "  text:", "The text is empty. Write it, or remove the post."),
        (0, {"text": "See https://evil.example/a"}, "  text:", "The text leads away from this site, to https://evil.example/a."),
        (0, {"text": "See https://test.example.evil.example/"}, "  text:", "The text leads away from this site"),
        (0, {"to": "mastodon:@twn@social.example"}, "- to:", "The account mastodon:@twn@social.example is unknown."),
        (0, {"media": f"{URL}about/me.png"}, "  media:", "The picture https://test.example/about/me.png is not one"),
        (1, {"media": f"{URL}cards/announcement/none.png"}, "  media:", "The picture https://test.example/cards/announcement/none"),
        (0, {"alt": ""}, "  alt:", "Warning: The picture has no words for those who do"),
        (None, {"link": "https://evil.example/"}, "link:", "https://evil.example/ is not an address of this site"),
        (
            None,
            {"zone": "America/Chicago", "not_before": "2027-03-14T02:30:00-06:00"},
            "not_before:",
            "On 2027-03-14 there is no 02:30 in America/Chicago: clocks are turned then. Write 2027-03-14T03:30:00",
        ),
        (None, {"zone": "Mars/Olympus"}, "zone:", "The time zone 'Mars/Olympus' is unknown."),
        (None, {"expires": "2026-01-01T00:00:00-06:00"}, "expires:", "It expires (2026-01-01 00:00:00-06:00) before"),
        (0, {"text": {"a": 1}}, "  text:", "`posts[1].text` is neither text nor a list of texts: a group."),
        (1, {"text": 7}, "  text:", "`posts[2].text` is neither text nor a list of texts: 7."),
        (1, {"text": []}, "  text:", "`posts[2].text` is neither text nor a list of texts: a list."),
        (0, {"text": "See HTTPS://evil.example/a"}, "  text:", "The text leads away from this site"),
        (0, {"warning": "See https://evil.example/a"}, "  text:", "The text leads away from this site"),
        (0, {"lang": "en_US"}, "  lang:", "`posts[1].lang` is not the code of a language: 'en_US'."),
        (1, {"to": "mastodon:@town@social.example"}, "- to:", "There are two posts to mastodon:@town@social.example."),
        (None, {"holt": True}, "holt:", "`holt` is no key of the outbox. Did you mean `hold`?"),
        (1, {"adieu": "x"}, "  adieu:", "`adieu` is no key of the outbox. Known are: to, lang, text,"),
        (None, {"posts": []}, "posts:", "The file has no posts. Write them under `posts:`, or remove it."),
        (None, {"id": "other"}, "id:", "`id` is 'other', the file is called 2026-03-01-news-pump-repair-"),
        (None, {"publication": "announcement/none"}, "", "The publication announcement/none is unknown, so"),
        (None, {"corrects": "none"}, "", "There is no file with the id none whose posts could be corrected"),
        (None, {"not_before": "2026-03-01T09:00:00"}, "not_before:", "`not_before` is not a date and time with its"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_with_its_line(
    queued: Path, post: int | None, changes: dict[str, Any], key: str, message: str
) -> None:
    file = rewritten(queued, post, **changes)
    lines = file.read_text().splitlines()
    places = [number for number, line in enumerate(lines, start=1) if key and line.startswith(key)]
    line = places[post or 0] if places and len(places) > (post or 0) else places[0] if places else 1
    found = told(queued)
    assert any(each.startswith(f"{file.name}:{line}: {message}") for each in found), found


BARE = [
    ("Forms at www.evil.com/x.", "www.evil.com/x"),
    ("Ask evil.com", "evil.com"),
    ("bit.ly/3x", "bit.ly/3x"),
]
NETWORKS = [
    ("mastodon", ""),
    ("bluesky", ""),
    ("x", "The text leads away from this site, to {}: x makes a link of it."),
    ("threads", "Warning: The text may lead away from this site: some programs make a link of {}."),
    ("matrix", "Warning: The text may lead away from this site: some programs make a link of {}."),
]


@pytest.mark.parametrize(("network", "message"), NETWORKS)
def test_addresses_without_a_scheme_are_told_where_they_become_links(queued: Path, network: str, message: str) -> None:
    settings = queued / "mkdocs.yml"
    value = yaml.safe_load(settings.read_text())
    handle = {"mastodon": "@town@social.example", "matrix": "!room:test.example"}.get(network, "town.example")
    value["extra"]["daylight"]["accounts"] = [{"network": network, "handle": handle}]
    settings.write_text(yaml.safe_dump(value))
    post = {"to": f"{network}:{handle}", "lang": "en"}
    for text, address in BARE:
        rewritten(queued, posts=[{**post, "text": text}])
        (found,) = told(queued) or [""]
        assert message.format(address) in found, found
        assert bool(found) is bool(message)
    rewritten(queued, posts=[{**post, "text": "data.csv on test.example/about/, ask desk@evil.com"}])
    assert told(queued) == []
    value["extra"]["daylight"]["post_links"] = ["https://evil.com/"]
    settings.write_text(yaml.safe_dump(value))
    rewritten(queued, posts=[{**post, "text": "evil.com and Evil.com/x"}])
    assert told(queued) == []


@pytest.mark.parametrize("name", ["..", ".", "-x"])
def test_names_that_are_no_names_are_told(queued: Path, name: str) -> None:
    file = rewritten(queued, id=name)
    file.rename(file.with_name(f"{name}.yaml"))
    assert any(f"{name!r} is no name for a file of the outbox." in each for each in told(queued))


def test_hold_says_where_it_cannot_hold(queued: Path) -> None:
    file = file_of(queued)
    file.write_text(file.read_text().replace("posts:", '"posts":'))
    text = file.read_text()
    result = daylight(queued, "queue", "hold", file.stem)
    assert result.exit_code == 1
    assert "Write `hold: true` yourself" in result.output
    assert file.read_text() == text


def test_what_is_right_is_not_told(queued: Path) -> None:
    assert told(queued) == []
    rewritten(queued, 0, text=["First: https://test.example/a/", "Second"], warning="Exercise")
    rewritten(queued, hold=True, urgent=True, zone="America/Chicago", expires="2027-03-14T02:30:00Z")
    assert told(queued) == []
    assert daylight(queued, "check").exit_code == 0


def test_letters_of_the_sites_host_may_be_large(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", accounts=BOTH)
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("https://test.example/", "https://Test.example/"))
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    assert told(site) == []


def test_two_files_cannot_have_one_id(queued: Path) -> None:
    file = file_of(queued)
    write(queued, f"content/outbox/2025/{file.name}", file.read_text())
    message = (
        f"{file.name}:1: The id {file.stem} is that of content/outbox/2025/{file.name}, too. Give each file its own."
    )
    assert told(queued) == [message]


def test_an_edit_by_an_officer_is_never_overwritten_and_nothing_is_queued_twice(queued: Path) -> None:
    file = rewritten(queued, 0, text="My own words. https://test.example/announcements/pump-repair/")
    text = file.read_text()
    for _ in range(2):
        assert daylight(queued, "build").exit_code == 0
    assert file_of(queued).read_text() == text


def test_what_was_sent_may_not_be_changed_and_is_not_judged_again(queued: Path, tmp_path: Path) -> None:
    server = tmp_path / "server.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
    commit(queued)
    git = ["git", "-C", str(queued)]
    subprocess.run([*git, "remote", "add", "origin", str(server)], check=True)
    file = file_of(queued)
    outgoing, _ = read_outgoing(queued, file.relative_to(queued).as_posix())
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with closing(LedgerInGit(queued)) as ledger:
        for post in outgoing.posts:
            sent = (Sent(ref="1", url="https://social.example/1"),)
            receipt = Receipt(key=outgoing.key_of(post), state=State.SENT, at=now, digest=post.digest, sent=sent)
            assert ledger.swap(None, receipt)
    settings = queued / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("town.example", "city.example"))
    assert told(queued) == [
        f"{file.name}:19: The account bluesky:town.example is unknown. Known are: bluesky:city.example,"
        " mastodon:@town@social.example."
    ]
    subprocess.run([*git, "fetch", "-q", "origin"], check=True)
    assert told(queued) == []
    rewritten(queued, 0, text="Other words")
    assert told(queued) == [
        f"{file.name}:1: The post to mastodon:@town@social.example was sent on 2026-03-02 in other words:"
        f" https://social.example/1. Undo the change, and write a new file with `corrects: {file.stem}`."
    ]


def test_the_report_counts_what_waits_as_its_networks_do(queued: Path) -> None:
    rewritten(queued, 0, text=["x" * 10 + " https://test.example/announcements/pump-repair/", "Two"])
    rewritten(queued, 1, text="नमस्ते")
    report = json.loads(daylight(queued, "check", "--format", "json").stdout)
    path = f"content/outbox/2026/{file_of(queued).name}"
    assert report["posts"] == [
        {"path": path, "account": "mastodon:@town@social.example", "lengths": [34, 3], "limit": 500},
        {"path": path, "account": "bluesky:town.example", "lengths": [3], "limit": 300},
    ]
    commit(queued)
    assert json.loads(daylight(queued, "check", "--format", "json", "--since", "HEAD").stdout)["posts"] == []


def test_an_officer_sees_holds_releases_and_cancels_what_waits(queued: Path) -> None:
    file = file_of(queued)
    text = file.read_text()
    listed = daylight(queued, "queue")
    assert listed.exit_code == 0, listed.output
    assert listed.output == (
        f"{file.stem}, from 2026-03-01 09:00 America/Chicago\n"
        "  waits       mastodon:@town@social.example\n"
        "  waits       bluesky:town.example\n"
        "2 posts wait.\n"
    )
    short = "2026-03-01-news"
    shown = daylight(queued, "queue", "show", short).output
    assert "  length    " in shown
    assert "  | The pump is mended\n" in shown
    assert "is held. Commit it." in daylight(queued, "queue", "hold", short).output
    assert file.read_text() == text.replace("posts:\n", "hold: true\nposts:\n")
    assert "  held        bluesky:town.example\n" in daylight(queued, "queue").output
    assert daylight(queued, "check").exit_code == 0
    daylight(queued, "queue", "hold", short)
    daylight(queued, "queue", "release", short)
    assert file.read_text() == text
    nothing = daylight(queued, "queue", "show", "none")
    assert nothing.exit_code == 1
    assert "No files of the outbox begin with 'none'" in nothing.output
    cancelled = daylight(queued, "queue", "cancel", file.stem)
    assert "nothing is posted about announcement/pump-repair@" in cancelled.output
    assert not file.exists()
    assert daylight(queued, "build").exit_code == 0
    assert not file.exists()
    assert daylight(queued, "queue").output == "0 posts wait.\n"
