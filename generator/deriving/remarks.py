"""What the checks remarked about a dataset, as far as the public may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding

PRIVATE = ("leak-",)
"""How rules begin whose findings are for officers alone: published, they would lead to what is to be hidden."""


def public_remarks(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Warnings by the folder of the dataset that they are about, in their order."""
    remarks: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        if not finding.blocks and not finding.rule.startswith(PRIVATE):
            folder = "/".join(finding.where.path.split("/")[:3])
            remarks[folder] = (*remarks.get(folder, ()), finding)
    return remarks
