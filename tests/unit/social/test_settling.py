"""A person says what became of a post of which nobody knows, and it is on record."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from builders import a_site, an_announcement, daylight

from generator.model.errors import ContentError
from generator.model.post import Outgoing, Post
from generator.model.receipt import Receipt, State
from generator.social.ledgers.in_database import LedgerInDatabase
from generator.social.ledgers.in_memory import LedgerInMemory
from generator.social.outbox import read_outbox
from generator.social.retrying import Step, next_step
from generator.social.settling import settle

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIST = "mail:all@town.example"
OUTGOING = Outgoing(
    id="a",
    publication="announcement/a",
    version="1",
    link="https://test.example/announcements/a/",
    not_before=AT,
    zone="UTC",
    posts=(Post(to=LIST, lang="en", texts=("One.", "Two.")),),
)
KEY = f"a/{LIST}"


def open_receipt(state: State = State.UNCONFIRMED, until: datetime | None = AT) -> Receipt:
    return Receipt(key=KEY, state=state, at=AT, until=until, words="Timed out.")


@pytest.mark.parametrize("state", [State.CLAIMED, State.UNCONFIRMED])
@pytest.mark.parametrize(
    ("address", "settled", "step"),
    [("https://there.example/1", State.SENT, Step.NOTHING), ("", State.DUE, Step.SEND)],
)
def test_what_somebody_saw_is_on_record_and_heeded(state: State, address: str, settled: State, step: Step) -> None:
    ledger = LedgerInMemory()
    before = open_receipt(state)
    ledger.swap(None, before)
    after = settle(OUTGOING, LIST, ledger, AT + timedelta(hours=1), address)
    assert ledger.read([KEY])[KEY] == after
    assert after.state is settled
    assert [each.url for each in after.sent] == ([address, address] if address else [])
    assert after.history[-1].words == "Timed out."
    assert next_step(OUTGOING, after, AT + timedelta(hours=2), finds=False) is step


@pytest.mark.parametrize(
    ("receipt", "account", "why"),
    [
        (None, LIST, "nobody has tried to send it"),
        (open_receipt(State.SENT), LIST, "it is sent"),
        (
            open_receipt(until=AT + timedelta(hours=2)),
            LIST,
            "may still be on its way. Look again after 2026-03-02 14:00",
        ),
        (open_receipt(), "mail:else@town.example", f"a has no post to mail:else@town.example. It has posts to: {LIST}"),
    ],
)
def test_what_is_known_or_on_its_way_is_not_settled(receipt: Receipt | None, account: str, why: str) -> None:
    ledger = LedgerInMemory()
    if receipt:
        ledger.swap(None, receipt)
    with pytest.raises(ContentError) as refused:
        settle(OUTGOING, account, ledger, AT + timedelta(hours=1), "")
    assert why in str(refused.value)
    assert ledger.read([KEY]) == ({KEY: receipt} if receipt else {})


def test_the_command(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", accounts=[{"network": "mail", "handle": "all@town.example"}])
    daylight(site, "build")
    an_announcement(site)
    daylight(site, "build")
    (outgoing,), _ = read_outbox(site)
    address = f"sqlite:///{tmp_path}/receipts.db"
    key = outgoing.key_of(outgoing.posts[0])
    with closing(LedgerInDatabase(address)) as ledger:
        ledger.swap(None, Receipt(key=key, state=State.UNCONFIRMED, at=AT))
    words = ("queue", "settle", outgoing.id[:10], LIST, "--ledger", address)
    assert daylight(site, *words).exit_code == 2
    assert daylight(site, *words, "--sent", "mid:1@town.example", "--not-sent").exit_code == 2
    assert daylight(site, *words, "--sent", "").exit_code == 2
    told = daylight(site, *words, "--sent", "mid:1@town.example")
    assert told.exit_code == 0, told.output
    assert told.output == f"{outgoing.id} to {LIST} is on record as sent.\n"
    again = daylight(site, *words, "--not-sent")
    assert again.exit_code == 1
    assert "There is nothing to settle" in again.output
