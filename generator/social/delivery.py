"""Which posts are due, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.social.networks.registry import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from generator.model.post import Outgoing, Post


class Standing(StrEnum):
    """What would become of a post now."""

    DUE = "due"
    EARLY = "early"
    MISSED = "missed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsed:
    """One post as it would go out."""

    outgoing: Outgoing
    post: Post
    standing: Standing
    length: int
    limit: int


def rehearse(queue: Iterable[Outgoing], now: datetime) -> Iterator[Rehearsed]:
    """Every queued post with what would become of it at `now`. Nothing is sent."""
    for outgoing in queue:
        for post in outgoing.posts:
            network = NETWORKS.get(post.to.partition(":")[0])
            yield Rehearsed(
                outgoing=outgoing,
                post=post,
                standing=_standing(outgoing, now, fits=network is not None and network.fits(post.text)),
                length=network.length(post.text) if network else len(post.text),
                limit=network.limit if network else 0,
            )


def _standing(outgoing: Outgoing, now: datetime, *, fits: bool) -> Standing:
    if not fits:
        return Standing.REFUSED
    if outgoing.expires and outgoing.expires <= now:
        return Standing.MISSED
    return Standing.EARLY if now < outgoing.not_before else Standing.DUE
