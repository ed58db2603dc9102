"""A report as workflow commands of GitHub Actions: each finding becomes a remark at its line in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the signs that are escaped are those of
`escapeData` and `escapeProperty` in actions/toolkit, so that no name of a file and no cell can give a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reporting.report import one_line

if TYPE_CHECKING:
    from generator.reporting.report import Report

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA_SIGNS = str.maketrans(_DATA)
_PROPERTY_SIGNS = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})


def write_github(report: Report) -> str:
    """A line for each finding, errors first: GitHub shows ten of each kind for a step."""
    lines = []
    for finding in sorted(report.findings, key=lambda finding: not finding.blocks):
        place = _property(f"{report.prefix}{finding.where.path}")
        words = one_line(f"{finding.problem} {finding.remedy}").translate(_DATA_SIGNS)
        title = _property(finding.rule)
        lines.append(f"::{finding.severity.value} file={place},line={finding.where.line},title={title}::{words}\n")
    return "".join(lines)


def _property(text: str) -> str:
    return one_line(text).translate(_PROPERTY_SIGNS)
