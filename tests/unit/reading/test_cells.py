"""A column's cells, looked at as bytes, say what they say as text, whichever part of an array they are."""

from __future__ import annotations

import numpy as np
import pytest

from generator.reading import arrays
from generator.reading.cells import Cells

TEXTS = ["", "NA", "n/a", "é", "日本語", "x", "", "NA ", "-", "12", "34", "\0", "😀"]
MARKERS = [(), ("",), ("NA",), ("", "NA"), ("", "-", "n/a", "é"), ("日本語", "x"), ("😀",), ("zz", "123456789")]
SLICES = [(0, 13), (0, 5), (1, 13), (3, 9), (8, 11), (6, 7), (5, 5), (13, 13), (0, 0)]


def cells(texts: list[str], markers: tuple[str, ...] = (), begin: int = 0, end: int | None = None) -> Cells:
    return Cells(arrays.texts(texts)[begin : len(texts) if end is None else end], markers)


@pytest.mark.parametrize("markers", MARKERS, ids=str)
@pytest.mark.parametrize(("begin", "end"), SLICES)
def test_missing_cells_say_one_of_the_markers(markers: tuple[str, ...], begin: int, end: int) -> None:
    texts = TEXTS[begin:end]
    found = cells(TEXTS, markers, begin, end)
    expected = [text in markers for text in texts]
    assert (found.missing is not None) == any(expected)
    if found.missing is not None:
        assert found.missing.tolist() == expected
    found.present.validate(full=True)
    assert found.present.to_pylist() == [None if text in markers else text for text in texts]
    assert found.array.to_pylist() == texts


@pytest.mark.parametrize(("begin", "end"), SLICES)
def test_lengths_and_content_are_bytes_of_utf_8(begin: int, end: int) -> None:
    texts = TEXTS[begin:end]
    found = cells(TEXTS, (), begin, end)
    encoded = [text.encode() for text in texts]
    assert len(found) == len(texts)
    assert found.lengths.tolist() == list(map(len, encoded))
    assert found.longest == max(map(len, encoded), default=0)
    assert found.content.tobytes() == b"".join(encoded)


@pytest.mark.parametrize(("begin", "end"), SLICES)
def test_the_range_of_bytes_is_that_of_the_slice_alone(begin: int, end: int) -> None:
    content = "".join(TEXTS[begin:end]).encode()
    found = cells(TEXTS, (), begin, end)
    for lowest, highest in [(0, 127), (1, 255), (0, 255), (ord("-"), ord("x")), (ord("1"), ord("4"))]:
        assert found.bytes_within(lowest, highest) == all(lowest <= byte <= highest for byte in content)


def test_an_empty_column_has_nothing_in_it() -> None:
    for found in (cells([], ("",)), cells(["", ""], ()), cells(["", ""], ("",))):
        assert found.longest == 0
        assert found.bytes_within(5, 4)
        assert found.content.tobytes() == b""


def test_a_matrix_holds_the_bytes_of_cells_of_one_length() -> None:
    texts = ["ab", "c", "de", "", "é", "fgh", "ij"]
    for begin in (0, 1, 2):
        found = cells(texts, (), begin)
        rows = np.flatnonzero(found.lengths == 2)
        expected = [list(text.encode()) for text in texts[begin:] if len(text.encode()) == 2]
        assert found.matrix(rows, 2).tolist() == expected
    assert cells(["ab", "cd", "ef"], (), 1).matrix(np.arange(2), 2).tolist() == [list(b"cd"), list(b"ef")]
    assert cells(["ab"]).matrix(np.empty(0, np.int64), 9).shape == (0, 9)


def test_all_cells_that_are_not_missing_may_be_of_one_length() -> None:
    assert cells(["ab", "", "cd"], ("",)).all_long(2)
    assert cells(["é", "cd"]).all_long(2)
    assert not cells(["ab", "", "cd"], ()).all_long(2)
    assert not cells(["ab", "abc"], ("",)).all_long(2)
    assert cells([], ("",)).all_long(2)
    assert cells(["abc", "ab", "cd"], (), 1).all_long(2)


def test_a_missing_cell_keeps_its_text_in_the_array() -> None:
    found = cells(["NA", "1"], ("NA",))
    assert found.array.to_pylist() == ["NA", "1"]
    assert found.present.to_pylist() == [None, "1"]


@pytest.mark.parametrize("begin", [0, 1, 7])
def test_cells_with_odd_bytes_are_found_and_left_out(begin: int) -> None:
    texts = [str(number) for number in range(200)]
    texts[3], texts[9], texts[150], texts[199] = "x1", "", "1xyz", "é"
    found = cells(texts, ("",), begin)
    odd = found.odd(ord("0"), ord("9"))
    assert odd is not None
    assert odd.tolist() == [row - begin for row in (3, 150, 199) if row >= begin]
    expected = [None if text in {"x1", "", "1xyz", "é"} else text for text in texts[begin:]]
    assert found.without(odd).to_pylist() == expected
    found.without(odd).validate(full=True)


def test_where_many_cells_have_odd_bytes_none_is_named() -> None:
    assert cells(["x", "1", "y", "2"]).odd(ord("0"), ord("9")) is None


@pytest.mark.parametrize("left_out", [(), (0,), (99,), (0, 50, 51, 99), tuple(range(0, 100, 2))], ids=str)
def test_bytes_of_some_rows_are_those_of_their_texts(left_out: tuple[int, ...]) -> None:
    texts = [f"{number:05d}" for number in range(100)]
    for row in left_out:
        texts[row] = "another"
    found = cells(["first", *texts], (), 1)
    rows = np.array([row for row in range(100) if row not in left_out], np.int64)
    assert [row.tobytes().decode() for row in found.matrix(rows, 5)] == [texts[row] for row in rows]


def test_each_different_length_is_named_once() -> None:
    assert cells(TEXTS).different_lengths == sorted({len(text.encode()) for text in TEXTS})
    assert cells(["ab", "cd"]).different_lengths == [2]
    assert cells([]).different_lengths == []
