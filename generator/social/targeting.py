"""Which account tells of what: by language, kind, topic, region and, of alerts, severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.announcement import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account, Region
    from generator.model.entry import Entry


def concerns(account: Account, entry: Entry, regions: Mapping[str, Region]) -> bool:
    """Whether an account tells of an entry, in whatever language.

    Args:
        account: With what it wants to tell of.
        entry: Of a publication.
        regions: All there are, by their ids: what is about a region is about all in it, and the other way round.
    """
    if account.kinds and entry.kind not in account.kinds:
        return False
    if account.topics and not set(account.topics) & set(entry.topics):
        return False
    if account.regions and entry.regions and not _meet(account.regions, entry.regions, regions):
        return False
    if account.severity and entry.severity:
        return SEVERITIES.index(entry.severity) <= SEVERITIES.index(account.severity)
    return True


def _meet(some: tuple[str, ...], others: tuple[str, ...], regions: Mapping[str, Region]) -> bool:
    """Whether a region of some is one of the others, or in one, or has one in it."""
    return any(
        one in _with_those_around(other, regions) or other in _with_those_around(one, regions)
        for one in some
        for other in others
    )


def _with_those_around(id_: str, regions: Mapping[str, Region]) -> set[str]:
    """A region, and all that it lies in; a circle of them is an error that is told elsewhere."""
    found: set[str] = set()
    while id_ in regions and id_ not in found:
        found.add(id_)
        id_ = regions[id_].parent
    return found
