"""What the rest of the work needs of a ledger: to read receipts, and to replace one if nobody else has."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from generator.model.errors import DaylightError
from generator.model.receipt import Change, Receipt, Sent, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_YEARS = range(2000, 3000)
"""In which something can have been sent."""


class LedgerError(DaylightError):
    """Receipts cannot be kept now, so that nothing may be sent."""

    exit_code = 6


class Ledger(Protocol):
    """Receipts by their keys."""

    def read(self, keys: Iterable[str], /) -> Mapping[str, Receipt]:
        """Those of `keys` that there are, as they are now.

        Raises:
            LedgerError: they cannot be read now.
        """
        ...

    def swap(self, expected: Receipt | None, new: Receipt, /) -> bool:
        """Keep `new` if `expected` is still what is kept under its key; whether it was.

        Raises:
            LedgerError: nothing can be kept now.
        """
        ...

    def close(self) -> None:
        """Let go of what it holds; it is used no more."""
        ...


def encode(receipt: Receipt) -> str:
    """As JSON; the same for the same receipt."""
    value: dict[str, Any] = {
        "key": receipt.key,
        "state": receipt.state.value,
        "at": receipt.at.isoformat(),
        "until": receipt.until.isoformat() if receipt.until else None,
        "by": receipt.by,
        "digest": receipt.digest,
        "sent": [{"ref": each.ref, "url": each.url} for each in receipt.sent],
        "words": receipt.words,
        "history": [_change(each) for each in receipt.history],
    }
    text = json.dumps({key: each for key, each in value.items() if each}, indent=1, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode() + "\n"  # a network may say halves of letters


def _change(change: Change) -> dict[str, str]:
    words = {"words": change.words} if change.words else {}
    return {"state": change.state.value, "at": change.at.isoformat(), **words}


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError("a time that cannot be")
    return found


def decode(text: str) -> Receipt:
    """What `encode` wrote.

    Raises:
        LedgerError: it is something else.
    """
    try:
        value = json.loads(text)
        return Receipt(
            key=value["key"],
            state=State(value["state"]),
            at=_moment(value["at"]),
            until=datetime.fromisoformat(value["until"]) if value.get("until") else None,
            by=value.get("by", ""),
            digest=value.get("digest", ""),
            sent=tuple(Sent(ref=str(each["ref"]), url=str(each["url"])) for each in value.get("sent", ())),
            words=value.get("words", ""),
            history=tuple(
                Change(
                    state=State(each["state"]),
                    at=_moment(each["at"]),
                    words=each.get("words", ""),
                )
                for each in value.get("history", ())
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as bad:
        problem = f"A receipt cannot be read: {type(bad).__name__}: {bad}"
        raise LedgerError(f"{problem}. Nothing is sent until it can.") from None
