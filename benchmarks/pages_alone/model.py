"""What all contenders publish, invented from one seed and kept as one JSON file."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 2026
ROWS = 20
PROSE_CHARACTERS = 1000
DATASETS_PER_AGENCY = 25
MOST_AGENCIES = 200
SITE = {
    "name": "Open records",
    "owner": "City of Records",
    "description": "What is known, by the City of Records.",
    "url": "https://records.example/",
}
HEADINGS = ("About this dataset", "How it was gathered")
COLUMNS_HEADER = ("Column", "Type", "Required", "Meaning")
ROWS_HEADER = ("Day", "Category", "Amount", "Count", "Status")
CSS = Path(__file__).resolve().parents[2] / "site_templates/assets/daylight.css"
"""The one style sheet that all but Material link."""
TOPICS = ("budget", "culture", "education", "energy", "environment", "health", "housing", "justice", "transport")
WORDS = tuple(
    """account allocation amount audit award bridge budget building bus code contract council date department district
    emission energy event fee forecast grant hospital household incident inspection invoice journey lane library licence
    measurement meter notice office officer order parcel park payment permit pipe population quarter record region
    report response revenue river road route sample school season station statement street subsidy supplier survey
    tariff tax tender traffic tree vehicle vendor visit volume ward waste water winter zone""".split()  # noqa: SIM905 - a list of ninety would fill the page
)


def invent(count: int) -> dict[str, Any]:
    """A model of `count` datasets, the same each time: only lists, dicts and strings."""
    chance = random.Random(SEED)
    number = max(1, min(MOST_AGENCIES, count // DATASETS_PER_AGENCY))
    agencies = [
        {"id": f"agency-{place:03}", "name": f"Office of {chance.choice(WORDS)} & {chance.choice(WORDS)} {place}"}
        for place in range(1, number + 1)
    ]
    datasets = [_dataset(chance, place, agencies[place % number]) for place in range(count)]
    topics = [{"id": topic, "name": topic.capitalize()} for topic in TOPICS]
    return {"site": SITE, "agencies": agencies, "topics": topics, "datasets": datasets}


def _dataset(chance: random.Random, place: int, agency: dict[str, str]) -> dict[str, Any]:
    one, two, three = (_paragraph(chance) for _ in range(3))
    title = f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} by {chance.choice(WORDS)}, number {place}"
    return {
        "id": f"dataset-{place:05}",
        "agency": agency["id"],
        "agency_name": agency["name"],
        "title": title,
        "description": _sentence(chance, 18),
        "prose": f"{one}\n\n## {HEADINGS[0]}\n\n{two}\n\n## {HEADINGS[1]}\n\n{three}",
        "columns": [
            [
                f"{chance.choice(WORDS)} {each}",
                chance.choice(("Text", "Number", "Date")),
                chance.choice(("yes", "no")),
                _sentence(chance, 5),
            ]
            for each in range(ROWS)
        ],
        "rows": [
            [
                _day(chance),
                f"{chance.choice(WORDS)} < {chance.choice(WORDS)}" if each % 7 == 0 else chance.choice(WORDS),
                f"{chance.random() * 1_000_000:.2f}",
                str(chance.randrange(10_000)),
                chance.choice(("open", "closed", "pending")),
            ]
            for each in range(ROWS)
        ],
        "tags": sorted(chance.sample(TOPICS, 3)),
        "modified": _day(chance),
    }


def _paragraph(chance: random.Random) -> str:
    text = _sentence(chance, 12)
    while len(text) < PROSE_CHARACTERS // 3:
        text += f" {_sentence(chance, chance.randint(8, 16))}"
    return text


def _sentence(chance: random.Random, length: int) -> str:
    return f"{' '.join(chance.choices(WORDS, k=length)).capitalize()}."


def _day(chance: random.Random) -> str:
    return (date(2024, 1, 1) + timedelta(days=chance.randrange(1000))).isoformat()


def path_of(dataset: dict[str, Any]) -> str:
    """Of its page, from the site's root."""
    return f"datasets/{dataset['agency']}/{dataset['id']}/"


def about(dataset: dict[str, Any]) -> dict[str, Any]:
    """What its page tells machines (https://schema.org/Dataset)."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset["title"],
        "description": dataset["description"],
        "dateModified": dataset["modified"],
        "creator": {"@type": "Organization", "name": dataset["agency_name"]},
        "keywords": dataset["tags"],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{SITE['url']}{path_of(dataset)}data.csv",
            }
        ],
    }


def write(path: Path, text: str) -> None:
    """A file of a contender's, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def keep(model: dict[str, Any], path: Path) -> None:
    """The model as the one file that two contenders read."""
    write(path, json.dumps(model, ensure_ascii=False))
