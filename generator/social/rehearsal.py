"""What would become of each post now, and why. Nothing is sent, and no network is asked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.noun import noun
from generator.reading.removed import removed
from generator.reading.settings import read_settings
from generator.social.approving import unapproved, wanting
from generator.social.ledgers.in_git import receipts_here
from generator.social.networks.registry import limit_of
from generator.social.outbox import FOLDER
from generator.social.retrying import DONE
from generator.social.reviewing import review, review_removed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from generator.model.finding import Source
    from generator.model.post import Outgoing, Post
    from generator.model.receipt import Receipt


class Standing(StrEnum):
    """What would become of a post now."""

    DUE = "due"
    HELD = "held"
    EARLY = "early"
    MISSED = "missed"
    REFUSED = "refused"
    UNAPPROVED = "unapproved"
    DONE = "done"


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
    """Why it is refused or not approved, or what became of it."""


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
        told = [*review(outgoing, source, settings)]
        if wanting(outgoing, settings):
            gone = removed(root, "HEAD", FOLDER, f"{outgoing.id}.yaml")
            told += review_removed(source.path, outgoing, gone or False)  # where nobody knows here, delivery tells
        wrong = next((str(each) for each in told if each.blocks), "")
        receipts = receipts_here(root, [outgoing.key_of(post) for post in outgoing.posts])
        for post in outgoing.posts:
            limit = limit_of(accounts[post.to]) if post.to in accounts else None
            lengths = [limit.length(text, post.warning) if limit else len(text) for text in post.texts]
            standing, words = _standing(
                outgoing, now, receipts.get(outgoing.key_of(post)), wrong, missing.get(post.to, "")
            )
            yield Rehearsed(
                outgoing=outgoing,
                post=post,
                standing=standing,
                words=words,
                length=max(lengths),
                limit=limit.most if limit else 0,
            )


def _standing(
    outgoing: Outgoing, now: datetime, receipt: Receipt | None, wrong: str, unapproved: str
) -> tuple[Standing, str]:
    """What would become of a post, and why, where that is to be said."""
    if receipt is not None and receipt.state in DONE:
        return Standing.DONE, receipt.state.value
    if wrong:
        return Standing.REFUSED, wrong
    if unapproved:
        return Standing.UNAPPROVED, unapproved
    if outgoing.hold:
        return Standing.HELD, ""
    if outgoing.expires and outgoing.expires <= now:
        return Standing.MISSED, ""
    return (Standing.EARLY if now < outgoing.not_before else Standing.DUE), ""
