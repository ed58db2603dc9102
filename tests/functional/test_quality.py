"""The page about a dataset's quality, as a citizen and a program find it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builders import PROJECT, a_dataset, an_announcement, daylight, tree, write

from generator.checking import registry
from generator.model.finding import Where, warning

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = "site/datasets/works/rain/quality/index.html"
REPORT = "site/datasets/works/rain/quality/report.json"


def test_a_dataset_links_to_its_score_and_the_score_to_its_parts(site: Path) -> None:
    a_dataset(site, title=None)
    assert daylight(site, "build").exit_code == 0
    report = json.loads((site / REPORT).read_text())
    words = f"{report['score']} of 100"
    dataset = (site / "site/datasets/works/rain/index.html").read_text()
    assert f'<a href="../../../datasets/works/rain/quality/">Quality: {words}</a>, 1 warning' in dataset
    page = (site / PAGE).read_text()
    assert f'<strong class="score">{report["score"]}</strong> of 100' in page
    assert [part["id"] for part in report["parts"]] == [
        "completeness",
        "validity",
        "documentation",
        "freshness",
        "openness",
    ]
    for part in report["parts"]:
        assert f'id="{part["id"]}"' in page
        for measure in part["measures"]:
            assert measure["label"] in page
            assert f'<a href="{measure["scheme"]["path"]}">{measure["scheme"]["title"]}</a>' in page
    assert report["points"] == round(sum(part["points"] for part in report["parts"]), 1)
    assert report["tables"] == [
        {
            "name": "readings",
            "path": "readings.csv",
            "rows": 3,
            "columns": 2,
            "cells": 6,
            "blank": 0,
            "schema": "written",
        }
    ]
    assert [each["rule"] for each in report["warnings"]] == ["title-missing"]
    assert "<strong>The title is missing.</strong>" in page


def test_every_key_of_the_report_is_documented(site: Path) -> None:
    a_dataset(site, title=None)
    daylight(site, "build")
    text = (PROJECT / "docs/formats.md").read_text().partition("## A dataset's quality")[2]
    missing: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, dict):
            missing.update(key for key in value if f"`{key}`" not in text)
            list(map(look, value.values()))
        elif isinstance(value, list):
            list(map(look, value))

    look(json.loads((site / REPORT).read_text()))
    assert not missing


def test_what_is_about_leaks_is_told_to_officers_and_published_nowhere(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaking(_: object) -> Any:
        where = Where(path="datasets/works/rain/readings.csv", line=7)
        yield warning(where, "Secretive: 078-05-1120 is like a number of a person.", "Remove it.", "leak-person")
        yield warning(where, "Harmless and odd.", "Look at it.", "odd")

    a_dataset(site)
    monkeypatch.setattr(registry, "CHECKS", (*registry.CHECKS, leaking))
    result = daylight(site, "build")
    assert result.exit_code == 0
    assert "Secretive" in result.output
    everything = b"".join(tree(site / "site").values())
    assert b"Secretive" not in everything
    assert b"078-05-1120" not in everything
    assert b"leak-" not in everything
    assert b"Harmless and odd." in everything
    assert ", 1 warning" in (site / "site/datasets/works/rain/index.html").read_text()


def test_a_leak_does_not_change_the_score_either(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(_: object) -> Any:
        yield warning(Where(path="datasets/works/rain/readings.csv"), "Secretive.", "Look.", "leak-person")

    a_dataset(site)
    daylight(site, "build")
    before = (site / REPORT).read_bytes()
    monkeypatch.setattr(registry, "CHECKS", (*registry.CHECKS, leaking))
    write(site, "content/vocabularies/topics.yaml", "- {id: water, name: Waters}\n")
    assert "Published" in daylight(site, "build").output
    assert (site / REPORT).read_bytes() == before


def test_what_is_remarked_is_shown_anew_though_no_table_changed(site: Path) -> None:
    folder = a_dataset(site)
    daylight(site, "build")
    assert "There are none." in (site / PAGE).read_text()
    descriptor = folder / "datapackage.yaml"
    descriptor.write_text(descriptor.read_text().replace("title: Rainfall", "tittle: Rainfall", 1))
    daylight(site, "build")
    assert "There are none." not in (site / PAGE).read_text()
    assert "did you mean <code>title</code> where it says <code>tittle</code>?" in (site / PAGE).read_text()


def test_a_site_is_built_again_when_data_become_late(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_dataset(site)  # due by 5 March 2026
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772776000")  # 5 March, evening in Chicago
    daylight(site, "build")
    assert "New data are due by March 5, 2026: in time." in (site / PAGE).read_text()
    assert "Nothing has changed" in daylight(site, "build").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772777000")  # and after midnight
    assert "Published" in daylight(site, "build").output
    assert "New data are due by March 5, 2026: late." in (site / PAGE).read_text()
    assert "Nothing has changed" in daylight(site, "build").output


def test_hostile_words_are_shown_as_words(site: Path) -> None:
    a_dataset(
        site, accrualPeriodicity=None, title='<script>alert(1)</script>"><img src=x>', resource={"title": "`<b>`"}
    )
    assert daylight(site, "build").exit_code == 0
    page = (site / PAGE).read_text()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>" not in page


def test_no_file_can_take_the_place_of_the_report(site: Path) -> None:
    folder = a_dataset(site, resource={"path": "Quality/report.json", "format": "json"}, data="")
    write(folder, "Quality/report.json", '[{"day": "2026-01-01", "reading": 1}]')
    result = daylight(site, "check")
    assert result.exit_code == 1
    assert "The address /datasets/works/rain/quality/ belongs to what is made by itself." in result.output


def test_a_link_may_lead_to_it(site: Path) -> None:
    a_dataset(site)
    an_announcement(site, body="See [how good it is](/datasets/works/rain/quality/).")
    assert daylight(site, "check").exit_code == 0
