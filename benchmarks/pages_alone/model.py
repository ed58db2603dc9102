"""What all contenders publish, invented from one seed and kept as one JSON file."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventing import SEED, TOPICS, WORDS, agencies, day, paragraph, sentence, title, write

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 20
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


def invent(count: int) -> dict[str, Any]:
    """A model of `count` datasets, the same each time: only lists, dicts and strings."""
    chance = random.Random(SEED)
    publishers = [
        {"id": f"agency-{place:03}", "name": f"Office of {chance.choice(WORDS)} & {chance.choice(WORDS)} {place}"}
        for place in agencies(count, MOST_AGENCIES)
    ]
    datasets = [_dataset(chance, place, publishers[place % len(publishers)]) for place in range(count)]
    topics = [{"id": topic, "name": topic.capitalize()} for topic in TOPICS]
    return {"site": SITE, "agencies": publishers, "topics": topics, "datasets": datasets}


def _dataset(chance: random.Random, place: int, agency: dict[str, str]) -> dict[str, Any]:
    one, two, three = (paragraph(chance) for _ in range(3))
    return {
        "id": f"dataset-{place:05}",
        "agency": agency["id"],
        "agency_name": agency["name"],
        "title": title(chance, place),
        "description": sentence(chance, 18),
        "prose": f"{one}\n\n## {HEADINGS[0]}\n\n{two}\n\n## {HEADINGS[1]}\n\n{three}",
        "columns": [
            [
                f"{chance.choice(WORDS)} {each}",
                chance.choice(("Text", "Number", "Date")),
                chance.choice(("yes", "no")),
                sentence(chance, 5),
            ]
            for each in range(ROWS)
        ],
        "rows": [
            [
                day(chance).isoformat(),
                f"{chance.choice(WORDS)} < {chance.choice(WORDS)}" if each % 7 == 0 else chance.choice(WORDS),
                f"{chance.random() * 1_000_000:.2f}",
                str(chance.randrange(10_000)),
                chance.choice(("open", "closed", "pending")),
            ]
            for each in range(ROWS)
        ],
        "tags": sorted(chance.sample(TOPICS, 3)),
        "modified": day(chance).isoformat(),
    }


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


def keep(model: dict[str, Any], path: Path) -> None:
    """The model as the one file of JSON that two contenders read, with a line for each dataset."""
    others = {name: value for name, value in model.items() if name != "datasets"}
    datasets = ",\n".join(json.dumps(dataset, ensure_ascii=False) for dataset in model["datasets"])
    write(path, f'{json.dumps(others, ensure_ascii=False)[:-1]}, "datasets": [\n{datasets}\n]}}\n')


def opened(path: Path) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """The same without its datasets, and these one after the other."""
    lines = path.open("rb")
    model = json.loads(next(lines) + b"]}")
    return model, (json.loads(line.rstrip(b",\n")) for line in lines if line != b"]}\n")
