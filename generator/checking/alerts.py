"""Does an alert say what people must know, and do its messages follow each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.announcement import Alert
from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding


def check_alerts(catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with alerts, besides what may be wrong with any announcement."""
    for announcement in catalog.announcements:
        if isinstance(announcement.details, Alert):
            yield from _asked(announcement, announcement.details)
            yield from _messages(announcement, announcement.details)
            yield from _earlier(announcement, announcement.details)


def _asked(announcement: Announcement, alert: Alert) -> Iterator[Finding]:
    """What happens, where, and what people are to do."""
    source = announcement.source
    if not alert.event.strip():
        yield error(source.at("event"), "The alert says not what happens.", "Write an `event:`.", "event-missing")
    if not alert.instruction.strip():
        yield error(
            source.at("instruction"), "The alert says not what to do.", "Add `instruction:`.", "instruction-missing"
        )
    if not announcement.regions:
        yield error(
            source.at("regions"),
            "The alert names no area.",
            "Add `regions: [...]` from the vocabulary.",
            "area-missing",
        )


def _messages(announcement: Announcement, alert: Alert) -> Iterator[Finding]:
    """Receivers refuse a message that does not follow the one before it (CAP 1.2, section 3.2.1, references)."""
    source = announcement.source
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


def _earlier(announcement: Announcement, alert: Alert) -> Iterator[Finding]:
    """What its messages before this one say."""
    for place, each in enumerate(alert.earlier):
        source = announcement.source.below("earlier", place)
        for meant, written in each.slips.items():
            yield warning(
                source.at(written), f"Nobody reads `{written}`.", f"Did you mean `{meant}`?", "misspelled-key"
            )
        if each.expires <= each.sent:
            problem = f"Message {each.version} had expired ({each.expires}) before it was sent ({each.sent})."
            remedy = "Write under it the `expires` that it had."
            yield error(source.at("expires"), problem, remedy, "alert-expired")
