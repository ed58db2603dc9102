"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.feeds.legible import legible
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from generator.feeds.channels import Channel
    from generator.feeds.items import Items


def write_json(channel: Channel, items: Items) -> Artifact:
    """`feed.json` of `channel`."""
    settings = items.publication.catalog.settings
    path = f"{channel.path}feed.json"
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legible(channel.title),
        "description": legible(channel.description),
        "home_page_url": f"{settings.url}{channel.page}",
        "feed_url": f"{settings.url}{path}",
        "language": channel.language,
        "authors": [{"name": legible(settings.owner)}],
        "icon": f"{settings.url}{settings.logo}",
        **({"hubs": [{"type": "WebSub", "url": settings.hub}]} if settings.hub else {}),
    }
    begin = json.dumps(head, ensure_ascii=False).encode().removesuffix(b"}")
    written = b",\n".join(items.json(entry) for entry in channel.entries)
    return Artifact(path=path, content=begin + b', "items": [\n' + written + b"\n]}\n")
