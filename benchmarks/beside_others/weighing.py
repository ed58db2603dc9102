"""What a page costs before anybody touches it: bytes over the wire by type, requests, and Lighthouse's scores."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RUNS = 3
_FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """Of one page, medians of all runs."""

    performance: float
    """Lighthouse's score on its phone profile, from 0 to 100."""
    accessibility: float
    """The same."""
    requests: int
    size: dict[str, int]
    """Bytes over the wire, headers included, by Lighthouse's names of types; `total` is all of them."""
    paint: float
    """Seconds until the largest content is painted, on the simulated phone."""


def weigh(address: str, chromium: str) -> Weight:
    """Load a page three times as a phone would.

    Args:
        address: Of the page.
        chromium: The browser's program.

    Raises:
        subprocess.CalledProcessError: Lighthouse could not load it.
    """
    reports = [_run(address, chromium) for _ in range(RUNS)]
    items = [{each["resourceType"]: each for each in _of(report, "resource-summary")} for report in reports]
    return Weight(
        performance=statistics.median(100 * report["categories"]["performance"]["score"] for report in reports),
        accessibility=statistics.median(100 * report["categories"]["accessibility"]["score"] for report in reports),
        requests=int(statistics.median(each["total"]["requestCount"] for each in items)),
        size={kind: int(statistics.median(each[kind]["transferSize"] for each in items)) for kind in items[0]},
        paint=statistics.median(
            report["audits"]["largest-contentful-paint"]["numericValue"] / 1000 for report in reports
        ),
    )


def _of(report: dict[str, Any], audit: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = report["audits"][audit]["details"]["items"]
    return items


def _run(address: str, chromium: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        command = [HERE / "node_modules/.bin/lighthouse", address, "--quiet", "--output=json", f"--output-path={file}"]
        command += ["--only-categories=performance,accessibility", f"--chrome-flags={_FLAGS}"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium}, stdout=subprocess.DEVNULL)
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return report
