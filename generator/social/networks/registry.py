"""Every network. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.social.networks.bluesky import Bluesky
from generator.social.networks.chats import SLACK, TEAMS
from generator.social.networks.mail import Mail
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.matrix import Matrix
from generator.social.networks.webhook import Webhook

if TYPE_CHECKING:
    from generator.social.networks.network import Network

_ALL: tuple[Network, ...] = (Bluesky(), Mail(), Mastodon(), Matrix(), SLACK, TEAMS, Webhook())
NETWORKS = {network.name: network for network in _ALL}
