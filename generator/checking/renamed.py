"""A thing keeps its id under a new name: `formerly` holds its own earlier names, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import Where, error
from generator.reading.earlier import read_lives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding


def check_renamed(catalog: Catalog) -> Iterator[Finding]:
    """Names under `formerly` that git knows otherwise, as far as it remembers."""
    named: list[tuple[str, list[tuple[str, Where]]]] = [
        (dataset.id, [(name, Where(path=dataset.source, line=line)) for name, line in dataset.formerly])
        for dataset in catalog.datasets
        if dataset.formerly
    ]
    named += [
        (each.name, [(name, each.source.at("formerly", place)) for place, name in enumerate(each.formerly)])
        for each in catalog.announcements
        if each.formerly
    ]
    if not named or not catalog.history.complete:
        return
    lives = read_lives(catalog.root, {id_ for now, before in named for id_ in (now, *(name for name, _ in before))})
    for now, before in named:
        yield from _taken_over(now, before, lives)
        first, where = before[0]
        oldest = min((now, *(name for name, _ in before)), key=lambda id_: _begin(id_, lives))
        if first in lives and _begin(oldest, lives) < _begin(first, lives):
            problem = f"`{first}` is not its first name: `{oldest}` is older."
            yield error(where, problem, "Put the oldest first: the id in feeds is of the first.", "former-order")


def _taken_over(
    now: str, before: Sequence[tuple[str, Where]], lives: Mapping[str, tuple[range, ...]]
) -> Iterator[Finding]:
    """Two names of one thing are never there at once."""
    own = [now]
    for name, where in before:
        beside = next((each for each in own if each != name and _meet(name, each, lives)), None)
        if beside:
            problem = f"`{name}` was there beside `{beside}`, so that it was something else."
            remedy = "Write it under `replaces`: the id in feeds is of the first name."
            yield error(where, problem, remedy, "former-other")
        own.append(name)


def _meet(one: str, other: str, lives: Mapping[str, tuple[range, ...]]) -> bool:
    return any(
        life.start < another.stop and another.start < life.stop
        for life in lives.get(one, ())
        for another in lives.get(other, ())
    )


def _begin(id_: str, lives: Mapping[str, tuple[range, ...]]) -> float:
    """What git does not know may be older than it, or is about to be committed: nothing is said of it."""
    return lives[id_][0].start if id_ in lives else float("inf")
