"""A report in SARIF 2.1.0 (OASIS), for code scanning; section numbers are those of the standard.

It names files from the root of the repository and nothing of the machine: the base of their addresses has a name and no
address (3.14.14).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator import __version__
from generator.model.finding import Severity, visible
from generator.reporting.report import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.reporting.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"


def write_sarif(report: Report) -> str:
    """One log with one run (3.13, 3.14)."""
    ids = sorted({finding.rule for finding in report.findings})
    places = {id_: place for place, id_ in enumerate(ids)}
    results = [
        _result(report, finding, places[finding.rule], fingerprint)
        for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "Daylight",
                "version": __version__,
                "rules": [_rule(id_, (each for each in report.findings if each.rule == id_)) for id_ in ids],
            }
        },
        # Results of a narrowed check say nothing of the rest, so they are a category of their own (3.17.2).
        "automationDetails": {"id": "daylight-changes/" if report.since else "daylight/"},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": results,
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(id_: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """A reportingDescriptor (3.49); its level is that of its gravest finding."""
    listed = list(findings)
    level = Severity.ERROR if any(finding.blocks for finding in listed) else Severity.WARNING
    return {
        "id": id_,
        "name": "".join(part.capitalize() for part in id_.split("-")),
        "shortDescription": {"text": f"{id_.replace('-', ' ').capitalize()}."},
        "help": {"text": visible(listed[0].remedy)},
        "defaultConfiguration": {"level": level.value},
    }


def _result(report: Report, finding: Finding, place: int, fingerprint: str) -> dict[str, Any]:
    """A result (3.27); its fingerprint does not hold the line (3.27.17)."""
    # What no UTF-8 can say is written out first, as in the words.
    address = quote(visible(f"{report.prefix}{finding.where.path}"))
    return {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": finding.severity.value,
        "message": {"text": visible(f"{finding.problem} {finding.remedy}")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": address, "uriBaseId": _BASE},
                    "region": {"startLine": finding.where.line},
                }
            }
        ],
        "partialFingerprints": {"daylightFinding/v1": fingerprint},
    }
