"""The publication: the only value the writers get. Catalog, entries and what is known of each dataset at one moment."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from generator.model.announcement import SEVERITIES
from generator.model.noun import noun
from generator.model.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog
    from generator.model.dataset import Contact, Dataset, License
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.posted import Posted
    from generator.model.record import Record
    from generator.model.rows_file import RowsFile
    from generator.model.table import Figure, Table


@noun
class Artifact:
    """A file of the site."""

    path: str
    """From the site's root, with forward slashes."""
    content: bytes | Path
    """What is in it, or the file of the repository that it is the same as."""


@noun
class Download:
    """A file that readers can take."""

    label: str
    format: str
    """CSV, XLSX, …"""
    path: str
    """From the site's root."""
    size: int
    """In bytes."""
    content: bytes | Path
    original: bool
    """Whether it is the file that the agency published."""
    part: int = 0
    """Which one of the files that together are a table, counted from 1; 0 where it is all of it."""
    parts: int = 0
    """How many there are of them."""


@noun
class Linked:
    """Data that readers can take from where they lie: the site has no copy of them."""

    label: str
    format: str
    address: str
    size: int
    """In bytes."""
    sha256: str
    """In lower-case hexadecimal digits, so that readers can see that they got the right ones."""


@noun
class Relative:
    """Another dataset about the same things."""

    id: str
    """`agency/name`."""
    title: str
    titles: tuple[tuple[str, str], ...] = ()
    """The same in other languages, each with its language."""
    language: str = ""
    """Of the title, where that is not the site's own."""

    @property
    def path(self) -> str:
        """Of its page, from the site's root."""
        return f"datasets/{self.id}/"

    @property
    def agency(self) -> str:
        """The id of its publisher."""
        return self.id.partition("/")[0]

    def said_in(self, language: str) -> Relative:
        """The same in a language; as it is where nobody has translated it."""
        title = dict(self.titles).get(language)
        return replace(self, title=title, language=language) if title else self


@noun
class DatasetFacts:
    """What was worked out about one dataset."""

    dataset: Dataset
    entry: Entry
    tables: tuple[Table, ...]
    downloads: tuple[Download, ...]
    linked: tuple[Linked, ...]
    contact: Contact
    licenses: tuple[License, ...]
    next_update: date | None = None
    late: bool = False
    """Whether that day is over."""
    figures: tuple[Figure, ...] = ()
    """What its page begins with."""
    warnings: tuple[Finding, ...] = ()
    """What the checks remarked, as far as it is public."""
    quality: Quality = field(default_factory=Quality)
    related: tuple[Relative, ...] = ()
    posts: tuple[Posted, ...] = ()
    """Where people discuss it."""

    @property
    def quality_path(self) -> str:
        """Of the page about its quality, from the site's root; beside it lies the same as JSON."""
        return f"{self.entry.path}quality/"

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(table.rows for table in self.tables)

    @property
    def rows_files(self) -> tuple[RowsFile, ...]:
        """All rows of its tables, where the site has them as files."""
        return tuple(table.rows_file for table in self.tables if table.rows_file)

    @property
    def formats(self) -> tuple[str, ...]:
        """Of the downloads and of what is linked, each once."""
        return tuple(dict.fromkeys([*(each.format for each in self.downloads), *(each.format for each in self.linked)]))

    @property
    def groups(self) -> tuple[tuple[Download, ...], ...]:
        """The downloads; the parts of one table, which follow each other, together."""
        groups: list[list[Download]] = []
        for download in self.downloads:
            if groups and download.part > 1 and groups[-1][-1].part == download.part - 1:
                groups[-1].append(download)
            else:
                groups.append([download])
        return tuple(map(tuple, groups))


@noun
class Publication:
    """Everything there is to publish. Datasets, which may be many, are there as records."""

    catalog: Catalog
    datasets: Mapping[str, Record]
    """By the id of their entry, in the order of their titles."""
    announcements: Mapping[str, Announcement]
    """By the id of their entry, newest first."""
    entries: tuple[Entry, ...]
    """Newest first; undated ones last."""
    now: datetime
    agencies: Mapping[str, tuple[Entry, ...]]
    """The entries of each agency, in the same order."""
    topics: Mapping[str, tuple[Entry, ...]]
    """The entries about each topic."""
    regions: Mapping[str, tuple[Entry, ...]]
    """The entries about each region."""
    about: Mapping[str, tuple[Entry, ...]]
    """The announcements about each dataset, by its id, newest first."""
    prints: Mapping[str, str]
    """A digest of all that is shown of each entry, by its id."""
    posted: tuple[Posted, ...] = ()
    """What was posted on networks, the newest first."""
    discussed: Mapping[str, tuple[Posted, ...]] = field(default_factory=dict)
    """The last posts about each entry that people can see, by its id."""

    @property
    def alerts(self) -> tuple[Entry, ...]:
        """The alerts in force now, the gravest first, then the newest."""
        in_force = [
            entry
            for entry in self.entries
            if entry.id in self.announcements and self.announcements[entry.id].in_force(self.now)
        ]
        return tuple(sorted(in_force, key=lambda entry: SEVERITIES.index(entry.severity)))

    def of_agency(self, id_: str) -> tuple[Entry, ...]:
        """The entries of one agency."""
        return self.agencies.get(id_, ())

    def of_topic(self, id_: str) -> tuple[Entry, ...]:
        """The entries about one topic."""
        return self.topics.get(id_, ())

    def of_region(self, id_: str) -> tuple[Entry, ...]:
        """The entries about one region."""
        return self.regions.get(id_, ())
