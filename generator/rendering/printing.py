"""A digest of all that is on a page, so that it is made again only when that has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.model.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deriving.editions import Edition
    from generator.rendering.page import Page


def print_of(page: Page, edition: Edition, prints: Mapping[str, str]) -> str:
    """The digest, its frame and its template apart.

    Args:
        page: Before it is composed.
        edition: In which language.
        prints: Digests of what entries say, by their ids.
    """
    facts = (
        edition,
        page.path,
        page.title,
        page.description,
        page.template,
        page.section,
        page.crumbs,
        page.feed,
    )
    shown = _shown((facts, page.indexed, page.entry, page.values), prints)
    return hashlib.blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _shown(value: object, prints: Mapping[str, str]) -> str:
    """All that a value says; what an entry says is known already."""
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, Entry):
        return prints.get(value.id) or repr(value)
    if isinstance(value, list | tuple):
        return "\x1f".join([_shown(each, prints) for each in value])
    if isinstance(value, dict):
        return "\x1e".join([f"{key}\x1f{_shown(each, prints)}" for key, each in value.items()])
    return repr(value)
