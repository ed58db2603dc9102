"""What would become of each post now, and why. Nothing is sent, and no network is asked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.noun import noun
from generator.reading.settings import read_settings
from generator.social.approving import unapproved
from generator.social.networks.registry import limit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from generator.model.finding import Source
    from generator.model.post import Outgoing, Post


class Standing(StrEnum):
    """What would become of a post now."""

    DUE = "due"
    HELD = "held"
    EARLY = "early"
    MISSED = "missed"
    REFUSED = "refused"
    UNAPPROVED = "unapproved"


@noun
class Rehearsed:
    """One post as it would go out."""

    outgoing: Outgoing
    post: Post
    standing: Standing
    length: int
    """Of its longest part, as its network counts."""
    limit: int
    words: str = ""
    """Why nobody has approved it."""


def rehearse(root: Path, queue: Iterable[tuple[Outgoing, Source]], now: datetime) -> Iterator[Rehearsed]:
    """Every queued post with what would become of it at `now`.

    Args:
        root: The repository.
        queue: Files of its outbox, with where their keys stand.
        now: The time.

    Raises:
        SettingsError: `mkdocs.yml` cannot be used.
    """
    settings = read_settings(root)
    accounts = {str(each): each for each in settings.accounts}
    for outgoing, source in queue:
        missing = unapproved(root, source.path, outgoing, settings)
        for post in outgoing.posts:
            limit = limit_of(accounts[post.to]) if post.to in accounts else None
            lengths = [limit.length(text, post.warning) if limit else len(text) for text in post.texts]
            yield Rehearsed(
                outgoing=outgoing,
                post=post,
                standing=_standing(
                    outgoing,
                    now,
                    fits=limit is not None and max(lengths) <= limit.most,
                    approved=post.to not in missing,
                ),
                words=missing.get(post.to, ""),
                length=max(lengths),
                limit=limit.most if limit else 0,
            )


def _standing(outgoing: Outgoing, now: datetime, *, fits: bool, approved: bool) -> Standing:
    if not fits:
        return Standing.REFUSED
    if not approved:
        return Standing.UNAPPROVED
    if outgoing.hold:
        return Standing.HELD
    if outgoing.expires and outgoing.expires <= now:
        return Standing.MISSED
    return Standing.EARLY if now < outgoing.not_before else Standing.DUE
