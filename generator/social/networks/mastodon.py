"""Mastodon: 500 characters; an address counts 23 whatever its length (https://docs.joinmastodon.org/user/posting/)."""

from __future__ import annotations

import regex

_ADDRESS = regex.compile(r"https?://\S+")
_ADDRESS_LENGTH = 23


class Mastodon:
    """What an instance takes that changed no setting."""

    name = "mastodon"
    limit = 500

    def length(self, text: str) -> int:
        """Characters (grapheme clusters), an address being 23."""
        return len(regex.findall(r"\X", _ADDRESS.sub("x" * _ADDRESS_LENGTH, text)))

    def fits(self, text: str) -> bool:
        """Whether `text` is within the limit."""
        return self.length(text) <= self.limit
