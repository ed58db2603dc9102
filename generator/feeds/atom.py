"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds.channels import fill
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from generator.feeds.channels import Channel
    from generator.model.publication import Publication


def write_atom(channel: Channel, publication: Publication) -> Artifact:
    """`atom.xml` of `channel`, with a link to itself (section 4.2.7.2) and to its page."""
    url = publication.catalog.settings.url
    path = f"{channel.path}atom.xml"
    feed = fill(channel, publication)
    feed.link(href=f"{url}{path}", rel="self", type="application/atom+xml")
    feed.link(href=f"{url}{channel.page}", rel="alternate", type="text/html")
    return Artifact(path=path, content=feed.atom_str(pretty=True))
