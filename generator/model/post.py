"""Posts: what an officer reviews before a network sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What one account will say."""

    to: str
    """`network:handle`."""
    lang: str
    text: str
    media: str = ""
    """Address of the picture."""
    alt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """The posts of one publication: a file in `content/outbox/`."""

    id: str
    publication: str
    version: str
    link: str
    not_before: datetime
    zone: str
    """Name of the zone in which `not_before` was meant."""
    expires: datetime | None = None
    posts: tuple[Post, ...]

    @property
    def key(self) -> str:
        """What may be queued only once."""
        return f"{self.publication}@{self.version}"
