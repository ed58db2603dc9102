"""Promises of the detectors on texts that nobody thought of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checking.leaks.columns import Asked
from generator.checking.leaks.formulas import _HARMFUL, FORMULAS, is_formula
from generator.checking.leaks.identities import FORMATS, IDENTITIES
from generator.checking.leaks.registry import DETECTORS
from generator.checking.leaks.watch import Watch
from generator.model.schema import Field
from generator.reading import arrays
from generator.reading.cells import Cells

ASKED = Asked(Field(name="phone e-mail birth lat ip card number dni national id address"), 5)
NAMED = {name: Asked(Field(name=min(known.names)), 5) for name, known in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_number_of_any_shape_is_judged_without_failing(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(FORMATS[name].shape, fullmatch=True))
    found = IDENTITIES.find(text, NAMED[name])
    assert found is None or found.part == text


@pytest.mark.parametrize("name", DETECTORS)
@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.from_regex(r"[=+@-]?[\w.+-]{0,8}@?[\w.:/ -]{0,30}", fullmatch=True))
def test_a_detector_judges_any_text_and_shows_less_than_it_found(name: str, text: str) -> None:
    found = DETECTORS[name].find(text, ASKED)
    if found is not None and name not in {"formula", "small-cells"}:
        assert found.part in text
        assert found.part not in DETECTORS[name].mask(found.part)


@settings(max_examples=2000, deadline=None)
@given(st.text(alphabet=st.sampled_from("=+-@ \t09.,:/%(!|A\u00a0\ufeff\uff1d\ufe63\u207b é"), max_size=8))
def test_every_formula_is_among_the_cells_that_are_looked_at(text: str) -> None:
    from generator.checking.leaks.columns import Glimpse

    for others in ([], ["=1"], ["é"], ["("]):
        cells = Cells(arrays.texts([*others, text]), ("",))
        places = FORMULAS.look(Glimpse(ASKED, cells))
        assert not is_formula(text) or len(others) in places.tolist(), _HARMFUL


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a@b.example", "info@b.example", "x", "", "jane.doe@mail.example"]), max_size=30))
def test_what_is_counted_is_there(texts: list[str]) -> None:
    from generator.checking.leaks.columns import Glimpse

    watch = Watch(DETECTORS["email"], ASKED)
    glimpse = Glimpse(ASKED, Cells(arrays.texts(texts), ("",)))
    places = DETECTORS["email"].look(glimpse)
    if places.size:
        import numpy as np

        watch.look(glimpse, places, np.arange(2, len(texts) + 2, dtype=np.int64))
    expected = [row for row, text in enumerate(texts, start=2) if text == "jane.doe@mail.example"]
    assert watch.tally.cells == len(expected)
    assert watch.tally.row == min(expected, default=0)
