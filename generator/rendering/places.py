"""Which region a postcode or the name of a place belongs to: small files, of which a device loads one to look it up.

`site_templates/scripts/following.ts` asks for the file that is named after the first two characters of what a reader
types, and looks for the rest by itself: nobody is told where a reader lives.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.model.publication import Artifact
from generator.rendering.search.terms import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog, Region

FOLDER = "following/places/"
_SHORT = 2
"""Characters that a file is named after."""
_DEEPEST = 20
"""Regions above a region, so that a circle of them ends."""


def place_files(catalog: Catalog) -> Iterator[Artifact]:
    """The files: of each written form, the ids and names of its region and of those above it."""
    found: dict[str, dict[str, list[str]]] = {}
    for region in catalog.regions.terms.values():
        for written in _written(region):
            key = bare(written)
            if key:
                found.setdefault(_file(key), {}).setdefault(key, []).append(region.id)
    for name in sorted(found):
        places = dict(sorted(found[name].items()))
        ids = dict.fromkeys(id_ for listed in places.values() for each in listed for id_ in _above(each, catalog))
        content = {
            "places": places,
            "regions": {id_: [catalog.regions[id_].name, catalog.regions[id_].parent] for id_ in ids},
        }
        file = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        yield Artifact(path=f"{FOLDER}{name}.json", content=file.encode())


def _written(region: Region) -> Iterator[str]:
    """All that a region may be called."""
    yield region.name
    yield from (each.title for each in region.translations)
    yield from region.also
    yield from region.postcodes


def _file(key: str) -> str:
    """Addresses hold no letters that some programs change on the way."""
    return "-".join(f"{ord(each):x}" for each in key[:_SHORT])


def _above(id_: str, catalog: Catalog) -> Iterator[str]:
    """A region and those that it lies in, the smallest first."""
    for _ in range(_DEEPEST):
        if id_ not in catalog.regions:
            return
        yield id_
        id_ = catalog.regions[id_].parent
