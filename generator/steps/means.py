"""What the steps work with: what is remembered, who does the work, and who watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator.executing import spread
from generator.memory.index import Index
from generator.memory.store import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

Item = TypeVar("Item")
Result = TypeVar("Result")


class Observer(Protocol):
    """Watches long work."""

    def __call__(self, step: str, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """The same items; `step` is one of outlines, verdicts, datasets, cards, files."""
        ...


class Spread(Protocol):
    """Has work done, here or elsewhere."""

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item], /, *, enough: int) -> Iterator[Result]:
        """The results in the order of the items, as `executing.spread` gives them."""
        ...


def unobserved(_step: str, items: Iterable[Item], _total: int, /) -> Iterable[Item]:
    """Watches nothing."""
    return items


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the steps work with."""

    memory: Memory
    index: Index
    observe: Observer = unobserved
    spread: Spread = spread

    @property
    def damaged(self) -> tuple[str, ...]:
        """What was remembered and could not be read any more."""
        return (*self.index.damaged, *self.memory.damaged)


def means(root: Path, observe: Observer = unobserved, spread: Spread = spread) -> Means:
    """The means for the repository at `root`."""
    return Means(memory=Memory(root), index=Index(root), observe=observe, spread=spread)
