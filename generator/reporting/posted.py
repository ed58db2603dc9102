"""What was posted, where and when, for programs: by year, a number of posts to a file, which stays when more come."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from generator.model.publication import Artifact
from generator.reporting.report import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.model.entry import Entry
    from generator.model.posted import Posted
    from generator.model.publication import Publication

VERSION = "1.0"
"""Of the format that docs/formats.md describes."""
_IN_A_FILE = 1000
_FOLDER = "posts/"


def posted_files(publication: Publication) -> Iterator[Artifact]:
    """`posts/index.json`, and the files that it names: those of a year hold its posts, the oldest first."""
    settings = publication.catalog.settings
    zone = ZoneInfo(settings.time_zone)
    entries = {entry.id: entry for entry in publication.entries}
    years = []
    for year, group in groupby(reversed(publication.posted), lambda post: post.at.astimezone(zone).year):
        posts = list(group)
        files = []
        for begin in range(0, len(posts), _IN_A_FILE):
            path = f"{_FOLDER}{year}/{begin // _IN_A_FILE + 1}.json"
            files.append(f"{settings.url}{path}")
            told = [_told(post, entries, settings.url) for post in posts[begin : begin + _IN_A_FILE]]
            yield _file(path, {"posts": told})
        years.append({"year": year, "posts": len(posts), "files": files})
    yield _file(f"{_FOLDER}index.json", {"years": years})


def _file(path: str, value: dict[str, Any]) -> Artifact:
    return Artifact(path=path, content=as_json({"format": "daylight-posts", "version": VERSION, **value}).encode())


def _told(post: Posted, entries: dict[str, Entry], url: str) -> dict[str, Any]:
    about = [entries[id_] for id_ in post.about if id_ in entries]
    value = {
        "id": post.id,
        "network": post.network,
        "account": post.handle,
        "posted": post.at.isoformat(),
        "url": post.url,
        "language": post.lang,
        "text": list(post.texts),
        "warning": post.warning,
        "alt": post.alt,
        "about": [{"id": entry.urn, "title": entry.title, "url": f"{url}{entry.path}"} for entry in about],
        "corrects": post.corrects,
        "corrected": _moment(post.corrected),
        "retracted": _moment(post.retracted),
    }
    return {key: each for key, each in value.items() if each}


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
