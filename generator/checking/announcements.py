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


def _times(announcement: Announcement) -> Iterator[Finding]:
    details = announcement.details
    spans: list[tuple[str, object, str, object]] = [
        ("published", announcement.published, "updated", announcement.updated)
    ]
    if isinstance(details, Consultation):
        spans.append(("opens", details.opens, "closes", details.closes))
    elif isinstance(details, Event):
        spans.append(("starts", details.starts, "ends", details.ends))
    elif isinstance(details, Alert):
        spans.append(("onset", details.onset, "expires", details.expires))
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
