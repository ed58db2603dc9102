"""What `daylight status` tells an officer, on a fixed day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, daylight

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def on_a_day(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It is 20 March in Chicago, though already the 21st in London."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 21, 2, tzinfo=UTC).timestamp())))
    a_dataset(site, "works/rain", title="Rainfall", modified="2026-02-15")
    a_dataset(site, "works/snow", title="Snow", modified="2026-02-05")
    a_dataset(site, "health/today", title="Today", modified="2026-02-20")
    a_dataset(site, "health/later", title="Later", modified="2026-01-05", accrualPeriodicity="quarterly")
    a_dataset(site, "health/never", title="Never", accrualPeriodicity="never")
    return site


def told(root: Path, *options: str) -> list[str]:
    result = daylight(root, "status", *options)
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_what_is_late_comes_first_then_what_is_due(on_a_day: Path) -> None:
    assert told(on_a_day) == [
        "Late: 2 of 5 datasets",
        "2026-03-05 15 days late works/snow Snow",
        "2026-03-15 5 days late works/rain Rainfall",
        "Due within 30 days: 2",
        "2026-03-20 today health/today Today",
        "2026-04-05 in 16 days health/later Later",
        "Without a promise: 1 (no `accrualPeriodicity`, or none that gives a date)",
    ]


def test_of_one_agency_and_the_days_that_are_asked_for(on_a_day: Path) -> None:
    assert told(on_a_day, "--agency", "health", "--days", "0")[:3] == [
        "Late: 0 of 3 datasets",
        "Due within 0 days: 1",
        "2026-03-20 today health/today Today",
    ]


def test_a_scheduled_job_fails_where_something_is_late(on_a_day: Path) -> None:
    late = daylight(on_a_day, "status", "--strict")
    assert late.exit_code == 1
    assert "Something is late." in late.stderr
    assert daylight(on_a_day, "status", "--strict", "--agency", "health").exit_code == 0


def test_an_agency_that_is_not_there_and_content_that_is_bad(on_a_day: Path) -> None:
    typed = daylight(on_a_day, "status", "--agency", "helth")
    assert typed.exit_code == 2
    assert "helth is no agency. There are works, health." in " ".join(typed.stderr.split())
    a_dataset(on_a_day, "works/rain", title="Rainfall", modified="2026-02-31")
    bad = daylight(on_a_day, "status")
    assert bad.exit_code == 1
    assert "Mend them first: daylight check" in bad.stderr
