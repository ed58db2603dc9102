"""Which datasets are about the same things: those that share topics and keywords, rare ones above all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.model.publication import Relative

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.catalog import Outline

MOST = 3
"""Datasets that a page names."""
_NEAR = 6
"""Datasets before and after another, among those of one subject in the order of their ids, that are compared with it:
the time it takes grows with the datasets, not with their square, and a new one changes few pages."""


def relatives(datasets: Iterable[Outline]) -> dict[str, tuple[Relative, ...]]:
    """For each dataset, by its id, those most like it; fewer, or none, where nothing is shared."""
    known = {each.id: each for each in sorted(datasets, key=lambda each: each.id)}
    subjects: dict[str, list[str]] = defaultdict(list)
    for each in known.values():
        for subject in dict.fromkeys(each.subjects):
            subjects[subject].append(each.id)
    likeness: dict[str, dict[str, float]] = {id_: defaultdict(float) for id_ in known}
    for ids in subjects.values():
        weight = 1 / len(ids)
        for place, id_ in enumerate(ids):
            mine = likeness[id_]
            for other in ids[max(0, place - _NEAR) : place + _NEAR + 1]:
                mine[other] += weight
    return {
        id_: tuple(
            relative_of(known[other])
            for other in sorted(others, key=lambda other: (-others[other], other))[: MOST + 1]
            if other != id_
        )[:MOST]
        for id_, others in likeness.items()
    }


def relative_of(outline: Outline) -> Relative:
    """A dataset as others name it."""
    return Relative(id=outline.id, title=outline.title, titles=outline.titles)
