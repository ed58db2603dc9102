"""Every network. To add one, write its file and name it here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.social.networks import mastodon
from generator.social.networks.bluesky import Bluesky
from generator.social.networks.chats import SLACK, TEAMS
from generator.social.networks.linkedin import LinkedIn
from generator.social.networks.mail import Mail
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.matrix import Matrix
from generator.social.networks.meta import Facebook, Threads
from generator.social.networks.network import usual
from generator.social.networks.webhook import Webhook
from generator.social.networks.x import X

if TYPE_CHECKING:
    from generator.model.catalog import Account
    from generator.social.networks.network import Limit, Network

_ALL: tuple[Network, ...] = (
    Bluesky(),
    Facebook(),
    LinkedIn(),
    Mail(),
    Mastodon(),
    Matrix(),
    SLACK,
    TEAMS,
    Threads(),
    Webhook(),
    X(),
)
NETWORKS = {network.name: network for network in _ALL}
_ASKED = {"mastodon": mastodon.limit_of}
"""Networks whose servers differ in how much they take, and how each is asked."""


def limit_of(account: Account) -> Limit:
    """How much an account may say at once: what an officer says, or its network."""
    limit = usual(NETWORKS[account.network])
    return replace(limit, most=account.limit) if account.limit else limit


def live_limit_of(account: Account) -> Limit:
    """The same, as its server says it now, where it does.

    Raises:
        NotTakenError: it cannot be reached.
    """
    told = _ASKED[account.network](account) if account.network in _ASKED else 0
    return replace(limit_of(account), most=told or limit_of(account).most)
