"""Posts: what an officer reviews before a network sees it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import datetime


_PUBLISHED = re.compile(r"(dataset/[^/@]+/[^/@]+|announcement/[^/@]+)(@.*)?", re.DOTALL)
"""What an id of something published looks like, with its version or without."""


@noun
class Post:
    """What one account will say."""

    to: str
    """`network:handle`."""
    lang: str
    texts: tuple[str, ...]
    """One text; of a thread, each part of it."""
    warning: str = ""
    """Shown instead of the text until a reader asks for it."""
    media: str = ""
    """Address of the picture."""
    alt: str = ""
    """What the picture shows, in words."""

    @property
    def digest(self) -> str:
        """Of all that a network is given."""
        parts = (self.lang, self.warning, self.media, self.alt, *self.texts)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@noun
class Counted:
    """How long a post is that waits to go out."""

    path: str
    """Of its file in the outbox, from the root of the repository."""
    to: str
    lengths: tuple[int, ...]
    """Of its text, or of each part of a thread, as its network counts."""
    limit: int
    """Of each part."""


@noun
class Outgoing:
    """The posts of one publication: a file in `content/outbox/`."""

    id: str
    publication: str
    """Id of the entry; `site` for many, which it includes; nothing where an officer writes of something else."""
    version: str
    link: str
    not_before: datetime
    zone: str
    """Name of the zone in which `not_before` was meant."""
    expires: datetime | None = None
    hold: bool = False
    """Whether an officer wants it to wait."""
    urgent: bool = False
    """Whether it goes before all else: an alert does."""
    corrects: str = ""
    """Id of the file of which the posts are corrected, if these do that."""
    retracts: str = ""
    """Id of the file of which the posts are taken back, if this does that."""
    includes: tuple[str, ...] = ()
    """`id@version` of each publication that posts about many tell of."""
    posts: tuple[Post, ...]

    @property
    def founded(self) -> bool:
        """Whether something that is published is behind it."""
        told = self.includes if self.publication == "site" else (self.publication,)
        return bool(told) and all(_PUBLISHED.fullmatch(each) for each in told)

    @property
    def keys(self) -> tuple[str, ...]:
        """What may be queued only once."""
        return self.includes or ((f"{self.publication}@{self.version}",) if self.publication else ())

    def key_of(self, post: Post) -> str:
        """Of its receipt."""
        return f"{self.id}/{post.to}"
