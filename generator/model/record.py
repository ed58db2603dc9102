"""What is remembered of a dataset: a little that every build asks for, and the rest, for which hardly one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import date

    from generator.model.entry import Entry


class Kept(NamedTuple):
    """Where the content of a file of the site is found."""

    kind: str
    """sheet (a page without its frame), part, rows or card, which are remembered; copy, a file of the repository."""
    key: str
    """Under which it is remembered, or the path of the file from the root."""
    version: str = ""
    """Section of a sheet, digest of a copy."""


Files = tuple[tuple[str, Kept], ...]
"""Path of each file of the site that is about a dataset, and where its content is found."""


class Findable(NamedTuple):
    """What a search needs to find a dataset."""

    terms: str
    """Under which it is found, each followed by its weight."""
    text: str
    """From which an excerpt is shown."""


@noun
class Record:
    """What listings, feeds and catalogues show of a dataset (DCAT CatalogRecord), without its tables and files."""

    entry: Entry
    next_update: date | None = None
    """The day by which new data are promised."""
    late: bool = False
    """Whether that day is over."""
    formerly: tuple[str, ...] = ()
    """Former addresses, and those of others that it takes the place of."""
    formats: tuple[str, ...] = ()
    """Of what can be downloaded: CSV, XLSX, …"""
    frames: tuple[tuple[str, str], ...] = ()
    """Of each frame that its pages have, the path of one of them and its section."""
    print: str = ""
    """A digest of its entry."""
    files_print: str = ""
    """A digest of its files, frames apart."""
    terms_print: str = ""
    """A digest of its terms."""
    text_print: str = ""
    """A digest of its text."""
