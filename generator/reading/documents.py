"""`content/announcements/` and `content/pages/`: Markdown under a block of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.model.announcement import (
    Alert,
    Announcement,
    Consultation,
    Event,
    News,
    Notice,
    Sent,
    Service,
)
from generator.model.catalog import Page
from generator.model.finding import Where, error
from generator.model.translation import Translation
from generator.reading.amendments import Amended
from generator.reading.forms import Day, Form, Language, Moment, Text, fill, is_language
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.announcement import Details

_FENCE = "---"
MOST_PROSE = 64_000
"""Characters of a page: what rendering costs stays bounded."""


class _Announcement(Amended):
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

    def details(self) -> Details:
        """The facts of its kind."""
        return News()


class _Notice(_Announcement):
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


class _Sent(Form):
    """What is left out was the same as it is now."""

    version: int
    sent: Moment
    title: str = ""
    event: str = ""
    urgency: _Urgency | None = None
    severity: _Severity | None = None
    certainty: _Certainty | None = None
    onset: Moment | None = None
    expires: Moment | None = None
    instruction: Text = ""
    text: Text = ""


class _Alert(_Announcement):
    event: str
    urgency: _Urgency
    severity: _Severity
    certainty: _Certainty
    onset: Moment | None = None
    expires: Moment
    instruction: Text = ""
    category: Literal[
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
    ] = "Other"
    status: Literal["Actual", "Exercise", "Test", "Draft"] = "Actual"
    message: Literal["Alert", "Update", "Cancel"] = "Alert"
    version: int = 1
    earlier: tuple[_Sent, ...] = ()

    def _was(self, before: _Sent, place: int) -> Sent:
        return Sent(
            version=before.version,
            message="Update" if place else "Alert",
            sent=before.sent,
            title=before.title or self.title,
            event=before.event or self.event,
            urgency=before.urgency or self.urgency,
            severity=before.severity or self.severity,
            certainty=before.certainty or self.certainty,
            onset=before.onset or self.onset,
            expires=before.expires or self.expires,
            instruction=before.instruction or self.instruction,
            text=before.text,
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


class _Consultation(_Announcement):
    opens: Moment
    closes: Moment
    respond: Text = ""
    outcome: Text = ""

    def details(self) -> Details:
        return Consultation(opens=self.opens, closes=self.closes, respond=self.respond, outcome=self.outcome)


class _Event(_Announcement):
    starts: Moment
    ends: Moment | None = None
    place: Text = ""
    online: Text = ""
    agenda: Text = ""
    minutes: Text = ""

    def details(self) -> Details:
        return Event(
            starts=self.starts,
            ends=self.ends,
            place=self.place,
            online=self.online,
            agenda=self.agenda,
            minutes=self.minutes,
        )


class _Service(_Announcement):
    situations: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    audience: Text = ""
    cost: Text = ""
    time_needed: Text = ""
    documents: tuple[str, ...] = ()
    online: Text = ""
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


class _Translation(Form):
    title: str
    summary: Text = ""
    event: Text = ""
    instruction: Text = ""
    description: Text = ""


class _Page(Form):
    title: str
    description: Text = Field(default="")
    formerly: tuple[str, ...] = ()


_FORMS: dict[str, type[_Announcement]] = {
    "notice": _Notice,
    "alert": _Alert,
    "consultation": _Consultation,
    "event": _Event,
    "service": _Service,
}


def read_announcement(root: Path, file: Path) -> Announcement:
    """The announcement in `file`.

    Raises:
        Unreadable: it has no block of facts, or some are missing or of the wrong kind; all are told.
    """
    parsed, body, body_line = _split(root, file)
    kind = parsed.value.get("kind") if isinstance(parsed.value, dict) else None
    form = fill(_FORMS.get(str(kind), _Announcement), parsed)
    return Announcement(
        name=file.stem,
        title=form.title,
        summary=form.summary,
        agency=form.agency,
        body=body,
        body_line=body_line,
        slips=form.slips,
        details=form.details(),
        source=parsed.source,
        topics=form.topics,
        regions=form.regions,
        published=form.published,
        updated=form.updated,
        datasets=form.datasets,
        language=form.language,
        formerly=form.formerly,
        amendments=form.amendments(),
    )


def read_page(root: Path, file: Path) -> Page:
    """The title and description of a page of prose; `Unreadable` as above."""
    parsed, body, line = _split(root, file)
    if len(body) > MOST_PROSE:
        problem = f"The page has {len(body):,} characters; at most {MOST_PROSE:,} are rendered."
        raise Unreadable(
            error(Where(path=parsed.source.path, line=line), problem, "Split it into several pages.", "page-too-long")
        )
    form = fill(_Page, parsed)
    return Page(
        name=file.stem,
        title=form.title,
        description=form.description,
        source=parsed.source,
        formerly=form.formerly,
    )


def read_translation(root: Path, file: Path) -> Translation:
    """What `<name>.<language>.md` says beside `<name>.md`; `Unreadable` as above.

    Only words are translated: all else is what the original says, and stands there alone.
    """
    parsed, body, line = _split(root, file)
    form = fill(_Translation, parsed)
    language = file.stem.partition(".")[2]
    findings = [
        error(
            parsed.source.at(key),
            f"`{key}` stands in a translation.",
            "Remove it: all but title, summary, text and what an alert asks of people is what the original says.",
            "translation-key",
        )
        for key in form.model_extra or ()
    ]
    if not is_language(language):
        findings.append(
            error(
                parsed.source.at(),
                f"`{language}` in the file's name is not the code of a language.",
                "Name it like pump-repair.es.md, after the original and the language; other names have no dots.",
                "translation-language",
            )
        )
    if len(body) > MOST_PROSE:
        problem = f"The text has {len(body):,} characters; at most {MOST_PROSE:,} are rendered."
        findings.append(error(parsed.source.at(), problem, "Shorten it.", "page-too-long"))
    if findings:
        raise Unreadable(*findings)
    return Translation(
        language=language,
        title=form.title,
        summary=form.summary or form.description,
        body=body,
        body_line=line,
        event=form.event,
        instruction=form.instruction,
        source=parsed.source,
    )


def is_translation(path: str) -> bool:
    """Whether a file is named as translations are: `<name>.<language>.md`."""
    return "." in path.rpartition("/")[2].removesuffix(".md")


def _split(root: Path, file: Path) -> tuple[Parsed, str, int]:
    name = file.relative_to(root).as_posix()
    text = read_text(file, name)
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        problem = "The file does not begin with a block of facts."
        raise Unreadable(
            error(Where(path=name), problem, f"Begin with a line {_FENCE}, as docs/formats.md shows.", "facts-missing")
        )
    for end, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            facts = parse("\n".join(lines[1:end]) + "\n", name, first_line=2)
            return facts, "\n".join(lines[end + 1 :]).rstrip() + "\n", end + 2
    raise Unreadable(
        error(Where(path=name), "The block of facts has no end.", f"Close it with a line {_FENCE}.", "facts-unclosed")
    )
