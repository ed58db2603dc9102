"""Calendars (RFC 5545): when events take place, consultations close and new data are due."""

from __future__ import annotations

from datetime import date, datetime
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


_END = b"END:VCALENDAR\r\n"


def calendar_path(subject: Subject, edition: Edition) -> str:
    """From the site's root."""
    return f"{edition.prefix}feeds/{subject.folder}calendar.ics"


class Calendars:
    """The calendars of a publication in one language: a moment is written once, however many it is in.

    Args:
        publication: In that language.
        edition: The language.
        say: Says messages in it.
    """

    def __init__(self, publication: Publication, edition: Edition, say: Callable[[str], str] = str) -> None:
        self._publication = publication
        self._edition = edition
        self._say = say
        self._written: dict[tuple[str, str], bytes] = {}

    def write(self, subject: Subject) -> Artifact:
        """The calendar of a subject. Its moments carry the time of their entry's last change, never the clock's."""
        from icalendar import Calendar

        settings = self._publication.catalog.settings
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.authority.partition(',')[0]}//Daylight//{self._edition.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        name = legible(f"{subject.name}, {settings.name}" if subject.id else settings.name)
        name = " ".join(name.split())  # icalendar writes no breaks of lines here
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)  # RFC 7986, 5.1
        held = moments(subject.entries, self._publication, self._say)
        timed = [each for each in held if isinstance(each.begins, datetime)]
        if timed:  # changes of the clock for the years that are in it, and one on either side
            for each in timed:
                calendar.add_component(self._item(each))
            first, last = date(timed[0].day.year - 1, 1, 1), date(timed[-1].day.year + 2, 1, 1)
            calendar.add_missing_timezones(first_date=first, last_date=last)
            calendar.subcomponents = [each for each in calendar.subcomponents if each.name == "VTIMEZONE"]
        frame = calendar.to_ical()
        written = [frame.removesuffix(_END), *map(self._once, held), _END]
        return Artifact(path=calendar_path(subject, self._edition), content=b"".join(written))

    def _once(self, moment: Moment) -> bytes:
        key = (moment.entry.id, moment.kind)
        if key not in self._written:
            self._written[key] = self._item(moment).to_ical()
        return self._written[key]

    def _item(self, moment: Moment) -> Item:
        from icalendar import Event as Item

        entry = moment.entry
        changed = entry.updated or self._publication.now.replace(
            month=1, day=1, hour=0, minute=0, second=0, microsecond=0
        )
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
        item.add("url", f"{self._publication.catalog.settings.url}{self._edition.prefix}{entry.path}")
        item.add("categories", [self._say(entry.label)])
        if place := moment.place or moment.address:
            item.add("location", legible(place))
        item.add("transp", "TRANSPARENT")
        return item
