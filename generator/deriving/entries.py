"""One entry for each thing published, with an id that never changes and a version that says what is new."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.model.announcement import Alert
from generator.model.entry import Entry
from generator.model.message import noted
from generator.model.naming import first_name
from generator.model.translation import Wording
from generator.reading.plain import clean, plain

if TYPE_CHECKING:
    from generator.model.amendment import Amendment
    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog, Settings
    from generator.model.dataset import Dataset

SHORTEST_DESCRIPTION = 50
Span = tuple[datetime, datetime]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(), zone)


def dataset_entry(
    dataset: Dataset, catalog: Catalog, rows: int, columns: tuple[str, ...], committed: Span | None
) -> Entry:
    """The entry of a dataset.

    Args:
        dataset: To be published.
        catalog: With the settings and the history.
        rows: Of all its tables.
        columns: Names of the columns, for a description where none is written.
        committed: When something in its folder was first and last committed.
    """
    zone = ZoneInfo(catalog.settings.time_zone)
    first, last = committed or (None, None)
    published = midnight(dataset.issued, zone) if dataset.issued else first
    updated = midnight(dataset.modified, zone) if dataset.modified else last
    published, updated = published or updated, updated or published
    if published and updated and updated < published:
        updated = published
    updated = _amended(updated, dataset.amendments, zone)
    title = dataset.title or dataset.name.replace("-", " ").capitalize()
    return Entry(
        id=f"dataset/{dataset.id}",
        urn=_urn(catalog.settings, f"dataset/{first_name(dataset.id, dataset.formerly)}"),
        kind="dataset",
        label=noted("Dataset"),
        version=dataset.version or (dataset.modified.isoformat() if dataset.modified else _digest(dataset)),
        title=clean(title),
        summary=_summary(dataset, rows, columns),
        path=f"datasets/{dataset.id}/",
        agency=dataset.agency,
        topics=dataset.theme,
        regions=dataset.spatial,
        published=published,
        updated=updated,
        language=catalog.settings.language,
        amendments=dataset.amendments,
        wordings=tuple(
            Wording(language=each.language, title=clean(each.title), summary=plain(each.summary))
            for each in dataset.translations
        ),
    )


def announcement_entry(announcement: Announcement, settings: Settings) -> Entry:
    """The entry of an announcement."""
    details = announcement.details
    alert = details if isinstance(details, Alert) else None
    return Entry(
        id=f"announcement/{announcement.name}",
        urn=_urn(settings, f"announcement/{first_name(announcement.name, announcement.formerly)}"),
        kind=announcement.kind,
        label=details.label,
        version=(announcement.updated or announcement.published).isoformat(),
        title=clean(announcement.title if not alert or alert.status == "Actual" else _drill(alert, announcement)),
        summary=clean(announcement.summary or plain(announcement.body)[:200]),
        path=f"announcements/{announcement.name}/",
        agency=announcement.agency,
        topics=announcement.topics,
        regions=announcement.regions,
        published=announcement.published,
        updated=_amended(
            announcement.updated or announcement.published, announcement.amendments, ZoneInfo(settings.time_zone)
        ),
        amendments=announcement.amendments,
        language=announcement.language or settings.language,
        severity=alert.severity if alert else "",
        expires=announcement.ends,
        wordings=tuple(
            Wording(
                language=each.language,
                title=clean(each.title),
                summary=clean(each.summary or plain(each.body)[:200]),
            )
            for each in announcement.translations
        ),
    )


def _drill(alert: Alert, announcement: Announcement) -> str:
    """Wherever its title goes, it says that nothing has happened, in the word of CAP 1.2."""
    return f"{alert.status}: {announcement.title}"


def newest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """Sorted by their last change; undated ones last, in the order of their ids."""
    dated = sorted((entry for entry in entries if entry.updated), key=lambda entry: entry.id)
    dated.sort(key=lambda entry: entry.updated or datetime.min, reverse=True)  # noqa: DTZ901 - all are dated
    undated = sorted((entry for entry in entries if not entry.updated), key=lambda entry: entry.id)
    return (*dated, *undated)


def _summary(dataset: Dataset, rows: int, columns: tuple[str, ...]) -> str:
    """The description; where it is too short to tell anything, what the data itself tells is added."""
    said = plain(dataset.description)
    if len(said) >= SHORTEST_DESCRIPTION:
        return said
    tables = len(dataset.tables)
    amount = f"{tables} tables with {rows:,} rows in all" if tables > 1 else f"A table of {rows:,} rows"
    told = f"{amount}. Columns: {', '.join(columns[:8])}{' and more' if len(columns) > 8 else ''}."  # noqa: PLR2004
    return clean(f"{said.rstrip('.')}. {told}" if said else told)


def _urn(settings: Settings, id_: str) -> str:
    """A tag URI (RFC 4151): it stays when the site moves, and is of the first name of what has been renamed."""
    return f"tag:{settings.authority}:{id_}"


def _amended(updated: datetime | None, amendments: tuple[Amendment, ...], zone: ZoneInfo) -> datetime | None:
    """When something last changed; a correction is a change, though it has but a day."""
    days = (midnight(each.at, zone) for each in amendments)
    return max((each for each in (updated, *days) if each), default=None)


def _digest(dataset: Dataset) -> str:
    digest = hashlib.sha256()
    for resource in dataset.resources:
        if resource.remote:
            digest.update(bytes.fromhex(resource.remote.sha256))
            continue
        for part in resource.files:
            with part.file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]
