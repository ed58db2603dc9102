"""What is new in which feed: from it, `daylight deliver` knows what to tell a WebSub hub once it is live."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.deriving.editions import editions
from generator.deriving.subjects import subjects
from generator.feeds.channels import MOST_ENTRIES
from generator.feeds.registry import FORMATS
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from generator.model.publication import Publication

NEWS = "feeds/new.json"
"""From the site's root."""


def write_news(publication: Publication) -> Artifact:
    """The entries changed last, each with a digest of what it says and the folders of the feeds that have it."""
    newest = {entry.id: entry for entry in publication.entries[:MOST_ENTRIES] if entry.updated}
    folders: dict[str, list[str]] = {id_: [] for id_ in newest}
    for subject in subjects(publication):
        for entry in subject.entries[:MOST_ENTRIES]:
            if entry.id in newest:
                folders[entry.id].append(f"feeds/{subject.folder}")
    for id_ in newest.keys() & publication.datasets.keys():
        folders[id_].append(f"feeds/{newest[id_].path}")
    value = {
        "format": "daylight-news",
        "version": "1.0",
        "languages": [each.prefix for each in editions(publication.catalog.settings)],
        "files": list(FORMATS),
        "entries": [{"print": publication.prints[id_], "folders": folders[id_]} for id_ in newest],
    }
    return Artifact(path=NEWS, content=json.dumps(value, indent=1).encode())
