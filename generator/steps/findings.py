"""Findings as they are remembered."""

from __future__ import annotations

from typing import Any

from generator.model.finding import Finding, Severity, Where


def finding_of(value: dict[str, Any]) -> Finding:
    """The finding that `dataclasses.asdict` made a dict of; what some kinds of findings hold besides is left out."""
    return Finding(
        severity=Severity(value["severity"]),
        where=Where(**value["where"]),
        problem=value["problem"],
        remedy=value["remedy"],
        rule=value["rule"],
    )
