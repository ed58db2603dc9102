"""What has a day of its own: events, ends of consultations, and new data that are due."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.model.announcement import Consultation, Event
from generator.model.message import noted
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.model.entry import Entry
    from generator.model.publication import Publication

_MOST = 1000
"""In a calendar: what comes next, then what was last."""
_PAST = timedelta(days=365)
"""What lies further back is left out."""
CLOSES = noted("Closes: {title}")
DUE = noted("New data: {title}")


@noun
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


class Agenda:
    """The moments of a publication, put in order once, though each is in a dozen calendars.

    Args:
        publication: With all entries.
        say: Says a message in the language of the calendar.
    """

    def __init__(self, publication: Publication, say: Callable[[str], str] = str) -> None:
        today = publication.now.date()
        since = today - _PAST
        found = [
            (each.day, str(each.begins), entry.id, each)
            for entry in publication.entries
            if not entry.withdrawn
            for each in _of(entry, publication, say)
            if each.day >= since
        ]
        found.sort(key=itemgetter(0, 1, 2))
        self._moments = [moment for *_, moment in found]
        self._past = bisect_left(found, today, key=itemgetter(0))
        self._places: dict[str, list[int]] = {}
        for place, (_, _, id_, _) in enumerate(found):
            self._places.setdefault(id_, []).append(place)

    def of(self, entries: Iterable[Entry]) -> tuple[Moment, ...]:
        """What is in the calendar of some entries, in its order, as far as it is not long past."""
        places = sorted(place for entry in entries for place in self._places.get(entry.id, ()))
        past = bisect_left(places, self._past)
        first = max(0, min(past, len(places) - _MOST))
        return tuple(self._moments[place] for place in places[first : first + _MOST])


def moments(entries: Iterable[Entry], publication: Publication, say: Callable[[str], str] = str) -> tuple[Moment, ...]:
    """What is in the calendar of some entries, in its order."""
    return Agenda(publication, say).of(entries)


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
