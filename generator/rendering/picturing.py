"""What the card of each publication says, in the words of its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_time

from generator.model.announcement import Alert, Consultation, Event, Notice, Service
from generator.model.card import Card
from generator.model.message import noted
from generator.rendering.charts.small import small
from generator.rendering.figures import shown

if TYPE_CHECKING:
    from datetime import date, datetime

    from generator.model.announcement import Announcement
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.words import Words

SITE = "cards/site.png"
BRAND, ACCENT = "#0b2545", "#1d70b8"
"""Of sites and agencies that chose none, as `daylight.css` has them."""
SCAN, CODE = noted("Scan to read more"), noted("QR code of {address}")
"""On posters."""
_DRILLS = {"Exercise": noted("Exercise"), "Test": noted("Test")}
"""Alerts about nothing, in the words of CAP 1.2."""


def poster_path(entry: Entry | None) -> str:
    """Where the poster of an entry, or of the site, lies from the site's root."""
    return f"cards/poster/{entry.id if entry else 'site'}.pdf"


def site_card(settings: Settings, words: Words) -> Card:
    """The card of pages that are about no single entry."""
    return Card(
        path=SITE,
        kind="site",
        label="",
        title=settings.name,
        agency=settings.owner,
        site=_host(settings),
        language=words.language,
        direction=words.direction,
        brand=settings.brand or BRAND,
        accent=settings.accent or ACCENT,
        crest=settings.logo,
        summary=settings.description,
    )


class Pictures:
    """Puts cards together in one language.

    Args:
        publication: In that language.
        words: Of the language.
    """

    def __init__(self, publication: Publication, words: Words) -> None:
        self._publication = publication
        self._catalog = publication.catalog
        self._words = words

    def of(self, entry: Entry, facts: DatasetFacts | None = None) -> Card:
        """The card of an entry.

        Args:
            entry: In the language, as far as it is translated.
            facts: Of a dataset, if there are any.
        """
        settings = self._catalog.settings
        agency = self._catalog.agencies[entry.agency]
        said: dict[str, Any] = {
            "label": self._words.say(entry.label),
            "date": self._dated(entry, facts),
            "summary": entry.summary,
        }
        if entry.withdrawn:
            said["label"] = self._words.say("Withdrawn")
        elif facts:
            said |= self._data(facts)
        announcement = self._publication.announcements.get(entry.id)
        return Card(
            **{
                "path": entry.card,
                "kind": "news" if entry.withdrawn else entry.kind,
                "title": entry.title,
                "agency": agency.name,
                "site": _host(settings),
                "language": entry.language,
                "direction": self._words.direction,
                "brand": agency.color or settings.brand or BRAND,
                "accent": settings.accent or ACCENT,
                "crest": f"cards/{agency.crest}" if agency.crest else settings.logo,
                **said,
                **(self._told(entry, announcement) if announcement and not entry.withdrawn else {}),
            }
        )

    def _dated(self, entry: Entry, facts: DatasetFacts | None) -> str:
        words = self._words
        if not entry.updated or not entry.published:
            return ""
        message = noted("Published on {day}") if entry.updated == entry.published else noted("Updated on {day}")
        day = words.say(message, day=words.day(entry.updated))
        version = facts.dataset.version if facts else ""
        return words.say("{day}, version {version}", day=day, version=version) if version else day

    def _data(self, facts: DatasetFacts) -> dict[str, Any]:
        """The first figure, how it has changed, and the chart that they are of."""
        said: dict[str, Any] = {}
        charts = [chart for table in facts.tables for chart in table.charts]
        if facts.figures:
            first = facts.figures[0]
            charts.insert(0, first.chart)
            said["figure"], said["measure"] = shown(first, self._words)
            change = next((each for each in facts.figures if each.kind == "change"), None)
            if change:
                said["change"] = " ".join(shown(change, self._words))
                said["trend"] = "up" if change.value > 0 else "down" if change.value < 0 else ""
        drawings = (small(chart, self._words) for chart in charts)
        return {**said, "chart": next(filter(None, drawings), None)}

    def _told(self, entry: Entry, announcement: Announcement) -> dict[str, Any]:
        """What is on the cards of one kind of announcement alone."""
        details, words = announcement.details, self._words
        match details:
            case Alert():
                return self._alert(entry, announcement, details)
            case Event():
                starts = details.starts
                return {
                    "day": self._leaf(starts, self._time(starts)),
                    "lines": _with_values(
                        (words.say("Starts"), words.moment(starts)), (words.say("Place"), details.place)
                    )
                    + ((("", words.say("Join online")),) if details.online else ()),
                }
            case Consultation():
                label = words.say(details.label)
                if announcement.closed(self._publication.now):
                    label = words.say("{kind}, ended", kind=label)
                closes = (words.say("Closes"), words.moment(details.closes))
                return {
                    "label": label,
                    "day": self._leaf(details.closes, words.say("Closes")),
                    "lines": (closes, ("", entry.summary)),
                }
            case Service():
                return {
                    "lines": _with_values(
                        (words.say("Who it is for"), details.audience),
                        (words.say("Cost"), details.cost),
                        (words.say("Time needed"), details.time_needed),
                    )
                }
            case Notice():
                return {
                    "lines": _with_values(
                        (words.say("In effect from"), words.day(details.effective) if details.effective else ""),
                        (words.say("In effect until"), words.day(details.until) if details.until else ""),
                        (words.say("Reference"), details.reference),
                    )
                }
        return {}

    def _alert(self, entry: Entry, announcement: Announcement, details: Alert) -> dict[str, Any]:
        words = self._words
        now, ends = self._publication.now, announcement.ends
        over = ends is not None and ends <= now
        severity, label = details.severity.lower(), words.severity(details.severity)
        if over:
            severity, label = "ended", words.say("Ended")
        elif details.status in _DRILLS:
            severity, label = "exercise", words.say(_DRILLS[details.status])
        message = noted("Ended on {moment}") if over else noted("In force until {moment}")
        regions = self._catalog.regions
        areas = words.say(", ").join(regions[id_].name for id_ in entry.regions)
        return {
            "severity": severity,
            "label": label,
            "date": words.say(message, moment=words.moment(ends)) if ends else "",
            "lines": _with_values((words.say("Area"), areas)),
            "instruction": "" if over else details.instruction,
        }

    def _leaf(self, moment: datetime, more: str) -> tuple[str, str, str]:
        day = moment.astimezone(self._words.zone).date()
        return self._part(day, "LLLL"), self._part(day, "d"), more

    def _part(self, day: date, pattern: str) -> str:
        return format_date(day, pattern, locale=self._words.locale)

    def _time(self, moment: datetime) -> str:
        return format_time(moment.astimezone(self._words.zone), "short", locale=self._words.locale)


def _with_values(*lines: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in lines if value)


def _host(settings: Settings) -> str:
    return settings.url.split("://")[1].rstrip("/")
