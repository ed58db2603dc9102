"""Addresses are unique, fit for a link, and stay for ever."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.model.finding import Where, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding

_SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = frozenset(
    {
        "404",
        "agencies",
        "alerts",
        "announcements",
        "assets",
        "calendar",
        "cards",
        "dates",
        "datasets",
        "feeds",
        "index",
        "offline",
        "readme",
        "regions",
        "search",
        "topics",
    }
)
"""First parts of addresses that pages of prose cannot have."""
_FILE = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_SHAPE = "Use lower-case letters, digits and single hyphens"
_DATASET = re.compile(r"datasets/([^/]+)/([^/]+)(?=/)")
_ANNOUNCEMENT = re.compile(r"content/announcements/(?:.+/)?([^/]+)\.md")


def check_identifiers(catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with names of announcements, pages and terms, and with addresses between datasets."""
    yield from _shapes(catalog)
    yield from _reserved(catalog)
    yield from _twice(catalog)
    yield from _lost(catalog)


def check_names(dataset: Dataset, _catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with the names of a dataset and its files."""
    yield from _unfit([("folder name", name, dataset.source.at()) for name in (dataset.agency, dataset.name)])
    if dataset.declared_name and dataset.declared_name != dataset.name:
        problem = f"`name` is {dataset.declared_name!r}, the folder is called {dataset.name!r}."
        yield warning(dataset.source.at("name"), problem, "The folder counts; make them the same.", "name-differs")
    names = Counter(resource.name for resource in dataset.resources if resource.name)
    for resource in dataset.resources:
        where = dataset.source.at("resources", resource.position, "name")
        if resource.name and not _FILE.fullmatch(resource.name):
            problem = f"The name `{resource.name}` does not fit an address."
            yield error(where, problem, f"{_SHAPE}; dots and underscores may separate words too.", "name-unfit")
        if names[resource.name] > 1:
            problem = f"The name `{resource.name}` stands for {names[resource.name]} files."
            yield error(where, problem, "Give each file its own.", "name-twice")
        if not resource.remote and any(each.path.casefold().startswith("quality/") for each in resource.files):
            where = dataset.source.at("resources", resource.position, "path")
            problem = f"The address /datasets/{dataset.id}/quality/ belongs to a page that is made by itself."
            yield error(where, problem, "Give the folder another name.", "address-reserved")


def _shapes(catalog: Catalog) -> Iterator[Finding]:
    names = [("file name", each.name, each.source.at()) for each in catalog.announcements]
    names += [("file name", each.name, each.source.at()) for each in catalog.pages]
    for vocabulary in (catalog.agencies, catalog.topics, catalog.regions):
        names += [("id", id_, vocabulary.source.at(id_, "id")) for id_ in vocabulary.terms]
    yield from _unfit(names)


def _unfit(names: Iterable[tuple[str, str, Where]]) -> Iterator[Finding]:
    for noun, name, where in names:
        if not _SAFE.fullmatch(name) or name == "page":  # /datasets/page/2/ is the list's second page
            yield error(where, f"The {noun} `{name}` does not fit an address.", f"{_SHAPE}.", "name-unfit")


def _reserved(catalog: Catalog) -> Iterator[Finding]:
    """Addresses of pages that are made by themselves."""
    for page in catalog.pages:
        if page.name in _TAKEN:
            problem = f"The address /{page.name}/ belongs to a page that is made by itself."
            yield error(page.source.at(), problem, "Give the file another name.", "address-reserved")


def _twice(catalog: Catalog) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for announcement in catalog.announcements:
        path = announcement.source.path
        if other := first.get(announcement.name):
            problem = f"The address /announcements/{announcement.name}/ is taken by {other}."
            yield error(announcement.source.at(), problem, "Give the file another name.", "address-taken")
        first.setdefault(announcement.name, path)
    taken = {dataset.id for dataset in catalog.datasets} | set(first)
    for former, where, depth in _former(catalog):
        if former in taken:
            problem = f"The former address `{former}` is in use."
            yield error(where, problem, "Name only addresses that nothing else has.", "former-address-taken")
        parts = former.split("/")
        if len(parts) != depth or not all(map(_SAFE.fullmatch, parts)):
            problem = f"The former address `{former}` does not fit an address."
            yield error(where, problem, f"{_SHAPE}.", "former-address-unfit")
        taken.add(former)


def _former(catalog: Catalog) -> Iterator[tuple[str, Where, int]]:
    """Each former address, where it is written, and how many parts it should have."""
    for dataset in catalog.datasets:
        for former, line in dataset.formerly:
            yield former, Where(path=dataset.source, line=line), 2
    for announcement in catalog.announcements:
        for place, former in enumerate(announcement.formerly):
            yield former, announcement.source.at("formerly", place), 1


def _lost(catalog: Catalog) -> Iterator[Finding]:
    """Addresses that were committed once and that nothing answers for any more."""
    datasets = {dataset.id for dataset in catalog.datasets}
    datasets |= {former for dataset in catalog.datasets for former, _ in dataset.formerly}
    names = {announcement.name for announcement in catalog.announcements}
    names |= {finding.where.path.rpartition("/")[2].removesuffix(".md") for finding in catalog.unreadable}
    names |= {former for announcement in catalog.announcements for former in announcement.formerly}
    for path in sorted(catalog.history.past):
        found = _DATASET.match(path)
        fit = found and _SAFE.fullmatch(found[1]) and _SAFE.fullmatch(found[2])
        if found and fit and f"{found[1]}/{found[2]}" not in datasets and not (catalog.root / found[0]).exists():
            datasets.add(f"{found[1]}/{found[2]}")
            remedy = f"Bring it back, or write `formerly: [{found[1]}/{found[2]}]` in what takes its place."
            yield error(
                Where(path=found[0]),
                f"/datasets/{found[1]}/{found[2]}/ was public and is gone.",
                remedy,
                "address-lost",
            )
        found = _ANNOUNCEMENT.fullmatch(path)
        if found and _SAFE.fullmatch(found[1]) and found[1] not in names:
            remedy = f"Bring it back, or write `formerly: [{found[1]}]` in what takes its place."
            yield error(Where(path=path), f"/announcements/{found[1]}/ was public and is gone.", remedy, "address-lost")
