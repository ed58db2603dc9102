"""What a search needs to find announcements, cut into terms again only where one has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deriving.keeping import decode_findable, encode_findable
from generator.memory.digests import digest
from generator.rendering.search.described import of_announcement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.memory.index import Index
    from generator.memory.prints import Fingerprints
    from generator.model.announcement import Announcement
    from generator.model.publication import Publication
    from generator.model.record import Findable

_KIND = "findable announcements"


class Announced:
    """The announcements of a publication.

    Args:
        publication: With them.
        prints: Of all files.
        index: Remembers what was made of them.
    """

    def __init__(self, publication: Publication, prints: Fingerprints, index: Index) -> None:
        self._publication = publication
        self._prints = prints
        settings = publication.catalog.settings
        self._shared = (_KIND, settings.language, prints.of("content/vocabularies"))
        self._shelf = index.shelf(_KIND, decode_findable)
        self._entries = {entry.id: entry for entry in publication.entries if entry.id in publication.announcements}

    def findable(self, id_: str) -> Findable:
        """Of the announcement whose entry has this id."""
        announcement = self._publication.announcements[id_]
        said = prints_of(announcement, self._prints)
        key = digest(*self._shared, self._publication.prints[id_], *said)
        found = self._shelf.find(id_, key)
        if found is None:
            found = of_announcement(self._entries[id_], announcement, self._publication.catalog)
            self._shelf.put(id_, key, encode_findable(found))
        return found

    def forget_others(self) -> None:
        """What there is no more."""
        self._shelf.keep_only(self._entries)


def prints_of(announcement: Announcement, prints: Fingerprints) -> Iterator[str]:
    """A digest of each file in which it is written: in its own language, and in others."""
    for source in (announcement.source, *(each.source for each in announcement.translations)):
        yield prints.of(source.path)
