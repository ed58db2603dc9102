"""What other sites show of a page whose address somebody writes there: oEmbed 1.0, as files that are always there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.model.publication import Artifact
from generator.rendering.picturing import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.deriving.editions import Edition
    from generator.model.entry import Entry
    from generator.model.publication import Publication

WIDTH, HEIGHT = 1200, 630
"""Of the cards, in pixels."""
ALT = "alt"
"""The key of what a picture shows, in words."""
_KEPT = 3600
"""Seconds for which an answer may be kept: alerts change."""


def link_path(entry: Entry | None, edition: Edition) -> str:
    """Where the answer about the page of an entry, or about the first page, lies from the site's root."""
    return f"{edition.prefix}cards/link/{entry.id if entry else 'site'}.json"


def photo_path(entry: Entry | None) -> str:
    """Where the answer about its card lies, from the site's root."""
    return f"cards/photo/{entry.id if entry else 'site'}.json"


class Answers:
    """Writes answers in one language.

    Args:
        publication: In that language.
        edition: The language.
    """

    def __init__(self, publication: Publication, edition: Edition) -> None:
        self._catalog = publication.catalog
        self._edition = edition

    def of(self, entry: Entry | None, alt: str) -> Iterator[Artifact]:
        """About an entry, or about the site: as a link, and once for all languages as a photo.

        Args:
            entry: In the language.
            alt: What its card shows, in words: oEmbed has no name for it, and lets providers add their own.
        """
        yield self._link(entry, alt)
        if not self._edition.prefix:
            yield self._photo(entry, alt)

    def _link(self, entry: Entry | None, alt: str) -> Artifact:
        """About the page (oEmbed, 2.3.4.3): Mastodon shows no other kind."""
        facts: dict[str, str | int] = {
            "type": "link",
            "url": self._page(entry),
            "thumbnail_url": self._card(entry),
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
            ALT: alt,
        }
        return self._answer(link_path(entry, self._edition), entry, facts)

    def _photo(self, entry: Entry | None, alt: str) -> Artifact:
        """About its card, on which is the first chart of a dataset (oEmbed, 2.3.4.1): its charts alone lead here."""
        facts: dict[str, str | int] = {
            "type": "photo",
            "url": self._card(entry),
            "width": WIDTH,
            "height": HEIGHT,
            ALT: alt,
            "web_page": self._page(entry),
        }
        return self._answer(photo_path(entry), entry, facts)

    def _page(self, entry: Entry | None) -> str:
        return f"{self._catalog.settings.url}{self._edition.prefix}{entry.path if entry else ''}"

    def _card(self, entry: Entry | None) -> str:
        return f"{self._catalog.settings.url}{entry.card if entry else SITE}"

    def _answer(self, path: str, entry: Entry | None, facts: Mapping[str, str | int]) -> Artifact:
        settings = self._catalog.settings
        site = self._page(None)
        common: dict[str, str | int] = {
            "version": "1.0",
            "title": entry.title if entry else settings.name,
            "author_name": self._catalog.agencies[entry.agency].name if entry else settings.owner,
            "author_url": f"{site}agencies/{entry.agency}/" if entry else site,
            "provider_name": settings.name,
            "provider_url": site,
            "cache_age": _KEPT,
        }
        content = json.dumps({**common, **facts}, ensure_ascii=False, separators=(",", ":"))
        return Artifact(path=path, content=content.encode())
