"""A worker in a process of its own, which sends what a file tells it to, and may be killed at any moment.

With a part of the method left out, for a test that has to notice that.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from generator.clock import clock
from generator.model.catalog import Account
from generator.model.post import Outgoing, Post
from generator.model.receipt import State
from generator.social import delivery
from generator.social.accounts import KnownAccounts
from generator.social.delivery import Desk, deliver
from generator.social.ledgers.ledger import LedgerError
from generator.social.ledgers.opening import opened
from generator.social.networks import bounded, live
from generator.social.networks.mastodon import MastodonAccount

UNFINISHED = 3


def outgoing(told: dict[str, str], accounts: list[str]) -> Outgoing:
    """A file of the outbox."""
    posts = tuple(Post(to=each, lang="en", texts=(f"{told['text']} {told['link']}",)) for each in accounts)
    return Outgoing(
        id=told["id"],
        publication="dataset/works/rain",
        version=told["id"],
        link=told["link"],
        not_before=datetime.fromisoformat(told["at"]),
        zone="UTC",
        posts=posts,
    )


def leave_out(part: str) -> None:
    """Do without a part of the method."""
    if part == "claim":
        delivery._Delivery._claim = lambda self, *_: setattr(self, "_ends", float("inf")) or True  # type: ignore[method-assign]
    if part == "look-up":
        MastodonAccount.find = lambda *_: None  # type: ignore[method-assign]


def main(settings: dict[str, Any]) -> int:
    """One sweep; 0 where nothing is left to do."""
    bounded.TIMEOUT = httpx.Timeout(settings["timeout"])
    for part in settings["without"]:
        leave_out(part)
    accounts = [Account(**each) for each in settings["accounts"]]
    queue = [outgoing(each, [str(account) for account in accounts]) for each in settings["posts"]]

    def wrong() -> datetime:
        return clock() + timedelta(seconds=settings["skew"])

    site = live.LiveSite(wrong)
    site.missing(queue[0].link)
    with opened(Path(settings["root"]), settings["ledger"]) as ledger:
        desk = Desk(
            ledger=ledger,
            accounts=KnownAccounts(accounts, os.environ),
            site=site,
            now=lambda: wrong() + site.offset,
            worker=secrets.token_hex(8),
            lease=timedelta(seconds=0 if "lease" in settings["without"] else settings["lease"]),
        )
        if "lease" in settings["without"]:
            desk = replace(desk, lease=timedelta(seconds=0))
            delivery.time.monotonic = lambda: -1.0  # type: ignore[assignment]
        states = [each.state for each in deliver(queue, desk)]
    return 0 if all(state is State.SENT for state in states) else UNFINISHED


if __name__ == "__main__":
    try:
        sys.exit(main(json.loads(Path(sys.argv[1]).read_text())))
    except LedgerError as bad:
        sys.stderr.write(f"{bad}\n")
        sys.exit(bad.exit_code)
