"""Where pages and files are: pages once in each language, below its folder; files once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from generator.deriving.editions import Edition
    from generator.model.catalog import Settings
    from generator.rendering.page import Page

_MISSING = "404.html"
"""A server shows the page for missing ones at any depth, so that its links begin at the top."""

LOST = frozenset({"moved.html", "gone.html"})
"""Templates of pages that lead to another one: `to` in their values and, for who changes the language, `place`."""


class Paths:
    """Of the pages of one language.

    Args:
        settings: Of the site, whose address counts.
        edition: The language.
    """

    def __init__(self, settings: Settings, edition: Edition) -> None:
        self._url = settings.url
        self._prefix = edition.prefix

    def address(self, page: Page) -> str:
        """The whole address of a page."""
        return f"{self._url}{self._prefix}{page.path}"

    def file_of(self, page: Page) -> str:
        """The path of a page's file, from the site's root."""
        path = f"{self._prefix}{page.path}"
        return f"{path}index.html" if path[-1:] in {"", "/"} else path

    def root(self, page: Page) -> str:
        """From a page to where the pages of its language begin, without a slash at its end."""
        if page.path == _MISSING:
            return urlsplit(f"{self._url}{self._prefix}").path.rstrip("/")
        return relative(page.path)

    def top(self, page: Page) -> str:
        """From a page to where all begins that is no page."""
        if page.path == _MISSING:
            return urlsplit(self._url).path.rstrip("/")
        return relative(f"{self._prefix}{page.path}")

    def link(self, page: Page, address: str) -> str:
        """An address in prose that begins at the site's root: of a page in the language of this one, or of a file."""
        return f"{self.top(page) if '.' in address.rpartition('/')[2] else self.root(page)}{address}"

    @staticmethod
    def place(page: Page) -> str:
        """Where a reader is led who changes the language: to the same page, or from a lost one to what is left."""
        if page.path == _MISSING:
            return ""
        return str(page.values["place"]) if page.template in LOST else page.path


def relative(path: str) -> str:
    """From the page at `path` to where `path` begins, without a slash at its end."""
    return _up(path.count("/"))


@cache
def _up(depth: int) -> str:
    return "/".join([".."] * depth) or "."
