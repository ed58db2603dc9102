"""What the steps work with: what is remembered, who does the work, and who watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator.executing.crews import Crew, Local
from generator.memory.index import Index
from generator.memory.once import Once
from generator.memory.store import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Item = TypeVar("Item")


class Observer(Protocol):
    """Watches long work."""

    def __call__(self, step: str, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """The same items; `step` is one of prints, outlines, parts, verdicts, datasets, prose, cards, files."""
        ...


def unobserved(_step: str, items: Iterable[Item], _total: int, /) -> Iterable[Item]:
    """Watches nothing."""
    return items


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the steps work with."""

    memory: Memory
    index: Index
    observe: Observer
    crew: Crew
    once: Once = field(default_factory=Once)

    def damaged(self) -> tuple[str, ...]:
        """What was remembered and could not be read any more; whoever asks is to tell it."""
        return (*self.index.damaged, *self.memory.damaged())


def means(root: Path, observe: Observer = unobserved, crew: Crew | None = None) -> Means:
    """The means for the repository at `root`; where no crew is named, this machine works alone."""
    return Means(memory=Memory(root), index=Index(root), observe=observe, crew=crew or Local())
