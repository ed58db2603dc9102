"""What is to be done for each dataset, and digests of all that its files are made from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.memory.digests import code_version, plain_digest
from generator.model.noun import noun
from generator.reading.locating import is_here

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.deriving.entries import Span
    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Outline
    from generator.model.finding import Finding
    from generator.model.posted import Posted
    from generator.model.publication import Publication, Relative


@noun
class Task:
    """A dataset that is to be published."""

    folder: str
    key: str
    """Of all that is shown of it, but for whether it is late."""
    files: tuple[tuple[str, str], ...]
    """Path and digest of each of its files."""
    span: Span | None
    remarks: tuple[Finding, ...]
    related: tuple[Relative, ...]
    posts: tuple[Posted, ...]
    today: date
    build: str
    """Of what all datasets of a build have in common."""


def place(root: Path, folder: str) -> str:
    """A folder that the settings name as the inventory does, wherever it lies."""
    return os.path.relpath(root / folder, root)


def shared_parts(base: Publication, prints: Fingerprints) -> dict[str, str]:
    """Digests of what all pages and cards are made from."""
    settings = base.catalog.settings
    templates = (f"{settings.templates}/{folder}" for folder in ("pages", "cards", "feeds", "locale"))
    folders = ("mkdocs.yml", "content/vocabularies", *templates, f"{settings.templates}/{settings.logo}")
    return {
        **{folder: prints.of(place(base.catalog.root, folder)) for folder in folders},
        "fonts": plain_digest(*(prints.of(place(base.catalog.root, folder)) for folder in settings.fonts)),
        "the generator": code_version().hex(),
    }


class Tasks:
    """What is to be done for each dataset, and what it is done with.

    Args:
        base: The publication without its datasets.
        prints: Of all files.
        remarks: What may be told of the warnings about each dataset.
        related: The datasets most like each.
    """

    def __init__(
        self,
        base: Publication,
        prints: Fingerprints,
        remarks: Mapping[str, tuple[Finding, ...]],
        related: Mapping[str, tuple[Relative, ...]],
    ) -> None:
        self.base = base
        self._related = related
        self._called = {each.id: repr(each) for others in related.values() for each in others}
        self.today = base.now.astimezone(ZoneInfo(base.catalog.settings.time_zone)).date()
        self._prints = prints
        self._remarks = remarks
        self.shared = shared_parts(base, prints)
        self._all = plain_digest(*self.shared.values())
        self._build = plain_digest(self._all, *base.prints.values())
        self._keys: dict[str, str] = {}

    def key(self, dataset: Outline) -> str:
        """A digest of all that is shown of a dataset, but for whether it is late."""
        if dataset.folder not in self._keys:
            around = self._around(dataset).values()
            self._keys[dataset.folder] = plain_digest(self._all, self._prints.of(dataset.folder), *around)
        return self._keys[dataset.folder]

    def parts(self, dataset: Outline) -> dict[str, str]:
        """Digests of all that its files are made from, each by a name that people know it by."""
        return {**self._prints.below(dataset.folder), **self._around(dataset), **self.shared}

    def task(self, dataset: Outline) -> Task:
        """What makes its files."""
        return Task(
            folder=dataset.folder,
            key=self.key(dataset),
            files=tuple(self._prints.below(dataset.folder).items()),
            span=self.base.catalog.history.spans.get(dataset.folder),
            remarks=self._remarks.get(dataset.folder, ()),
            related=self._related.get(dataset.id, ()),
            posts=self.base.discussed.get(f"dataset/{dataset.id}", ()),
            today=self.today,
            build=self._build,
        )

    def _around(self, dataset: Outline) -> dict[str, str]:
        """What is shown of a dataset besides its own files."""
        span = self.base.catalog.history.spans.get(dataset.folder)
        about = self.base.about.get(dataset.id, ())
        remarks = self._remarks.get(dataset.folder, ())
        related = self._related.get(dataset.id, ())
        posts = self.base.discussed.get(f"dataset/{dataset.id}", ())
        return {
            **{f"data sha256:{each}": str(is_here(self.base.catalog.root, each)) for each in dataset.remote},
            "its dates in git": " ".join(moment.isoformat() for moment in span) if span else "",
            "announcements about it": plain_digest(*(self.base.prints[entry.id] for entry in about)) if about else "",
            "warnings about it": plain_digest(*(f"{each.rule} {each}" for each in remarks)) if remarks else "",
            "related datasets": plain_digest(*(self._called[each.id] for each in related)) if related else "",
            "posts about it": plain_digest(*map(repr, posts)) if posts else "",
        }
