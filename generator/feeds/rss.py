"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds.channels import fill
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from generator.feeds.channels import Channel
    from generator.model.publication import Publication


def write_rss(channel: Channel, publication: Publication) -> Artifact:
    """`rss.xml` of `channel`, with atom:link rel=self as the RSS Best Practices Profile asks.

    RSS has one date for an item: that of its last change, so that readers show new data of an old dataset.
    """
    url = publication.catalog.settings.url
    path = f"{channel.path}rss.xml"
    feed = fill(channel, publication)
    feed.link(href=f"{url}{path}", rel="self", type="application/rss+xml")
    feed.link(href=f"{url}{channel.page}", rel="alternate", type="text/html")  # last: it becomes the channel's link
    for item, entry in zip(feed.entry(), channel.entries, strict=True):
        item.published(entry.updated)
    return Artifact(path=path, content=feed.rss_str(pretty=True))
