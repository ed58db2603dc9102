"""Which datasets are about the same things: worked out of all, and again when what one is about changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.deriving.relating import relative_of, relatives
from generator.memory.digests import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.memory.index import Index
    from generator.model.catalog import Outline
    from generator.model.publication import Relative

_KIND = "related"


def related(datasets: Sequence[Outline], index: Index) -> dict[str, tuple[Relative, ...]]:
    """For each dataset, by its id, those most like it.

    Args:
        datasets: All that are published.
        index: Remembers which these were; what they are called is taken from `datasets`.
    """
    key = digest(_KIND, *(repr((each.id, each.subjects)) for each in datasets))
    known, content = index.row(_KIND, "")
    if known == key:
        named = {each.id: relative_of(each) for each in datasets}
        return {id_: tuple(map(named.__getitem__, others)) for id_, others in json.loads(content).items()}
    found = relatives(datasets)
    ids = {id_: [each.id for each in others] for id_, others in found.items()}
    index.put(_KIND, [("", key, json.dumps(ids).encode())])
    return found
