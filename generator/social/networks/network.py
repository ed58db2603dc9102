"""What the rest of the work needs to know of a network, and what it may answer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from generator.model.catalog import Account
    from generator.model.receipt import Sent


@noun
class Picture:
    """A picture that goes with a post."""

    content: bytes
    mediatype: str
    alt: str
    """What it shows, in words."""


@noun
class Parcel:
    """One post, or one part of a thread, as a network is given it."""

    key: str
    """Unique for ever; networks that know keys are given it, so that the same parcel is taken once."""
    at: datetime
    """When it was approved for: the same each time that it is sent."""
    since: datetime
    """Before when it cannot have been sent."""
    text: str
    lang: str
    link: str
    warning: str = ""
    picture: Picture | None = None
    thread: tuple[Sent, ...] = ()
    """The parts before it."""


class Connection(Protocol):
    """One account of a network."""

    def find(self, parcel: Parcel) -> Sent | None:
        """The parcel, if the network has it already."""
        ...

    def send(self, parcel: Parcel) -> Sent:
        """Post it.

        Raises:
            NotTaken: the network does not have it.
            UnknownError: nobody knows whether it has.
        """
        ...

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace what was sent, where readers are shown that; False where they are not. Raises as `send` does."""
        ...

    def delete(self, sent: Sent) -> None:
        """Take back what was sent; nothing where it is gone already. Raises as `send` does."""
        ...


class Bare(StrEnum):
    """What becomes of an address without `https://` in a text."""

    WORDS = "words"
    """It stays what it is."""
    PERHAPS = "perhaps"
    """Programs with which people read make a link of it, each of what it takes for an address."""
    LINK = "link"
    """The network makes a link of it."""


class Network(Protocol):
    """A network's limits, as its own server counts them, and the way to its accounts."""

    name: str
    limit: int
    finds: bool
    """Whether it can be asked what it has. Where it cannot, what is unconfirmed waits for a person."""
    warns: bool
    """Whether it hides a text behind its warning, which counts as well then."""
    bare: Bare
    """What becomes of an address without `https://`."""

    def length(self, text: str) -> int:
        """How much of the limit `text` uses."""
        ...

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Connection:
        """An account, with its secrets by their names in the environment.

        Raises:
            SetupError: a secret is missing.
            RejectedError: the network does not know the account.
            NotTakenError: the network cannot be reached.
        """
        ...


@noun
class Limit:
    """How much an account may say at once."""

    network: Network
    most: int
    """As the network counts; of its own, where neither its server nor an officer says otherwise."""

    def length(self, text: str, warning: str = "") -> int:
        """How much of the limit a text with its warning uses."""
        return self.network.length(text) + (self.network.length(warning) if self.network.warns and warning else 0)

    def fits(self, text: str, warning: str = "") -> bool:
        """Whether it is within the limit."""
        return self.length(text, warning) <= self.most


def usual(network: Network) -> Limit:
    """What a network takes, where nobody says otherwise."""
    return Limit(network=network, most=network.limit)


class NotTakenError(Exception):
    """The network does not have the parcel, and may be asked again.

    Args:
        words: What it said.
        until: Before when it does not want to be asked again, if it said so.
    """

    def __init__(self, words: str, until: datetime | None = None) -> None:
        super().__init__(words)
        self.until = until


class RejectedError(Exception):
    """The network does not have the parcel and will not take it, in its own words."""


class UnknownError(Exception):
    """Nobody knows whether the network has the parcel."""


STRANGE = (ValueError, LookupError, TypeError, AttributeError)
"""What comes of reading an answer that no network documents."""
