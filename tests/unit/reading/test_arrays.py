"""Arrow arrays made from buffers say what `pa.array` would, and are read back as they were."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest

from generator.reading import arrays

TEXTS = ["", "a", "né", "日本", "😀", "", "x" * 300, "\0", "a\nb"]


@pytest.mark.parametrize("values", [[], [""], ["", ""], TEXTS, TEXTS * 50], ids=len)
def test_texts_are_what_they_were(values: list[str]) -> None:
    made = arrays.texts(values)
    made.validate(full=True)
    assert made.to_pylist() == values
    assert made.equals(pa.array(values, pa.string()))


def test_a_half_of_a_pair_of_signs_stands_as_a_question_mark() -> None:
    assert arrays.texts(["\ud800", "a\udfffb"]).to_pylist() == ["?", "a?b"]


@pytest.mark.parametrize("values", [[], [0], [5, -1, 2**62, -(2**63)]], ids=len)
def test_whole_numbers_are_what_they_were(values: list[int]) -> None:
    made = arrays.positions(np.array(values, np.int64))
    made.validate(full=True)
    assert made.to_pylist() == values
    assert arrays.numbers(made).tolist() == values


def test_numbers_that_lie_apart_are_gathered() -> None:
    assert arrays.positions(np.arange(10)[::3]).to_pylist() == [0, 3, 6, 9]


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 16, 100, 1001])
def test_truth_values_are_read_back_from_any_slice(length: int) -> None:
    chance = random.Random(length)
    values = [chance.random() < 0.5 for _ in range(length)]
    made = arrays.flags(np.array(values, bool))
    made.validate(full=True)
    assert made.to_pylist() == values
    for begin in range(min(length, 20) + 1):
        for end in {begin, (begin + length) // 2, length} - set(range(begin)):
            assert arrays.mask(made[begin:end]).tolist() == values[begin:end]


def test_null_is_false() -> None:
    values = pa.array([True, None, False, None, True, None, True, True, None, True])
    for begin in range(len(values)):
        assert arrays.mask(values[begin:]).tolist() == [bool(value) for value in values[begin:].to_pylist()]


def test_a_mask_may_be_changed_without_changing_the_array() -> None:
    values = arrays.flags(np.array([True] * 10))
    for piece in (values, values[3:]):
        found = arrays.mask(piece)
        found[:] = False
        assert piece.to_pylist() == [True] * len(piece)


@pytest.mark.parametrize("kind", [pa.int32(), pa.int64(), pa.float64()])
def test_numbers_are_read_back_from_any_slice(kind: pa.DataType) -> None:
    values = pa.array([1, 2, None, 4, 5], kind)
    for begin in range(5):
        found = arrays.numbers(values[begin:]).tolist()
        assert [value for value, valid in zip(found, values[begin:].is_valid().to_pylist(), strict=True) if valid] == [
            value for value in values[begin:].to_pylist() if value is not None
        ]


def test_packed_values_tell_which_are_null() -> None:
    valid = np.array([True, False] * 9)
    found = pa.Array.from_buffers(
        pa.int64(), 18, [arrays.packed(valid), pa.py_buffer(np.arange(18, dtype=np.int64))]
    ).to_pylist()
    assert found == [place if place % 2 == 0 else None for place in range(18)]
