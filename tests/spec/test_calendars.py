"""Promises of calendars and of the list of feeds: read back as they were written, by RFC 5545 and OPML 2.0."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from builders import a_dataset, a_site, an_announcement, daylight, write
from icalendar import Calendar

from generator import pipeline
from generator.deriving.editions import Edition
from generator.deriving.subjects import subjects
from generator.feeds.calendars import Calendars
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

CHICAGO = ZoneInfo("America/Chicago")
EVENT = {
    "kind": "event",
    "starts": "2027-01-20T18:00:00-06:00",
    "ends": "2027-01-20T20:00:00-06:00",
    "place": "Library, 18 College Avenue; ring twice",
    "regions": ["north"],
}
CLOSING = {"kind": "consultation", "opens": "2026-11-01T09:00:00-05:00", "closes": "2027-06-30T17:00:00-05:00"}
NAMES = {"feeds", "feeds/agencies/works", "feeds/topics/water", "feeds/regions/north"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_site(tmp_path_factory.mktemp("calendars"), languages=["es"])
    a_dataset(root)
    long = "Workshop, for “everyone”; with \\ and é, " + "a very long name " * 8
    an_announcement(root, "workshop", **EVENT | {"title": long.strip()})
    an_announcement(root, "hours", title="Opening hours", **CLOSING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 20, 12, tzinfo=UTC).timestamp())))
        result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    return root / "site"


def calendar(built: Path, path: str = "feeds") -> Calendar:
    return Calendar.from_ical((built / path / "calendar.ics").read_bytes())


def test_events_ends_of_consultations_and_new_data_are_in_it(built: Path) -> None:
    found = {str(event["uid"]): event for event in calendar(built).events}
    workshop, hours, rain = (
        found[f"tag:test.example,2026:{name}"]
        for name in ("announcement/workshop#event", "announcement/hours#closes", "dataset/works/rain#due")
    )
    assert len(found) == 3
    assert datetime(2027, 1, 20, 18, tzinfo=CHICAGO) == workshop.DTSTART
    assert datetime(2027, 1, 20, 20, tzinfo=CHICAGO) == workshop.DTEND
    assert str(workshop["summary"]).startswith("Workshop, for “everyone”; with \\ and é, a very long name")
    assert str(workshop["location"]) == "Library, 18 College Avenue; ring twice"
    assert str(workshop["url"]) == "https://test.example/announcements/workshop/"
    assert str(hours["summary"]) == "Closes: Opening hours"
    assert hours.DTSTART.utcoffset() == timedelta(hours=-5)
    assert str(rain["summary"]) == "New data: Rainfall"
    assert date(2026, 3, 5) == rain.DTSTART


def test_a_calendar_that_is_full_leaves_out_what_is_furthest_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.deriving.agenda._MOST", 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 20, 12, tzinfo=UTC).timestamp())))
    root = a_site(tmp_path)
    for month in (1, 2):
        an_announcement(root, f"was-{month}", **EVENT | {"starts": f"2026-0{month}-20T18:00:00-06:00", "ends": None})
    for month in (4, 5):
        an_announcement(root, f"next-{month}", **EVENT | {"starts": f"2026-0{month}-20T18:00:00-05:00", "ends": None})
    assert daylight(root, "build").exit_code == 0
    assert [str(each["url"]).split("/")[-2] for each in calendar(root / "site").events] == ["was-2", "next-4", "next-5"]
    an_announcement(root, "next-6", **EVENT | {"starts": "2026-06-20T18:00:00-05:00", "ends": None})
    an_announcement(root, "next-7", **EVENT | {"starts": "2026-07-20T18:00:00-05:00", "ends": None})
    assert daylight(root, "build").exit_code == 0
    assert [str(each["url"]).split("/")[-2] for each in calendar(root / "site").events] == [
        "next-4",
        "next-5",
        "next-6",
    ]


def test_calendars_are_of_the_site_agencies_topics_and_regions_in_each_language(built: Path) -> None:
    assert {path.parent.relative_to(built).as_posix() for path in built.rglob("calendar.ics")} == {
        f"{prefix}{name}" for prefix in ("", "es/") for name in (*NAMES, "feeds/agencies/health")
    }
    assert len(calendar(built, "feeds/regions/north").events) == 2
    assert calendar(built, "feeds/agencies/health").events == []
    assert "Cierra: Opening hours" in {str(event["summary"]) for event in calendar(built, "es/feeds").events}


def test_a_calendar_keeps_to_the_rules_of_its_standard(built: Path) -> None:
    """RFC 5545: lines of at most 75 octets that end in CRLF (3.1), a definition of each time zone (3.6.5)."""
    for path in built.rglob("calendar.ics"):
        content = path.read_bytes()
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        read = Calendar.from_ical(content)
        assert read.to_ical() == content
        assert read.get_missing_tzids() == set()
        assert all(
            event["dtstamp"].dt.tzinfo == UTC or event["dtstamp"].dt.utcoffset() == timedelta() for event in read.events
        )


def test_a_page_shows_what_comes_by_month(built: Path) -> None:
    """The day is 20 March 2026: new rainfall was due on the 5th."""
    page = (built / "calendar/index.html").read_text(encoding="utf-8")
    main = page[page.index("<h1") : page.index("</main>")]
    late, main = main.split("</section>", 1)
    assert re.findall(r'<h2[^>]+>(.*?)<|datetime="(.*?)"|<h3><a[^>]+>(.*?)<', late) == [
        ("Overdue", "", ""),
        ("", "2026-03-05", ""),
        ("", "", "Rainfall"),
    ]
    assert re.findall(r"<h2 [^>]+>([^<]+)|<h3><a[^>]+>([^<]{8})|datetime=\"([^\"]+)", main) == [
        ("January 2027", "", ""),
        ("", "", "2027-01-20T18:00:00-06:00"),
        ("", "Workshop", ""),
        ("June 2027", "", ""),
        ("", "", "2027-06-30T17:00:00-05:00"),
        ("", "Opening ", ""),
    ]
    assert "Consultation closes. <bdi>Public Works</bdi>." in main
    spanish = (built / "es/calendar/index.html").read_text(encoding="utf-8")
    assert "Cierra la consulta." in spanish


def test_a_list_of_all_feeds_leads_to_each(built: Path) -> None:
    for prefix, kinds in (("", "By kind"), ("es/", "Por tipo")):
        root = ET.parse(built / f"{prefix}feeds/feeds.opml").getroot()  # noqa: S314 - our own
        assert kinds in {outline.get("text") for outline in root.findall("body/outline")}
        addresses = [outline.get("xmlUrl", "") for outline in root.findall("body/outline/outline")]
        assert len(addresses) == len(set(addresses)) > 10
        for address in addresses:
            assert (built / address.removeprefix("https://test.example/")).is_file(), address


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x00"])
def test_a_name_of_several_lines_breaks_no_calendar(tmp_path: Path, sign: str) -> None:
    root = a_site(tmp_path)
    checked = pipeline.check(root, means(root))
    publication = pipeline.compose(checked, datetime(2026, 3, 20, 12, tzinfo=UTC), means(root))[0]
    settings = replace(publication.catalog.settings, name=f"Test{sign}ing")
    odd = replace(publication, catalog=replace(publication.catalog, settings=settings))
    calendars = Calendars(odd, Edition(language="en", prefix=""))
    for subject in subjects(odd):
        content = bytes(calendars.write(subject).content)
        assert Calendar.from_ical(content)["name"].replace(" ", "").endswith("Testing")


@pytest.mark.parametrize("name", ["agencies", "topics", "regions", "situations"])
def test_a_name_is_one_line(site: Path, name: str) -> None:
    file = f"content/vocabularies/{name}.yaml"
    write(site, file, '- {id: works, name: "Public\\nWorks"}\n')
    said = daylight(site, "check").output
    assert f"{file}:1: `name` is more than one line: 'Public\\nWorks'." in said
    write(site, file, '- {id: works, name: Works, translations: {es: {name: "Obras\\u2028públicas"}}}\n')
    assert f"{file}:1: `translations.es.name` is more than one line" in daylight(site, "check").output
    write(site, file, "- id: works\n  name: >\n    Public\n    Works\n")
    assert "is more than one line" not in daylight(site, "check").output
