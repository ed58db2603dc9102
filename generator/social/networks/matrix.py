"""Matrix: https://spec.matrix.org/latest/client-server-api/#sending-events-to-a-room.

Not tried against a real server yet.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.model.receipt import Sent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker


class Matrix:
    """A server takes each transaction of an access token once, so that what is sent again does no harm."""

    name = "matrix"
    limit = 20_000
    finds = True
    warns = False

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Room:
        """A room, such as `!id:server`, by an access token of its homeserver."""
        from generator.social.networks.speaking import Speaker, secret_of

        token = secret_of(account, secrets)
        server = account.server or f"https://{account.handle.partition(':')[2]}"
        return Room(Speaker(server, {"Authorization": f"Bearer {token}"}, (token,)), account.handle)


class Room:
    """One room."""

    def __init__(self, speaker: Speaker, id_: str) -> None:
        self._speaker = speaker
        self._id = id_

    def find(self, parcel: Parcel) -> Sent | None:  # noqa: ARG002 - as every network
        """It is sent again instead."""
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Say it in the room."""
        content: dict[str, Any] = {"msgtype": "m.text", "body": f"{parcel.warning}\n{parcel.text}".strip()}
        if parcel.thread:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": parcel.thread[-1].ref}}
        return self._say(parcel.key, content)

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace it: https://spec.matrix.org/latest/client-server-api/#event-replacements."""
        new = {"msgtype": "m.text", "body": parcel.text}
        relation = {"rel_type": "m.replace", "event_id": sent.ref}
        content = {**new, "body": f"* {parcel.text}", "m.new_content": new, "m.relates_to": relation}
        self._say(f"{parcel.key}/edit", content)
        return True

    def delete(self, sent: Sent) -> None:
        """Redact it."""
        path = f"/_matrix/client/v3/rooms/{quote(self._id, safe='')}/redact/{quote(sent.ref, safe='')}/{_key(sent.ref)}"
        self._speaker.do("PUT", path, json={"reason": "Retracted"})

    def _say(self, key: str, content: dict[str, Any]) -> Sent:
        path = f"/_matrix/client/v3/rooms/{quote(self._id, safe='')}/send/m.room.message/{_key(key)}"
        event = str(self._speaker.do("PUT", path, json=content).json()["event_id"])
        return Sent(ref=event, url=f"https://matrix.to/#/{quote(self._id, safe='')}/{quote(event, safe='')}")


def _key(key: str) -> str:
    """Of a transaction."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
