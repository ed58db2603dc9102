"""An example of a large table, a site of it alone, and what building that costs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from measuring import REPOSITORY, run

_REGIONS = (
    "North",
    "South",
    "East",
    "West",
    "Old Town",
    "Harbour",
    "Airport",
    "Hills",
    "University",
    "Market",
    "Mills",
)


def table(rows: int) -> pd.DataFrame:
    """Accidents, 13 columns: keys, days in order, places, few and many different numbers and texts."""
    chance = np.random.default_rng(2026)
    days = np.datetime64("2010-01-01") + (np.arange(rows) * 5_844 // rows).astype("timedelta64[D]")
    letters = np.array(list("ABMCU"))
    return pd.DataFrame(
        {
            "key": [f"AC{place:08}" for place in range(rows)],
            "day": days.astype(str),
            "region": np.array(_REGIONS)[chance.integers(0, len(_REGIONS), rows)],
            "authority": np.array([f"Authority {place:03}" for place in range(380)])[chance.integers(0, 380, rows)],
            "severity": np.array(["Slight", "Serious", "Fatal"])[chance.choice(3, rows, p=(0.8, 0.185, 0.015))],
            "vehicles": chance.integers(1, 5, rows),
            "casualties": chance.integers(0, 5, rows),
            "limit": np.array([20, 30, 40, 50, 60, 70])[chance.integers(0, 6, rows)],
            "latitude": np.round(50 + 8 * chance.random(rows), 6),
            "longitude": np.round(-6 + 8 * chance.random(rows), 6),
            "easting": chance.integers(0, 10_000_000, rows),
            "road": np.char.add(letters[chance.integers(0, 5, rows)], chance.integers(0, 4_000, rows).astype(str)),
            "reference": [f"{number:014x}" for number in chance.integers(0, 2**55, rows)],
        }
    )


def site(folder: Path, rows: int) -> Path:
    """The example's settings and words with one dataset, built."""
    for name in ("mkdocs.yml", "content/vocabularies", "content/pages", "site_templates"):
        source, target = REPOSITORY / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    place = folder / "datasets/public-works/accidents"
    place.mkdir(parents=True)
    frame = table(rows)
    frame.to_csv(place / "accidents.csv", index=False)
    whole, exact = {"vehicles", "casualties", "limit", "easting"}, {"latitude", "longitude"}
    kinds = {name: "integer" if name in whole else "number" if name in exact else "string" for name in frame}
    kinds["day"] = "date"
    descriptor = {
        "name": "accidents",
        "title": "Road accidents",
        "description": "Made up, to see what a large table costs.",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [
            {
                "name": "accidents",
                "path": "accidents.csv",
                "schema": {
                    "fields": [{"name": name, "type": kind} for name, kind in kinds.items()],
                    "primaryKey": ["key"],
                },
            }
        ],
    }
    (place / "datapackage.yaml").write_text(yaml.safe_dump(descriptor, sort_keys=False))
    daylight = str(Path(sys.executable).with_name("daylight"))
    cost = run("the build", [daylight, "-C", str(folder), "build"], {"SOURCE_DATE_EPOCH": "1795348800"})
    print(f"built in {cost.seconds:.1f} CPU s, {cost.megabytes:.0f} MB")
    return folder / "site"
