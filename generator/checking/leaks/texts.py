"""Keys and passwords in the small files that officers write: announcements, pages of prose, descriptors, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checking.leaks.keys import KEYS, first_key
from generator.model.finding import Finding, Severity, Where
from generator.model.leaks import Action

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog, Page
    from generator.model.dataset import Dataset
    from generator.model.leaks import LeakPolicy

_LARGEST = 1_000_000
"""Bytes of a file that is looked at."""
_ENDINGS = frozenset((".json", ".yaml", ".yml", ".md", ".txt", ".geojson", ".xml"))


def check_texts(catalog: Catalog) -> Iterator[Finding]:
    """Keys in the texts of announcements and pages."""
    texts: list[Announcement | Page] = [*catalog.announcements, *catalog.pages]
    for source in [source for each in texts for source in (each.source, *(one.source for one in each.translations))]:
        yield from _look(catalog.root / source.path, source.path, catalog.settings.leaks)


def find_in_texts(dataset: Dataset, root: Path, policy: LeakPolicy) -> Iterator[Finding]:
    """Keys in a dataset's descriptor and in those of its files that are texts and no tables.

    Args:
        dataset: Of which the files are read.
        root: The repository.
        policy: What follows.
    """
    names = [*dataset.descriptors, *(each.path for each in dataset.resources if not each.tabular)]
    for name in dict.fromkeys(names):
        if name[name.rfind(".") :].lower() in _ENDINGS:
            path = f"{dataset.folder}/{name}"
            yield from _look(root / path, path, policy)


def _look(file: Path, path: str, policy: LeakPolicy) -> Iterator[Finding]:
    action = policy.actions.get(KEYS.name, KEYS.action)
    if action is Action.OFF or not file.is_file() or file.stat().st_size > _LARGEST:
        return
    text = file.read_text(encoding="utf-8", errors="replace")
    if not first_key(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if part := first_key(line):
            yield Finding(
                severity=Severity.ERROR if action is Action.BLOCK else Severity.WARNING,
                where=Where(path=path, line=number),
                problem=f"This line shows a key or password: {KEYS.mask(part)}.",
                remedy=f"{KEYS.remedy}.",
                rule=KEYS.rule_name,
            )
