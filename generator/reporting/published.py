"""The report that is published with each dataset, for programs: the same facts as its page about quality."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.model.finding import visible
from generator.model.publication import Artifact
from generator.reporting.report import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.publication import DatasetFacts, Publication, Table
    from generator.model.quality import Part

VERSION = "1.0"
"""Of the format that docs/formats.md describes."""


def quality_reports(publication: Publication) -> Iterator[Artifact]:
    """`report.json` beside each page about quality."""
    referee = f"frictionless {version('frictionless')}"
    for facts in publication.datasets.values():
        content = as_json(_report(facts, publication, referee)).encode()
        yield Artifact(path=f"{facts.quality_path}report.json", content=content)


def _report(facts: DatasetFacts, publication: Publication, referee: str) -> dict[str, Any]:
    quality = facts.quality
    return {
        "format": "daylight-quality",
        "version": VERSION,
        "generator": f"Daylight {__version__}",
        "referee": referee,
        "checked": publication.now.isoformat(),
        "dataset": {
            "id": facts.entry.urn,
            "title": facts.entry.title,
            "version": facts.entry.version,
            "url": f"{publication.catalog.settings.url}{facts.entry.path}",
        },
        "score": quality.score,
        "points": quality.points,
        "possible": quality.possible,
        "parts": [_part(part) for part in quality.parts],
        "tables": [_table(table) for table in facts.tables],
        "warnings": [
            {
                "rule": warning.rule,
                "path": visible(warning.where.path),
                "line": warning.where.line,
                "problem": visible(warning.problem),
                "remedy": visible(warning.remedy),
            }
            for warning in facts.warnings
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "label": part.label,
        "dimension": part.dimension,
        "points": part.points,
        "possible": part.possible,
        "measures": [asdict(measure) for measure in part.measures],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.resource.name,
        "path": table.resource.path,
        "rows": table.rows,
        "columns": len(table.columns),
        "cells": table.cells,
        "blank": table.blank,
        "schema": "written" if table.described else "guessed",
    }
