"""What a card says, as data for the template: two cards with the same facts are the same picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

if TYPE_CHECKING:
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
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


def site_card(settings: Settings) -> Card:
    """The card of pages that are about no single entry."""
    return Card(
        path="cards/site.png",
        title=settings.name,
        agency=settings.owner,
        kind="",
        severity="",
        date=settings.description,
        site=_host(settings),
        language=settings.language,
        direction=Locale.parse(settings.language, sep="-").text_direction,
    )


def card_of(entry: Entry, publication: Publication) -> Card:
    """The card of an entry."""
    settings = publication.catalog.settings
    locale = Locale.parse(entry.language, sep="-")
    zone = ZoneInfo(settings.time_zone)
    when = format_date(entry.updated.astimezone(zone), "long", locale=locale) if entry.updated else ""
    return Card(
        path=entry.card,
        title=entry.title,
        agency=publication.catalog.agencies[entry.agency].name,
        kind=f"{entry.severity} {entry.label}".strip().capitalize(),
        severity=entry.severity,
        date=when,
        site=_host(settings),
        language=entry.language,
        direction=locale.text_direction,
    )


def _host(settings: Settings) -> str:
    return settings.url.split("://")[1].rstrip("/")
