"""A dataset in outline: what others need to know of it, and where links in its texts lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.catalog import Outline

if TYPE_CHECKING:
    from generator.model.dataset import Dataset

_LINK = re.compile(r"(datasets/[\w-]+/[\w-]+)|(announcements/[\w-]+)|\]\(\s*<?/(?!datasets/|announcements/)([\w-]+)")
"""A link to a dataset or an announcement, however it begins, or one to a page."""


def outline(dataset: Dataset) -> Outline:
    """What others need to know of `dataset`."""
    texts = [dataset.description, dataset.limitations, *(origin.path for origin in dataset.origins)]
    texts += [each.path for each in dataset.amendments]
    return Outline(
        id=dataset.id,
        title=dataset.title,
        titles=tuple((each.language, each.title) for each in dataset.translations if each.title),
        subjects=(*dataset.theme, *(each.casefold() for each in dataset.keywords)),
        source=dataset.source.path,
        formerly=tuple(
            (former, dataset.source.at("formerly", place).line) for place, former in enumerate(dataset.formerly)
        ),
        led_here=dataset.led_here,
        instead=_instead(dataset),
        amended=_amended(dataset),
        files=tuple(each.path for resource in dataset.resources if not resource.remote for each in resource.files),
        remote=tuple(resource.remote.sha256 for resource in dataset.resources if resource.remote),
        links=links("\n".join([*texts, *(resource.description for resource in dataset.resources)])),
    )


def _instead(dataset: Dataset) -> tuple[str, int] | None:
    if not dataset.withdrawn or not dataset.amendments[-1].instead:
        return None
    return dataset.amendments[-1].instead, dataset.source.at("withdrawn", "instead").line


def _amended(dataset: Dataset) -> tuple[str, int] | None:
    last = max(dataset.amendments, key=lambda each: each.at, default=None)
    return (last.at.isoformat(), dataset.source.at(last.key).line) if last else None


def links(text: str) -> frozenset[str]:
    """Where links in `text` lead: `datasets/agency/name`, `announcements/name` or the name of a page."""
    return frozenset(next(filter(None, found)) for found in _LINK.findall(text))
