"""Channels of staff chats: Slack and Microsoft Teams take a message at a secret address, and tell nothing of it.

Not tried against the real services, which cannot run here: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
and https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.model.errors import SetupError
from generator.model.receipt import Sent
from generator.social.networks.network import Bare, RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel
    from generator.social.networks.speaking import Speaker


class Chat:
    """A service with channels.

    Args:
        name: As accounts name it.
        limit: Characters of a message.
        body: Makes what it is sent.
    """

    finds = False
    warns = False
    bare = Bare.PERHAPS

    def __init__(self, name: str, limit: int, body: Callable[[Parcel], dict[str, Any]]) -> None:
        self.name = name
        self.limit = limit
        self._body = body

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> Channel:
        """A channel. The secret is its address."""
        from generator.social.networks.speaking import Speaker, secret_name, secret_of

        address = secret_of(account, secrets)
        if urlsplit(address).scheme not in {"https", "http"}:
            raise SetupError(f"{secret_name(str(account))} is no web address.")
        secrets_ = (address, *filter(None, urlsplit(address).path.split("/")[-1:]))
        return Channel(Speaker("", {}, secrets_), address, self._body)


class Channel:
    """One channel."""

    def __init__(self, speaker: Speaker, address: str, body: Callable[[Parcel], dict[str, Any]]) -> None:
        self._speaker = speaker
        self._address = address
        self._body = body

    def find(self, parcel: Parcel) -> Sent | None:  # noqa: ARG002 - as every network
        """Nobody can be asked."""
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Say it in the channel."""
        self._speaker.do("POST", self._address, json=self._body(parcel))
        return Sent(ref="", url="")

    def edit(self, sent: Sent, parcel: Parcel) -> bool:  # noqa: ARG002 - as every network
        """It stays as it is."""
        return False

    def delete(self, sent: Sent) -> None:  # noqa: ARG002 - as every network
        """Not possible."""
        raise RejectedError("A message in a channel cannot be taken back from here.")


def _slack(parcel: Parcel) -> dict[str, Any]:
    """Three signs mean something there: https://docs.slack.dev/messaging/formatting-message-text."""
    text = parcel.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": f"{parcel.warning}\n{text}".strip()}


def _teams(parcel: Parcel) -> dict[str, Any]:
    """An adaptive card, whose text is Markdown."""
    block = {"type": "TextBlock", "text": f"{parcel.warning}\n\n{parcel.text}".strip(), "wrap": True}
    action = {"type": "Action.OpenUrl", "title": parcel.link, "url": parcel.link}
    card = {"type": "AdaptiveCard", "version": "1.4", "body": [block], "actions": [action]}
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


SLACK = Chat("slack", 3000, _slack)
TEAMS = Chat("teams", 10_000, _teams)
