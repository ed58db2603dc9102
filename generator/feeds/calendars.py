"""Calendars (RFC 5545): when events take place, consultations close and new data are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.feeds.legible import legible
from generator.model.announcement import Consultation, Event
from generator.model.message import noted
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from icalendar import Event as Item

    from generator.deriving.editions import Edition
    from generator.deriving.subjects import Subject
    from generator.model.entry import Entry
    from generator.model.publication import Publication

_MOST = 1000
"""In a calendar: what comes next."""
_PAST = timedelta(days=365)
"""What lies further back is left out."""
CLOSES = noted("Closes: {title}")
DUE = noted("New data: {title}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Something in a calendar."""

    entry: Entry
    kind: str
    """event, closes or due: together with the entry, its id for ever."""
    title: str
    begins: datetime | date
    ends: datetime | None = None
    place: str = ""
    address: str = ""
    """Where to take part online."""

    @property
    def day(self) -> date:
        """Of its beginning."""
        return self.begins.date() if isinstance(self.begins, datetime) else self.begins


def moments(subject: Subject, publication: Publication, say: Callable[[str], str] = str) -> tuple[Moment, ...]:
    """What is in the calendar of a subject, in its order."""
    since = (publication.now - _PAST).date()
    found = [each for entry in subject.entries for each in _of(entry, publication, say) if each.day >= since]
    found.sort(key=lambda each: (each.day, str(each.begins), each.entry.id))
    return tuple(found[:_MOST])


def _of(entry: Entry, publication: Publication, say: Callable[[str], str]) -> Iterator[Moment]:
    if entry.kind == "dataset":
        due = publication.datasets[entry.id].next_update
        if due:
            yield Moment(entry=entry, kind="due", title=say(DUE).format(title=entry.title), begins=due)
        return
    zone = ZoneInfo(publication.catalog.settings.time_zone)
    details = publication.announcements[entry.id].details
    if isinstance(details, Event):
        yield Moment(
            entry=entry,
            kind="event",
            title=entry.title,
            begins=details.starts.astimezone(zone),
            ends=details.ends.astimezone(zone) if details.ends else None,
            place=details.place,
            address=details.online,
        )
    elif isinstance(details, Consultation):
        title = say(CLOSES).format(title=entry.title)
        yield Moment(entry=entry, kind="closes", title=title, begins=details.closes.astimezone(zone))


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
    held = moments(subject, publication, say)
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
