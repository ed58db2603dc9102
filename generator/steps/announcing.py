"""A WebSub hub is told which feeds have something new, once the site that people see has it."""

from __future__ import annotations

from contextlib import closing
from itertools import product
from typing import TYPE_CHECKING, Any

from generator.feeds.news import NEWS
from generator.model.noun import noun
from generator.model.receipt import Receipt, State
from generator.reading.settings import read_settings
from generator.social.ledgers.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

_NEWEST = 1
"""Entries of which a hub is told that was never told of any."""


@noun
class Announced:
    """What came of telling a hub."""

    hub: str
    feeds: int
    """Of which it was told."""
    trouble: str = ""
    """Why it does not know of all that is new. The next sweep tells it again, which does no harm."""


def announce(root: Path, clock: Callable[[], datetime], ledger: str = "") -> Announced | None:
    """Tell the hub what is new since it was last told; None where there is no hub, or nothing.

    Args:
        root: The repository.
        clock: Tells the time.
        ledger: The address of a database, where receipts are not kept in git.

    Raises:
        LedgerError: receipts cannot be kept now.
    """
    settings = read_settings(root)
    if not settings.hub:
        return None
    from generator.social.networks.hub import tell
    from generator.social.networks.live import LiveSite

    with closing(LiveSite(clock)) as site:
        news = site.news(f"{settings.url}{NEWS}")
    prints = _prints(news)
    if not prints:
        return None
    key = f"websub/{settings.hub}"
    with opened(root, ledger) as kept:
        before = kept.read([key]).get(key)
        known = set(before.words.split()) if before else set(prints[_NEWEST:])
        folders = dict.fromkeys(
            folder for each in news["entries"] if each["print"] not in known for folder in each["folders"]
        )
        feeds = [
            f"{settings.url}{prefix}{folder}{name}"
            for folder, prefix, name in product(folders, news["languages"], news["files"])
        ]
        if not feeds:
            return None
        if trouble := tell(settings.hub, feeds):
            return Announced(hub=settings.hub, feeds=0, trouble=trouble)
        # Where another worker was first, it told the same.
        kept.swap(before, Receipt(key=key, state=State.SENT, at=clock(), words=" ".join(prints)))
    return Announced(hub=settings.hub, feeds=len(feeds))


def _prints(news: Any) -> list[str]:  # noqa: ANN401 - it comes from a server
    """Of each entry, without blanks; nothing where it is not what a build writes."""
    if not isinstance(news, dict) or news.get("format") != "daylight-news":
        return []
    for each in news["entries"]:
        each["print"] = each["print"].replace(" ", "-")  # an announcement's tells whether it has ended
    return [each["print"] for each in news["entries"]]
