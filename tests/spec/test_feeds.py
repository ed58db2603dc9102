"""Promises of every feed in every format: it is well formed and says what was published, whatever officers write."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from builders import ALERT, a_dataset, a_site, a_translation, an_announcement, daylight, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.deriving.editions import Edition
from generator.feeds.atom import write_archive, write_atom
from generator.feeds.channels import MOST_ENTRIES, channels
from generator.feeds.items import Items
from generator.feeds.json_feed import write_json
from generator.feeds.legible import legible
from generator.feeds.registry import FORMATS
from generator.feeds.rss import write_rss
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

    from generator.feeds.channels import Channel
    from generator.feeds.registry import Format
    from generator.model.publication import Publication

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
OWN = Edition(language="en", prefix="")
SPACE = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
AWKWARD = st.text(max_size=80) | st.sampled_from(
    [
        "]]>",
        "&amp; <b>",
        "\x00\x0b\x1f\ufffe\uffff",
        "\ud800",
        "مرحبا \u202e x",
        "\U0001f469\u200d\U0001f680",
        "é" * 10_000,
    ]
)


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    root = a_site(tmp_path_factory.mktemp("feeds"))
    a_dataset(root)
    an_announcement(root, datasets=["works/rain"])
    an_announcement(root, "boil", **ALERT)
    an_announcement(root, "odd", title='Bell & <book> "and" candle', summary="]]> &amp; <x>")
    checked = pipeline.check(root, means(root))
    assert not checked.findings
    return pipeline.compose(checked, NOW, means(root))[0]


def items(publication: Publication) -> Items:
    return Items(publication, lambda entry: f"<p>{legible(entry.summary)}</p>")


def many(publication: Publication, count: int) -> Publication:
    """The same with more entries, of which one is published each hour."""
    first = next(entry for entry in publication.entries if entry.kind == "news")
    entries = []
    for at in range(count):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at)
        named = {"id": f"announcement/{at}", "urn": f"tag:test.example,2026:{at}", "title": str(at)}
        entries.append(replace(first, **named, published=moment, updated=moment))
    return replace(publication, entries=tuple(reversed(entries)))


def site_channel(publication: Publication) -> Channel:
    return next(channels(publication, OWN))


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_a_feed_is_the_same_each_time(write: Format, publication: Publication) -> None:
    for channel in channels(publication, OWN):
        assert write(channel, items(publication)) == write(channel, items(publication))


@pytest.mark.parametrize("write", [write_atom, write_rss], ids=["atom", "rss"])
def test_an_xml_feed_holds_every_entry_once(write: Format, publication: Publication) -> None:
    told = list(channels(publication, OWN))
    assert {channel.path for channel in told} >= {
        "feeds/",
        "feeds/agencies/works/",
        "feeds/topics/water/",
        "feeds/regions/north/",
        "feeds/kinds/dataset/",
        "feeds/kinds/alert/",
        "feeds/alerts/severe/",
    }
    for channel in told:
        feed = write(channel, items(publication))
        parsed = feedparser.parse(feed.content)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert [entry.id for entry in parsed.entries] == [entry.urn for entry in channel.entries]
        assert [entry.title for entry in parsed.entries] == [entry.title for entry in channel.entries]
        assert [entry.link for entry in parsed.entries] == [
            f"https://test.example/{entry.path}" for entry in channel.entries
        ]
        assert all(entry.summary and entry.content[0].value.startswith("<p>") for entry in parsed.entries)
        assert parsed.feed.link == f"https://test.example/{channel.page}"
        (self_,) = [link.href for link in parsed.feed.links if link.rel == "self"]
        assert self_ == f"https://test.example/{feed.path}"
        told_at = [entry.updated_parsed if "updated" in entry else entry.published_parsed for entry in parsed.entries]
        changes = [entry.updated.astimezone(UTC) for entry in channel.entries if entry.updated]
        assert [moment[:6] for moment in told_at] == [change.timetuple()[:6] for change in changes]


def test_a_json_feed_holds_every_entry_once(publication: Publication) -> None:
    for channel in channels(publication, OWN):
        feed = json.loads(bytes(write_json(channel, items(publication)).content))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"https://test.example/{channel.path}feed.json"
        assert [item["id"] for item in feed["items"]] == [entry.urn for entry in channel.entries]
        assert [item["title"] for item in feed["items"]] == [entry.title for entry in channel.entries]
        assert all(item["content_html"].startswith("<p>") for item in feed["items"])


def test_atom_has_all_that_its_standard_asks(publication: Publication) -> None:
    root = ET.fromstring(bytes(write_atom(site_channel(publication), items(publication)).content))  # noqa: S314 - our own
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"a:{name}", SPACE)) == 1
        assert all(len(entry.findall(f"a:{name}", SPACE)) == 1 for entry in root.findall("a:entry", SPACE))
    assert all(entry.find("a:author/a:name", SPACE) is not None for entry in root.findall("a:entry", SPACE))


def test_an_entry_of_atom_has_one_page_and_an_alert_its_latest_message(publication: Publication) -> None:
    """RFC 4287, 4.1.2: at most one alternate link of a type."""
    root = ET.fromstring(bytes(write_atom(site_channel(publication), items(publication)).content))  # noqa: S314 - our own
    told = {
        entry.findtext("a:title", "", SPACE): [
            (link.get("rel"), link.get("type"), link.get("href")) for link in entry.findall("a:link", SPACE)
        ]
        for entry in root.findall("a:entry", SPACE)
    }
    page = "https://test.example/announcements/boil/"
    assert told["Boil water"] == [
        ("related", "application/cap+xml", f"{page}cap/1.xml"),
        ("alternate", None, page),
    ]
    for links in told.values():
        assert [relation for relation, _, _ in links].count("alternate") == 1


def test_rss_has_dates_of_mail_and_ids_that_are_no_addresses(publication: Publication) -> None:
    root = ET.fromstring(bytes(write_rss(site_channel(publication), items(publication)).content))  # noqa: S314 - our own
    assert root.findall("channel/item")
    for item in root.findall("channel/item"):
        assert parsedate_to_datetime(item.findtext("pubDate", "")).tzinfo is not None
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"


def test_what_no_longer_fits_into_a_feed_is_in_its_archive(publication: Publication) -> None:
    """RFC 5005, section 4: who follows the links to the archives has every entry."""
    more = many(publication, 2 * MOST_ENTRIES + 50)
    channel, written = site_channel(more), items(more)
    files = {write_atom(channel, written).path: write_atom(channel, written).content}
    for number in range(1, len(channel.archive) + 1):
        made = write_archive(channel, written, number)
        files[made.path] = made.content
    assert list(files) == ["feeds/atom.xml", *(f"feeds/archive/{number}.xml" for number in (1, 2, 3))]
    found: set[str] = set()
    path: str | None = "feeds/atom.xml"
    while path:
        root = ET.fromstring(bytes(files[path]))  # noqa: S314 - our own
        found |= {entry.findtext("a:id", "", SPACE) for entry in root.findall("a:entry", SPACE)}
        assert len(root.findall("a:entry", SPACE)) <= MOST_ENTRIES
        assert (root.find("fh:archive", SPACE) is not None) == path.startswith("feeds/archive/")
        links = {link.get("rel"): link.get("href", "") for link in root.findall("a:link", SPACE)}
        assert links["self"] == f"https://test.example/{path}"
        path = links["prev-archive"].removeprefix("https://test.example/") if "prev-archive" in links else None
    assert found == {entry.urn for entry in more.entries}


def test_an_archive_stays_as_it_is_while_more_is_published(publication: Publication) -> None:
    fewer, more = (site_channel(many(publication, MOST_ENTRIES * 2 + extra)) for extra in (50, 90))
    assert fewer.archive[:2] == more.archive[:2]
    assert fewer.archive[2] == more.archive[2][:50]


@given(title=AWKWARD, summary=AWKWARD)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_is_read_back(publication: Publication, title: str, summary: str) -> None:
    entry = replace(publication.entries[0], title=title or "x", summary=summary or "x")
    odd = replace(publication, entries=(entry,))
    channel, written = site_channel(odd), items(odd)
    expected = legible(entry.title).strip() or entry.id
    atom = ET.fromstring(bytes(write_atom(channel, written).content))  # noqa: S314 - our own
    rss = ET.fromstring(bytes(write_rss(channel, written).content))  # noqa: S314 - our own
    read = json.loads(bytes(write_json(channel, written).content))["items"][0]["title"]
    spoken = [atom.findtext("a:entry/a:title", "", SPACE), rss.findtext("channel/item/title", ""), read]
    assert [text.replace("\r\n", "\n").replace("\r", "\n") for text in spoken] == [
        expected.replace("\r\n", "\n").replace("\r", "\n")
    ] * 3


def test_ids_stay_when_the_site_is_called_otherwise_and_a_file_is_renamed(tmp_path: Path) -> None:
    root = a_site(tmp_path)
    file = an_announcement(root, "old-name")
    assert daylight(root, "build").exit_code == 0
    before = feedparser.parse((root / "site/feeds/atom.xml").read_bytes())
    told = (root / "mkdocs.yml").read_text().replace("site_name: Testing", "site_name: Renamed")
    assert "Renamed" in told
    write(root, "mkdocs.yml", told)
    text = file.read_text()
    file.unlink()
    write(root, "content/announcements/2026/new-name.md", text.replace("---\n", "---\nformerly: [old-name]\n", 1))
    result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    after = feedparser.parse((root / "site/feeds/atom.xml").read_bytes())
    assert after.feed.id == before.feed.id
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert after.entries[0].link == "https://test.example/announcements/new-name/"


def test_feeds_speak_each_language_of_the_site_and_say_everything(tmp_path: Path) -> None:
    root = a_site(tmp_path, languages=["es"], hub="https://hub.example/")
    an_announcement(root, body="The pump at [Mill](/datasets/) is **repaired**.\n")
    file = a_translation(root)
    file.write_text(file.read_text().replace("**reparada**", "[reparada](/datasets/)"))
    assert daylight(root, "build").exit_code == 0
    for path, title, word, link in (
        ("feeds", "The pump is mended", "repaired", "https://test.example/datasets/"),
        ("es/feeds", "La bomba está reparada", "reparada", "https://test.example/es/datasets/"),
    ):
        for name in ("atom.xml", "rss.xml"):
            parsed = feedparser.parse((root / f"site/{path}/{name}").read_bytes())
            assert not parsed.bozo
            assert [link.href for link in parsed.feed.links if link.rel == "hub"] == ["https://hub.example/"]
            (entry,) = parsed.entries
            assert entry.title == title
            assert word in entry.content[0].value
            assert f'href="{link}"' in entry.content[0].value
        told: dict[str, Any] = json.loads((root / f"site/{path}/feed.json").read_text())
        assert told["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
        assert word in told["items"][0]["content_html"]
        assert (root / f"site/{path}/feed.xsl").exists()
