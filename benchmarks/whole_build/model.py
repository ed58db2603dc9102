"""What the repository of the benchmark publishes, invented from one seed: tables of twenty described columns."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inventing import SEED, TOPICS, WORDS, agencies, day, paragraph, sentence, title

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

COLUMNS = 20
ROWS = 24
MOST_AGENCIES = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """Who publishes."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A described column."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """What one page is about."""

    agency: Agency
    name: str
    title: str
    prose: tuple[str, ...]
    """Paragraphs."""
    topics: tuple[str, ...]
    modified: date
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """All that is published."""

    agencies: tuple[Agency, ...]
    datasets: tuple[Dataset, ...]


def invent(count: int) -> Model:
    """A model of `count` datasets, the same each time."""
    chance = random.Random(SEED)
    publishers = tuple(
        Agency(id=f"agency-{place:02}", name=f"Office of {chance.choice(WORDS)} and {chance.choice(WORDS)} {place}")
        for place in agencies(count, MOST_AGENCIES)
    )
    datasets = tuple(_dataset(chance, place, publishers[place % len(publishers)]) for place in range(count))
    return Model(agencies=publishers, datasets=datasets)


def _dataset(chance: random.Random, place: int, agency: Agency) -> Dataset:
    columns = tuple(_column(chance, each) for each in range(COLUMNS))
    return Dataset(
        agency=agency,
        name=f"dataset-{place:05}",
        title=title(chance, place),
        prose=tuple(paragraph(chance) for _ in range(3)),
        topics=tuple(sorted(chance.sample(TOPICS, 3))),
        modified=day(chance),
        columns=columns,
        rows=tuple(tuple(_VALUES[column.type](chance) for column in columns) for _ in range(ROWS)),
    )


def _column(chance: random.Random, place: int) -> Column:
    types = tuple(_VALUES)
    return Column(
        name=f"{chance.choice(WORDS)}_{place}", type=types[place % len(types)], description=sentence(chance, 6)
    )


_VALUES: dict[str, Callable[[random.Random], str]] = {
    "date": lambda chance: day(chance).isoformat(),
    "string": lambda chance: chance.choice(WORDS),
    "integer": lambda chance: str(chance.randrange(10_000)),
    "number": lambda chance: f"{chance.random() * 1_000_000:.2f}",
    "boolean": lambda chance: chance.choice(("true", "false")),
}
"""A value of each type."""
