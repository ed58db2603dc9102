"""Is an announcement fit to be read, found and acted on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.announcement import Alert, Consultation, Event, Notice
from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding

LONGEST_TITLE = 110
MOST_TITLE = 300
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check_announcements(catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with the facts of announcements."""
    for announcement in catalog.announcements:
        for meant, written in announcement.slips.items():
            where = announcement.source.at(written)
            yield warning(where, f"Nobody reads `{written}`.", f"Did you mean `{meant}`?", "misspelled-key")
        yield from _common(announcement)
        if isinstance(announcement.details, Alert):
            yield from _messages(announcement, announcement.details)
        yield from _times(announcement)
        yield from _links(announcement)


def _common(announcement: Announcement) -> Iterator[Finding]:
    source = announcement.source
    if not announcement.title.strip():
        yield error(
            source.at("title"), "The title is empty.", "Say in one line what people must know.", "title-missing"
        )
    elif len(announcement.title) > MOST_TITLE:
        yield error(
            source.at("title"),
            f"The title has more than {MOST_TITLE} characters.",
            "Move most of it into the text.",
            "title-too-long",
        )
    elif len(announcement.title) > LONGEST_TITLE:
        problem = f"The title has {len(announcement.title)} characters."
        yield warning(
            source.at("title"),
            problem,
            f"Say it in {LONGEST_TITLE}, so that cards and posts can show it whole.",
            "title-long",
        )
    if not announcement.summary:
        yield warning(
            source.at("summary"), "The summary is missing.", "Say it in one or two sentences.", "summary-missing"
        )
    if isinstance(announcement.details, Alert) and not announcement.details.instruction:
        yield error(
            source.at("instruction"), "The alert says not what to do.", "Add `instruction:`.", "instruction-missing"
        )


def _messages(announcement: Announcement, alert: Alert) -> Iterator[Finding]:
    """Receivers refuse a message that does not follow the one before it (CAP 1.2, section 3.2.1, references)."""
    source = announcement.source
    if not announcement.regions:
        yield error(
            source.at("regions"),
            "The alert names no area.",
            "Add `regions: [...]` from the vocabulary.",
            "area-missing",
        )
    sent = announcement.updated or announcement.published
    last = len(alert.earlier)
    if alert.message == "Alert" and (announcement.updated or alert.earlier or alert.version != 1):
        yield error(
            source.at("updated"),
            "The alert has changed, and does not say so to those who received it.",
            "Add `message: Update`, `version: 2`, and what it said before under `earlier:` (docs/alerts.md).",
            "alert-update",
        )
    elif alert.message != "Alert" and not (announcement.updated and alert.earlier):
        yield error(
            source.at("message"),
            f"`message: {alert.message}` follows no earlier message.",
            "Add `updated:`, and the messages before it under `earlier:` (docs/alerts.md).",
            "alert-earlier",
        )
    elif alert.version != last + 1 or [each.version for each in alert.earlier] != list(range(1, last + 1)):
        yield error(
            source.at("version"),
            f"The message is version {alert.version} after {last} earlier ones; a version is skipped or doubled.",
            "Number the messages 1, 2, 3 in the order in which they were sent.",
            "alert-version",
        )
    times = [*(each.sent for each in alert.earlier), sent]
    if alert.earlier and (times != sorted(set(times)) or times[0] != announcement.published):
        yield error(
            source.at("earlier"),
            "The messages are not in the order in which they were sent, the first one at `published`.",
            "Write the oldest first.",
            "alert-order",
        )
    if alert.message != "Cancel" and alert.expires <= sent:
        yield error(
            source.at("expires"),
            "The message had expired before it was sent.",
            "Write a later `expires`, or `message: Cancel` where the danger is over.",
            "alert-expired",
        )


def _times(announcement: Announcement) -> Iterator[Finding]:
    details = announcement.details
    spans: list[tuple[str, object, str, object]] = [
        ("published", announcement.published, "updated", announcement.updated)
    ]
    if isinstance(details, Consultation):
        spans.append(("opens", details.opens, "closes", details.closes))
    elif isinstance(details, Event):
        spans.append(("starts", details.starts, "ends", details.ends))
    elif isinstance(details, Notice):
        spans.append(("effective", details.effective, "until", details.until))
    for first, begin, second, end in spans:
        if begin is not None and end is not None and end < begin:  # type: ignore[operator]
            problem = f"`{second}` ({end}) lies before `{first}` ({begin})."
            yield error(announcement.source.at(second), problem, "Correct one of them.", "dates-reversed")


def _links(announcement: Announcement) -> Iterator[Finding]:
    for key in ("online", "agenda", "minutes", "respond"):
        link = getattr(announcement.details, key, "")
        if link and not link.startswith(_SCHEMES):
            problem = f"`{key}` is not an address: {link!r}."
            yield error(announcement.source.at(key), problem, "Begin it with https://, mailto: or tel:.", "not-a-link")
