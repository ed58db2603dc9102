"""Mastodon, and what speaks its language (snac, GoToSocial): https://docs.joinmastodon.org/methods/statuses/."""

from __future__ import annotations

import hashlib
import html
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import regex

from generator.model.receipt import Sent
from generator.social.networks.network import Bare, NotTakenError, RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel, Picture
    from generator.social.networks.speaking import Speaker

_ADDRESS = regex.compile(r"https?://\S+")
_ADDRESS_LENGTH = 23
_PAGE = 40
"""Posts that are asked for at once."""
_MOST_PAGES = 25
"""That are looked through for a post: an account says less between a claim and its end."""
_PREPARING = 15
"""Seconds that a server may take to prepare a picture."""
_ACCEPTED, _PARTIAL = 202, 206


class Mastodon:
    """What an instance takes that changed no setting."""

    name = "mastodon"
    limit = 500
    finds = True
    warns = True
    bare = Bare.WORDS
    """Its `TextFormatter` asks for `extract_url_without_protocol: false`; GoToSocial and snac want a scheme as well."""

    def length(self, text: str) -> int:
        """Characters (grapheme clusters), an address being 23 (https://docs.joinmastodon.org/user/posting/)."""
        return len(regex.findall(r"\X", _ADDRESS.sub("x" * _ADDRESS_LENGTH, text)))

    def connect(self, account: Account, secrets: Mapping[str, str]) -> MastodonAccount:
        """An account, by its access token; its server is in its handle."""
        from generator.social.networks.speaking import Speaker, secret_of

        token = secret_of(account, secrets)
        return MastodonAccount(Speaker(_server(account), {"Authorization": f"Bearer {token}"}, (token,)))


def limit_of(account: Account) -> int:
    """Characters that the instance of an account takes, as it says itself; 0 where it does not.

    https://docs.joinmastodon.org/entities/Instance/#max_characters; servers that do not know version 2 answer to 1.

    Raises:
        NotTakenError: it cannot be reached.
    """
    from generator.social.networks.speaking import Speaker

    speaker = Speaker(_server(account), {}, ())
    for path in ("/api/v2/instance", "/api/v1/instance"):
        try:
            told = speaker.ask("GET", path).json()
            statuses = told["configuration"]["statuses"]
            most, reserved = statuses["max_characters"], statuses.get("characters_reserved_per_url", _ADDRESS_LENGTH)
        except (RejectedError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if type(most) is int and most > 0 and reserved == _ADDRESS_LENGTH:
            return most
    return 0


def _server(account: Account) -> str:
    return account.server or f"https://{account.handle.rpartition('@')[2]}"


class MastodonAccount:
    """One account."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._id = str(speaker.ask("GET", "/api/v1/accounts/verify_credentials").json()["id"])

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what the account said since the parcel may have been sent: servers know no key for it."""
        for status in self._statuses():
            if datetime.fromisoformat(status["created_at"]) < parcel.since:
                return None
            if self._is(status, parcel):
                return _sent(status)
        return None

    def _is(self, status: dict[str, Any], parcel: Parcel) -> bool:
        """Whether a post says what a parcel does.

        Some servers give the text itself. Others mark it up, each in its own way: its letters and digits stay, mostly.
        Where they do not, a post about the same link is asked for what it was made from.
        """
        if "text" in status and status["text"] is not None:
            return _letters(status["text"]) == _letters(parcel.text)
        if _letters(_plain(status["content"])) == _letters(parcel.text):
            return True
        if _letters(parcel.link) not in _letters(status["content"]):
            return False
        try:
            source = self._speaker.ask("GET", f"/api/v1/statuses/{status['id']}/source").json()
        except RejectedError:
            return False
        return _letters(source["text"]) == _letters(parcel.text)

    def _statuses(self) -> Iterator[dict[str, Any]]:
        """The newest first."""
        last = ""
        for _ in range(_MOST_PAGES):
            options: dict[str, Any] = {"limit": _PAGE, **({"max_id": last} if last else {})}
            path = f"/api/v1/accounts/{self._id}/statuses"
            page: list[dict[str, Any]] = self._speaker.ask("GET", path, params=options).json()
            if not page or page[-1]["id"] == last:
                return
            last = page[-1]["id"]
            yield from page

    def send(self, parcel: Parcel) -> Sent:
        """Post it. The key keeps Mastodon from taking it twice within an hour; others do not know it."""
        body = self._body(parcel)
        if parcel.thread:
            body["in_reply_to_id"] = parcel.thread[-1].ref
        key = hashlib.sha256(parcel.key.encode()).hexdigest()
        return _sent(self._speaker.do("POST", "/api/v1/statuses", json=body, headers={"Idempotency-Key": key}).json())

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace it: readers are shown that it was edited, and what it was."""
        self._speaker.do("PUT", f"/api/v1/statuses/{sent.ref}", json=self._body(parcel))
        return True

    def delete(self, sent: Sent) -> None:
        """Take it back. Some servers cannot, and answer as if there were nothing."""
        path = f"/api/v1/statuses/{sent.ref}"
        try:
            self._speaker.do("DELETE", path)
        except RejectedError as bad:
            if not str(bad).startswith("404") or self._is_there(path):
                raise

    def _is_there(self, path: str) -> bool:
        try:
            self._speaker.ask("GET", path)
        except RejectedError:
            return False
        return True

    def _body(self, parcel: Parcel) -> dict[str, Any]:
        body: dict[str, Any] = {"status": parcel.text, "visibility": "public", "language": parcel.lang}
        if parcel.warning:
            body |= {"spoiler_text": parcel.warning, "sensitive": True}
        if parcel.picture:
            body["media_ids"] = [self._picture(parcel.picture)]
        return body

    def _picture(self, picture: Picture) -> str:
        """Its id. What no post refers to is removed by the server after a while.

        Some servers know a picture by the name of its file alone.
        """
        name = f"{hashlib.sha256(picture.content).hexdigest()[:16]}.png"
        files = {"file": (name, picture.content, picture.mediatype)}
        path = "/api/v2/media"
        answer = self._speaker.ask("POST", path, files=files, data={"description": picture.alt})
        id_ = str(answer.json()["id"])
        until = time.monotonic() + _PREPARING
        while answer.status_code in {_ACCEPTED, _PARTIAL}:
            if time.monotonic() > until:
                raise NotTakenError("The picture is not prepared yet.")
            time.sleep(1)
            answer = self._speaker.ask("GET", f"/api/v1/media/{id_}")
        return id_


def _sent(status: dict[str, Any]) -> Sent:
    return Sent(ref=str(status["id"]), url=str(status.get("url") or status["uri"]))


def _plain(content: str) -> str:
    return html.unescape(regex.sub(r"</?[a-z][^<>]*>", "", content))


def _letters(text: str) -> str:
    return "".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", text))
