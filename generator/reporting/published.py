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
    from generator.model.catalog import Settings
    from generator.model.publication import DatasetFacts
    from generator.model.quality import Part
    from generator.model.table import Table

VERSION = "2.0"
"""Of the format that docs/formats.md describes."""


def quality_report(facts: DatasetFacts, settings: Settings) -> Artifact:
    """`report.json` beside the page about a dataset's quality."""
    return Artifact(path=f"{facts.quality_path}report.json", content=as_json(_report(facts, settings)).encode())


def _report(facts: DatasetFacts, settings: Settings) -> dict[str, Any]:
    quality = facts.quality
    return {
        "format": "daylight-quality",
        "version": VERSION,
        "generator": f"Daylight {__version__}",
        "referee": f"frictionless {version('frictionless')}",
        "dataset": {
            "id": facts.entry.urn,
            "title": facts.entry.title,
            "version": facts.entry.version,
            "updated": facts.entry.updated.isoformat() if facts.entry.updated else None,
            "url": f"{settings.url}{facts.entry.path}",
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
        "measures": [
            {**asdict(measure), "label": str(measure.label), "found": str(measure.found)} for measure in part.measures
        ],
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
