"""Every network. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.social.networks.bluesky import Bluesky
from generator.social.networks.mastodon import Mastodon

if TYPE_CHECKING:
    from generator.social.networks.network import Network

NETWORKS: dict[str, Network] = {network.name: network for network in (Bluesky(), Mastodon())}
