"""Limits counted as the networks count them, and texts that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import ALERT, a_site, a_translation, an_announcement, daylight, write

from generator.social.networks.bluesky import Bluesky
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.network import usual
from generator.social.outbox import read_outbox

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.post import Outgoing

BOTH = [
    {"network": "mastodon", "handle": "@town@social.example"},
    {"network": "bluesky", "handle": "town.example"},
]


@pytest.mark.parametrize(
    ("text", "mastodon", "bluesky"),
    [
        ("", 0, 0),
        ("Rain", 4, 4),
        ("https://test.example/a/very/long/address/of/a/page/", 23, 51),
        ("See https://x.example/ and http://y.example/.", 4 + 23 + 5 + 23, 45),
        ("👨‍👩‍👧‍👦", 1, 1),
        ("नमस्ते", 3, 3),
        ("é", 1, 1),
    ],
)
def test_text_is_counted_as_the_network_counts_it(text: str, mastodon: int, bluesky: int) -> None:
    assert Mastodon().length(text) == mastodon
    assert Bluesky().length(text) == bluesky


def test_bluesky_counts_bytes_too() -> None:
    family = "👨‍👩‍👧‍👦"
    assert usual(Bluesky()).fits(family * 100)
    assert not usual(Bluesky()).fits(family * 130)
    assert usual(Bluesky()).fits("x" * 300)
    assert not usual(Bluesky()).fits("x" * 301)


def drafts(site: Path, **changes: Any) -> dict[str, str]:
    daylight(site, "build")
    an_announcement(site, **changes)
    assert daylight(site, "build").exit_code == 0
    (outgoing,), _ = read_outbox(site)
    return {post.to.partition(":")[0]: "\n".join(post.texts) for post in outgoing.posts}


def test_a_long_summary_ends_at_a_sentence(tmp_path: Path) -> None:
    sentence = "The pump at the north gate runs again since this morning at six. "
    texts = drafts(a_site(tmp_path, accounts=BOTH), summary=(sentence * 12).strip())
    for network in (Mastodon(), Bluesky()):
        text = texts[network.name]
        assert usual(network).fits(text)
        title, summary, link = text.split("\n\n")
        assert title == "The pump is mended"
        assert summary.endswith("at six.")
        assert link.startswith("https://test.example/announcements/")
    assert len(texts["mastodon"]) > len(texts["bluesky"])


@pytest.mark.parametrize(("title", "end"), [("Water " * 50, "Water …"), ("水" * 300, "水 …")])
def test_a_title_that_a_network_does_not_take_is_cut_at_a_word_or_a_letter(
    tmp_path: Path, title: str, end: str
) -> None:
    texts = drafts(a_site(tmp_path, accounts=BOTH), title=title.strip(), summary="")
    assert texts["mastodon"].startswith(title.strip())
    assert usual(Bluesky()).fits(texts["bluesky"])
    assert texts["bluesky"].split("\n\n")[0].endswith(end)


def test_an_account_gets_only_posts_in_its_language(tmp_path: Path) -> None:
    accounts = [{**BOTH[0], "language": "es"}, BOTH[1]]
    site = a_site(tmp_path, accounts=accounts)
    assert list(drafts(site, language="es", title="Agua")) == ["mastodon"]


def test_a_template_for_one_kind_and_network_is_taken_first(tmp_path: Path) -> None:
    import shutil

    from builders import PROJECT

    site = a_site(tmp_path, accounts=BOTH)
    shutil.copytree(PROJECT / "site_templates", site / "site_templates")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace(str(PROJECT / "site_templates"), "site_templates"))
    write(site, "site_templates/posts/bluesky/news.txt", "{{ agency.name }} says: {{ title }} {{ link }}")
    texts = drafts(site)
    assert texts["bluesky"].startswith("Public Works says: The pump is mended https://")
    assert texts["mastodon"].startswith("The pump is mended\n")


def outgoing_of(site: Path) -> list[Outgoing]:
    outgoing, findings = read_outbox(site)
    assert not findings
    return list(outgoing)


def test_an_account_gets_what_somebody_has_translated_with_a_link_to_that_page(tmp_path: Path) -> None:
    accounts = [{**BOTH[0], "language": "es"}, BOTH[1]]
    site = a_site(tmp_path, accounts=accounts, languages=["es"])
    daylight(site, "build")
    an_announcement(site)
    a_translation(site)
    assert daylight(site, "build").exit_code == 0
    spanish, english = outgoing_of(site)[0].posts
    assert spanish.lang == "es"
    assert spanish.texts == (
        "La bomba está reparada\n\nVuelve a haber agua.\n\nhttps://test.example/es/announcements/pump-repair/",
    )
    assert english.texts[0].endswith("\n\nhttps://test.example/announcements/pump-repair/")


@pytest.mark.parametrize(
    ("wants", "gets"),
    [
        ({}, True),
        ({"kinds": ["news", "event"]}, True),
        ({"kinds": ["event"]}, False),
        ({"topics": ["water"]}, True),
        ({"topics": ["heat"]}, False),
        ({"regions": ["north"]}, True),
        ({"regions": ["city"]}, True),
        ({"regions": ["mill-lane"]}, True),
        ({"regions": ["south"]}, False),
        ({"severity": "Extreme"}, True),
    ],
)
def test_an_account_gets_what_it_wants(tmp_path: Path, wants: dict[str, Any], gets: bool) -> None:
    site = a_site(tmp_path, accounts=[{**BOTH[0], **wants}, BOTH[1]])
    write(site, "content/vocabularies/topics.yaml", "- {id: water, name: Water}\n- {id: heat, name: Heat}\n")
    regions = ("city", ""), ("north", "city"), ("south", "city"), ("mill-lane", "north")
    lines = [f"- {{id: {id_}, name: {id_}{f', parent: {parent}' if parent else ''}}}\n" for id_, parent in regions]
    write(site, "content/vocabularies/regions.yaml", "".join(lines))
    assert set(drafts(site, regions=["north"])) == ({"mastodon", "bluesky"} if gets else {"bluesky"})


@pytest.mark.parametrize(("severity", "gets"), [("Extreme", True), ("Severe", True), ("Moderate", False)])
def test_an_account_gets_alerts_that_are_grave_enough(tmp_path: Path, severity: str, gets: bool) -> None:
    site = a_site(tmp_path, accounts=[{**BOTH[0], "severity": "Severe"}, BOTH[1]])
    found = drafts(site, **{**ALERT, "severity": severity, "expires": "2099-01-01T00:00:00Z"})
    assert set(found) == ({"mastodon", "bluesky"} if gets else {"bluesky"})


def test_a_topic_that_an_account_wants_and_nobody_knows_is_told(tmp_path: Path) -> None:
    site = a_site(tmp_path, accounts=[{**BOTH[0], "topics": ["wter"], "regions": ["moon"]}])
    output = daylight(site, "check").output
    assert "mkdocs.yml:1: The topic `wter` is unknown. Did you mean `water`?" in output
    assert "mkdocs.yml:1: The region `moon` is unknown." in output


def test_an_alert_goes_on_in_numbered_parts(tmp_path: Path) -> None:
    site = a_site(tmp_path, accounts=BOTH)
    daylight(site, "build")
    text = " ".join(f"Sentence {number} of what happened at the pump." for number in range(1, 15))
    an_announcement(site, **{**ALERT, "summary": text, "status": "Exercise", "expires": "2099-01-01T00:00:00Z"})
    daylight(site, "build")
    (outgoing,) = outgoing_of(site)
    assert outgoing.urgent
    for post, network in zip(outgoing.posts, (Mastodon(), Bluesky()), strict=True):
        assert all(map(usual(network).fits, post.texts))
        assert post.texts[0].startswith("Exercise: Boil water\n\nhttps://test.example/")
        assert [part[-5:] for part in post.texts] == [f"({n}/{len(post.texts)})" for n in range(1, len(post.texts) + 1)]
        assert post.warning == "Exercise: this is not a real alert."
        joined = " ".join(part.rpartition("\n\n(")[0] for part in post.texts)
        assert joined.endswith("Boil it for a minute.")
        for number in range(1, 15):
            assert f"Sentence {number} of what happened at the pump." in joined
    assert [len(post.texts) for post in outgoing.posts] == [2, 3]


def test_many_publications_at_once_are_one_post(tmp_path: Path) -> None:
    site = a_site(tmp_path, accounts=[*BOTH, {**BOTH[0], "handle": "@other@social.example", "kinds": ["event"]}])
    daylight(site, "build")
    for number in range(12):
        an_announcement(site, f"news-{number:02}", title=f"Number {number} of the many things that are new today")
    an_announcement(site, "boil", **{**ALERT, "expires": "2099-01-01T00:00:00Z"})
    daylight(site, "build")
    alert, digest = sorted(outgoing_of(site), key=lambda each: len(each.keys))
    assert alert.publication == "announcement/boil"
    assert (digest.publication, digest.link) == ("site", "https://test.example/dates/")
    assert len(digest.keys) == 12
    assert [post.to for post in digest.posts] == ["mastodon:@town@social.example", "bluesky:town.example"]
    for post, network in zip(digest.posts, (Mastodon(), Bluesky()), strict=True):
        assert post.alt == "Testing. Town of Testing."
        (text,) = post.texts
        assert usual(network).fits(text)
        assert text.startswith("12 new publications:\n- Number ")
        assert text.endswith("\n- and more\n\nhttps://test.example/dates/") or "and more" in text
    checked = daylight(site, "check")
    assert checked.exit_code == 0, checked.output
    daylight(site, "build")
    assert len(outgoing_of(site)) == 2
