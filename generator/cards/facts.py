"""What a card says, as data for the template: two cards with the same facts are the same picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.publication import Publication

WIDTH, HEIGHT = 1200, 630
"""Pixels; the size that every network takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """The words on one card."""

    path: str
    """From the site's root."""
    title: str
    agency: str
    kind: str
    severity: str
    date: str
    site: str
    language: str
    direction: str

    def words(self) -> dict[str, str]:
        """All that is drawn."""
        return {name: value for name, value in asdict(self).items() if name != "path"}


def cards(publication: Publication) -> Iterator[Card]:
    """The site's card, then one for each entry."""
    settings = publication.catalog.settings
    zone = ZoneInfo(settings.time_zone)
    host = settings.url.split("://")[1].rstrip("/")
    yield Card(
        path="cards/site.png",
        title=settings.name,
        agency=settings.owner,
        kind="",
        severity="",
        date=settings.description,
        site=host,
        language=settings.language,
        direction=Locale.parse(settings.language, sep="-").text_direction,
    )
    for entry in publication.entries:
        locale = Locale.parse(entry.language, sep="-")
        when = format_date(entry.updated.astimezone(zone), "long", locale=locale) if entry.updated else ""
        yield Card(
            path=entry.card,
            title=entry.title,
            agency=publication.catalog.agencies[entry.agency].name,
            kind=f"{entry.severity} {entry.label}".strip().capitalize(),
            severity=entry.severity,
            date=when,
            site=host,
            language=entry.language,
            direction=locale.text_direction,
        )
