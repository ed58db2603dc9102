"""A sweep sends each post once, wherever it is cut off, whoever else is at work, and whatever a network answers."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from generator.model.post import Outgoing, Post
from generator.model.receipt import Receipt, Sent, State
from generator.social.delivery import Delivered, Desk, _Delivery, deliver
from generator.social.ledgers.in_memory import LedgerInMemory
from generator.social.networks.network import NotTakenError, Parcel, Picture, RejectedError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINK = "https://test.example/a/"


class Killed(BaseException):
    """The worker is gone."""


@dataclass
class World:
    """A clock, a network and a ledger that outlive workers; `cut` ends the worker at its n-th act."""

    now: datetime = START
    posts: dict[str, list[Parcel]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    ledger: LedgerInMemory = field(default_factory=LedgerInMemory)
    answers: list[Exception] = field(default_factory=list)
    edits: bool = False
    keys: bool = True
    """Whether the network takes a key once."""
    finds: bool = True
    most: int = 500
    """Characters of a text."""
    missing: str = ""
    acts: int = 0
    cut: int = -1

    def act(self) -> None:
        self.acts += 1
        if self.acts == self.cut:
            raise Killed

    def desk(self, worker: str = "one") -> Desk:
        return Desk(ledger=Cut(self), accounts=Book(self), site=Live(self), now=lambda: self.now, worker=worker)

    def sweep(self, *queue: Outgoing, worker: str = "one") -> list[Delivered]:
        return list(deliver(queue, self.desk(worker)))

    def receipt(self, key: str = "a/net:town") -> Receipt:
        return self.ledger.read([key])[key]


@dataclass
class Cut:
    """The ledger, of which the worker may not hear any more."""

    world: World

    def read(self, keys: Iterable[str]) -> Mapping[str, Receipt]:
        self.world.act()
        return self.world.ledger.read(keys)

    def swap(self, expected: Receipt | None, new: Receipt) -> bool:
        self.world.act()
        swapped = self.world.ledger.swap(expected, new)
        self.world.act()
        return swapped


@dataclass
class Live:
    world: World

    def missing(self, _link: str) -> str:
        return self.world.missing

    def picture(self, _address: str, alt: str) -> Picture | None:
        return Picture(content=b"png", mediatype="image/png", alt=alt)


@dataclass
class Book:
    world: World

    def too_long(self, _account: str, post: Post) -> str:
        return "It is too long." if len(post.texts[0]) > self.world.most else ""

    def finds(self, _account: str) -> bool:
        return self.world.finds

    def connect(self, account: str) -> Line:
        if account == "net:nobody":
            raise RejectedError("There is no such account.")
        return Line(self.world)


@dataclass
class Line:
    """One account of a network."""

    world: World

    def find(self, parcel: Parcel) -> Sent | None:
        self.world.act()
        return Sent(ref=parcel.key, url=f"https://net/{parcel.key}") if parcel.key in self.world.posts else None

    def send(self, parcel: Parcel) -> Sent:
        self.world.act()
        if self.world.answers:
            answer = self.world.answers.pop(0)
            if isinstance(answer, UnknownError) and str(answer) == "taken":
                self._take(parcel)
            raise answer
        self._take(parcel)
        self.world.act()
        return Sent(ref=parcel.key, url=f"https://net/{parcel.key}")

    def _take(self, parcel: Parcel) -> None:
        known = self.world.posts.setdefault(parcel.key, [])
        if not known or not self.world.keys:
            known.append(parcel)

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        if self.world.edits:
            self.world.posts[sent.ref] = [replace(parcel, key=sent.ref)]
        return self.world.edits

    def delete(self, sent: Sent) -> None:
        self.world.gone.append(sent.ref)


def a_post(*texts: str, to: str = "net:town", **changes: object) -> Outgoing:
    post = Post(to=to, lang="en", texts=texts or ("Rain",), media="https://test.example/card.png", alt="A card.")
    facts: dict[str, object] = {
        "id": "a",
        "publication": "dataset/works/rain",
        "version": "1",
        "link": LINK,
        "not_before": START,
        "zone": "UTC",
        "posts": (post,),
        **changes,
    }
    return Outgoing(**facts)  # type: ignore[arg-type] # a test changes what it likes


def test_what_is_due_is_sent_once_and_receipted() -> None:
    world = World()
    (first,) = world.sweep(a_post())
    assert (first.state, first.url) == (State.SENT, "https://net/a/net:town")
    (again,) = world.sweep(a_post())
    assert again.state is State.SENT
    ((parcel,),) = world.posts.values()
    assert parcel.text == "Rain"
    assert parcel.picture == Picture(content=b"png", mediatype="image/png", alt="A card.")
    receipt = world.receipt()
    assert [each.state for each in receipt.history] == [State.DUE, State.CLAIMED]
    assert receipt.digest == a_post().posts[0].digest


def test_alerts_jump_the_queue() -> None:
    world = World()
    world.sweep(a_post(id="early", not_before=START - timedelta(days=1)), a_post(id="alert", urgent=True))
    assert list(world.posts) == ["alert/net:town", "early/net:town"]


def test_nothing_is_sent_before_its_link_answers_or_to_an_account_that_cannot_be_used() -> None:
    world = World(missing=f"{LINK} answers 404, not 200")
    (early,) = world.sweep(a_post())
    assert (early.state, early.words) == (State.DUE, f"{LINK} answers 404, not 200")
    world.missing = ""
    (nobody,) = world.sweep(a_post(to="net:nobody"))
    assert (nobody.state, nobody.words) == (State.DUE, "The account cannot be used: There is no such account.")
    assert not world.posts


def test_what_a_check_would_refuse_is_not_sent_though_it_was_merged() -> None:
    world = World()
    told = "a.yaml:9: The text is empty. Write it."
    desk = replace(world.desk(), refused=lambda outgoing, _: told if outgoing.id == "a" else "")
    refused, other = deliver([a_post(), a_post(id="b")], desk)
    assert (refused.state, refused.words, refused.troubled) == (
        State.DUE,
        "a.yaml:9: The text is empty. Write it.",
        True,
    )
    assert other.state is State.SENT
    assert list(world.posts) == ["b/net:town"]


@pytest.mark.parametrize("strange", [ValueError("<html>"), KeyError("id"), TypeError(), AttributeError(), IndexError()])
def test_an_answer_that_no_network_gives_stops_nobody_else(strange: Exception) -> None:
    world = World(answers=[strange])
    first, second = world.sweep(a_post(), a_post(id="b"))
    assert (first.state, second.state) == (State.UNCONFIRMED, State.SENT)
    assert first.words == f"Its server's answer is none that this network gives ({type(strange).__name__})"
    world.now += timedelta(minutes=10)
    (again,) = world.sweep(a_post())
    assert again.state is State.SENT


def test_a_digest_waits_for_the_pages_that_it_tells_of() -> None:
    world = World()
    desk = replace(world.desk(), pages=lambda outgoing: (outgoing.link, f"{LINK}more/"))
    world.missing = f"{LINK}more/ answers 404, not 200"
    (waits,) = deliver([a_post()], desk)
    assert (waits.state, waits.words) == (State.DUE, world.missing)


def test_what_the_server_calls_too_long_waits_for_an_officer_and_is_taken_back_all_the_same() -> None:
    world = World(most=3)
    (long,) = world.sweep(a_post())
    assert (long.state, long.words, long.troubled) == (State.DUE, "It is too long.", True)
    assert not world.posts
    world.most = 500
    world.sweep(a_post())
    world.most = 3
    world.sweep(a_post(), a_post(id="b", retracts="a"))
    assert world.gone


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"not_before": START + timedelta(seconds=1)}, State.DUE),
        ({"expires": START}, State.MISSED),
        ({"hold": True}, State.HELD),
    ],
)
def test_what_is_not_due_is_not_sent(changes: dict[str, object], state: State) -> None:
    world = World()
    (found,) = world.sweep(a_post(**changes))
    assert found.state is state
    assert not world.posts


def test_what_was_held_goes_out_when_it_is_released() -> None:
    world = World()
    world.sweep(a_post(hold=True))
    (found,) = world.sweep(a_post())
    assert found.state is State.SENT
    assert [each.state for each in world.receipt().history] == [State.DUE, State.HELD, State.CLAIMED]


@pytest.mark.parametrize(
    ("answer", "state", "sweeps"),
    [
        (NotTakenError("cannot be reached"), State.DUE, [State.SENT]),
        (RejectedError("422: too long"), State.REJECTED, [State.REJECTED]),
        (UnknownError("no answer"), State.UNCONFIRMED, [State.UNCONFIRMED]),
        (UnknownError("taken"), State.UNCONFIRMED, [State.UNCONFIRMED]),
    ],
)
def test_an_answer_decides_what_comes_next(answer: Exception, state: State, sweeps: list[State]) -> None:
    world = World(answers=[answer], keys=False)
    (found,) = world.sweep(a_post())
    assert (found.state, found.words) == (state, str(answer))
    assert [world.sweep(a_post())[0].state for _ in sweeps] == sweeps
    world.now += timedelta(hours=1)
    (last,) = world.sweep(a_post())
    assert last.state is (State.REJECTED if state is State.REJECTED else State.SENT)
    assert len(world.posts.get("a/net:town", [])) == (state is not State.REJECTED)


def test_a_network_that_wants_to_wait_is_not_asked_again_before() -> None:
    world = World(answers=[NotTakenError("429", START + timedelta(minutes=20))])
    world.sweep(a_post())
    world.now += timedelta(minutes=19)
    assert world.sweep(a_post())[0].state is State.DUE
    assert not world.posts
    world.now += timedelta(minutes=1)
    assert world.sweep(a_post())[0].state is State.SENT


def test_a_network_that_wants_to_wait_gets_nothing_else_in_the_same_sweep() -> None:
    world = World(answers=[NotTakenError("429", START + timedelta(minutes=20))])
    first, second, other = world.sweep(a_post(), a_post(id="b"), a_post(id="c", to="net:village"))
    assert (first.state, first.words) == (State.DUE, "429")
    assert (second.state, second.words) == (State.DUE, "The network wants to wait.")
    assert other.state is State.SENT
    assert list(world.posts) == ["c/net:village"]


def test_where_a_network_cannot_be_asked_a_person_is() -> None:
    world = World(answers=[UnknownError("taken")], finds=False)
    world.sweep(a_post())
    world.now += timedelta(hours=1)
    (found,) = world.sweep(a_post())
    assert found.state is State.UNCONFIRMED
    assert found.words.startswith("Nobody knows whether it was sent, and the network cannot be asked.")
    assert len(world.posts["a/net:town"]) == 1


def test_what_expired_while_nobody_knew_is_looked_up_and_not_sent_late() -> None:
    world = World(answers=[UnknownError("no answer")])
    outgoing = a_post(expires=START + timedelta(minutes=30))
    world.sweep(outgoing)
    world.now += timedelta(hours=1)
    assert world.sweep(outgoing)[0].state is State.MISSED
    assert not world.posts


def test_a_thread_goes_out_in_order_and_goes_on_where_it_stopped() -> None:
    world = World()
    outgoing = a_post("1/3", "2/3", "3/3")
    world.cut = 9  # after the second claim
    with pytest.raises(Killed):
        world.sweep(outgoing)
    assert 0 < len(world.posts) < 3
    world.cut = -1
    world.now += timedelta(hours=1)
    assert world.sweep(outgoing)[0].state is State.SENT
    parts = [parcel for (parcel,) in world.posts.values()]
    assert [parcel.text for parcel in parts] == ["1/3", "2/3", "3/3"]
    assert [[each.ref for each in parcel.thread] for parcel in parts] == [
        [],
        ["a/net:town/1"],
        ["a/net:town/1", "a/net:town/2"],
    ]
    assert [bool(parcel.picture) for parcel in parts] == [True, False, False]


@pytest.mark.parametrize("texts", [("Rain",), ("1/2", "2/2")])
@pytest.mark.parametrize("keys", [True, False])
def test_wherever_workers_are_cut_off_nothing_is_lost_or_sent_twice(texts: tuple[str, ...], keys: bool) -> None:
    """Each of two workers in a row is killed at each of its acts; the third one ends the work."""
    whole = World()
    whole.sweep(a_post(*texts))
    cuts = 0
    for cut in itertools.product(range(1, whole.acts + 1), range(1, whole.acts + 4)):
        world = World(keys=keys)
        for place in cut:
            world.acts, world.cut = 0, place
            try:
                world.sweep(a_post(*texts))
            except Killed:
                cuts += 1
            world.now += timedelta(minutes=6)
        world.cut = -1
        assert world.sweep(a_post(*texts))[0].state is State.SENT, cut
        assert [len(found) for found in world.posts.values()] == [1] * len(texts), cut
    assert cuts > 30


@pytest.mark.parametrize("left_out", ["the claim", "the look-up"])
def test_without_a_part_of_it_a_worker_that_is_killed_does_send_twice(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the test above is known to be awake."""
    if left_out == "the claim":
        monkeypatch.setattr(_Delivery, "_claim", lambda self, *_: setattr(self, "_ends", math.inf) or True)
    else:
        monkeypatch.setattr(Line, "find", lambda *_: None)
    twice = 0
    for cut in range(1, 12):
        world = World(keys=False)
        world.cut = cut
        try:
            world.sweep(a_post())
        except Killed:
            world.cut = -1
            world.now += timedelta(minutes=6)
            world.sweep(a_post())
        twice += any(len(found) > 1 for found in world.posts.values())
    assert twice


def test_while_one_worker_is_at_it_no_other_is() -> None:
    world = World()
    order: list[str] = []

    def at_once(line: Line, parcel: Parcel) -> Sent:
        monkey.undo()
        order.extend(each.state.value for each in world.sweep(a_post(), worker="two"))
        return Line.send(line, parcel)

    with pytest.MonkeyPatch.context() as monkey:
        monkey.setattr(Line, "send", at_once)
        (found,) = world.sweep(a_post())
    assert order == ["claimed"]
    assert found.state is State.SENT
    assert len(world.posts["a/net:town"]) == 1


def test_a_worker_whose_claim_is_about_to_end_begins_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1e6, 1e6, 1e6])
    monkeypatch.setattr("generator.social.delivery.time.monotonic", lambda: next(times))
    world = World()
    (found,) = world.sweep(a_post())
    assert (found.state, found.words) == (State.DUE, "The claim was about to end.")
    assert not world.posts


def correct(world: World) -> tuple[Delivered, list[Parcel]]:
    world.sweep(a_post())
    world.now += timedelta(days=1)
    (found,) = world.sweep(a_post("Correction: snow", id="b", corrects="a"))
    return found, list(itertools.chain.from_iterable(world.posts.values()))


def test_a_correction_is_an_edit_where_that_shows() -> None:
    found, parcels = correct(World(edits=True))
    assert (found.state, found.words, found.url) == (State.SENT, "Edited where it stands.", "https://net/a/net:town")
    assert [parcel.text for parcel in parcels] == ["Correction: snow"]


def test_a_correction_is_a_reply_elsewhere() -> None:
    found, parcels = correct(World())
    assert found.url == "https://net/b/net:town"
    assert [parcel.text for parcel in parcels] == ["Rain", "Correction: snow"]
    assert [each.ref for each in parcels[1].thread] == ["a/net:town"]


def test_what_is_retracted_is_taken_back_and_stays_on_record() -> None:
    world = World()
    world.sweep(a_post("1/2", "2/2"))
    world.missing = f"{LINK} answers 404, not 200"  # what it was about may be gone
    (found,) = world.sweep(a_post(id="b", retracts="a"))
    assert (found.state, found.words) == (State.SENT, "Taken back.")
    assert world.gone == ["a/net:town/2", "a/net:town/1"]
    assert [each.ref for each in world.receipt("a/net:town").sent] == ["a/net:town/1", "a/net:town/2"]
    (nothing,) = world.sweep(a_post(id="c", retracts="none"))
    assert (nothing.state, nothing.words) == (State.REJECTED, "There is nothing on record that none posted here.")
