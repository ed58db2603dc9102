"""Which datasets are alike is remembered, and told with the titles that they have now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.deriving.relating import relatives
from generator.memory.index import Index
from generator.model.catalog import Outline
from generator.steps import relations
from generator.steps.relations import related

if TYPE_CHECKING:
    from pathlib import Path


def an_outline(name: str, title: str = "", subjects: tuple[str, ...] = ("rain",)) -> Outline:
    return Outline(id=f"works/{name}", source="", title=title or name.capitalize(), subjects=subjects)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path)


def test_what_is_remembered_is_what_was_found(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = [an_outline("a"), an_outline("b"), an_outline("c", subjects=("roads",))]
    found = related(datasets, index)
    assert found == relatives(datasets)
    assert [each.id for each in found["works/a"]] == ["works/b"]
    monkeypatch.setattr(relations, "relatives", None)
    assert related(datasets, index) == found


def test_a_new_title_is_told_though_nothing_is_worked_out(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    related([an_outline("a"), an_outline("b")], index)
    monkeypatch.setattr(relations, "relatives", None)
    found = related([an_outline("a"), an_outline("b", "Rainfall")], index)
    assert [each.title for each in found["works/a"]] == ["Rainfall"]


@pytest.mark.parametrize(
    "changed",
    [
        [an_outline("a"), an_outline("b", subjects=("roads",))],
        [an_outline("a")],
        [an_outline("a"), an_outline("b"), an_outline("c")],
    ],
)
def test_other_subjects_are_compared_anew(index: Index, changed: list[Outline]) -> None:
    related([an_outline("a"), an_outline("b")], index)
    assert related(changed, index) == relatives(changed)
