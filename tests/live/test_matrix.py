"""Matrix, with Synapse: what is said in a room, found again, replaced and taken back is read from the server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from running.chaos import Chaos, counted

from generator.model.catalog import Account
from generator.model.errors import SetupError
from generator.social.networks.matrix import Matrix, Room
from generator.social.networks.network import NotTakenError, Parcel
from generator.social.networks.speaking import secret_name

if TYPE_CHECKING:
    from pathlib import Path

    from running.synapse import Room as RealRoom
    from running.synapse import SynapseServer

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINK = "https://test.example/a/"
PARCEL = Parcel(key="a/matrix", at=AT, since=AT, text=f"Rain <3 mm> & مطر\n\n{LINK}", lang="en", link=LINK)


def connected(room: RealRoom, wrong: str = "") -> Room:
    account = Account(network="matrix", handle=room.id, server=room.address)
    return Matrix().connect(account, {secret_name(str(account)): wrong or room.token})


def test_what_is_said_is_found_again_in_the_same_words_and_only_once(synapse: SynapseServer) -> None:
    real = synapse.room()
    room = connected(real)
    assert room.find(PARCEL) is None
    sent = room.send(PARCEL)
    assert room.send(PARCEL) == sent
    assert room.find(PARCEL) == sent
    assert room.find(replace(PARCEL, text="Other words")) is None
    assert room.find(replace(PARCEL, since=datetime(2100, 1, 1, tzinfo=UTC))) is None
    (message,) = real.messages()
    assert message["content"] == {"msgtype": "m.text", "body": PARCEL.text}
    assert sent.url.startswith("https://matrix.to/#/%21")


def test_a_thread_a_correction_and_a_retraction(synapse: SynapseServer) -> None:
    real = synapse.room()
    room = connected(real)
    first = room.send(replace(PARCEL, warning="Exercise"))
    second = room.send(replace(PARCEL, key="a/matrix/2", text="More", thread=(first,)))
    assert room.edit(second, replace(PARCEL, key="b/matrix", text="More, corrected"))
    one, two, edit = real.messages()
    assert one["content"]["body"] == f"Exercise\n{PARCEL.text}"
    assert two["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] == first.ref
    assert edit["content"]["m.new_content"]["body"] == "More, corrected"
    assert room.find(replace(PARCEL, text="* More, corrected")) is None
    room.delete(first)
    room.delete(first)
    assert first.ref not in {each["event_id"] for each in real.messages()}


def test_a_message_is_found_behind_hundreds_of_others(synapse: SynapseServer) -> None:
    real = synapse.room()
    room = connected(real)
    sent = room.send(PARCEL)
    for number in range(120):
        room.send(replace(PARCEL, key=f"other/{number}", text=f"Number {number}"))
    assert room.find(PARCEL) == sent


def test_what_is_wrong_with_an_account_is_told_without_its_secret(synapse: SynapseServer) -> None:
    with pytest.raises(NotTakenError) as refused:
        connected(synapse.room(), wrong="a-wrong-token")
    assert "401" in str(refused.value)
    assert "a-wrong-token" not in str(refused.value)
    account = Account(network="matrix", handle="!room-without-a-server")
    with pytest.raises(SetupError, match="does not tell its homeserver"):
        Matrix().connect(account, {secret_name(str(account)): "token"})


def test_nothing_is_lost_and_nothing_arrives_twice(synapse: SynapseServer, tmp_path: Path) -> None:
    real = synapse.room()
    account = {"network": "matrix", "handle": real.id, "server": real.address, "secret": real.token}
    chaos = Chaos(folder=tmp_path, accounts=[account], count=10, ledger=f"sqlite:///{tmp_path}/receipts.db")
    chaos.run(8)
    assert counted(chaos.links, [each["content"]["body"] for each in real.messages()]) == (0, 0), chaos.kills
