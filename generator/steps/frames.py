"""Frames of pages, each drawn once for what it is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.memory.digests import digest
from generator.steps.tasks import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.memory.prints import Fingerprints
    from generator.steps.means import Means
    from generator.steps.tasks import Tasks

_KIND = "frames"


class Frames:
    """Remembers the frames of a site.

    Args:
        tasks: With what all pages are made from.
        prints: Of all files.
        means: What to work with.
    """

    def __init__(self, tasks: Tasks, prints: Fingerprints, means: Means) -> None:
        self._memory = means.memory
        catalog = tasks.base.catalog
        self._shared = (*tasks.shared.values(), prints.of(place(catalog.root, catalog.settings.templates)))

    def __call__(self, parts: Iterable[str], draw: Callable[[], str], /) -> str:
        """The frame that was drawn of the same parts before, or else the one that `draw` gives."""
        key = digest(_KIND, *self._shared, *parts)
        found = self._memory.find(_KIND, key)
        if found is None:
            found = draw().encode()
            self._memory.keep(_KIND, key, found)
        return found.decode()
