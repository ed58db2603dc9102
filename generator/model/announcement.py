"""An announcement: one of six kinds, each with facts of its own."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, ClassVar

from generator.model.amendment import is_withdrawn
from generator.model.message import noted
from generator.model.naming import led_here
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from generator.model.amendment import Amendment
    from generator.model.finding import Source
    from generator.model.naming import Led
    from generator.model.translation import Translation

SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
"""Of alerts, the gravest first (CAP 1.2, section 3.2.2)."""


@noun
class News:
    """Something happened."""

    kind: ClassVar[str] = "news"
    label: ClassVar[str] = noted("News")
    plural: ClassVar[str] = noted("News")


@noun
class Notice:
    """A formal public notice."""

    kind: ClassVar[str] = "notice"
    label: ClassVar[str] = noted("Public notice")
    plural: ClassVar[str] = noted("Public notices")
    legal_basis: str = ""
    reference: str = ""
    effective: date | None = None
    until: date | None = None


@noun
class Sent:
    """A message of an alert as it was sent (CAP 1.2, section 3.2.1)."""

    version: int
    """1 for the first message of an alert, and one more for each that follows."""
    message: str
    """Alert for the first one, Update or Cancel for others."""
    sent: datetime
    status: str
    """Actual, Exercise or Test."""
    category: str
    regions: tuple[str, ...]
    title: str
    event: str
    urgency: str
    severity: str
    certainty: str
    onset: datetime | None
    expires: datetime
    instruction: str
    text: str
    """Markdown."""
    slips: Mapping[str, str] = field(default_factory=dict, compare=False)
    """As an announcement's."""


@noun
class Alert:
    """A warning, in the words of CAP 1.2 (OASIS, section 3.2.2). What it says now is its latest message."""

    kind: ClassVar[str] = "alert"
    label: ClassVar[str] = noted("Alert")
    plural: ClassVar[str] = noted("Alerts")
    event: str
    urgency: str
    severity: str
    certainty: str
    onset: datetime | None = None
    expires: datetime
    instruction: str = ""
    language: str = ""
    """Of event and instruction, where they have been translated."""
    category: str = "Other"
    status: str = "Actual"
    """Actual, Exercise, Test, or Draft, which is not published."""
    message: str = "Alert"
    """Alert, Update or Cancel."""
    version: int = 1
    earlier: tuple[Sent, ...] = ()
    """The messages before this one, the first one first; without a text where that was what it is now."""


@noun
class Consultation:
    """A question to the public, open for a time."""

    kind: ClassVar[str] = "consultation"
    label: ClassVar[str] = noted("Consultation")
    plural: ClassVar[str] = noted("Consultations")
    opens: datetime
    closes: datetime
    respond: str = ""
    outcome: str = ""


@noun
class Event:
    """A meeting or another happening."""

    kind: ClassVar[str] = "event"
    label: ClassVar[str] = noted("Event")
    plural: ClassVar[str] = noted("Events")
    starts: datetime
    ends: datetime | None = None
    place: str = ""
    online: str = ""
    agenda: str = ""
    minutes: str = ""
    """Afterwards."""


@noun
class Service:
    """A form or another way to get something done."""

    kind: ClassVar[str] = "service"
    label: ClassVar[str] = noted("Service")
    plural: ClassVar[str] = noted("Services")
    situations: tuple[str, ...] = ()
    """In which people need it: ids of the vocabulary."""
    audiences: tuple[str, ...] = ()
    """Who needs it: ids of the vocabulary."""
    audience: str = ""
    """The same in words."""
    cost: str = ""
    time_needed: str = ""
    documents: tuple[str, ...] = ()
    online: str = ""
    phone: str = ""
    address: str = ""


Details = News | Notice | Alert | Consultation | Event | Service
KINDS: tuple[type[Details], ...] = (Alert, News, Notice, Consultation, Event, Service)


@noun
class Announcement:
    """What an agency tells the public."""

    name: str
    """The file's name without its ending: unique and permanent."""
    title: str
    summary: str
    agency: str
    body: str
    """Markdown."""
    body_line: int = 1
    """Where it begins in its file."""
    details: Details
    source: Source
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    published: datetime
    updated: datetime | None = None
    datasets: tuple[str, ...] = ()
    language: str = ""
    """In which its facts are written, and its words where nobody has translated them; empty for the site's."""
    formerly: tuple[str, ...] = ()
    """Its own earlier names, the oldest first: its id is of the first."""
    replaces: tuple[str, ...] = ()
    """Names of others that it takes the place of."""
    translations: tuple[Translation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    """Corrections and the withdrawal, in the order in which they happened."""
    slips: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Keys that nobody reads, each by the key that was probably meant."""

    @property
    def kind(self) -> str:
        """news, notice, alert, consultation, event or service."""
        return self.details.kind

    def said_in(self, language: str) -> Announcement:
        """The announcement in a language; as it is where nobody has translated it."""
        for each in self.translations:
            if each.language == language:
                details = self.details
                if isinstance(details, Alert) and each.event and each.instruction:
                    details = replace(details, event=each.event, instruction=each.instruction, language=each.language)
                return replace(
                    self,
                    details=details,
                    title=each.title,
                    summary=each.summary or self.summary,
                    body=each.body,
                    body_line=each.body_line,
                )
        return self

    @property
    def led_here(self) -> Led:
        """Names whose addresses lead here, and the line that names each."""
        return led_here(self.name, self.formerly, self.replaces, self.source)

    @property
    def withdrawn(self) -> bool:
        """Whether it is published no more, but for the fact."""
        return is_withdrawn(self.amendments)

    @property
    def draft(self) -> bool:
        """Whether it is an alert that is not to be published yet."""
        return isinstance(self.details, Alert) and self.details.status == "Draft"

    @property
    def ends(self) -> datetime | None:
        """When an alert ends: it expires, or its cancellation was sent."""
        if not isinstance(self.details, Alert):
            return None
        cancelled = self.details.message == "Cancel"
        return (self.updated or self.published) if cancelled else self.details.expires

    def closed(self, now: datetime) -> bool:
        """Whether this is a consultation that has ended at `now`."""
        return isinstance(self.details, Consultation) and self.details.closes <= now

    def in_force(self, now: datetime) -> bool:
        """Whether this is an alert about something that happens, and has not ended at `now`."""
        if not isinstance(self.details, Alert) or self.details.status != "Actual" or self.ends is None:
            return False
        return self.published <= now < self.ends


def messages(announcement: Announcement) -> tuple[Sent, ...]:
    """All messages of an alert, the first one first; none of any other announcement."""
    alert = announcement.details
    if not isinstance(alert, Alert):
        return ()
    text = announcement.body if announcement.body.strip() else announcement.summary
    return (
        *(replace(each, text=each.text or text) for each in alert.earlier),
        Sent(
            version=alert.version,
            message=alert.message,
            sent=announcement.updated or announcement.published,
            status=alert.status,
            category=alert.category,
            regions=announcement.regions,
            title=announcement.title,
            event=alert.event,
            urgency=alert.urgency,
            severity=alert.severity,
            certainty=alert.certainty,
            onset=alert.onset,
            expires=alert.expires,
            instruction=alert.instruction,
            text=text,
        ),
    )
