"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.feeds.frames import filled, frame
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from generator.feeds.channels import Channel
    from generator.feeds.items import Items

_HUB = b'<atom:link href="%s" rel="hub"/>'


def write_rss(channel: Channel, items: Items) -> Artifact:
    """`rss.xml` of `channel`, with atom:link rel=self as the RSS Best Practices Profile asks."""
    url = items.publication.catalog.settings.url
    path = f"{channel.path}rss.xml"
    feed = frame(channel, items.publication)
    feed.link(href=f"{url}{path}", rel="self", type="application/rss+xml")
    feed.link(href=f"{url}{channel.page}", rel="alternate", type="text/html")  # last: it becomes the channel's link
    hub = items.publication.catalog.settings.hub
    written = [_HUB % escape(hub).encode()] if hub else []  # feedgen's RSS has no link but the one to itself
    written += map(items.rss, channel.entries)
    return Artifact(path=path, content=filled(feed.rss_str(), b"</channel></rss>", written, path))
