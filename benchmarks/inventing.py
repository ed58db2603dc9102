"""Words, sentences and days that no agency ever wrote, the same each time from one seed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path

SEED = 2026
DATASETS_PER_AGENCY = 25
TOPICS = ("budget", "culture", "education", "energy", "environment", "health", "housing", "justice", "transport")
WORDS = tuple(
    """account allocation amount audit award bridge budget building bus code contract council date department district
    emission energy event fee forecast grant hospital household incident inspection invoice journey lane library licence
    measurement meter notice office officer order parcel park payment permit pipe population quarter record region
    report response revenue river road route sample school season station statement street subsidy supplier survey
    tariff tax tender traffic tree vehicle vendor visit volume ward waste water winter zone""".split()  # noqa: SIM905 - a list of ninety would fill the page
)
_PARAGRAPH = 333
"""Characters at least; three of them are a kilobyte."""


def agencies(datasets: int, most: int) -> range:
    """Numbers of the agencies of so many datasets."""
    return range(1, max(1, min(most, datasets // DATASETS_PER_AGENCY)) + 1)


def title(chance: random.Random, place: int) -> str:
    """Of the dataset at a place."""
    return f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} by {chance.choice(WORDS)}, number {place}"


def paragraph(chance: random.Random) -> str:
    """Sentences of a third of a kilobyte."""
    text = sentence(chance, 12)
    while len(text) < _PARAGRAPH:
        text += f" {sentence(chance, chance.randint(8, 16))}"
    return text


def sentence(chance: random.Random, length: int) -> str:
    """So many words."""
    return f"{' '.join(chance.choices(WORDS, k=length)).capitalize()}."


def day(chance: random.Random) -> date:
    """Of the last years."""
    return date(2024, 1, 1) + timedelta(days=chance.randrange(1000))


def write(path: Path, text: str) -> None:
    """A file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
