"""What the repository of the benchmark publishes, invented from one seed: tables of twenty described columns."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pages_alone.model import DATASETS_PER_AGENCY, PROSE_CHARACTERS, SEED, TOPICS, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

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
    number = max(1, min(MOST_AGENCIES, count // DATASETS_PER_AGENCY))
    agencies = tuple(
        Agency(id=f"agency-{place:02}", name=f"Office of {chance.choice(WORDS)} and {chance.choice(WORDS)} {place}")
        for place in range(1, number + 1)
    )
    datasets = tuple(_dataset(chance, place, agencies[place % number]) for place in range(count))
    return Model(agencies=agencies, datasets=datasets)


def _dataset(chance: random.Random, place: int, agency: Agency) -> Dataset:
    columns = tuple(_column(chance, each) for each in range(COLUMNS))
    return Dataset(
        agency=agency,
        name=f"dataset-{place:05}",
        title=f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} by {chance.choice(WORDS)}, number {place}",
        prose=tuple(_paragraph(chance) for _ in range(3)),
        topics=tuple(sorted(chance.sample(TOPICS, 3))),
        modified=_day(chance),
        columns=columns,
        rows=tuple(tuple(_VALUES[column.type](chance) for column in columns) for _ in range(ROWS)),
    )


def _column(chance: random.Random, place: int) -> Column:
    types = tuple(_VALUES)
    return Column(
        name=f"{chance.choice(WORDS)}_{place}", type=types[place % len(types)], description=_sentence(chance, 6)
    )


def _paragraph(chance: random.Random) -> str:
    text = _sentence(chance, 12)
    while len(text) < PROSE_CHARACTERS // 3:
        text += f" {_sentence(chance, chance.randint(8, 16))}"
    return text


def _sentence(chance: random.Random, length: int) -> str:
    return f"{' '.join(chance.choices(WORDS, k=length)).capitalize()}."


def _day(chance: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=chance.randrange(1000))


_VALUES: dict[str, Callable[[random.Random], str]] = {
    "date": lambda chance: _day(chance).isoformat(),
    "string": lambda chance: chance.choice(WORDS),
    "integer": lambda chance: str(chance.randrange(10_000)),
    "number": lambda chance: f"{chance.random() * 1_000_000:.2f}",
    "boolean": lambda chance: chance.choice(("true", "false")),
}
"""A value of each type."""
