"""Corrections and withdrawals: said first on the page, carried by feeds, and the address answers for ever."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from builders import ALERT, a_dataset, a_site, an_announcement, commit, daylight, write

if TYPE_CHECKING:
    from pathlib import Path

INCHES = {"date": "2026-02-20", "text": "January was in inches, not millimetres."}
GONE = {"date": "2026-03-02", "reason": "It named patients.", "instead": "works/rain"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_site(tmp_path_factory.mktemp("amended"), languages=["es"])
    a_dataset(root, formerly=["works/old-rain"])
    a_dataset(root, "works/snow", title="Snow", corrections=[INCHES, {**INCHES, "text": "February, too."}])
    a_dataset(root, "health/beds", title="Beds", withdrawn=GONE)
    an_announcement(root, "fee", title="Fee", corrections=[{"date": "2026-03-12", "text": "The fee is $65."}])
    an_announcement(
        root,
        "mistake",
        title="Mistake",
        body="Do not read this.",
        kind="service",
        withdrawn={"date": "2026-03-13", "reason": "Sent by mistake.", "instead": "fee"},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 20, 12, tzinfo=UTC).timestamp())))
        result = daylight(root, "build", "--backfill")
    assert result.exit_code == 0, result.output
    return root


def words(built: Path, path: str) -> str:
    """What a page says from its heading on, without tags."""
    page = (built / "site" / path / "index.html").read_text(encoding="utf-8")
    main = page[page.index("<h1") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def entries(built: Path, folder: str) -> list[Any]:
    read = feedparser.parse((built / "site" / folder / "atom.xml").read_bytes())
    assert not read.bozo, read
    return list(read.entries)


def test_a_correction_is_what_a_page_says_first(built: Path) -> None:
    said = words(built, "datasets/works/snow")
    assert said.startswith(
        "Snow Corrected on February 20, 2026 . February, too."
        " Corrected on February 20, 2026 . January was in inches, not millimetres. How much rain"
    )
    assert words(built, "announcements/fee").startswith("Fee Corrected on March 12, 2026 . The fee is $65. Water")
    spanish = (built / "site/es/announcements/fee/index.html").read_text(encoding="utf-8")
    assert 'Corregido el <time datetime="2026-03-12">12 de marzo de 2026</time>.' in spanish
    assert '<span lang="en" dir="ltr">The fee is $65.</span>' in spanish


def test_what_is_withdrawn_keeps_its_page_and_has_no_data(built: Path) -> None:
    said = words(built, "datasets/health/beds")
    assert said.startswith("Beds Withdrawn on March 2, 2026 . It named patients. What takes its place How much rain")
    assert "Download" not in said
    assert "readings" not in said
    page = (built / "site/datasets/health/beds/index.html").read_text(encoding="utf-8")
    assert 'href="../../../datasets/works/rain/"' in page
    assert (built / "site/datasets/health/beds/quality/index.html").is_file()
    left = {path.name for path in (built / "site/datasets/health/beds").rglob("*") if path.is_file()}
    assert left == {"index.html", "report.json"}
    assert words(built, "announcements/mistake").startswith("Mistake Withdrawn on March 13, 2026 . Sent by mistake.")


SERVICE = {
    "audience": "Owners of houses",
    "documents": ["A plan of the house"],
    "online": "https://test.example/apply",
    "phone": "+1 555 0100",
    "address": "City Hall",
}
MEETING = {
    "starts": "2026-05-20T18:00:00-05:00",
    "place": "Library",
    "online": "https://test.example/join",
    "agenda": "https://test.example/agenda",
}
ASKING = {
    "opens": "2026-03-01T09:00:00-06:00",
    "closes": "2026-06-30T17:00:00-05:00",
    "respond": "mailto:answers@test.example",
}


@pytest.mark.parametrize(
    ("kind", "facts", "ways", "kept"),
    [
        (
            "service",
            SERVICE,
            ["A plan of the house", "https://test.example/apply", "555 0100", "City Hall", "availableChannel"],
            ["Owners of houses"],
        ),
        (
            "event",
            MEETING,
            ["https://test.example/join"],
            ["Library", 'href="https://test.example/agenda"', '{"@type":"VirtualLocation"}', "EventCancelled"],
        ),
        ("consultation", ASKING, ["answers@test.example"], ["June 30, 2026"]),
    ],
)
def test_nobody_is_led_to_use_what_is_withdrawn(
    site: Path, monkeypatch: pytest.MonkeyPatch, kind: str, facts: dict[str, Any], ways: list[str], kept: list[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 20, 12, tzinfo=UTC).timestamp())))

    def page(**changes: Any) -> str:
        an_announcement(site, "it", kind=kind, **facts, **changes)
        assert daylight(site, "build").exit_code == 0
        return (site / "site/announcements/it/index.html").read_text(encoding="utf-8")

    offered = page()
    assert [way for way in ways if way in offered] == ways
    withdrawn = page(withdrawn={"date": "2026-03-13", "reason": "It is no more."})
    assert [way for way in ways if way in withdrawn] == []
    assert [each for each in ("It is no more.", *kept) if each not in withdrawn] == []


def test_nobody_is_led_to_answer_what_has_closed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_announcement(site, "it", kind="consultation", **ASKING)
    closes = int(datetime.fromisoformat(ASKING["closes"]).timestamp())
    for moment, shown in ((closes - 1, True), (closes, False)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        assert daylight(site, "build").exit_code == 0
        page = (site / "site/announcements/it/index.html").read_text(encoding="utf-8")
        assert ("answers@test.example" in page) == shown


def test_lists_mark_it_and_the_home_page_leaves_it_out(built: Path) -> None:
    assert "Withdrawn Beds" in words(built, "datasets")
    assert "Corrected Snow" in words(built, "datasets")
    home = words(built, "")
    assert "Fee" in home
    assert "Beds" not in home
    assert "Mistake" not in home
    assert "Beds" not in (built / "site/feeds/calendar.ics").read_text(encoding="utf-8")


def test_feeds_carry_it(built: Path) -> None:
    told = {entry.title: {tag.term for tag in entry.tags} for entry in entries(built, "feeds")}
    assert [title for title in told if ":" in title] == [
        "Withdrawn: Mistake",
        "Corrected: Fee",
        "Withdrawn: Beds",
        "Corrected: Snow",
    ]
    assert {"withdrawn", "dataset"} <= told["Withdrawn: Beds"]
    assert "updated" in told["Rainfall"]
    content = {entry.title: entry.content[0].value for entry in entries(built, "feeds")}
    assert "Sent by mistake." in content["Withdrawn: Mistake"]
    assert "Do not read this." not in content["Withdrawn: Mistake"]
    assert "Corregido: Fee" in {entry.title for entry in entries(built, "es/feeds")}


def test_a_dataset_has_feeds_of_what_became_of_it(built: Path) -> None:
    urn = "tag:test.example,2026:dataset"
    assert [(each.id, each.title, each.tags[1].term) for each in entries(built, "feeds/datasets/works/snow")] == [
        (f"{urn}/works/snow#corrected-2026-02-20-2", "Corrected: Snow", "corrected"),
        (f"{urn}/works/snow#corrected-2026-02-20", "Corrected: Snow", "corrected"),
        (f"{urn}/works/snow#updated-2026-02-05", "Snow", "updated"),
        (f"{urn}/works/snow#created", "Snow", "created"),
    ]
    assert [each.id for each in entries(built, "feeds/datasets/health/beds")] == [
        f"{urn}/health/beds#withdrawn-2026-03-02",
        f"{urn}/health/beds#updated-2026-02-05",
        f"{urn}/health/beds#created",
    ]
    rain = built / "site/feeds/datasets/works/rain"
    assert entries(built, "feeds/datasets/works/rain")[0].id == f"{urn}/works/old-rain#updated-2026-02-05"
    read = json.loads((rain / "feed.json").read_bytes())
    assert read["home_page_url"] == "https://test.example/datasets/works/rain/"
    assert len(read["items"]) == len(feedparser.parse((rain / "rss.xml").read_bytes()).entries) == 2
    page = (built / "site/datasets/works/rain/index.html").read_text(encoding="utf-8")
    assert 'title="Rainfall (Atom)" href="../../../feeds/datasets/works/rain/atom.xml"' in page


def test_no_post_is_written_about_what_is_withdrawn(built: Path) -> None:
    written = [path.read_text(encoding="utf-8") for path in (built / "content/outbox").rglob("*.yaml")]
    assert any("announcement/fee" in each for each in written)
    assert not any("health/beds" in each or "mistake" in each for each in written)


def found(root: Path) -> list[tuple[str, str]]:
    result = daylight(root, "check", "--format", "json")
    return [
        (each["path"], each["rule"]) for each in json.loads(result.stdout)["findings"] if each["severity"] == "error"
    ]


def test_what_is_wrong_with_them_is_told(site: Path) -> None:
    a_dataset(site, withdrawn={"date": "2026-03-02", "reason": " ", "instead": "works/nothing"})
    a_dataset(site, "works/snow", withdrawn={"date": "2025-03-02", "reason": "Old."})
    an_announcement(site, "self", withdrawn={"date": "2026-03-02", "reason": "Old.", "instead": "self"})
    an_announcement(site, "early", corrections=[{"date": "2026-02-02", "text": "No."}])
    an_announcement(site, "boil", **ALERT, corrections=[{"date": "2026-03-02", "text": "For two minutes."}])
    announced = "content/announcements/2026"
    assert sorted(found(site)) == [
        (f"{announced}/boil.md", "alert-amended"),
        (f"{announced}/early.md", "dates-reversed"),
        (f"{announced}/self.md", "instead-unknown"),
        ("datasets/works/rain/datapackage.yaml", "amendment-empty"),
        ("datasets/works/rain/datapackage.yaml", "instead-unknown"),
        ("datasets/works/snow/datapackage.yaml", "dates-reversed"),
    ]


def test_a_day_that_is_not_there_yet_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """03:00 on 3 March in Greenwich is 2 March in Chicago."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 3, 3, tzinfo=UTC).timestamp())))
    tomorrow = {"date": "2026-03-03", "text": "It is $65."}
    a_dataset(site, corrections=[tomorrow, {"date": "2026-02-20", "text": "No."}])
    an_announcement(site, "later", withdrawn={"date": "2036-03-02", "reason": "Old."})
    an_announcement(site, "today", corrections=[tomorrow | {"date": "2026-03-02"}])
    expected = [
        ("content/announcements/2026/later.md", "date-to-come"),
        ("datasets/works/rain/datapackage.yaml", "date-to-come"),
    ]
    assert found(site) == expected
    assert daylight(site, "build").exit_code == 1
    assert "This is dated 2036-03-02, and today is 2026-03-02." in daylight(site, "check").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 4, 3, tzinfo=UTC).timestamp())))
    assert found(site) == expected[:1]


def test_a_build_that_would_lose_an_address_fails_and_a_withdrawal_keeps_it(site: Path) -> None:
    a_dataset(site)
    write(site, "content/pages/fees.md", "---\ntitle: Fees\n---\nSome words.\n")
    an_announcement(site)
    commit(site)
    shutil.rmtree(site / "datasets/works/rain")
    (site / "content/pages/fees.md").unlink()
    topics = "content/vocabularies/topics.yaml"
    write(site, topics, "- {id: rain, name: Rain}\n")
    write(site, "content/vocabularies/regions.yaml", "- name: North\n  id: north-side\n")
    commit(site)
    (site / "content/announcements/2026/pump-repair.md").unlink()
    lost = daylight(site, "build")
    assert lost.exit_code == 1
    assert "Bring it back with `withdrawn: {date, reason}`, or write `formerly: [works/rain]`" in lost.output
    assert "content/pages/fees.md:1: /fees/ was public and is gone." in lost.output
    assert f"{topics}:1: /topics/water/ was public and is gone." in lost.output
    assert "content/vocabularies/regions.yaml:1: /regions/north/ was public and is gone." in lost.output
    assert "/datasets/works/rain/ was public and is gone." in lost.output
    assert "/announcements/pump-repair/ was public and is gone." in lost.output
    a_dataset(site, theme=["rain"], withdrawn={"date": "2026-03-02", "reason": "Old."}, resources=None)
    write(site, topics, "- {id: rain, name: Rain, formerly: [water]}\n- {id: water-works, name: Water works}\n")
    write(site, "content/vocabularies/regions.yaml", "- {id: north, name: North}\n")
    write(site, "content/pages/prices.md", "---\ntitle: Prices\nformerly: [fees]\n---\nSome words.\n")
    an_announcement(site, topics=["rain"], withdrawn={"date": "2026-03-02", "reason": "Old."})
    kept = daylight(site, "build")
    assert kept.exit_code == 0, kept.output
    moved = (site / "site/topics/water/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../topics/rain/"' in moved
    assert 'It is now at <a href="../../topics/rain/">Rain</a>.' in moved
    assert 'content="0; url=../prices/"' in (site / "site/fees/index.html").read_text(encoding="utf-8")
    assert (site / "site/_redirects").read_text() == (
        "/fees/* /prices/:splat 301\n"
        "/topics/water/* /topics/rain/:splat 301\n"
        "/feeds/topics/water/* /feeds/topics/rain/:splat 301\n"
    )
