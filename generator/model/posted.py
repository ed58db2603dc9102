"""Posted: a post that a network has or had, as it stands on public record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import datetime


@noun
class Posted:
    """What one account said, and what became of it."""

    id: str
    """Of its file in the outbox."""
    network: str
    handle: str
    """Of the account there."""
    about: tuple[str, ...]
    """Ids of the entries that it tells of, by their present names; none, where they are of the whole site."""
    version: str
    """Of what it tells of."""
    lang: str
    texts: tuple[str, ...]
    """One text; of a thread, each part of it."""
    warning: str = ""
    alt: str = ""
    """What its picture shows, in words."""
    at: datetime
    """When the network had it."""
    url: str
    """Where people see it; nothing, where only those who got it do."""
    corrects: str = ""
    """Id of the file whose post this one corrects."""
    corrected: datetime | None = None
    """When another post corrected it."""
    retracted: datetime | None = None
    """When it was taken back. Its words stay on record."""
