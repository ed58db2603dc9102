"""Limits counted as the networks count them, and texts that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import a_site, an_announcement, daylight

from generator.social.networks.bluesky import Bluesky
from generator.social.networks.mastodon import Mastodon
from generator.social.outbox import read_outbox

if TYPE_CHECKING:
    from pathlib import Path

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
    assert Bluesky().fits(family * 100)
    assert not Bluesky().fits(family * 130)
    assert Bluesky().fits("x" * 300)
    assert not Bluesky().fits("x" * 301)


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
        assert network.fits(text)
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
    assert Bluesky().fits(texts["bluesky"])
    assert texts["bluesky"].split("\n\n")[0].endswith(end)


def test_an_account_gets_only_posts_in_its_language(tmp_path: Path) -> None:
    accounts = [{**BOTH[0], "language": "es"}, BOTH[1]]
    site = a_site(tmp_path, accounts=accounts)
    assert list(drafts(site, language="es", title="Agua")) == ["mastodon"]


def test_a_template_for_one_kind_and_network_is_taken_first(tmp_path: Path) -> None:
    import shutil

    from builders import PROJECT, write

    site = a_site(tmp_path, accounts=BOTH)
    shutil.copytree(PROJECT / "site_templates", site / "site_templates")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace(str(PROJECT / "site_templates"), "site_templates"))
    write(site, "site_templates/posts/bluesky/news.txt", "{{ agency.name }} says: {{ title }} {{ link }}")
    texts = drafts(site)
    assert texts["bluesky"].startswith("Public Works says: The pump is mended https://")
    assert texts["mastodon"].startswith("The pump is mended\n")
