"""When the site would say something else though nobody has changed a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.deriving.freshness import late_from
from generator.model.announcement import Consultation

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model.publication import Publication


def turning_point(publication: Publication) -> datetime | None:
    """The next time at which some page says something else though no file changed.

    An alert begins or ends, a consultation closes, or data become late.
    """
    zone = ZoneInfo(publication.catalog.settings.time_zone)
    due = {record.next_update for record in publication.datasets.values() if record.next_update}
    times = [moment for moment in (late_from(day, zone) for day in due) if moment > publication.now]
    times += [
        moment
        for entry in publication.entries
        if entry.expires
        for moment in (entry.published, entry.expires)
        if moment and moment > publication.now
    ]
    consultations = (each.details for each in publication.announcements.values())
    times += [each.closes for each in consultations if isinstance(each, Consultation) and each.closes > publication.now]
    return min(times, default=None)
