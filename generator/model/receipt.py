"""Receipts: what became of each post, on record for ever."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """Where a post stands."""

    DUE = "due"
    """To be sent, though not before a time, where a network asked to wait."""
    CLAIMED = "claimed"
    """One worker sends it; until its claim ends, nobody else does."""
    SENT = "sent"
    REJECTED = "rejected"
    """The network does not take it, and says why."""
    UNCONFIRMED = "unconfirmed"
    """Nobody knows whether the network has it: it is looked up before it is sent again."""
    MISSED = "missed"
    """Nobody could send it before it expired."""
    HELD = "held"
    """An officer wants it to wait."""


@noun
class Sent:
    """A part of a post as a network has it."""

    ref: str
    """What the network calls it."""
    url: str
    """Where people see it."""


@noun
class Change:
    """One thing that became of a post."""

    state: State
    at: datetime
    words: str = ""
    """Why: of the network, where it said something."""


@noun
class Receipt:
    """What became of one post on one account."""

    key: str
    """`<id of the file in the outbox>/<account>`: unique for ever."""
    state: State
    at: datetime
    """Since when it stands there."""
    until: datetime | None = None
    """When a claim ends, or before when nothing is sent."""
    by: str = ""
    """The worker whose claim it is."""
    digest: str = ""
    """SHA-256 of what was sent, so that a change afterwards is noticed."""
    sent: tuple[Sent, ...] = ()
    """The parts that the network has, in their order."""
    words: str = ""
    """Of the network, or ours."""
    history: tuple[Change, ...] = ()
    """All that became of it before, the first first."""

    def become(
        self,
        state: State,
        at: datetime,
        *,
        until: datetime | None = None,
        by: str = "",
        words: str = "",
        sent: tuple[Sent, ...] | None = None,
    ) -> Receipt:
        """The receipt after another change, with this one in its history."""
        return replace(
            self,
            state=state,
            at=at,
            until=until,
            by=by,
            words=words,
            sent=self.sent if sent is None else sent,
            history=(*self.history, Change(state=self.state, at=self.at, words=self.words)),
        )
