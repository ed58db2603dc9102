"""Addresses are unique and fit for a link."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.checking.known import TAKEN, is_fit
from generator.model.dataset import MADE
from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding, Where

_FILE = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_SHAPE = "Use lower-case letters, digits and single hyphens"


def check_identifiers(catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with names of announcements, pages and terms."""
    yield from _shapes(catalog)
    yield from _reserved(catalog)
    yield from _twice(catalog)


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
        folders = {each.path.casefold().partition("/")[0] for each in resource.files if "/" in each.path}
        for folder in sorted(MADE & folders) if not resource.remote else ():
            where = dataset.source.at("resources", resource.position, "path")
            problem = f"The address /datasets/{dataset.id}/{folder}/ belongs to what is made by itself."
            yield error(where, problem, "Give the folder another name.", "address-reserved")


def _shapes(catalog: Catalog) -> Iterator[Finding]:
    names = [("file name", each.name, each.source.at()) for each in catalog.announcements]
    names += [("file name", each.name, each.source.at()) for each in catalog.pages]
    for vocabulary in catalog.vocabularies.values():
        names += [("id", id_, vocabulary.source.at(id_, "id")) for id_ in vocabulary.terms]
    yield from _unfit(names)


def _unfit(names: Iterable[tuple[str, str, Where]]) -> Iterator[Finding]:
    for noun, name, where in names:
        if not is_fit(name):
            yield error(where, f"The {noun} `{name}` does not fit an address.", f"{_SHAPE}.", "name-unfit")


def _reserved(catalog: Catalog) -> Iterator[Finding]:
    """Addresses of pages that are made by themselves."""
    for page in catalog.pages:
        if page.name in TAKEN:
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
