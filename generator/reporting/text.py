"""A report for a terminal: a line for each finding, then the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reporting.report import one_line

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.reporting.report import Report


def write_text(report: Report) -> str:
    """`path:line: what is wrong. What to do.` for each finding."""
    told = (told_in_parts(finding) for finding in report.findings)
    lines = [f"{place}: {kind}{words}" for place, kind, words in told]
    return "".join(f"{line}\n" for line in (*lines, *filter(None, (one_line(report.note), one_line(report.verdict)))))


def told_in_parts(finding: Finding) -> tuple[str, str, str]:
    """Where it is, its kind if it is no error, and what is to be said, each on one line."""
    kind = "" if finding.blocks else "Warning: "
    return one_line(str(finding.where)), kind, one_line(f"{finding.problem} {finding.remedy}")
