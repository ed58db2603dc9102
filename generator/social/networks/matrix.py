"""Matrix: https://spec.matrix.org/latest/client-server-api/#sending-events-to-a-room."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.model.errors import SetupError
from generator.model.receipt import Sent
from generator.social.networks.network import Bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker


_PAGE = 100
"""Events that are asked for at once."""
_MOST_PAGES = 10
"""That are looked through for a message: a room hears less between a claim and its end."""


class Matrix:
    """A server takes each transaction of an access token once, as long as it remembers it: Synapse does for a day."""

    name = "matrix"
    limit = 20_000
    finds = True
    warns = False
    bare = Bare.PERHAPS
    """Element makes links of them."""

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Room:
        """A room, such as `!id:server`, by an access token of its homeserver."""
        from generator.social.networks.speaking import Speaker, secret_of

        token = secret_of(account, secrets)
        server = account.server or f"https://{account.handle.partition(':')[2]}"
        if server == "https://":  # rooms of version 12 and later have no server in their names
            raise SetupError(f"{account} does not tell its homeserver. Write its address as `server`.")
        return Room(Speaker(server, {"Authorization": f"Bearer {token}"}, (token,)), account.handle)


class Room:
    """One room."""

    def __init__(self, speaker: Speaker, id_: str) -> None:
        self._speaker = speaker
        self._room = f"/_matrix/client/v3/rooms/{quote(id_, safe='')}"
        self._id = id_
        self._user = str(speaker.ask("GET", "/_matrix/client/v3/account/whoami").json()["user_id"])

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what was said since the parcel may have been sent, by the account and in these words."""
        since = parcel.since.timestamp() * 1000
        for event in self._events():
            if event["origin_server_ts"] < since:
                return None
            content = event.get("content", {})
            if (
                event["sender"] == self._user
                and content.get("body") == _body(parcel)
                and "m.new_content" not in content
            ):
                return self._sent(event["event_id"])
        return None

    def _events(self) -> Iterator[dict[str, Any]]:
        """Messages of the room, the newest first."""
        options: dict[str, Any] = {"dir": "b", "limit": _PAGE, "filter": '{"types":["m.room.message"]}'}
        for _ in range(_MOST_PAGES):
            page = self._speaker.ask("GET", f"{self._room}/messages", params=options).json()
            yield from page["chunk"]
            if "end" not in page:
                return
            options["from"] = page["end"]

    def send(self, parcel: Parcel) -> Sent:
        """Say it in the room."""
        content: dict[str, Any] = {"msgtype": "m.text", "body": _body(parcel)}
        if parcel.thread:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": parcel.thread[-1].ref}}
        return self._say(parcel.key, content)

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace it: https://spec.matrix.org/latest/client-server-api/#event-replacements."""
        new = {"msgtype": "m.text", "body": _body(parcel)}
        relation = {"rel_type": "m.replace", "event_id": sent.ref}
        content = {**new, "body": f"* {_body(parcel)}", "m.new_content": new, "m.relates_to": relation}
        self._say(f"{parcel.key}/edit", content)
        return True

    def delete(self, sent: Sent) -> None:
        """Redact it."""
        path = f"/redact/{quote(sent.ref, safe='')}/{_key(sent.ref)}"
        self._speaker.do("PUT", self._room + path, json={"reason": "Retracted"})

    def _say(self, key: str, content: dict[str, Any]) -> Sent:
        path = f"{self._room}/send/m.room.message/{_key(key)}"
        return self._sent(str(self._speaker.do("PUT", path, json=content).json()["event_id"]))

    def _sent(self, event: str) -> Sent:
        return Sent(ref=event, url=f"https://matrix.to/#/{quote(self._id, safe='')}/{quote(event, safe='')}")


def _body(parcel: Parcel) -> str:
    return f"{parcel.warning}\n{parcel.text}".strip()


def _key(key: str) -> str:
    """Of a transaction."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
