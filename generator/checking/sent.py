"""What was sent stays: an alert changes by a further message, and says of those before it what they said."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from generator.model.announcement import Alert, messages
from generator.model.finding import error
from generator.reading.earlier import read_earlier
from generator.reading.plain import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.announcement import Announcement, Sent
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding

_FACTS = (
    "sent",
    "message",
    "status",
    "category",
    "regions",
    "title",
    "event",
    "urgency",
    "severity",
    "certainty",
    "onset",
    "expires",
    "instruction",
    "text",
)
"""Of a message, as those who receive it have them."""
_LONGEST = 300
"""Characters of what a message said, in a remedy."""
_RULE = "alert-changed"


def check_sent(catalog: Catalog) -> Iterator[Finding]:
    """Alerts that are not what they were in git, though nobody was told, as far as git remembers."""
    if not catalog.history.complete:
        return
    past = read_earlier(catalog.root, catalog.announcements)
    renamed = {was: id_ for id_, region in catalog.regions.terms.items() for was in region.formerly}
    for announcement in catalog.announcements:
        alert = announcement.details
        public = list(filter(_was_sent, past.get(announcement.name, ())))
        if not isinstance(alert, Alert) or not public:
            continue
        sent = {message.version: message for message in (messages(each)[-1] for each in reversed(public))}
        newest = max(sent)
        if alert.status == "Draft":
            yield error(
                announcement.source.at("status"),
                "The alert was public and would be gone without a word.",
                f"Write `status: {sent[newest].status}` again, and send `message: Cancel` (docs/alerts.md).",
                "alert-draft",
            )
        elif alert.version < newest:
            yield error(
                announcement.source.at("version"),
                f"Message {newest} of the alert was sent already; this is message {alert.version}.",
                f"Write it as `version: {newest + 1}`, with those before it under `earlier:` (docs/alerts.md).",
                "alert-version",
            )
        else:
            yield from _changed(announcement, alert, sent, renamed)


def _was_sent(announcement: Announcement) -> bool:
    """Whether it was public: no draft, nor one of a time when alerts had no messages."""
    sent = messages(announcement)[-1]
    first = sent.version == 1 and not announcement.updated
    return sent.status != "Draft" and first == (sent.message == "Alert")


def _changed(
    announcement: Announcement, alert: Alert, sent: Mapping[int, Sent], renamed: Mapping[str, str]
) -> Iterator[Finding]:
    *earlier, latest = messages(announcement)
    source = announcement.source
    if latest.version in sent and (was := _differing(latest, sent[latest.version], renamed)):
        when = "updated" if announcement.updated else "published"
        keys = [when if name == "sent" else name for name in was]
        yield error(
            source.at(keys[0]),
            f"{_named(keys)} of the alert changed, and those who received message {alert.version} do not hear of it.",
            f"Write `message: Update`, `version: {alert.version + 1}`, `updated:`, and under `earlier:` what message "
            f"{alert.version} said: {_written(was)}.",
            _RULE,
        )
    for place, each in enumerate(earlier):
        if each.version in sent and (was := _differing(each, sent[each.version], renamed)):
            yield error(
                source.at("earlier", place, next(iter(was))),
                f"Message {each.version} was sent with another {_named(was)} than what stands here.",
                f"Write under it: {_written(was)}.",
                _RULE,
            )


def _differing(now: Sent, then: Sent, renamed: Mapping[str, str]) -> dict[str, object]:
    """The facts in which a message is not what it was, as they were."""
    return {
        name: tuple(renamed.get(each, each) for each in then.regions) if name == "regions" else getattr(then, name)
        for name in _FACTS
        if _compared(name, getattr(now, name), renamed) != _compared(name, getattr(then, name), renamed)
    }


def _compared(name: str, value: object, renamed: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return {renamed.get(each, each) for each in value}
    if isinstance(value, str):
        return paragraphs(value) if name == "text" else value.strip()
    return value


def _named(keys: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in keys)


def _written(was: Mapping[str, object]) -> str:
    """As it is to be written under `earlier`."""
    return ", ".join(f"`{name}: {_value(value)}`" for name, value in was.items())


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    text = "" if value is None else str(value).strip()
    if text.isalnum() or not text:
        return text
    return json.dumps(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", ensure_ascii=False)
