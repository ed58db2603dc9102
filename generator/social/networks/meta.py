"""Threads and pages of Facebook: https://developers.facebook.com/docs/threads/posts and …/docs/pages-api/posts.

Built against their documentation; not tried against the real services.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator.model.receipt import Sent
from generator.social.networks.network import Bare, RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker

_PAGE = 50


class Threads:
    """500 characters of the user whose number is the handle."""

    name = "threads"
    limit = 500
    finds = True
    warns = False
    bare = Bare.PERHAPS
    """Threads counts `www.facebook.com` among the links of a post (its documentation, Text Attachments)."""

    def length(self, text: str) -> int:
        """Bytes of its UTF-8 where it holds emoji, as it is documented; never less than characters."""
        return sum(len(each.encode()) if ord(each) > _LAST_PLAIN else 1 for each in text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> ThreadsUser:
        """A user, by an access token (`threads_content_publish`)."""
        return ThreadsUser(_speaker(account, secrets, "https://graph.threads.net"), account.handle)


_LAST_PLAIN = 0xFFFF
"""Emoji lie beyond."""


class Facebook:
    """63,206 characters of the page whose number is the handle."""

    name = "facebook"
    limit = 63_206
    finds = True
    warns = False
    bare = Bare.PERHAPS

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> FacebookPage:
        """A page, by its access token (`pages_manage_posts`)."""
        return FacebookPage(_speaker(account, secrets, "https://graph.facebook.com/v24.0"), account.handle)


def _speaker(account: Account, secrets: Mapping[str, str], server: str) -> Speaker:
    from generator.social.networks.speaking import Speaker, secret_of

    token = secret_of(account, secrets)
    return Speaker(account.server or server, {"Authorization": f"Bearer {token}"}, (token,))


def _since(page: dict[str, Any], key: str, parcel: Parcel) -> Iterator[dict[str, Any]]:
    """What was posted since a parcel may have been."""
    for each in page.get("data", ()):
        if datetime.fromisoformat(each[key]) >= parcel.since:
            yield each


class ThreadsUser:
    """One user."""

    def __init__(self, speaker: Speaker, number: str) -> None:
        self._speaker = speaker
        self._number = number

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what the user said last."""
        options = {"fields": "id,text,permalink,timestamp", "limit": _PAGE}
        page = self._speaker.ask("GET", f"/v1.0/{self._number}/threads", params=options).json()
        for each in _since(page, "timestamp", parcel):
            if each.get("text") == parcel.text:
                return Sent(ref=each["id"], url=each["permalink"])
        return None

    def send(self, parcel: Parcel) -> Sent:
        """In two steps, of which only the second is seen."""
        draft = {"media_type": "TEXT", "text": parcel.text}
        if parcel.thread:
            draft["reply_to_id"] = parcel.thread[-1].ref
        made = self._speaker.ask("POST", f"/v1.0/{self._number}/threads", params=draft).json()["id"]
        path = f"/v1.0/{self._number}/threads_publish"
        id_ = self._speaker.do("POST", path, params={"creation_id": made}).json()["id"]
        return Sent(ref=str(id_), url=f"https://www.threads.net/post/{id_}")

    def edit(self, sent: Sent, parcel: Parcel) -> bool:  # noqa: ARG002 - as every network
        """No: a correction is a reply."""
        return False

    def delete(self, sent: Sent) -> None:
        """Take it back."""
        self._speaker.do("DELETE", f"/v1.0/{sent.ref}")


class FacebookPage:
    """One page."""

    def __init__(self, speaker: Speaker, number: str) -> None:
        self._speaker = speaker
        self._number = number

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what the page said last."""
        options = {"fields": "id,message,permalink_url,created_time", "limit": _PAGE}
        page = self._speaker.ask("GET", f"/{self._number}/posts", params=options).json()
        for each in _since(page, "created_time", parcel):
            if each.get("message") == parcel.text:
                return Sent(ref=each["id"], url=each["permalink_url"])
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Post it; a part of a thread is a comment on the first."""
        path = f"/{parcel.thread[0].ref}/comments" if parcel.thread else f"/{self._number}/feed"
        body = {"message": parcel.text} if parcel.thread else {"message": parcel.text, "link": parcel.link}
        id_ = str(self._speaker.do("POST", path, json=body).json()["id"])
        return Sent(ref=id_, url=f"https://www.facebook.com/{id_}")

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace its words; readers can look at what they were."""
        self._speaker.do("POST", f"/{sent.ref}", json={"message": parcel.text})
        return True

    def delete(self, sent: Sent) -> None:
        """Take it back; what is not there is no error."""
        try:
            self._speaker.do("DELETE", f"/{sent.ref}")
        except RejectedError as bad:
            if not str(bad).startswith("404"):
                raise
