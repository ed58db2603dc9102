"""Promises of everything that is registered: registering it is being tested."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from builders import ALERT, a_dataset, an_announcement

from generator import pipeline
from generator.checking.registry import CHECKS, DATASET_CHECKS
from generator.model.announcement import KINDS
from generator.reading.packages import read_dataset
from generator.rendering.pages import PAGES
from generator.rendering.words import Words
from generator.social.networks.network import usual
from generator.social.networks.registry import NETWORKS
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

    from generator.checking.registry import Check, DatasetCheck
    from generator.model.publication import Publication
    from generator.rendering.page import Kind
    from generator.social.networks.network import Network
    from generator.steps.targets import Targets

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def publication(site: Path) -> Publication:
    a_dataset(site)
    an_announcement(site, datasets=["works/rain"])
    an_announcement(site, "boil", **ALERT)
    an_announcement(site, "odd", title='Bell & <book> "and" candle', summary="]]> &amp; <x>")
    return published(site)[0]


def published(site: Path) -> tuple[Publication, Targets]:
    checked = pipeline.check(site, means(site))
    assert not checked.findings
    return pipeline.compose(checked, NOW, means(site))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_finds_nothing_in_what_is_well_and_changes_nothing(check: Check, publication: Publication) -> None:
    catalog = publication.catalog
    assert list(check(catalog)) == []
    assert list(check(catalog)) == []


@pytest.mark.parametrize("check", DATASET_CHECKS, ids=lambda check: check.__name__)
def test_a_check_of_datasets_finds_nothing_in_one_that_is_well(check: DatasetCheck, publication: Publication) -> None:
    catalog = publication.catalog
    for outline in catalog.datasets:
        assert list(check(read_dataset(catalog.root, catalog.root / outline.folder), catalog)) == []


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_a_kind_of_page_yields_the_same_pages_each_time_with_a_title_and_a_description(
    kind: Kind, publication: Publication
) -> None:
    words = Words(publication.catalog.settings, publication.catalog.root)
    pages = list(kind(publication, words))
    assert [page.path for page in pages] == [page.path for page in kind(publication, words)]
    assert all(page.title and page.description for page in pages)
    assert len({page.path for page in pages}) == len(pages)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_a_network_takes_what_is_within_its_limit_and_nothing_longer(network: Network) -> None:
    assert usual(network).fits("x" * network.limit)
    assert not usual(network).fits("x" * (network.limit + 1))
    assert network.length("") == 0


def test_every_kind_of_announcement_has_a_form_and_a_page(site: Path) -> None:
    moments = {"opens": "2026-03-01T00:00:00Z", "closes": "2026-04-01T00:00:00Z", "starts": "2026-03-01T00:00:00Z"}
    facts = {
        "alert": ALERT,
        "consultation": {key: moments[key] for key in ("opens", "closes")},
        "event": {"starts": moments["starts"]},
    }
    for kind in KINDS:
        changes = {**facts.get(kind.kind, {}), "kind": kind.kind, "title": f"A {kind.kind}"}
        an_announcement(site, f"a-{kind.kind}", **changes)
    paths = {path for target in published(site)[1].seen() for path in target.files}
    assert {f"announcements/a-{kind.kind}/index.html" for kind in KINDS} <= paths


def test_every_target_makes_just_the_files_that_it_names(site: Path) -> None:
    a_dataset(site)
    an_announcement(site, datasets=["works/rain"])
    targets = published(site)[1]
    for target in (*targets.seen(), *targets.rest()):
        assert {artifact.path for artifact in target.make(target.files)} == set(target.files)
