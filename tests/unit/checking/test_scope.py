"""What refers to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, an_announcement, write

from generator.checking.scope import concerned
from generator.reading.repository import read_catalog

if TYPE_CHECKING:
    from pathlib import Path

RAIN = "datasets/works/rain/readings.csv"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"formerly": ["works/rain"]}, RAIN),
        ({"description": "See [rain](/datasets/works/rain/) for what fell as rain, day by day."}, RAIN),
        ({"limitations": "Without /datasets/works/rain."}, RAIN),
        ({"sources": [{"title": "Rain", "path": "https://test.example/datasets/works/rain/"}]}, RAIN),
        ({"sources": [{"title": "Rain", "path": "/datasets/works/rain/"}]}, RAIN),
        (
            {"description": "Like /datasets/works/rainfall/, which is another one, and works/rain, which is no link."},
            None,
        ),
    ],
)
def test_a_dataset_refers_by_former_addresses_and_links(
    site: Path, changes: dict[str, object], path: str | None
) -> None:
    a_dataset(site, "works/snow", **changes)
    scope = concerned(read_catalog(site), [RAIN])
    assert [dataset.id for dataset in scope.datasets] == (["works/snow"] if path else [])
    assert not scope.whole


@pytest.mark.parametrize(
    ("changes", "body", "changed"),
    [
        ({"datasets": ["works/rain"]}, "", RAIN),
        ({}, "It is in [the table](/datasets/works/rain/readings.csv).", RAIN),
        ({}, "See [that](/announcements/flood/).", "content/announcements/2020/flood.md"),
        ({}, "See [that](</privacy/>).", "content/pages/privacy.md"),
        ({"formerly": ["flood"]}, "", "content/announcements/2020/flood.md"),
        ({}, "", "content/announcements/2026/pump-repair.md"),
    ],
)
def test_an_announcement_refers_by_its_facts_and_links(
    site: Path, changes: dict[str, object], body: str, changed: str
) -> None:
    an_announcement(site, body=body, **changes)
    an_announcement(site, "other")
    assert [each.name for each in concerned(read_catalog(site), [changed]).announcements] == ["pump-repair"]


def test_a_translation_is_part_of_its_announcement_and_refers_by_its_links(site: Path) -> None:
    an_announcement(site)
    an_announcement(site, "other")
    path = "content/announcements/2026/pump-repair.es.md"
    write(site, path, "---\ntitle: La bomba\n---\n[lluvia](/datasets/works/rain/)\n")
    for changed in (path, RAIN):
        scope = concerned(read_catalog(site), [changed])
        assert [each.name for each in scope.announcements] == ["pump-repair"]
        assert path in scope.paths


@pytest.mark.parametrize(
    "changed", ["README.md", "docs/x.md", "datasets/make.py", "site_templates/base.html", "content/mkdocs.yml"]
)
def test_other_files_concern_nothing(site: Path, changed: str) -> None:
    a_dataset(site)
    an_announcement(site)
    scope = concerned(read_catalog(site), [changed])
    assert (scope.whole, scope.datasets, scope.announcements) == (False, (), ())
