"""What a person says of a post of which nobody knows whether its network has it: on record, as all else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.errors import ContentError
from generator.model.receipt import Sent, State

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model.post import Outgoing
    from generator.model.receipt import Receipt
    from generator.social.ledgers.ledger import Ledger

_OPEN = frozenset({State.CLAIMED, State.UNCONFIRMED})


def settle(outgoing: Outgoing, account: str, ledger: Ledger, now: datetime, address: str) -> Receipt:
    """What is on record from then on: that it was sent, or that it is due.

    Args:
        outgoing: A file of the outbox.
        account: Of one of its posts.
        ledger: Where receipts are kept.
        now: The time.
        address: Where the network has the post; nothing where it does not have it.

    Raises:
        ContentError: there is no such post, something is known of it, or a worker is at it.
        LedgerError: receipts cannot be kept now.
    """
    post = next((each for each in outgoing.posts if each.to == account), None)
    if post is None:
        some = ", ".join(each.to for each in outgoing.posts)
        raise ContentError(f"{outgoing.id} has no post to {account}. It has posts to: {some}.")
    key = outgoing.key_of(post)
    receipt = ledger.read([key]).get(key)
    if receipt is None or receipt.state not in _OPEN:
        standing = f"it is {receipt.state.value}" if receipt else "nobody has tried to send it"
        raise ContentError(f"There is nothing to settle about {key}: {standing}.")
    if receipt.until is not None and now < receipt.until:
        raise ContentError(f"{key} may still be on its way. Look again after {receipt.until:%Y-%m-%d %H:%M %Z}.")
    if address:
        parts = tuple(Sent(ref=address, url=address) for _ in post.texts)
        settled = receipt.become(State.SENT, now, words="Somebody found it there.", sent=parts)
    else:
        settled = receipt.become(State.DUE, now, words="Somebody looked, and it is not there.")
    if not ledger.swap(receipt, settled):
        raise ContentError(f"{key} has just changed. Run the same again.")
    return settled
