"""What a change concerns: what was changed itself, and what refers to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.naming import address_before
from generator.model.noun import noun
from generator.reading.outlines import links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog, Outline
    from generator.model.finding import Finding

_FOR_ALL = re.compile(r"mkdocs\.yml|content/vocabularies/.*", re.DOTALL)
"""Files that everything refers to."""
_DATASET = re.compile(r"datasets/([^/]+/[^/]+)/.+", re.DOTALL)
_ANNOUNCEMENT = re.compile(r"content/announcements/(?:.+/)?([^/.]+)(?:\.[^/]*)?\.md", re.DOTALL)
_PAGE = re.compile(r"content/pages/([^/.]+)(?:\.[^/]*)?\.md", re.DOTALL)
"""Translations are parts of what they lie beside."""


@noun
class Scope:
    """The part of a repository that is looked at."""

    datasets: tuple[Outline, ...]
    """Those whose tables are judged."""
    announcements: tuple[Announcement, ...]
    whole: bool = True
    """Whether it is all of it."""
    paths: frozenset[str] = frozenset()
    """Files and folders of which findings are told, where it is not all."""

    def tells(self, finding: Finding) -> bool:
        """Whether `finding` is about something that is looked at."""
        return self.holds(finding.where.path)

    def holds(self, path: str) -> bool:
        """Whether a file is looked at, or belongs to a dataset that is."""
        return self.whole or path in self.paths or "/".join(path.split("/")[:3]) in self.paths


def everything(catalog: Catalog) -> Scope:
    """All of `catalog`."""
    return Scope(datasets=catalog.datasets, announcements=catalog.announcements)


def concerned(catalog: Catalog, changed: Iterable[str]) -> Scope:
    """What the files `changed` are part of, and what refers to it.

    Args:
        catalog: As it is after the change.
        changed: From the root of the repository; those that were removed, too.
    """
    changed = frozenset(changed)
    if any(map(_FOR_ALL.fullmatch, changed)):
        return everything(catalog)
    ids = {found[1] for path in changed if (found := _DATASET.fullmatch(path))}
    names = {found[1] for path in changed if (found := _ANNOUNCEMENT.fullmatch(path))}
    pages = {found[1] for path in changed if (found := _PAGE.fullmatch(path))}
    targets = {*(f"datasets/{id_}" for id_ in ids), *(f"announcements/{name}" for name in names), *pages}
    datasets = tuple(
        dataset
        for dataset in catalog.datasets
        if dataset.id in ids
        or not targets.isdisjoint(address_before(former, "datasets/") for former, _ in dataset.led_here)
        or not targets.isdisjoint(dataset.links)
    )
    announcements = tuple(
        each
        for each in catalog.announcements
        # Two files of one name share one address, of which the checks accuse the second.
        if each.source.path in changed
        or each.name in names
        or not ids.isdisjoint(each.datasets)
        or not targets.isdisjoint(address_before(former, "announcements/") for former, _ in each.led_here)
        or any(not targets.isdisjoint(links(body)) for body in _texts(each))
    )
    paths = changed | {f"datasets/{id_}" for id_ in ids}
    paths |= {dataset.folder for dataset in datasets}
    for each in announcements:
        paths |= {each.source.path, *(text.source.path for text in each.translations)}
    alone = {finding.where.path for finding in catalog.unreadable}
    paths |= {path for path in alone if (found := _ANNOUNCEMENT.fullmatch(path)) and found[1] in names}
    paths |= {path for path in alone if (found := _PAGE.fullmatch(path)) and found[1] in pages}
    return Scope(datasets=datasets, announcements=announcements, whole=False, paths=paths)


def _texts(announcement: Announcement) -> Iterator[str]:
    """Where links of an announcement may stand."""
    yield announcement.body
    yield from (each.body for each in announcement.translations)
    yield from (each.path for each in announcement.amendments)
