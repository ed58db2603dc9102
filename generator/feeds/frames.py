"""What stands around the entries of an XML feed, by feedgen."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from generator.feeds.channels import latest_change
from generator.feeds.legible import legible

if TYPE_CHECKING:
    from datetime import datetime

    from feedgen.feed import FeedGenerator

    from generator.feeds.channels import Channel
    from generator.model.publication import Publication

_DECLARED = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def frame(channel: Channel, publication: Publication, latest: datetime | None = None) -> FeedGenerator:
    """A feed without entries. Its time is `latest`, or that of the channel's newest entry, never the clock's."""
    from feedgen.feed import FeedGenerator  # most builds change no feed

    settings = publication.catalog.settings
    feed = FeedGenerator()
    feed.id(channel.urn)
    feed.title(legible(channel.title))
    feed.description(legible(channel.description))
    feed.subtitle(legible(channel.description))
    feed.language(channel.language)
    feed.author({"name": legible(settings.owner)})
    feed.generator("Daylight")
    latest = latest or latest_change(channel, publication)
    feed.updated(latest)
    feed.lastBuildDate(latest)
    if settings.hub:
        feed.link(href=settings.hub, rel="hub")
    return feed


def filled(framed: bytes, end: bytes, entries: list[bytes], path: str) -> bytes:
    """A feed with its entries, and with the styles by which a person who opens it can read it.

    Args:
        framed: The feed without entries.
        end: The tags that close it.
        entries: Elements.
        path: Of its file, which tells the way to the styles: they are in the folder of all feeds.

    Raises:
        ValueError: the frame ends otherwise.
    """
    if not framed.startswith(_DECLARED) or not framed.endswith(end):
        raise ValueError(framed[-100:].decode())
    edition = "" if path.startswith(("feeds/", "alerts/")) else f"{path.partition('/')[0]}/"
    styles_at = posixpath.relpath(f"{edition}feeds", posixpath.dirname(path))
    styles = "".join(
        f'<?xml-stylesheet type="text/{kind}" href="{styles_at}/{name}"?>\n'
        for kind, name in (("xsl", "feed.xsl"), ("css", "feed.css"))
    )
    head = framed.removeprefix(_DECLARED).removesuffix(end)
    return b"\n".join([_DECLARED.rstrip() + b"\n" + styles.encode() + head, *entries, end + b"\n"])
