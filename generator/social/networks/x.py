"""X: https://docs.x.com/x-api/posts/create-post.

Built against its documentation; not tried against the real service.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import regex

from generator.model.receipt import Sent
from generator.social.networks.network import Bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker

_ADDRESS = regex.compile(r"https?://\S+")
_ADDRESS_LENGTH = 23
_LIGHT = regex.compile(r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""Letters that count once; all others, and each emoji, count twice (https://docs.x.com/fundamentals/counting-characters)."""
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")
_PAGE = 100


class X:
    """280 weighted characters, and no key that a post is known by."""

    name = "x"
    limit = 280
    finds = True
    warns = False
    bare = Bare.LINK
    """https://github.com/twitter/twitter-text: `extract_url_without_protocol`."""

    def length(self, text: str) -> int:
        """Weighted characters."""
        count = 0
        for letter in regex.findall(r"\X", _ADDRESS.sub("x" * _ADDRESS_LENGTH, text)):
            count += 2 if _EMOJI.search(letter) else sum(1 if _LIGHT.match(each) else 2 for each in letter)
        return count

    def connect(self, account: Account, secrets: Mapping[str, str]) -> XAccount:
        """An account, by a user's access token (OAuth 2.0)."""
        from generator.social.networks.speaking import Speaker, secret_of

        token = secret_of(account, secrets)
        headers = {"Authorization": f"Bearer {token}"}
        return XAccount(Speaker(account.server or "https://api.x.com", headers, (token,)))


class XAccount:
    """One account."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._id = str(speaker.ask("GET", "/2/users/me").json()["data"]["id"])

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what it said since, with links as they were written."""
        options = {
            "max_results": _PAGE,
            "start_time": parcel.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tweet.fields": "entities",
        }
        page = self._speaker.ask("GET", f"/2/users/{self._id}/tweets", params=options).json()
        for each in page.get("data", ()):
            text = each["text"]
            for link in each.get("entities", {}).get("urls", ()):
                text = text.replace(link["url"], link.get("expanded_url", link["url"]))
            if text.split() == parcel.text.split():
                return _sent(each["id"])
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Post it."""
        body: dict[str, Any] = {"text": parcel.text}
        if parcel.thread:
            body["reply"] = {"in_reply_to_tweet_id": parcel.thread[-1].ref}
        return _sent(self._speaker.do("POST", "/2/tweets", json=body).json()["data"]["id"])

    def edit(self, sent: Sent, parcel: Parcel) -> bool:  # noqa: ARG002 - as every network
        """No: a correction is a reply."""
        return False

    def delete(self, sent: Sent) -> None:
        """Take it back."""
        self._speaker.do("DELETE", f"/2/tweets/{sent.ref}")


def _sent(id_: str) -> Sent:
    return Sent(ref=str(id_), url=f"https://x.com/i/status/{id_}")
