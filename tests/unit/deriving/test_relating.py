"""Datasets about the same things find each other."""

from __future__ import annotations

from generator.deriving.relating import MOST, relatives
from generator.model.catalog import Outline


def outline(name: str, *subjects: str, **facts: str) -> Outline:
    return Outline(id=f"works/{name}", source="", title=facts.get("title", name), subjects=subjects)


def test_what_is_rare_counts_more_than_what_is_common() -> None:
    rest = [outline(f"z{number}", "water") for number in range(5)]
    found = relatives([outline("a", "water", "lead"), outline("b", "lead"), *rest])
    assert found["works/a"][0].id == "works/b"
    assert len(found["works/a"]) == MOST
    assert [each.id for each in found["works/b"]] == ["works/a"]


def test_a_dataset_that_shares_nothing_has_no_relatives() -> None:
    assert relatives([outline("a", "water"), outline("b", "roads"), outline("c")]) == {
        "works/a": (),
        "works/b": (),
        "works/c": (),
    }


def test_a_new_dataset_changes_few_pages() -> None:
    many = [outline(f"d{number:03}", "water") for number in range(200)]
    before, after = relatives(many), relatives([*many, outline("d100a", "water")])
    assert 0 < sum(before[id_] != after[id_] for id_ in before) < 20
