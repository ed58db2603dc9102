"""Under which letter a title is looked up."""

from __future__ import annotations

import pytest

from generator.deriving.titles import initial, place


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Air quality", "A"),
        ("école", "E"),
        ("“Bridges”, a list", "B"),
        ("311 requests", "#"),
        ("", "#"),
        ("ﬁre", "F"),
        ("مياه الشرب", "م"),
        ("Ωmega", "Ω"),
    ],
)
def test_a_title_is_under_its_first_letter(title: str, letter: str) -> None:
    assert initial(title) == letter


def test_accents_and_capitals_do_not_matter_to_the_order() -> None:
    assert sorted(["Zoo", "école", "Ears", "apple", "Éb"], key=place) == ["apple", "Ears", "Éb", "école", "Zoo"]
