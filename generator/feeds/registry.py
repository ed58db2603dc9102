"""Every feed format. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.feeds.atom import write_atom
from generator.feeds.json_feed import write_json
from generator.feeds.rss import write_rss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.feeds.channels import Channel
    from generator.feeds.items import Items
    from generator.model.publication import Artifact


class Format(Protocol):
    """Writes one channel in one format."""

    def __call__(self, channel: Channel, items: Items, /) -> Artifact:
        """The feed."""
        ...


FORMATS: Mapping[str, Format] = {"atom.xml": write_atom, "rss.xml": write_rss, "feed.json": write_json}
"""By the name of the file in the channel's folder."""
