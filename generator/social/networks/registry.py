"""Every network. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.social.networks.bluesky import Bluesky
from generator.social.networks.chats import SLACK, TEAMS
from generator.social.networks.linkedin import LinkedIn
from generator.social.networks.mail import Mail
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.matrix import Matrix
from generator.social.networks.meta import Facebook, Threads
from generator.social.networks.webhook import Webhook
from generator.social.networks.x import X

if TYPE_CHECKING:
    from generator.social.networks.network import Network

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
