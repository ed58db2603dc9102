"""LinkedIn: https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api.

Built against its documentation; not tried against the real service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.model.receipt import Sent
from generator.social.networks.network import Bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker

_VERSION = "202511"
_RESERVED = re.compile(r"([\\|{}@\[\]()<>#*_~])")
"""Signs that mean something in its texts, but where a backslash stands before them."""
_PAGE = 50
_EVERYBODY = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}


class LinkedIn:
    """3,000 characters of an organization, whose number is the handle."""

    name = "linkedin"
    limit = 3000
    finds = True
    warns = False
    bare = Bare.PERHAPS

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Organization:
        """An organization, by an access token that may write for it (`w_organization_social`)."""
        from generator.social.networks.speaking import Speaker, secret_of

        token = secret_of(account, secrets)
        headers = {
            "Authorization": f"Bearer {token}",
            "LinkedIn-Version": _VERSION,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        return Organization(Speaker(account.server or "https://api.linkedin.com", headers, (token,)), account.handle)


class Organization:
    """One organization."""

    def __init__(self, speaker: Speaker, number: str) -> None:
        self._speaker = speaker
        self._author = f"urn:li:organization:{number}"

    def find(self, parcel: Parcel) -> Sent | None:
        """Among what it said last."""
        options = {"q": "author", "author": self._author, "count": str(_PAGE), "sortBy": "LAST_MODIFIED"}
        wanted = _escaped(parcel.text)
        for each in self._speaker.ask("GET", "/rest/posts", params=options).json().get("elements", ()):
            if each.get("commentary") == wanted and each.get("createdAt", 0) >= parcel.since.timestamp() * 1000:
                return _sent(each["id"])
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Post it."""
        body = {
            "author": self._author,
            "commentary": _escaped(parcel.text),
            "visibility": "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        return _sent(self._speaker.do("POST", "/rest/posts", json=body).headers["x-restli-id"])

    def edit(self, sent: Sent, parcel: Parcel) -> bool:
        """Replace its words, which readers are shown as edited."""
        body = {"patch": {"$set": {"commentary": _escaped(parcel.text)}}}
        headers = {"X-RestLi-Method": "PARTIAL_UPDATE"}
        self._speaker.do("POST", f"/rest/posts/{quote(sent.ref, safe='')}", json=body, headers=headers)
        return True

    def delete(self, sent: Sent) -> None:
        """Take it back; what is not there is no error."""
        headers = {"X-RestLi-Method": "DELETE"}
        self._speaker.do("DELETE", f"/rest/posts/{quote(sent.ref, safe='')}", headers=headers)


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\1", text)


def _sent(urn: str) -> Sent:
    return Sent(ref=urn, url=f"https://www.linkedin.com/feed/update/{urn}/")
