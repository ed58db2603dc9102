"""A report for a terminal: a line for each finding, then the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.finding import visible

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.reporting.report import Report

_COMMAND = re.compile(r"#(?=#\w*\[)")


def write_text(report: Report) -> str:
    """`path:line: what is wrong. What to do.` for each finding."""
    told = (told_in_parts(finding) for finding in report.findings)
    lines = [f"{place}: {kind}{words}" for place, kind, words in told]
    return "".join(f"{line}\n" for line in (*lines, *filter(None, (visible(report.note),)), visible(report.verdict)))


def told_in_parts(finding: Finding) -> tuple[str, str, str]:
    """Where it is, its kind if it is no error, and what is to be said, each on one line.

    What a build server would run wherever it stands in a line of its log (`##[…]`, `##vso[…]`) is written out.
    """
    kind = "" if finding.blocks else "Warning: "
    words = visible(f"{finding.problem} {finding.remedy}")
    return _harmless(visible(str(finding.where))), kind, _harmless(words)


def _harmless(line: str) -> str:
    return _COMMAND.sub(r"\\u0023", line)
