"""The facts of announcements as they are written: one form for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.model.announcement import Alert, Consultation, Event, News, Notice, Sent, Service
from generator.reading.amendments import Amended
from generator.reading.forms import Day, Form, Language, Moment, Text
from generator.reading.one_line import Address  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.announcement import Details


class AnnouncementForm(Amended):
    """What all kinds have, and all that news have."""

    kind: Literal["news", "notice", "alert", "consultation", "event", "service"]
    title: str
    summary: Text = ""
    agency: str
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    published: Moment
    updated: Moment | None = None
    datasets: tuple[str, ...] = ()
    language: Language = ""
    formerly: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()

    def details(self) -> Details:
        """The facts of its kind."""
        return News()


class _Notice(AnnouncementForm):
    legal_basis: Text = ""
    reference: Text = ""
    effective: Day | None = None
    until: Day | None = None

    def details(self) -> Details:
        return Notice(
            legal_basis=self.legal_basis, reference=self.reference, effective=self.effective, until=self.until
        )


_Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
_Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
_Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


_Category = Literal[
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
]


class _Sent(Form):
    """What is left out was the same as it is now."""

    version: int
    sent: Moment
    message: Literal["Alert", "Update", "Cancel"] | None = None
    status: Literal["Actual", "Exercise", "Test"] | None = None
    category: _Category | None = None
    regions: tuple[str, ...] = ()
    title: Text = ""
    event: Text = ""
    urgency: _Urgency | None = None
    severity: _Severity | None = None
    certainty: _Certainty | None = None
    onset: Moment | None = None
    """There was none where the key stands there with nothing after it."""
    expires: Moment | None = None
    instruction: Text = ""
    text: Text = ""


class _Alert(AnnouncementForm):
    event: str
    urgency: _Urgency
    severity: _Severity
    certainty: _Certainty
    onset: Moment | None = None
    expires: Moment
    instruction: Text = ""
    category: _Category = "Other"
    status: Literal["Actual", "Exercise", "Test", "Draft"] = "Actual"
    message: Literal["Alert", "Update", "Cancel"] = "Alert"
    version: int = 1
    earlier: tuple[_Sent, ...] = ()

    def _was(self, before: _Sent, place: int) -> Sent:
        return Sent(
            version=before.version,
            message=before.message or ("Update" if place else "Alert"),
            sent=before.sent,
            status=before.status or self.status,
            category=before.category or self.category,
            regions=before.regions or self.regions,
            title=before.title or self.title,
            event=before.event or self.event,
            urgency=before.urgency or self.urgency,
            severity=before.severity or self.severity,
            certainty=before.certainty or self.certainty,
            onset=before.onset if "onset" in before.model_fields_set else self.onset,
            expires=before.expires or self.expires,
            instruction=before.instruction or self.instruction,
            text=before.text,
            slips=before.slips,
        )

    def details(self) -> Details:
        return Alert(
            category=self.category,
            status=self.status,
            message=self.message,
            version=self.version,
            earlier=tuple(self._was(each, place) for place, each in enumerate(self.earlier)),
            event=self.event,
            urgency=self.urgency,
            severity=self.severity,
            certainty=self.certainty,
            onset=self.onset,
            expires=self.expires,
            instruction=self.instruction,
        )


class _Consultation(AnnouncementForm):
    opens: Moment
    closes: Moment
    respond: Address = ""
    outcome: Text = ""

    def details(self) -> Details:
        return Consultation(opens=self.opens, closes=self.closes, respond=self.respond, outcome=self.outcome)


class _Event(AnnouncementForm):
    starts: Moment
    ends: Moment | None = None
    place: Text = ""
    online: Address = ""
    agenda: Address = ""
    minutes: Address = ""

    def details(self) -> Details:
        return Event(
            starts=self.starts,
            ends=self.ends,
            place=self.place,
            online=self.online,
            agenda=self.agenda,
            minutes=self.minutes,
        )


class _Service(AnnouncementForm):
    situations: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    audience: Text = ""
    cost: Text = ""
    time_needed: Text = ""
    documents: tuple[str, ...] = ()
    online: Address = ""
    phone: Text = ""
    address: Text = ""

    def details(self) -> Details:
        return Service(
            situations=self.situations,
            audiences=self.audiences,
            audience=self.audience,
            cost=self.cost,
            time_needed=self.time_needed,
            documents=self.documents,
            online=self.online,
            phone=self.phone,
            address=self.address,
        )


FORMS: Mapping[str, type[AnnouncementForm]] = {
    "news": AnnouncementForm,
    "notice": _Notice,
    "alert": _Alert,
    "consultation": _Consultation,
    "event": _Event,
    "service": _Service,
}
