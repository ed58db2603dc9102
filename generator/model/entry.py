"""An entry: one thing published, as feeds, cards, listings and posts see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.amendment import is_withdrawn
from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model.amendment import Amendment
    from generator.model.translation import Wording


@noun
class Entry:
    """One release of a dataset or an announcement."""

    id: str
    """`dataset/agency/name` or `announcement/name`: permanent, whatever the site's address."""
    urn: str
    """The same as a tag URI (RFC 4151): the id in feeds."""
    kind: str
    """dataset, or an announcement's kind."""
    label: str
    """The kind as readers call it."""
    version: str
    """Changes when there is something new to tell."""
    title: str
    summary: str
    path: str
    """Of its page, from the site's root, with a slash at its end."""
    agency: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    language: str
    severity: str = ""
    """An alert's."""
    expires: datetime | None = None
    """An alert's."""
    amendments: tuple[Amendment, ...] = ()
    """Corrections and the withdrawal, in the order in which they happened."""
    wordings: tuple[Wording, ...] = ()
    """The same in other languages, as far as somebody has translated it."""

    @property
    def withdrawn(self) -> bool:
        """Whether it is published no more, but for the fact."""
        return is_withdrawn(self.amendments)

    @property
    def change(self) -> str:
        """What happened last: created, updated, corrected or withdrawn."""
        if self.amendments and (self.withdrawn or not self.updated or self.amendments[-1].at >= self.updated.date()):
            return self.amendments[-1].kind
        return "created" if self.updated == self.published else "updated"

    @property
    def card(self) -> str:
        """Path of its share image, from the site's root."""
        return f"cards/{self.id}.png"

    def said_in(self, language: str) -> Entry:
        """The entry in a language; as it is where nobody has translated it."""
        for each in self.wordings:
            if each.language == language:
                return replace(self, title=each.title, summary=each.summary or self.summary, language=language)
        return self
