"""A page before it is composed, and what yields pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from generator.model.message import noted
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.words import Words

SECTIONS = {
    noted("Alerts"): "alerts/",
    noted("Services"): "services/",
    noted("Datasets"): "datasets/",
    noted("Announcements"): "announcements/",
    noted("Topics"): "topics/",
    noted("Agencies"): "agencies/",
}
"""The navigation."""


@noun
class Page:
    """A page before it is composed."""

    path: str
    """From the root of the language's pages; with a slash at its end, or the name of a file."""
    title: str
    description: str
    template: str
    """In `site_templates/pages/`."""
    values: Mapping[str, Any]
    section: str = ""
    """The place in the navigation it belongs to, by its name in English."""
    crumbs: tuple[tuple[str, str], ...] = ()
    """Names and paths of the pages above it."""
    entry: Entry | None = None
    """What is published on it."""
    feed: str = ""
    """Folder of the feeds that are about this page alone."""
    indexed: bool = True
    """Whether search engines may list it."""


class Kind(Protocol):
    """Yields the pages of one kind."""

    def __call__(self, publication: Publication, words: Words, /) -> Iterator[Page]:
        """The pages in the language of `words`, in a fixed order."""
        ...


class DatasetKind(Protocol):
    """A kind of page about a single dataset."""

    def listed(self, entry: Entry, /) -> tuple[str, ...]:
        """Where the pages are that search engines may list."""
        ...

    def __call__(self, facts: DatasetFacts, publication: Publication, words: Words, /) -> Iterator[Page]:
        """The pages; of `publication`, only the announcements and the catalog's vocabularies may be used."""
        ...
