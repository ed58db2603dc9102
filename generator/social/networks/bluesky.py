"""Bluesky, the AT Protocol: https://docs.bsky.app/docs/api/ and the lexicon app.bsky.feed.post."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Any

import regex

from generator.model.receipt import Sent
from generator.social.networks.network import Bare, RejectedError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker

_POST = "app.bsky.feed.post"
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_ADDRESS = regex.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?'\u2019\u201d)\]]")
_HASHTAG = regex.compile(r"(?<![\w/&])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{M}\p{N}_]*)")
_BYTES = 10
"""For each grapheme of the limit."""
_MOST_TAG = 64
"""Graphemes of a hashtag."""


class Bluesky:
    """What the lexicon allows: 300 graphemes and 3,000 bytes."""

    name = "bluesky"
    limit = 300
    finds = True
    warns = False
    bare = Bare.WORDS
    """Links are what `facets` names, and nothing else."""

    def length(self, text: str) -> int:
        """Graphemes, which `regex` counts like the server; a tenth of the bytes, where these are more than 3,000."""
        letters, bytes_ = len(regex.findall(r"\X", text)), len(text.encode())
        return letters if bytes_ <= self.limit * _BYTES else max(letters, -(-bytes_ // _BYTES))

    def connect(self, account: Account, secrets: Mapping[str, str]) -> BlueskyAccount:
        """An account, by its app password."""
        from generator.social.networks.speaking import Speaker, secret_of

        password = secret_of(account, secrets)
        handle = account.handle.removeprefix("@")
        return BlueskyAccount(Speaker(account.server or "https://bsky.social", {}, (password,)), handle, password)


class BlueskyAccount:
    """One account, with a session of two hours."""

    def __init__(self, speaker: Speaker, handle: str, password: str) -> None:
        self._speaker = speaker
        login = {"identifier": handle, "password": password}
        session = speaker.ask("POST", "/xrpc/com.atproto.server.createSession", json=login).json()
        self._did, token = session["did"], session["accessJwt"]
        speaker.remember({"Authorization": f"Bearer {token}"}, (token, session["refreshJwt"]))

    def find(self, parcel: Parcel) -> Sent | None:
        """By its key, which is made of what the parcel is known by."""
        options = {"repo": self._did, "collection": _POST, "rkey": record_key(parcel.at, parcel.key)}
        try:
            return self._sent(self._speaker.ask("GET", "/xrpc/com.atproto.repo.getRecord", params=options).json())
        except RejectedError as bad:
            if "RecordNotFound" in str(bad):
                return None
            raise

    def send(self, parcel: Parcel) -> Sent:
        """Create the record, if there is none by its key yet."""
        body = {
            "repo": self._did,
            "collection": _POST,
            "rkey": record_key(parcel.at, parcel.key),
            "record": self._record(parcel),
            "swapRecord": None,
        }
        try:
            return self._sent(self._speaker.do("POST", "/xrpc/com.atproto.repo.putRecord", json=body).json())
        except RejectedError as bad:
            if "InvalidSwap" not in str(bad):
                raise
            found = self.find(parcel)  # an earlier try, perhaps with a picture that was prepared in another way
            if found is None:
                raise UnknownError(str(bad)) from None
            return found

    def edit(self, sent: Sent, parcel: Parcel) -> bool:  # noqa: ARG002 - as every network
        """No: edits are not shown reliably, so that a correction is a reply."""
        return False

    def delete(self, sent: Sent) -> None:
        """Take it back; what is not there is no error."""
        body = {"repo": self._did, "collection": _POST, "rkey": sent.ref.split("|")[0].rpartition("/")[2]}
        self._speaker.do("POST", "/xrpc/com.atproto.repo.deleteRecord", json=body)

    def _record(self, parcel: Parcel) -> dict[str, Any]:
        record: dict[str, Any] = {
            "$type": _POST,
            "text": parcel.text,
            "createdAt": parcel.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": [parcel.lang],
            "facets": facets(parcel.text),
        }
        if parcel.thread:
            record["reply"] = {"root": _strong(parcel.thread[0]), "parent": _strong(parcel.thread[-1])}
        elif parcel.picture:
            headers = {"Content-Type": parcel.picture.mediatype}
            path = "/xrpc/com.atproto.repo.uploadBlob"
            blob = self._speaker.ask("POST", path, content=parcel.picture.content, headers=headers).json()["blob"]
            external = {
                "uri": parcel.link,
                "title": parcel.text.partition("\n")[0],
                "description": parcel.picture.alt,
                "thumb": blob,
            }
            record["embed"] = {"$type": "app.bsky.embed.external", "external": external}
        return record

    def _sent(self, record: dict[str, Any]) -> Sent:
        name = record["uri"].rpartition("/")[2]
        return Sent(ref=f"{record['uri']}|{record['cid']}", url=f"https://bsky.app/profile/{self._did}/post/{name}")


def record_key(at: datetime, key: str) -> str:
    """A TID (https://atproto.com/specs/tid): 53 bits of microseconds since 1970, then 10 that tell writers apart.

    Of the second for which the post was approved, and of its key, so that each try makes the same.
    """
    spread = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    microseconds = int(at.timestamp()) * 1_000_000 + (spread >> 10) % 1_000_000
    number = ((microseconds & ((1 << 53) - 1)) << 10) | (spread & 1023)
    return "".join(_LETTERS[(number >> 5 * place) & 31] for place in range(12, -1, -1))


def facets(text: str) -> list[dict[str, Any]]:
    """Links and hashtags in a text, by the bytes of its UTF-8 where they begin and end."""
    links = list(_ADDRESS.finditer(text))
    found = [_facet(text, link, {"$type": "app.bsky.richtext.facet#link", "uri": link[0]}) for link in links]
    for tag in _HASHTAG.finditer(text):
        within = any(link.start() <= tag.start() < link.end() for link in links)
        if not within and len(regex.findall(r"\X", tag[1])) <= _MOST_TAG:
            found.append(_facet(text, tag, {"$type": "app.bsky.richtext.facet#tag", "tag": tag[1]}))
    return found


def _facet(text: str, match: regex.Match[str], feature: dict[str, str]) -> dict[str, Any]:
    begin = len(text[: match.start()].encode())
    return {"index": {"byteStart": begin, "byteEnd": begin + len(match[0].encode())}, "features": [feature]}


def _strong(sent: Sent) -> dict[str, str]:
    uri, _, cid = sent.ref.partition("|")
    return {"uri": uri, "cid": cid}
