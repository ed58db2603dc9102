"""Atom 1.0 (RFC 4287), its older entries in archive documents (RFC 5005, section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds.frames import filled, frame
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

    from generator.feeds.channels import Channel
    from generator.feeds.items import Items
    from generator.model.entry import Entry

_TYPE = "application/atom+xml"
_END = b"</feed>"
_ARCHIVE = b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'


def atom_path(channel: Channel) -> str:
    """From the site's root."""
    return f"{channel.path}atom.xml"


def archive_path(channel: Channel, number: int) -> str:
    """Of an archive document, counted from 1, from the site's root."""
    return f"{channel.path}archive/{number}.xml"


def write_atom(channel: Channel, items: Items) -> Artifact:
    """`atom.xml` of `channel`, with a link to itself (section 4.2.7.2), to its page and to the newest archive."""
    settings = items.publication.catalog.settings
    links = [(atom_path(channel), "self", _TYPE), (channel.page, "alternate", "text/html")]
    if channel.archive:
        links.append((archive_path(channel, len(channel.archive)), "prev-archive", _TYPE))
    feed = frame(channel, items.publication)
    for path, relation, type_ in links:
        feed.link(href=f"{settings.url}{path}", rel=relation, type=type_)
    return _filled(feed, channel.entries, items, atom_path(channel))


def write_archive(channel: Channel, items: Items, number: int) -> Artifact:
    """An archive document, counted from 1, with links to those before and after it."""
    url = items.publication.catalog.settings.url
    parts = channel.archive
    links = [(archive_path(channel, number), "self"), (atom_path(channel), "current")]
    if number > 1:
        links.append((archive_path(channel, number - 1), "prev-archive"))
    if number < len(parts):
        links.append((archive_path(channel, number + 1), "next-archive"))
    entries = parts[number - 1]
    feed = frame(channel, items.publication, max(entry.updated for entry in entries if entry.updated))
    for path, relation in links:
        feed.link(href=f"{url}{path}", rel=relation, type=_TYPE)
    return _filled(feed, entries, items, archive_path(channel, number), _ARCHIVE)


def _filled(feed: FeedGenerator, entries: tuple[Entry, ...], items: Items, path: str, mark: bytes = b"") -> Artifact:
    written = [*([mark] if mark else []), *map(items.atom, entries)]
    return Artifact(path=path, content=filled(feed.atom_str(), _END, written, path))
