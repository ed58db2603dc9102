"""Promises of every finding: it names a rule, and every format tells it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest
from builders import PROJECT, a_dataset, an_announcement, daylight, write

from generator import pipeline
from generator.reporting.registry import FORMATS
from generator.reporting.report import Report
from generator.steps.means import means

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.reporting.registry import Format

RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAKERS = {"error", "warning", "refuse"}


def made() -> Iterator[tuple[str, ast.expr]]:
    """The rule of every finding in the generator's own code, with its place."""
    for path in sorted((PROJECT / "generator").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in MAKERS and not path.name.startswith("plugin"):
                rule: Any = call.args[3] if len(call.args) > 3 else {each.arg: each.value for each in call.keywords}
                yield f"{path.relative_to(PROJECT)}:{call.lineno}", rule


def test_every_finding_that_can_be_made_names_its_rule() -> None:
    rules = dict(made())
    assert len(rules) > 60
    for place, rule in rules.items():
        if isinstance(rule, ast.Constant):
            assert RULE.fullmatch(str(rule.value)), place
        else:
            assert isinstance(rule, ast.expr), f"{place} names no rule"


@pytest.fixture
def report(site: Path) -> Report:
    """About a site in which much is wrong."""
    a_dataset(site, data="day,reading\n2026-02-30,a lot\n\n2026-01-01,=1+1\n", title=None, theme=["wine"], tittle="x")
    a_dataset(site, "works/snow", accrualPeriodicity="often", resource={"path": "../x.csv"})
    a_dataset(site, "parks/trees", licenses=None, description="Trees.")
    write(site, "datasets/works/stray.csv", "a\n")
    write(site, "datasets/works/bare/a.csv", "a;b\n1;2\n")
    write(site, "datasets/works/empty/a.txt", "")
    write(site, "content/vocabularies/topics.yaml", "- {id: water, name: Water}\n- {id: water, name: *x}\n")
    an_announcement(site, "One Two", "[x](/nowhere/) ![y](/z.png)", summary=None, updated="2020-01-01T00:00:00Z")
    an_announcement(site, "bad", kind="rumour")
    write(site, "content/pages/feeds.md", "---\ntitle: Feeds\n---\n")
    write(site, "content/outbox/2026/x.yaml", "id: 1\n")
    checked = pipeline.check(site, means(site))
    assert len({finding.rule for finding in checked.findings}) > 12
    return Report(findings=checked.findings, fit=False, datasets=3, announcements=2)


def test_every_finding_of_a_bad_site_has_a_rule(report: Report) -> None:
    assert [finding for finding in report.findings if not RULE.fullmatch(finding.rule)] == []


@pytest.mark.parametrize("write_", FORMATS.values(), ids=FORMATS)
def test_a_format_is_the_same_each_time_and_tells_every_finding(write_: Format, report: Report) -> None:
    text = write_(report)
    assert text == write_(report)
    assert text.endswith("\n")
    places = {
        "text": [f"{each.where}: " for each in report.findings],
        "github": [f" file={each.where.path},line={each.where.line},title={each.rule}::" for each in report.findings],
        "markdown": [f"line {each.where.line}: " for each in report.findings],
    }
    name = next(name for name, each in FORMATS.items() if each is write_)
    told = places.get(name, [f'"{each.rule}"' for each in report.findings])
    assert [place for place in told if place not in text] == []


@pytest.mark.parametrize("write_", FORMATS.values(), ids=FORMATS)
def test_a_format_never_names_the_machine(write_: Format, report: Report, site: Path) -> None:
    assert str(site) not in write_(report)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_shown_alone_or_written_to_its_file(site: Path, tmp_path_factory: Any, name: str) -> None:
    a_dataset(site, title=None)
    folder = tmp_path_factory.mktemp("reports")
    both = daylight(site, "check", "--format", name)
    filed = daylight(site, "check", "--format", f"{name}={folder / 'report'}")
    assert both.exit_code == filed.exit_code == 0
    if name != "text":
        assert both.stdout == (folder / "report").read_text(encoding="utf-8")
    assert "Warning: The title is missing" in filed.stderr
    assert filed.stdout == "Fit to publish: 1 dataset, 0 announcements, 0 errors, 1 warning.\n"
