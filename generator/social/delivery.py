"""Delivery: a sweep through the outbox sends what is due, each post once, however often and wherever it is cut off.

A post is claimed on record before it is sent, for longer than all requests can take. Whoever finds a claim that has
ended looks the post up on the network before sending it again, with the same key.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from generator.model.errors import SetupError
from generator.model.noun import noun
from generator.model.receipt import Receipt, Sent, State
from generator.social.networks.network import STRANGE, NotTakenError, Parcel, RejectedError, UnknownError
from generator.social.retrying import Step, next_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from generator.model.post import Outgoing, Post
    from generator.social.ledgers.ledger import Ledger
    from generator.social.networks.network import Connection, Picture

LEASE = timedelta(minutes=5)
"""How long a claim lasts: longer than a picture and a post can take, each of which is bounded."""
_LAST = timedelta(minutes=2)
"""Of a claim, in which nothing new is begun: what was begun before ends within it, however slowly a network answers."""
_ASK = (
    "Nobody knows whether it was sent, and the network cannot be asked. Look there, then run `daylight queue settle`."
)
_STRANGELY = "Its server's answer is none that this network gives"
_TAKEN = "Another worker has it."
_SKEW = timedelta(minutes=10)
"""By which the clocks of networks and workers may differ, where posts are looked up by time."""


class Site(Protocol):
    """The site as the public sees it."""

    def missing(self, link: str, /) -> str:
        """Why nothing can be sent about `link` yet."""
        ...

    def picture(self, address: str, alt: str, /) -> Picture | None:
        """A picture of the site."""
        ...


class Accounts(Protocol):
    """The accounts that posts go to."""

    def finds(self, account: str, /) -> bool:
        """Whether its network can be asked what it has."""
        ...

    def too_long(self, account: str, post: Post, /) -> str:
        """Why its server would not take a post; nothing where it would."""
        ...

    def connect(self, account: str, /) -> Connection:
        """An account, by the name that posts give it. Raises as `Network.connect` does."""
        ...


@noun
class Desk:
    """What a worker works with."""

    ledger: Ledger
    accounts: Accounts
    site: Site
    now: Callable[[], datetime]
    worker: str
    """Its name, which no other has."""
    lease: timedelta = LEASE
    refused: Callable[[Outgoing, Post], str] = lambda _outgoing, _post: ""
    """Why a post is not to go out: what a check would have told before it was merged."""
    pages: Callable[[Outgoing], Iterable[str]] = lambda outgoing: (outgoing.link,)
    """Pages of the site that have to answer before a post goes out."""
    unapproved: Callable[[Outgoing, Post], str] = lambda _outgoing, _post: ""
    """Why a post waits for somebody's approval."""


@noun
class Delivered:
    """What a sweep came to about one post."""

    outgoing: Outgoing
    post: Post
    state: State
    words: str = ""
    url: str = ""
    changed: bool = False
    """Whether it stands there since this sweep."""
    troubled: bool = False
    """Whether a person has to look."""
    pause: bool = False
    """Whether its network wants nothing more now."""


def deliver(queue: Iterable[Outgoing], desk: Desk) -> Iterator[Delivered]:
    """Everything due and unfinished, alerts first; what became of each post.

    Raises:
        LedgerError: receipts cannot be kept now: nothing more is sent.
    """
    ordered = sorted(queue, key=lambda each: (not each.urgent, each.not_before, each.id))
    receipts = dict(desk.ledger.read(outgoing.key_of(post) for outgoing in ordered for post in outgoing.posts))
    tired: set[str] = set()
    for outgoing in ordered:
        for post in outgoing.posts:
            delivery = _Delivery(outgoing, post, desk, receipts.get(outgoing.key_of(post)))
            delivered = delivery.rest() if post.to in tired else delivery.attempt()
            if delivered.pause:
                tired.add(post.to)
            yield delivered


class _Delivery:
    """One attempt at one post on one account."""

    def __init__(self, outgoing: Outgoing, post: Post, desk: Desk, receipt: Receipt | None) -> None:
        self._outgoing = outgoing
        self._post = post
        self._desk = desk
        self._receipt = receipt
        self._ends = 0.0
        """Of the claim, by a clock that nobody can turn."""

    def attempt(self) -> Delivered:
        """What becomes of it."""
        step = self._step()
        if step in {Step.SEND, Step.LOOK_UP}:
            return self._try(look=step is Step.LOOK_UP)
        if step is Step.MISS:
            return self._end(State.MISSED, f"It expired at {self._outgoing.expires} before it could be sent.")
        if step is Step.HOLD:
            return self._end(State.HELD, "An officer wants it to wait.")
        return self._stands(_ASK, troubled=True) if step is Step.ASK else self._stands()

    def rest(self) -> Delivered:
        """Leave it for another sweep: its network has just said that it wants to wait."""
        due = self._step() in {Step.SEND, Step.LOOK_UP}
        return self._stands("The network wants to wait." if due else "")

    def _try(self, *, look: bool) -> Delivered:
        if why := self._refused():
            return self._stands(why, troubled=True)
        if why := self._waits():
            return self._stands(why)
        try:
            connection = self._desk.accounts.connect(self._post.to)
        except (SetupError, NotTakenError, RejectedError, *STRANGE) as bad:
            words = f"{_STRANGELY} ({type(bad).__name__})" if isinstance(bad, STRANGE) else str(bad)
            return self._stands(f"The account cannot be used: {words}", troubled=True)
        if not self._claim():
            return self._stands(_TAKEN)
        sent = list(self._receipt.sent if self._receipt else ())
        claimed = self._receipt.until if self._receipt else None
        try:
            return self._act(connection, sent, look=look)
        except NotTakenError as bad:
            state, words, until = State.DUE, str(bad), bad.until
        except RejectedError as bad:
            state, words, until = State.REJECTED, str(bad), None
        except UnknownError as bad:
            state, words, until = State.UNCONFIRMED, str(bad), claimed  # it may still be on its way
        except STRANGE as bad:
            state, words, until = State.UNCONFIRMED, f"{_STRANGELY} ({type(bad).__name__})", claimed
        return self._end(state, words, sent, until=until)

    def _refused(self) -> str:
        """What a person has to mend before it goes out."""
        refused = self._desk.refused(self._outgoing, self._post)
        return refused or ("" if self._outgoing.retracts else self._desk.accounts.too_long(self._post.to, self._post))

    def _waits(self) -> str:
        """What has to happen before it goes out."""
        if unapproved := self._desk.unapproved(self._outgoing, self._post):
            return unapproved
        if self._outgoing.retracts:
            return ""
        answers = (self._desk.site.missing(page) for page in self._desk.pages(self._outgoing))
        return next(filter(None, answers), "")

    def _step(self) -> Step:
        finds = self._desk.accounts.finds(self._post.to)
        return next_step(self._outgoing, self._receipt, self._desk.now(), finds=finds)

    def _act(self, connection: Connection, sent: list[Sent], *, look: bool) -> Delivered:
        """Post it; or mend or take back what was posted before, which does no harm when it is done twice."""
        about = self._outgoing.retracts or self._outgoing.corrects
        key = f"{about}/{self._post.to}"
        before = self._desk.ledger.read([key]).get(key) if about else None
        if self._outgoing.retracts:
            if before is None or not before.sent:
                return self._end(State.REJECTED, f"There is nothing on record that {about} posted here.")
            for each in reversed(before.sent):
                connection.delete(each)
            return self._end(State.SENT, "Taken back.", before.sent)
        picture = self._desk.site.picture(self._post.media, self._post.alt) if self._post.media else None
        thread = before.sent if before else ()
        if thread and not sent and connection.edit(thread[0], self._parcel(0, (), picture)):
            return self._end(State.SENT, "Edited where it stands.", thread)
        return self._post_all(connection, sent, thread, picture, look=look)

    def _post_all(
        self,
        connection: Connection,
        sent: list[Sent],
        thread: tuple[Sent, ...],
        picture: Picture | None,
        *,
        look: bool,
    ) -> Delivered:
        """Post all parts that the network does not have yet, below those of `thread`."""
        for place in range(len(sent), len(self._post.texts)):
            parcel = self._parcel(place, (*thread, *sent), None if place else picture)
            found = connection.find(parcel) if look else None
            if found is None:
                if self._too_late():
                    return self._end(State.MISSED, f"It expired at {self._outgoing.expires}.", sent)
                if time.monotonic() > self._ends:
                    return self._end(State.DUE, "The claim was about to end.", sent)
                found = connection.send(parcel)
            sent.append(found)
            if place + 1 < len(self._post.texts) and not self._claim(tuple(sent)):
                return self._stands(_TAKEN)
        return self._end(State.SENT, "Found on the network." if look else "", sent)

    def _too_late(self) -> bool:
        return self._outgoing.expires is not None and self._outgoing.expires <= self._desk.now()

    def _parcel(self, place: int, thread: tuple[Sent, ...], picture: Picture | None) -> Parcel:
        receipt = self._receipt
        first = min([each.at for each in receipt.history] + [receipt.at]) if receipt else self._desk.now()
        parts = len(self._post.texts)
        return Parcel(
            key=self._outgoing.key_of(self._post) + (f"/{place + 1}" if parts > 1 else ""),
            at=self._outgoing.not_before + timedelta(seconds=place),
            since=first - _SKEW,
            text=self._post.texts[place],
            lang=self._post.lang,
            link=self._outgoing.link,
            warning=self._post.warning,
            picture=picture,
            thread=thread,
        )

    def _claim(self, sent: tuple[Sent, ...] | None = None) -> bool:
        """Claim it, or claim it for longer."""
        begun = time.monotonic()
        now = self._desk.now()
        before = self._receipt or Receipt(key=self._outgoing.key_of(self._post), state=State.DUE, at=now)
        until = now + self._desk.lease
        claim = before.become(State.CLAIMED, now, until=until, by=self._desk.worker, sent=sent)
        if not self._swap(claim):
            return False
        self._ends = begun + (self._desk.lease - min(_LAST, self._desk.lease / 2)).total_seconds()
        return True

    def _end(
        self, state: State, words: str, sent: Iterable[Sent] | None = None, until: datetime | None = None
    ) -> Delivered:
        """Keep what became of it."""
        now = self._desk.now()
        before = self._receipt or Receipt(key=self._outgoing.key_of(self._post), state=State.DUE, at=now)
        after = before.become(state, now, until=until, words=words, sent=None if sent is None else tuple(sent))
        if not self._swap(after):
            return self._stands(_TAKEN)
        stands = self._stands(changed=True, troubled=state in {State.REJECTED, State.MISSED})
        return replace(stands, pause=state is State.DUE and until is not None)

    def _swap(self, new: Receipt) -> bool:
        new = replace(new, digest=self._post.digest)
        if not self._desk.ledger.swap(self._receipt, new):
            found = self._desk.ledger.read([new.key])
            self._receipt = found.get(new.key)
            return False
        self._receipt = new
        return True

    def _stands(self, words: str = "", *, changed: bool = False, troubled: bool = False) -> Delivered:
        receipt = self._receipt
        return Delivered(
            outgoing=self._outgoing,
            post=self._post,
            state=receipt.state if receipt else State.DUE,
            words=words or (receipt.words if receipt else ""),
            url=receipt.sent[0].url if receipt and receipt.sent else "",
            changed=changed,
            troubled=troubled,
        )
