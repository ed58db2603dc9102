"""What to do next about a post: a function of what is on record and of the time, and of nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.receipt import State

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model.post import Outgoing
    from generator.model.receipt import Receipt


class Step(StrEnum):
    """What is done about one post on one account."""

    SEND = "send"
    """Nobody has tried, or it is certain that the network does not have it."""
    LOOK_UP = "look up"
    """Somebody has tried, and nobody knows: ask the network first."""
    ASK = "ask"
    """The same, and the network cannot be asked: a person has to say."""
    WAIT = "wait"
    """It is too early, or somebody else is at work on it."""
    HOLD = "hold"
    MISS = "miss"
    """It has expired."""
    NOTHING = "nothing"
    """It is done with."""


DONE = frozenset({State.SENT, State.REJECTED, State.MISSED})
"""After which nothing becomes of a post."""


def next_step(outgoing: Outgoing, receipt: Receipt | None, now: datetime, *, finds: bool) -> Step:
    """What to do about a post.

    Args:
        outgoing: Its file in the outbox.
        receipt: What is on record; None where nobody has tried.
        now: By a clock that can be trusted.
        finds: Whether its network can be asked what it has.
    """
    state = receipt.state if receipt else State.DUE
    if state in DONE:
        return Step.NOTHING
    waits = receipt is not None and receipt.until is not None and now < receipt.until
    if state in {State.CLAIMED, State.UNCONFIRMED}:
        # Whoever claimed it may still be sending, or what was sent may still be on its way.
        return Step.WAIT if waits else Step.LOOK_UP if finds else Step.ASK
    if outgoing.hold:
        return Step.NOTHING if state is State.HELD else Step.HOLD
    if outgoing.expires and outgoing.expires <= now:
        return Step.MISS
    return Step.WAIT if waits or now < outgoing.not_before else Step.SEND
