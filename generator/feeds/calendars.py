"""Calendars (RFC 5545): when events take place, consultations close and new data are due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.agenda import moments
from generator.feeds.legible import legible
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable

    from icalendar import Event as Item

    from generator.deriving.agenda import Moment
    from generator.deriving.editions import Edition
    from generator.deriving.subjects import Subject
    from generator.model.publication import Publication


def calendar_path(subject: Subject, edition: Edition) -> str:
    """From the site's root."""
    return f"{edition.prefix}feeds/{subject.folder}calendar.ics"


def write_calendar(
    subject: Subject, publication: Publication, edition: Edition, say: Callable[[str], str] = str
) -> Artifact:
    """The calendar of a subject. Its moments carry the time of their entry's last change, never the clock's."""
    from icalendar import Calendar

    settings = publication.catalog.settings
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.authority.partition(',')[0]}//Daylight//{edition.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = legible(f"{subject.name}, {settings.name}" if subject.id else settings.name)
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)  # RFC 7986, 5.1
    held = moments(subject.entries, publication, say)
    for each in held:
        calendar.add_component(_item(each, publication, edition, say))
    if held:  # changes of the clock for the years that are in it, and one on either side
        first, last = date(held[0].day.year - 1, 1, 1), date(held[-1].day.year + 2, 1, 1)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    return Artifact(path=calendar_path(subject, edition), content=calendar.to_ical())


def _item(moment: Moment, publication: Publication, edition: Edition, say: Callable[[str], str]) -> Item:
    from icalendar import Event as Item

    entry = moment.entry
    changed = entry.updated or publication.now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    utc = ZoneInfo("UTC")
    item = Item()
    item.add("uid", f"{entry.urn}#{moment.kind}")
    item.add("dtstamp", changed.astimezone(utc))
    item.add("last-modified", changed.astimezone(utc))
    item.add("dtstart", moment.begins)
    if moment.ends:
        item.add("dtend", moment.ends)
    item.add("summary", legible(moment.title))
    item.add("description", legible(entry.summary))
    item.add("url", f"{publication.catalog.settings.url}{edition.prefix}{entry.path}")
    item.add("categories", [say(entry.label)])
    if place := moment.place or moment.address:
        item.add("location", legible(place))
    item.add("transp", "TRANSPARENT")
    return item
