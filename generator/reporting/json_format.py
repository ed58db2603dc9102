"""A report as JSON, in a format of our own that docs/formats.md describes; programs may count on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import __version__
from generator.model.finding import visible
from generator.reporting.report import as_json

if TYPE_CHECKING:
    from generator.reporting.report import Report

VERSION = "1.1"
"""Of the format: the first number changes when something is taken away or means something else."""


def write_json(report: Report) -> str:
    """One JSON document, in ASCII."""
    return as_json(
        {
            "format": "daylight-report",
            "version": VERSION,
            "generator": f"Daylight {__version__}",
            "fit": report.fit,
            "since": visible(report.since) or None,
            "note": visible(report.note) or None,
            "checked": {"datasets": report.datasets, "announcements": report.announcements},
            "counts": {"errors": report.errors, "warnings": report.warnings},
            "findings": [
                {
                    "severity": finding.severity.value,
                    "rule": finding.rule,
                    "path": visible(finding.where.path),
                    "line": finding.where.line,
                    "problem": visible(finding.problem),
                    "remedy": visible(finding.remedy),
                    "fingerprint": fingerprint,
                }
                for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
            ],
            "posts": [
                {
                    "path": visible(post.path),
                    "account": visible(post.to),
                    "lengths": list(post.lengths),
                    "limit": post.limit,
                }
                for post in report.posts
            ],
        }
    )
