"""Bluesky: 300 graphemes and 3,000 bytes (lexicon app.bsky.feed.post)."""

from __future__ import annotations

import regex


class Bluesky:
    """What the lexicon allows."""

    name = "bluesky"
    limit = 300
    most_bytes = 3000

    def length(self, text: str) -> int:
        """Graphemes: `regex` counts like the server."""
        return len(regex.findall(r"\X", text))

    def fits(self, text: str) -> bool:
        """Whether `text` is within both limits."""
        return self.length(text) <= self.limit and len(text.encode()) <= self.most_bytes
