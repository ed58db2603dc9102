"""Whatever a title or a text is, no post is longer than its network takes, and links are where their bytes are."""

from __future__ import annotations

from datetime import UTC, datetime

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.social.networks.bluesky import Bluesky, facets, record_key
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.network import usual
from generator.social.splitting import MOST, numbered

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=400)
PIECES = ["A sentence.", "नमस्ते दुनिया।", "👨‍👩‍👧‍👦" * 40, "水" * 700, "https://test.example/a", "\n\n"]
LONG = st.lists(st.one_of(TEXTS, st.sampled_from(PIECES)), max_size=12).map(" ".join)
HEAD = "SEVERE ALERT: Boil water\n\nhttps://test.example/announcements/boil/"


@given(LONG, st.sampled_from([Mastodon(), Bluesky()]))
@settings(max_examples=300, deadline=None)
def test_a_thread_fits_part_by_part(text: str, network: Mastodon | Bluesky) -> None:
    parts = numbered(HEAD, text, usual(network).fits)
    assert 1 <= len(parts) <= MOST
    assert all(map(usual(network).fits, parts))
    assert parts[0].startswith(HEAD)


@given(st.lists(st.one_of(TEXTS, st.sampled_from(["https://test.example/ä?b=1#c", "#OpenData", "#水", "(", ")."]))))
@settings(max_examples=300, deadline=None)
def test_facets_begin_and_end_between_letters(pieces: list[str]) -> None:
    text = " ".join(pieces)
    encoded = text.encode()
    found = facets(text)
    for facet in found:
        part = encoded[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()  # no half of a letter
        (feature,) = facet["features"]
        assert part == feature.get("uri", f"#{feature.get('tag')}")
    assert sum("uri" in each["features"][0] for each in found) >= pieces.count("https://test.example/ä?b=1#c")
    assert sum(each["features"][0].get("tag") == "OpenData" for each in found) >= pieces.count("#OpenData")


@given(st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)), st.text(max_size=30))  # noqa: DTZ001 - the zone follows
def test_a_key_is_a_tid(at: datetime, key: str) -> None:
    found = record_key(at, key)
    assert regex.fullmatch(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", found)
    assert found == record_key(at, key)
