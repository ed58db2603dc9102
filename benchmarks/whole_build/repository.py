"""A repository that Daylight builds, and what officers commit to it."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml
from inventing import TOPICS, write
from measuring import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from whole_build.model import Agency, Dataset, Model

NOW = "2026-11-22T12:00:00+00:00"
"""When everything happens: an alert is in force whenever the benchmark runs."""
EPOCH = "1795348800"
"""The same in seconds since 1970."""
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
_NEWS = f"""\
---
kind: news
title: The records desk moves
summary: From December on the desk is in the old town hall.
agency: agency-01
published: {NOW}
---
Come and see.
"""
_ALERT = f"""\
---
kind: alert
title: The river rises
regions: [riverside]
summary: Stay away from the river until Monday.
agency: agency-01
published: {NOW}
event: Flood
urgency: Immediate
severity: Severe
certainty: Observed
expires: 2026-11-30T12:00:00+00:00
instruction: Go to higher ground.
---
Keep away from the water.
"""


_QUIET = 4
"""Datasets for each one that there is an announcement about."""


class Repository:
    """A model as files in a folder under git.

    Args:
        model: What is published.
        folder: Where; it is not there yet.
    """

    def __init__(self, model: Model, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self._datasets = list(model.datasets)
        _write_yaml(folder / "mkdocs.yml", _settings())
        _write_yaml(folder / "content/vocabularies/agencies.yaml", list(map(_term, model.agencies)))
        _write_yaml(
            folder / "content/vocabularies/topics.yaml", [{"id": topic, "name": topic.capitalize()} for topic in TOPICS]
        )
        _write_yaml(folder / "content/vocabularies/regions.yaml", [{"id": "riverside", "name": "Riverside"}])
        write(
            folder / "content/pages/about.md", "---\ntitle: About\n---\nAll made up, to see what it costs to build.\n"
        )
        write(folder / ".gitignore", "/.daylight/\n/site/\n/.site.*\n")
        for dataset in model.datasets:
            self._describe(dataset)
            self._fill(dataset)
        for dataset in self._datasets[::_QUIET]:
            self._tell_of(dataset)
        self._git("init", "--quiet")
        self._commit()

    def change_row(self, run: int) -> None:
        """Commit another first row of a dataset, each time of another one."""
        place = self._place(run)
        dataset = self._datasets[place]
        self._datasets[place] = replace(dataset, rows=(dataset.rows[-1], *dataset.rows[1:]))
        self._fill(self._datasets[place])
        self._commit()

    def change_title(self, run: int) -> None:
        """Commit another title of a dataset, each time of another one."""
        place = self._place(run)
        self._datasets[place] = replace(self._datasets[place], title=f"{self._datasets[place].title}, again")
        self._describe(self._datasets[place])
        self._commit()

    def announce(self, run: int) -> None:
        """Commit an announcement."""
        write(self.folder / f"content/announcements/2026/moves-{run}.md", _NEWS)
        self._commit()

    def alert(self, run: int) -> None:
        """Commit an alert that is in force: every page of the site gets a strip."""
        write(self.folder / f"content/announcements/2026/river-{run}.md", _ALERT)
        self._commit()

    def lose_site(self, _run: int) -> None:
        """As on a new machine with a restored cache."""
        shutil.rmtree(self.site)
        shutil.rmtree(self.folder / ".site.previous", ignore_errors=True)

    def lose_index(self, run: int) -> None:
        """The same where only what was made of each dataset is kept, and not which file had led to what."""
        self.lose_site(run)
        (self.folder / ".daylight/index.sqlite").unlink()

    def lose_all(self, _run: int) -> None:
        """Nothing was ever built."""
        for name in ("site", ".site.previous", ".daylight", "content/outbox"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _place(self, run: int) -> int:
        """Far from each other, so that they are of different agencies."""
        return (run + 1) * len(self._datasets) // 7 % len(self._datasets)

    def _describe(self, dataset: Dataset) -> None:
        _write_yaml(self._folder_of(dataset) / "datapackage.yaml", _descriptor(dataset))

    def _tell_of(self, dataset: Dataset) -> None:
        words = "\n\n".join(dataset.prose)
        file = self.folder / f"content/announcements/{dataset.modified.year}/{dataset.agency.id}-{dataset.name}.md"
        write(file, f"{_about(dataset)}{words}\n")

    def _fill(self, dataset: Dataset) -> None:
        stream = io.StringIO()
        names = [column.name for column in dataset.columns]
        csv.writer(stream, lineterminator="\n").writerows([names, *dataset.rows])
        write(self._folder_of(dataset) / "data.csv", stream.getvalue())

    def _folder_of(self, dataset: Dataset) -> Path:
        return self.folder / "datasets" / dataset.agency.id / dataset.name

    def _commit(self) -> None:
        self._git("add", "--all")
        who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@records.example", "-c", "commit.gpgsign=false")
        self._git(*who, "commit", "--quiet", "--allow-empty", "--message", "Publish", "--date", NOW)

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.folder, check=True)


def _settings() -> dict[str, Any]:
    return {
        "site_name": "Open records",
        "site_description": "What is known, by the City of Records.",
        "site_url": "https://records.example/",
        "docs_dir": "content/pages",
        "theme": {"name": "material", "custom_dir": str(REPOSITORY / "site_templates"), "font": False},
        "plugins": ["daylight"],
        "extra": {
            "daylight": {
                "authority": "records.example,2026",
                "time_zone": "UTC",
                "fonts": [str(REPOSITORY / "node_modules/@expo-google-fonts")],
            }
        },
    }


def _term(agency: Agency) -> dict[str, Any]:
    contact = {"name": "Records desk", "email": f"records@{agency.id}.example"}
    return {"id": agency.id, "name": agency.name, "contactPoint": contact}


def _descriptor(dataset: Dataset) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "description": column.description} for column in dataset.columns
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": "\n\n".join(dataset.prose),
        "issued": "2024-01-01",
        "modified": dataset.modified.isoformat(),
        "accrualPeriodicity": "monthly",
        "theme": list(dataset.topics),
        "licenses": [LICENCE],
        "resources": [
            {
                "name": "data",
                "path": "data.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields},
            }
        ],
    }


def _about(dataset: Dataset) -> str:
    """What an announcement about a dataset begins with."""
    facts = {
        "kind": "news",
        "title": f"New figures: {dataset.title}",
        "summary": f"{dataset.title} was brought up to date.",
        "agency": dataset.agency.id,
        "topics": list(dataset.topics),
        "datasets": [f"{dataset.agency.id}/{dataset.name}"],
        "published": f"{dataset.modified.isoformat()}T12:00:00+00:00",
    }
    return f"---\n{yaml.dump(facts, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)}---\n"


def _write_yaml(path: Path, value: Any) -> None:  # noqa: ANN401 - whatever YAML can hold
    write(path, yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))
