"""An entry as each format has it, written once however many feeds it is in."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Protocol

from generator.feeds.cap import CAP_TYPE, cap_path
from generator.feeds.legible import legible
from generator.model.announcement import messages
from generator.model.message import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedgen.entry import FeedEntry

    from generator.model.entry import Entry
    from generator.model.publication import Publication


CHANGES = {
    "created": noted("New"),
    "updated": noted("Updated"),
    "corrected": noted("Corrected"),
    "withdrawn": noted("Withdrawn"),
}
_AMENDED = {"corrected": noted("Corrected: {title}"), "withdrawn": noted("Withdrawn: {title}")}
"""What a title begins with, so that nobody overlooks it."""


class Content(Protocol):
    """Writes what an entry says."""

    def __call__(self, entry: Entry, /) -> str:
        """HTML with whole addresses, which does no harm."""
        ...


_LEVEL = 1
"""Each entry is in half a dozen feeds, and stays in memory, pressed to a third: a tenth of a millisecond for each."""


class Items:
    """The entries of a publication in one language.

    Args:
        publication: In that language.
        content: Writes what an entry says.
        prefix: Of paths of the language, with a slash at its end, or nothing.
        say: Says messages in it.
    """

    def __init__(
        self, publication: Publication, content: Content, prefix: str = "", say: Callable[[str], str] = str
    ) -> None:
        self.publication = publication
        self._content = content
        self._prefix = prefix
        self._say = say
        self._written: dict[tuple[str, str], bytes] = {}

    def atom(self, entry: Entry) -> bytes:
        """An `entry` element (RFC 4287, 4.1.2), without a declaration of its namespace."""
        return self._once("atom", entry, lambda: _xml(_linked(self._filled(entry))))

    def rss(self, entry: Entry) -> bytes:
        """An `item` element (RSS 2.0). Its one date is that of the last change, so that new data are seen."""

        def write() -> bytes:
            item = self._filled(entry)
            item.published(entry.updated)
            return _xml(item.rss_entry())

        return self._once("rss", entry, write)

    def json(self, entry: Entry) -> bytes:
        """An item (JSON Feed 1.1)."""
        return self._once("json", entry, lambda: json.dumps(self._named(entry), ensure_ascii=False).encode())

    def _once(self, format_: str, entry: Entry, write: Callable[[], bytes]) -> bytes:
        key = (format_, entry.id)
        if key not in self._written:
            self._written[key] = zlib.compress(write(), _LEVEL)
        return zlib.decompress(self._written[key])

    def _address(self, entry: Entry) -> str:
        return f"{self.publication.catalog.settings.url}{self._prefix}{entry.path}"

    def _cap(self, entry: Entry) -> str:
        version = len(messages(self.publication.announcements[entry.id]))
        return f"{self.publication.catalog.settings.url}{cap_path(entry, version)}"

    def _filled(self, entry: Entry) -> FeedEntry:
        from feedgen.entry import FeedEntry  # most builds change no feed

        catalog = self.publication.catalog
        authority = catalog.settings.authority
        agency = catalog.agencies[entry.agency]
        email = agency.contact.email if agency.contact else ""
        item = FeedEntry()
        item.id(entry.urn)
        item.guid(entry.urn, permalink=False)
        item.title(self._title(entry))
        if entry.kind == "alert":
            item.link(href=self._cap(entry), rel="related", type=CAP_TYPE)
        item.link(href=self._address(entry), rel="alternate")  # last: it becomes the item's link
        item.summary(legible(entry.summary))
        item.content(legible(self._content(entry)), type="html")
        item.author({"name": legible(agency.name), **({"email": email} if email else {})})
        item.category(
            [
                {"term": term, "scheme": f"tag:{authority}:{scheme}", "label": legible(label)}
                for scheme, term, label in self._terms(entry)
            ]
        )
        item.published(entry.published)
        item.updated(entry.updated)
        return item

    def _terms(self, entry: Entry) -> list[tuple[str, str, str]]:
        """What an entry is filed under: scheme, term, and the term as readers call it."""
        catalog = self.publication.catalog
        return [
            ("kind", entry.kind, self._say(entry.label)),
            ("change", entry.change, self._say(CHANGES[entry.change])),
            *([("severity", entry.severity, entry.severity)] if entry.severity else []),
            *(("topic", id_, catalog.topics[id_].name) for id_ in entry.topics),
            *(("region", id_, catalog.regions[id_].name) for id_ in entry.regions),
        ]

    def _title(self, entry: Entry) -> str:
        """A feed must not fall because of one title (RFC 4287, 4.2.14, wants one)."""
        title = legible(entry.title).strip() or entry.id
        return self._say(_AMENDED[entry.change]).format(title=title) if entry.change in _AMENDED else title

    def _named(self, entry: Entry) -> dict[str, object]:
        settings = self.publication.catalog.settings
        return {
            "id": entry.urn,
            "url": self._address(entry),
            "title": self._title(entry),
            "summary": legible(entry.summary),
            "content_html": legible(self._content(entry)),
            "image": f"{settings.url}{entry.card}",
            "date_published": entry.published.isoformat() if entry.published else None,
            "date_modified": entry.updated.isoformat() if entry.updated else None,
            "authors": [{"name": legible(self.publication.catalog.agencies[entry.agency].name)}],
            "tags": [legible(label) for _, _, label in self._terms(entry)],
            "language": entry.language,
        }


def _linked(item: FeedEntry) -> object:
    """An `entry` element; feedgen 1.0.0 writes no more of its links than where they lead."""
    element = item.atom_entry()
    for written, link in zip(element.findall("link"), item.link(), strict=True):
        for name in ("rel", "type"):
            if name in link:
                written.set(name, link[name])
    return element


def _xml(element: object) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(element, encoding="UTF-8", xml_declaration=False)
    return written
