"""A program of somebody's own, told of each post by HTTP: https://www.standardwebhooks.com/."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.errors import SetupError
from generator.model.receipt import Sent
from generator.social.networks.network import Bare, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker


class Webhook:
    """Whoever receives drops an id that it has seen, so that what is sent again does no harm."""

    name = "webhook"
    limit = 20_000
    finds = True
    warns = False
    bare = Bare.PERHAPS

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Receiver:
        """A receiver. The secret is its address, and after `#` the key that signs: https://example/hook#key."""
        from generator.social.networks.speaking import Speaker, secret_name, secret_of

        secret = secret_of(account, secrets)
        address, _, key = secret.partition("#")
        if urlsplit(address).scheme not in {"https", "http"} or not key:
            raise SetupError(f"{secret_name(str(account))} is no address with a key: https://example/hook#key.")
        return Receiver(Speaker("", {}, (address, key)), address, key.encode())


class Receiver:
    """One address."""

    def __init__(self, speaker: Speaker, address: str, key: bytes) -> None:
        self._speaker = speaker
        self._address = address
        self._key = key

    def find(self, parcel: Parcel) -> Sent | None:  # noqa: ARG002 - as every network
        """It is told again instead."""
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Tell it, signed, with an id that is the same each time."""
        return self._tell(parcel.key, "post", parcel)

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Tell it."""
        self._tell(f"{parcel.key}/edit", "edit", parcel, sent)
        return True

    def delete(self, sent: Sent) -> None:
        """Not possible: it is told through what is published."""
        raise RejectedError(f"Nothing can be taken back there: {sent.ref}.")

    def _tell(self, key: str, kind: str, parcel: Parcel, about: Sent | None = None) -> Sent:
        facts = {
            "type": kind,
            "text": parcel.text,
            "language": parcel.lang,
            "link": parcel.link,
            "warning": parcel.warning,
            "after": [each.ref for each in parcel.thread],
            "replaces": about.ref if about else None,
        }
        body = json.dumps({name: fact for name, fact in facts.items() if fact}, ensure_ascii=False).encode()
        id_ = hashlib.sha256(key.encode()).hexdigest()[:32]
        stamp = str(int(parcel.at.timestamp()))
        signature = hmac.digest(self._key, f"{id_}.{stamp}.".encode() + body, "sha256")
        headers = {
            "Content-Type": "application/json",
            "webhook-id": id_,
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{b64encode(signature).decode()}",
        }
        self._speaker.do("POST", self._address, content=body, headers=headers)
        return Sent(ref=id_, url="")
