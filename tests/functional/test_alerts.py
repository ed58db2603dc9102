"""An alert from its draft to its end: what page, strip, CAP, Atom and GeoJSON say at each step of its life."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
import yaml
from builders import ALERT, a_site, a_translation, an_announcement, daylight, write
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

CAP = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
PAGE = "site/announcements/boil/index.html"
FIRST = {"version": 1, "sent": "2026-03-01T09:00:00-06:00", "severity": "Extreme", "text": "A main broke."}
UPDATE = {"message": "Update", "version": 2, "updated": "2026-03-02T09:00:00-06:00", "earlier": [FIRST]}
SECOND = {"version": 2, "sent": "2026-03-02T09:00:00-06:00", "instruction": "Boil it for two minutes."}
CANCEL = {"message": "Cancel", "version": 3, "updated": "2026-03-03T09:00:00-06:00", "earlier": [FIRST, SECOND]}


class Told:
    """What a build says of the alert."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, now: str, **changes: Any) -> None:
        from datetime import datetime

        an_announcement(root, "boil", **ALERT | changes)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(now).timestamp())))
        result = daylight(root, "build")
        assert result.exit_code == 0, result.output
        self.root = root
        self.page = (root / PAGE).read_text() if (root / PAGE).exists() else ""
        self.strip = "In force until" in (root / "site/about/index.html").read_text()
        self.index = [entry.title for entry in feedparser.parse((root / "site/alerts/atom.xml").read_bytes()).entries]
        self.areas = json.loads((root / "site/alerts/alerts.geojson").read_text())["features"]
        self.feed = [
            entry.title for entry in feedparser.parse((root / "site/feeds/kinds/alert/atom.xml").read_bytes()).entries
        ]

    def cap(self, version: int, name: str) -> list[str]:
        """The texts of an element of a message."""
        root = etree.fromstring((self.root / f"site/announcements/boil/cap/{version}.xml").read_bytes())
        return [element.text or "" for element in root.iterfind(f".//c:{name}", CAP)]

    def messages(self) -> list[str]:
        return sorted(path.name for path in (self.root / "site/announcements/boil/cap").glob("*"))


def test_the_life_of_an_alert(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = "2026-03-01T12:00:00-06:00"
    draft = Told(site, monkeypatch, noon, status="Draft")
    assert (draft.page, draft.strip, draft.index, draft.areas, draft.feed) == ("", False, [], [], [])

    actual = Told(site, monkeypatch, noon, severity="Extreme")
    assert "Boil it for a minute." in actual.page
    assert actual.strip
    assert actual.index == actual.feed == ["Boil water"]
    assert actual.areas[0]["properties"]["severity"] == "Extreme"
    assert actual.messages() == ["1.xml"]
    assert actual.cap(1, "msgType") == ["Alert"]
    assert actual.cap(1, "status") == ["Actual"]
    assert actual.cap(1, "references") == []
    assert actual.cap(1, "expires") == ["2026-04-01T00:00:00-06:00"]
    assert actual.cap(1, "areaDesc") == ["North side"]
    identifier, sent = actual.cap(1, "identifier"), actual.cap(1, "sent")

    update = Told(site, monkeypatch, "2026-03-02T12:00:00-06:00", **UPDATE)
    assert update.strip
    assert update.messages() == ["1.xml", "2.xml"]
    assert (update.cap(1, "identifier"), update.cap(1, "sent")) == (identifier, sent)
    assert update.cap(1, "severity") == ["Extreme"]
    assert update.cap(1, "description") == ["A main broke."]
    assert update.cap(2, "msgType") == ["Update"]
    assert update.cap(2, "severity") == ["Severe"]
    assert update.cap(2, "references") == [f"test.example,{identifier[0]},{sent[0]}"]
    assert update.areas[0]["properties"]["cap"] == "https://test.example/announcements/boil/cap/2.xml"

    cancel = Told(site, monkeypatch, "2026-03-03T12:00:00-06:00", **CANCEL)
    assert "The danger is over." in cancel.page
    assert (cancel.strip, cancel.index, cancel.areas) == (False, [], [])
    assert cancel.feed == ["Boil water"]
    assert cancel.cap(3, "msgType") == ["Cancel"]
    assert len(cancel.cap(3, "references")[0].split()) == 2
    assert cancel.cap(2, "instruction") == ["Boil it for two minutes."]

    expired = Told(site, monkeypatch, "2026-04-02T00:00:00-06:00", **UPDATE)
    assert "No longer in force." in expired.page
    assert (expired.strip, expired.index, expired.areas) == (False, [], [])
    assert expired.messages() == ["1.xml", "2.xml"]


def test_what_was_sent_stays_whatever_an_update_changes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "content/vocabularies/regions.yaml", "- {id: north, name: North side}\n- {id: south, name: South}\n")
    file = site / "site/announcements/boil/cap/1.xml"
    onset = "2026-03-02T08:00:00-06:00"
    Told(site, monkeypatch, "2026-03-01T12:00:00-06:00", category="Health", status="Test")
    sent = file.read_bytes()
    first = {"version": 1, "sent": FIRST["sent"], "onset": None, "regions": ["north"]}
    first |= {"category": "Health", "status": "Test", "title": "Boil water"}
    changes = {"regions": ["south"], "category": "Env", "onset": onset, "title": "Boil it", "earlier": [first]}
    Told(site, monkeypatch, "2026-03-02T12:00:00-06:00", **UPDATE | changes)
    assert file.read_bytes() == sent  # its text, which is not under `earlier`, is what it is now
    an_announcement(site, "boil", **ALERT | UPDATE | changes | {"earlier": [first | {"regions": ["nort"]}]})
    assert "The region `nort` is unknown. Did you mean `north`?" in daylight(site, "check").output


@pytest.mark.parametrize(("status", "words"), [("Exercise", "part of an exercise"), ("Test", "is a test")])
def test_a_drill_says_everywhere_that_it_is_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, status: str, words: str
) -> None:
    told = Told(site, monkeypatch, "2026-03-01T12:00:00-06:00", status=status)
    assert words in told.page
    assert (told.strip, told.index, told.areas) == (False, [], [])
    assert told.feed == [f"{status}: Boil water"]
    assert told.cap(1, "status") == [status]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"regions": []}, "The alert names no area."),
        ({"regions": ["nowhere"]}, "`nowhere`"),
        ({"instruction": ""}, "The alert says not what to do."),
        ({"instruction": "   "}, "The alert says not what to do."),
        ({"event": "   "}, "The alert says not what happens."),
        ({"onset": "2026-04-02T00:00:00-06:00"}, "`expires` (2026-04-01 00:00:00-06:00) lies before `onset`"),
        ({"updated": "2026-03-02T09:00:00-06:00"}, "does not say so to those who received it"),
        ({"message": "Update", "version": 2, "updated": "2026-03-02T09:00:00-06:00"}, "follows no earlier message"),
        (UPDATE | {"version": 3}, "version 3 after 1 earlier ones; a version is skipped or doubled"),
        (CANCEL | {"earlier": [FIRST, SECOND | {"version": 3}]}, "a version is skipped or doubled"),
        (CANCEL | {"earlier": [FIRST, SECOND | {"sent": "2026-02-02T09:00:00-06:00"}]}, "not in the order"),
        (UPDATE | {"expires": "2026-03-02T08:00:00-06:00"}, "had expired before it was sent"),
        ({"expires": "2026-02-01T08:00:00-06:00"}, "had expired before it was sent"),
        (
            UPDATE | {"earlier": [FIRST | {"expires": "2026-03-01T08:00:00-06:00"}]},
            "Message 1 had expired (2026-03-01 08:00:00-06:00) before it was sent (2026-03-01 09:00:00-06:00).",
        ),
    ],
)
def test_a_message_that_receivers_would_refuse_is_an_error(site: Path, changes: dict[str, Any], problem: str) -> None:
    file = an_announcement(site, "boil", **ALERT | changes)
    result = daylight(site, "check")
    assert result.exit_code == 1
    assert problem in result.output
    assert file.name in result.output


def test_a_misspelled_key_of_an_earlier_message_is_told(site: Path) -> None:
    first = {"version": 1, "sent": FIRST["sent"], "serverity": "Minor"}
    an_announcement(site, "boil", **ALERT | UPDATE | {"earlier": [first]})
    said = daylight(site, "check").output
    assert "boil.md:23: Warning: Nobody reads `serverity`. Did you mean `severity`?" in said


def test_messages_of_a_renamed_alert_stay_what_they_were(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(site, monkeypatch, "2026-03-01T12:00:00-06:00")
    before = told.cap(1, "identifier")
    file = site / "content/announcements/2026/boil.md"
    facts = yaml.safe_load(file.read_text().split("---")[1])
    file.unlink()
    an_announcement(site, "water", **facts, formerly=["boil"])
    assert daylight(site, "build").exit_code == 0
    root = etree.fromstring((site / "site/announcements/water/cap/1.xml").read_bytes())
    assert [element.text for element in root.iterfind("c:identifier", CAP)] == before


def test_what_people_are_asked_to_do_is_said_in_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_site(tmp_path, languages=["es"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772400000")  # 1 March 2026
    an_announcement(root, "boil", **ALERT)
    spanish = "content/announcements/2026/boil.es.md"
    a_translation(root, spanish, title="Hierva el agua", event="Contaminación", instruction="Hiérvala un minuto.")
    assert daylight(root, "build").exit_code == 0
    cap = etree.fromstring((root / "site/announcements/boil/cap/1.xml").read_bytes())
    told = [
        tuple(info.findtext(f"c:{name}", "", CAP) for name in ("language", "event", "headline", "instruction"))
        for info in cap.iterfind("c:info", CAP)
    ]
    assert told == [
        ("en", "Contamination", "Boil water", "Boil it for a minute."),
        ("es", "Contaminación", "Hierva el agua", "Hiérvala un minuto."),
    ]
    page = (root / "site/es/announcements/boil/index.html").read_text(encoding="utf-8")
    assert "<p>Hiérvala un minuto.</p>" in page
    assert "Hiérvala un minuto." in (root / "site/es/feeds/atom.xml").read_text(encoding="utf-8")

    a_translation(root, spanish, title="Hierva el agua", event="Contaminación", instruction="  ")
    assert "`event` and `instruction` are not translated both." in daylight(root, "check").output
    an_announcement(root)
    a_translation(root, event="Nada")
    said = daylight(root, "check").output
    assert "`event` and `instruction` stand in a translation of what is no alert." in said


def test_an_alert_is_withdrawn_after_its_end_alone(site: Path) -> None:
    withdrawn = {"date": "2026-03-03", "reason": "It was a mistake."}
    an_announcement(site, "boil", **ALERT | UPDATE, withdrawn=withdrawn)
    said = daylight(site, "check").output
    assert "and it is in force until 2026-04-01 00:00:00-06:00. Send `message: Update` or `message: Cancel`;" in said
    an_announcement(site, "boil", **ALERT | CANCEL, withdrawn=withdrawn)
    assert daylight(site, "build").exit_code == 0
    assert "It was a mistake." in (site / PAGE).read_text()
    an_announcement(site, "boil", **ALERT | UPDATE, withdrawn=withdrawn | {"date": "2026-04-01"})
    assert daylight(site, "check").exit_code == 0
