"""Addresses of the site, without slashes around them: what they may be, which are taken, what answers at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.model.finding import Where
from generator.model.naming import address_before

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from generator.model.catalog import Catalog
    from generator.model.finding import Source

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A part of an address."""
LISTINGS = frozenset(
    {
        "agencies",
        "alerts",
        "announcements",
        "calendar",
        "datasets",
        "dates",
        "feeds",
        "following",
        "offline",
        "regions",
        "search",
        "services",
        "topics",
    }
)
"""Pages that are made by themselves and that a text may lead to."""
TAKEN = LISTINGS | {"404", "assets", "audiences", "cards", "index", "readme", "situations"}
"""First parts of addresses that pages of prose cannot have."""
_OF_ANY_KIND = frozenset({"datasets/", "announcements/", ""})
"""Folders of what can take the place of a page or an announcement; pages of prose are at the top."""
_DATASET = re.compile(r"(datasets/[^/]+/[^/]+)/.*", re.DOTALL)
_ANNOUNCEMENT = re.compile(r"content/(announcements)/(?:.+/)?([^/.]+)\.md", re.DOTALL)
_PAGE = re.compile(r"content/pages/([^/.]+)\.md")


MOST_FORMER = 100
"""Former addresses of one thing: each is made with all that is below it."""


class Former(NamedTuple):
    """An address that something had before."""

    address: str
    """Without slashes around it."""
    written: str
    """As it stands in the file."""
    parts: int
    """How many it must have."""
    where: Where


def is_fit(part: str) -> bool:
    """Whether it can be a part of an address. `page` cannot: /datasets/page/2/ is the list's second page."""
    return SAFE.fullmatch(part) is not None and part != "page"


def is_whole(address: str, folders: Container[str]) -> bool:
    """Whether something can have an address: a dataset, an announcement, a term of the vocabularies, or a page."""
    first, *rest = parts = address.split("/")
    count = 3 if first == "datasets" else 2 if first == "announcements" or first in folders else 1
    return len(parts) == count and all(map(is_fit, rest or parts))


def address_of(path: str) -> str:
    """Of what a file of the repository is published as; nothing where it is none."""
    if found := _DATASET.fullmatch(path):
        return found[1]
    if found := _ANNOUNCEMENT.fullmatch(path) or _PAGE.fullmatch(path):
        return "/".join(found.groups())
    return ""


def answered(catalog: Catalog) -> set[str]:
    """Where there is something, or would be if it could be read: its own errors are enough."""
    known = {f"datasets/{each.id}" for each in catalog.datasets}
    known |= {f"announcements/{each.name}" for each in catalog.announcements}
    known |= {each.name for each in catalog.pages}
    known |= {f"{folder}/{id_}" for folder, vocabulary in catalog.vocabularies.items() for id_ in vocabulary.terms}
    known |= {address_of(finding.where.path) for finding in catalog.unreadable}
    return known - {""}


def former(catalog: Catalog) -> Iterator[Former]:
    """Each former address, and where it is written; of one thing, at most `MOST_FORMER`."""
    for folder, count, names in _named(catalog):
        for written, where in names[:MOST_FORMER]:
            address, parts = f"{folder}{written}", count
            if written.startswith("/") and folder in _OF_ANY_KIND:
                address = address_before(written, folder)
                parts = 2 if address.startswith("announcements/") else 1
            yield Former(address, written, parts, where)


def too_many(catalog: Catalog) -> Iterator[tuple[int, Where]]:
    """How many former addresses a thing has that has too many, and where the first of those stands."""
    for _, _, names in _named(catalog):
        if len(names) > MOST_FORMER:
            yield len(names), names[MOST_FORMER][1]


def _named(catalog: Catalog) -> Iterator[tuple[str, int, Sequence[tuple[str, Where]]]]:
    """The names that each thing had, below which folder, and of how many parts their addresses consist."""
    for dataset in catalog.datasets:
        yield "datasets/", 3, [(each, Where(path=dataset.source, line=line)) for each, line in dataset.led_here]
    for announcement in catalog.announcements:
        path = announcement.source.path
        yield "announcements/", 2, [(each, Where(path=path, line=line)) for each, line in announcement.led_here]
    for page in catalog.pages:
        yield "", 1, _placed(page.formerly, page.source)
    for folder, vocabulary in catalog.vocabularies.items():
        for id_, term in vocabulary.terms.items():
            yield f"{folder}/", 2, _placed(term.formerly, vocabulary.source.below(id_))


def _placed(names: Iterable[str], source: Source) -> list[tuple[str, Where]]:
    return [(each, source.at("formerly", place)) for place, each in enumerate(names)]


def below(folder: str, addresses: set[str]) -> set[str]:
    """The ids of what is in one folder of the site."""
    return {each.removeprefix(f"{folder}/") for each in addresses if each.startswith(f"{folder}/")}
