"""Addresses stay for ever: what was public once is there, has moved, or is said to be withdrawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.finding import Where, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding

_SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATASET = re.compile(r"(datasets/[^/]+/[^/]+)/.*", re.DOTALL)
_ANNOUNCEMENT = re.compile(r"content/(announcements)/(?:.+/)?([^/.]+)\.md", re.DOTALL)
_PAGE = re.compile(r"content/pages/([^/.]+)\.md")


def check_addresses(catalog: Catalog) -> Iterator[Finding]:
    """Former addresses that are in use or cannot be, and addresses that nothing answers for any more."""
    known = set(_answered(catalog))
    for address, where in _former(catalog):
        written = address.split("/", 1)[-1]
        if address in known:
            problem = f"The former address `{written}` is in use."
            yield error(where, problem, "Name only addresses that nothing else has.", "former-address-taken")
        parts = address.split("/")
        if len(parts) != (3 if parts[0] == "datasets" else min(len(parts), 2)) or not all(map(_SAFE.fullmatch, parts)):
            problem = f"The former address `{written}` does not fit an address."
            remedy = "Use lower-case letters, digits and single hyphens."
            yield error(where, problem, remedy, "former-address-unfit")
        known.add(address)
    yield from _lost(catalog, known | _unreadable(catalog))


def _answered(catalog: Catalog) -> Iterator[str]:
    """Where there is something, without slashes around it."""
    yield from (f"datasets/{each.id}" for each in catalog.datasets)
    yield from (f"announcements/{each.name}" for each in catalog.announcements)
    yield from (each.name for each in catalog.pages)
    for folder, vocabulary in catalog.vocabularies.items():
        yield from (f"{folder}/{id_}" for id_ in vocabulary.terms)


def _former(catalog: Catalog) -> Iterator[tuple[str, Where]]:
    """Each former address, and where it is written."""
    for dataset in catalog.datasets:
        for former, line in dataset.formerly:
            yield f"datasets/{former}", Where(path=dataset.source, line=line)
    for announcement in catalog.announcements:
        for place, former in enumerate(announcement.formerly):
            yield f"announcements/{former}", announcement.source.at("formerly", place)
    for page in catalog.pages:
        for place, former in enumerate(page.formerly):
            yield former, page.source.at("formerly", place)
    for folder, vocabulary in catalog.vocabularies.items():
        for id_, term in vocabulary.terms.items():
            for place, former in enumerate(term.formerly):
                yield f"{folder}/{former}", vocabulary.source.at(id_, "formerly", place)


def _unreadable(catalog: Catalog) -> set[str]:
    """Of what cannot be read now, whose own errors are enough."""
    paths = {finding.where.path for finding in catalog.unreadable}
    return {found for path in paths if (found := _address(path))}


def _address(path: str) -> str:
    """Of what a file of the repository is published as, without slashes around it; nothing where it is none."""
    if found := _DATASET.fullmatch(path):
        return found[1]
    if found := _ANNOUNCEMENT.fullmatch(path) or _PAGE.fullmatch(path):
        return "/".join(found.groups())
    return ""


def _lost(catalog: Catalog, known: set[str]) -> Iterator[Finding]:
    for path in sorted(catalog.history.past):
        address = _address(path)
        parts = address.split("/")
        there = address in known or (parts[0] == "datasets" and (catalog.root / address).exists())
        if address and not there and all(map(_SAFE.fullmatch, parts)):
            known.add(address)
            where = Where(path=address if parts[0] == "datasets" else path)
            written = address.removeprefix(f"{parts[0]}/")
            brings = "Bring it back" if len(parts) == 1 else "Bring it back with `withdrawn: {date, reason}`"
            yield _gone(where, address, f"{brings}, or write `formerly: [{written}]` in what takes its place.")
    for address in sorted(catalog.history.terms - known):
        folder, _, id_ = address.partition("/")
        vocabulary = catalog.vocabularies.get(folder)
        if vocabulary is not None and vocabulary.readable and _SAFE.fullmatch(id_):
            remedy = f"Bring it back, or write `formerly: [{id_}]` in the term that takes its place."
            yield _gone(vocabulary.source.at(), address, remedy)


def _gone(where: Where, address: str, remedy: str) -> Finding:
    return error(where, f"/{address}/ was public and is gone.", remedy, "address-lost")
