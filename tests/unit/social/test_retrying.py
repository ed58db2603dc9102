"""What is done next about a post, as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from generator.model.post import Outgoing
from generator.model.receipt import Receipt, State
from generator.social.retrying import Step, next_step

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("state", "until", "hold", "not_before", "expires", "finds", "step"),
    [
        # Nobody has tried.
        (None, None, False, BEFORE, None, True, Step.SEND),
        (None, None, False, NOW, None, True, Step.SEND),
        (None, None, False, AFTER, None, True, Step.WAIT),
        (None, None, False, BEFORE, NOW, True, Step.MISS),
        (None, None, False, BEFORE, AFTER, True, Step.SEND),
        (None, None, True, BEFORE, None, True, Step.HOLD),
        (None, None, True, BEFORE, BEFORE, True, Step.HOLD),
        # The network wants it later, or could not be reached.
        (State.DUE, None, False, BEFORE, None, True, Step.SEND),
        (State.DUE, AFTER, False, BEFORE, None, True, Step.WAIT),
        (State.DUE, NOW, False, BEFORE, None, True, Step.SEND),
        (State.DUE, AFTER, False, BEFORE, BEFORE, True, Step.MISS),
        # Somebody has claimed it.
        (State.CLAIMED, AFTER, False, BEFORE, None, True, Step.WAIT),
        (State.CLAIMED, AFTER, True, BEFORE, BEFORE, False, Step.WAIT),
        (State.CLAIMED, BEFORE, False, BEFORE, None, True, Step.LOOK_UP),
        (State.CLAIMED, BEFORE, True, BEFORE, BEFORE, True, Step.LOOK_UP),
        (State.CLAIMED, BEFORE, False, BEFORE, None, False, Step.ASK),
        # Nobody knows.
        (State.UNCONFIRMED, AFTER, False, BEFORE, None, True, Step.WAIT),
        (State.UNCONFIRMED, NOW, False, BEFORE, None, True, Step.LOOK_UP),
        (State.UNCONFIRMED, None, False, BEFORE, None, True, Step.LOOK_UP),
        (State.UNCONFIRMED, BEFORE, False, BEFORE, None, False, Step.ASK),
        # An officer wanted it to wait, and does or does not any more.
        (State.HELD, None, True, BEFORE, None, True, Step.NOTHING),
        (State.HELD, None, False, BEFORE, None, True, Step.SEND),
        (State.HELD, None, False, BEFORE, NOW, True, Step.MISS),
        # It is done with.
        (State.SENT, None, False, BEFORE, None, True, Step.NOTHING),
        (State.SENT, BEFORE, True, BEFORE, BEFORE, False, Step.NOTHING),
        (State.REJECTED, None, False, BEFORE, None, True, Step.NOTHING),
        (State.MISSED, None, False, BEFORE, AFTER, True, Step.NOTHING),
    ],
)
def test_the_next_step(
    *,
    state: State | None,
    until: datetime | None,
    hold: bool,
    not_before: datetime,
    expires: datetime | None,
    finds: bool,
    step: Step,
) -> None:
    outgoing = Outgoing(
        id="a",
        publication="dataset/works/rain",
        version="1",
        link="https://test.example/",
        not_before=not_before,
        zone="UTC",
        expires=expires,
        hold=hold,
        posts=(),
    )
    receipt = state and Receipt(key="a/b", state=state, at=BEFORE, until=until)
    assert next_step(outgoing, receipt, NOW, finds=finds) is step
