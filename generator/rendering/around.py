"""What stands around a page and differs from one to the next: its head, its crumbs, how to answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from markupsafe import Markup

from generator.model.card import FOLDER, SQUARE
from generator.rendering.oembed import link_path, photo_path
from generator.rendering.paths import LOST
from generator.rendering.picturing import SITE, poster_path
from generator.rendering.shells import Shells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deriving.editions import Edition
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.rendering.page import Page
    from generator.rendering.paths import Paths
    from generator.rendering.words import Words

_TRAILS = 1000
"""Pages that others lie below, whose crumbs are remembered: all datasets of an agency have the same."""


_SHARED = frozenset({"dataset.html", "announcement.html"})
"""Templates of pages on which something is published."""


class Compose(Protocol):
    """Renders a template."""

    def __call__(self, name: str, values: Mapping[str, Any], /) -> Markup:
        """HTML of the template called `name`."""
        ...


def creator(settings: Settings, language: str) -> str:
    """The account of the fediverse that speaks for the site, in a language if there is one of it."""
    accounts = [each for each in settings.accounts if each.network == "mastodon"]
    accounts.sort(key=lambda each: each.language != language)
    return accounts[0].handle if accounts else ""


class Around:
    """Each template is rendered once, and stamped page by page.

    Args:
        publication: What is published, in the language of the pages.
        paths: Of the pages.
        words: Of their language.
        compose: Renders a template.
        edition: The language of the pages.
    """

    def __init__(
        self, publication: Publication, paths: Paths, words: Words, compose: Compose, edition: Edition
    ) -> None:
        self._publication = publication
        self._settings = publication.catalog.settings
        self._paths = paths
        self._words = words
        self._compose = compose
        self._edition = edition
        self._creator = creator(self._settings, words.language)
        self._heads = Shells(lambda values: compose("pages/_head.html", values))
        self._trails = Shells(self._trail)
        self._sharing = Shells(lambda values: compose("pages/_share.html", values))
        self._replies = Shells(lambda values: compose("pages/_feedback.html", values))
        self._links_above = lru_cache(_TRAILS)(self._links_to)

    def head(self, page: Page, alt: str) -> Markup:
        """What networks, feed readers and search engines read of a page.

        Args:
            page: The page.
            alt: What its card shows, in words.
        """
        entry = page.entry
        card = entry.card if entry else SITE
        dated = entry if entry and entry.published and entry.updated else None
        return self._heads.stamp(
            {
                "title": page.title,
                "description": page.description,
                "address": self._paths.address(page),
                "path": page.path,
                "root": self._paths.root(page),
                "top": self._paths.top(page),
                "indexed": "yes" if page.indexed else "",
                "moved": f"{self._paths.root(page)}/{page.values['to']}" if page.template == "moved.html" else "",
                "feed": page.feed,
                "feed_name": self._followed(page),
                "kind": "article" if entry else "website",
                "locale": self._words.territory,
                "card": f"{self._settings.url}{card}",
                "square": f"{self._settings.url}{SQUARE}{card.removeprefix(FOLDER)}",
                "card_words": alt,
                "answer": self._answer(page, entry),
                "creator": self._creator,
                "label": self._words.say(entry.label) if entry else "",
                "published": self._words.iso(dated.published) if dated and dated.published else "",
                "updated": self._words.iso(dated.updated) if dated and dated.updated else "",
            }
        )

    def _answer(self, page: Page, entry: Entry | None) -> str:
        """Address of what other sites show of a page."""
        if page.template == "embed.html":
            return f"{self._settings.url}{photo_path(entry)}"
        whole = page.path == (entry.path if entry else "") and page.template not in LOST
        return f"{self._settings.url}{link_path(entry, self._edition)}" if whole else ""

    def _followed(self, page: Page) -> str:
        """What the feeds of a page are about."""
        group, _, id_ = page.feed.partition("/")
        vocabularies = self._publication.catalog.vocabularies
        return vocabularies[group].terms[id_].name if group in vocabularies else page.title

    def feedback(self, page: Page) -> Markup:
        """How readers can say what they think of a page; what they send names it, its version and its place."""
        if not self._settings.feedback or page.template in {*LOST, "embed.html"}:
            return Markup()
        facts = [page.title, self._paths.address(page)]
        if page.entry:
            facts.append(f"{page.entry.id} {page.entry.version} {' '.join(page.entry.regions)}".rstrip())
        return self._replies.stamp(
            {"to": self._settings.feedback, "subject": quote(page.title), "about": quote("\n".join(facts))}
        )

    def share(self, page: Page) -> Markup:
        """How readers can pass on what is published on a page; nothing on pages that are about no publication."""
        if page.entry is None or page.template not in _SHARED:
            return Markup()
        address = self._paths.address(page)
        return self._sharing.stamp(
            {
                "address": address,
                "address_quoted": quote(address, safe=""),
                "title": page.title,
                "title_quoted": quote(page.title, safe=""),
                "text_quoted": quote(f"{page.title}\n{address}", safe=""),
                "poster": "" if page.entry.withdrawn else f"{self._paths.top(page)}/{poster_path(page.entry)}",
            }
        )

    def crumbs(self, page: Page) -> Markup:
        """The way to a page from the first one."""
        if not page.path or page.template in {*LOST, "404.html", "embed.html"}:
            return Markup()
        return self._links_above(self._paths.root(page), page.crumbs)

    def _links_to(self, root: str, crumbs: tuple[tuple[str, str], ...]) -> Markup:
        values = {"root": root}
        for place, (name, path) in enumerate(crumbs):
            values |= {f"name_{place}": name, f"path_{place}": path}
        return self._trails.stamp(values)

    def _trail(self, values: Mapping[str, str]) -> Markup:
        """The template of crumbs, which counts them."""
        crumbs = [(values[f"name_{place}"], values[f"path_{place}"]) for place in range(len(values) // 2)]
        return self._compose("pages/_crumbs.html", {"root": values["root"], "crumbs": crumbs})
