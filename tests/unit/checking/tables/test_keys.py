"""Values that stand twice are all found, in memory and on disk; others seldom seem to."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.checking.tables.column import Column
from generator.checking.tables.keys import Keys, Numbers, joined, keyed, scattered, text_keys
from generator.model.schema import Field
from generator.reading import arrays
from generator.reading.cells import Cells

numbers = some.one_of(
    some.integers(0, 5),
    some.integers(0, 2**64 - 1),
    some.sampled_from([2**63, 2**64 - 1, 0]),
)


def positions_of_repeated(values: list[object]) -> set[int]:
    count = Counter(values)
    return {place for place, value in enumerate(values) if count[value] > 1}


@settings(max_examples=200, deadline=None)
@given(some.lists(some.lists(numbers, max_size=12), max_size=6), some.sampled_from([1, 3, 8, 1 << 24]))
def test_all_keys_that_stand_twice_are_found(batches: list[list[int]], in_memory: int) -> None:
    keys = Keys(in_memory)
    for batch in batches:
        keys.add(np.array(batch, np.uint64))
    found = keys.repeated()
    assert sorted(found.tolist()) == found.tolist()
    assert set(found.tolist()) == positions_of_repeated([key for batch in batches for key in batch])


@pytest.mark.parametrize("in_memory", [60, 100, 1 << 24])
def test_keys_that_rise_need_no_second_look(in_memory: int) -> None:
    for more, expected in (([], []), ([5, 2000], [5, 1000]), ([999], [999, 1000]), ([1000], [])):
        keys = Keys(in_memory)
        for begin in range(0, 1000, 100):
            keys.add(np.arange(begin, begin + 100, dtype=np.uint64))
        keys.add(np.array(more, np.uint64))
        assert keys.repeated().tolist() == expected


def test_many_keys_on_disk_are_compared_with_all() -> None:
    chance = np.random.default_rng(7)
    values = chance.integers(0, 1 << 63, 50_000).astype(np.uint64)
    values[[100, 40_000, 49_999]] = values[3]
    keys = Keys(1000)
    for piece in np.array_split(values, 60):
        keys.add(piece)
    assert keys.repeated().tolist() == [3, 100, 40_000, 49_999]


pieces = some.lists(
    some.tuples(some.integers(0, 5), some.lists(some.integers(1, 3), max_size=6)), max_size=6
)  # gaps before and within


@given(pieces)
def test_numbers_are_those_of_the_rows(given_pieces: list[tuple[int, list[int]]]) -> None:
    known = Numbers()
    rows: list[int] = []
    last = 0
    for gap, steps in given_pieces:
        last += gap
        piece = []
        for step in steps:
            last += step
            piece.append(last)
        known.add(np.array(piece, np.int64))
        rows += piece
    assert list(known.at(np.arange(len(rows)))) == rows
    backwards = np.arange(len(rows))[::-2]
    assert list(known.at(backwards)) == [rows[place] for place in backwards.tolist()]


words = some.one_of(
    some.text(max_size=12),
    some.sampled_from(["a" * 255, "a" * 256, "a" * 257, "a" * 256 + "b", "a" * 9, "\0" * 8, "\0" * 9, "\0"]),
)


@settings(max_examples=200, deadline=None)
@given(some.lists(words.filter(lambda text: text.isprintable() or "\0" in text), max_size=30), some.integers(0, 3))
def test_equal_texts_have_equal_keys_and_others_others(values: list[str], begin: int) -> None:
    whole = Cells(arrays.texts(values), ())
    keys = text_keys(whole).tolist()
    assert positions_of_repeated(keys) == positions_of_repeated(list(values))
    assert text_keys(Cells(arrays.texts(values)[begin:], ())).tolist() == keys[begin:]


def test_texts_do_not_collide() -> None:
    values = [f"{number:x}" for number in range(100_000)]
    assert len(set(text_keys(Cells(arrays.texts(values), ())).tolist())) == len(values)


def test_rows_without_a_value_are_like_no_other() -> None:
    found = scattered(np.arange(200_000))
    assert len(set(found.tolist())) == 200_000


def test_several_values_are_told_apart_by_their_order() -> None:
    one, other = np.array([1, 2, 1], np.uint64), np.array([2, 1, 2], np.uint64)
    keys = joined([one, other]).tolist()
    assert keys[0] == keys[2] != keys[1]
    assert joined([one]).tolist() == one.tolist()


def column(type_: str, read: object = None, **descriptor: object) -> Column:
    return Column(Field(name="x", type=type_, descriptor=descriptor), None, read)  # type: ignore[arg-type]


def test_whole_numbers_written_otherwise_have_the_key_of_their_value() -> None:
    asked: list[str | None] = []

    def read(text: str | None) -> tuple[int | None, None]:
        asked.append(text)
        return (int(text.replace("_", "")) if text and text != "x" else None), None

    texts = ["7", "+7", "07", " 7", "1_0", "10", "x", "", str(2**70), str(2**70), "-1", "1"]
    whole = column("integer", read)
    keys = keyed(whole.keys(whole.cells(arrays.texts(texts))), np.arange(1, 13)).tolist()
    assert keys[0] == keys[1] == keys[2] == keys[3]
    assert keys[4] == keys[5]
    assert keys[8] == keys[9]
    assert len(set(keys)) == 12 - 3 - 1 - 1
    assert "7" not in asked


def test_cells_that_are_missing_are_equal_only_beside_others() -> None:
    text = column("string")
    cells = text.cells(arrays.texts(["", "a", ""]))
    alone = keyed(text.keys(cells), np.arange(1, 4)).tolist()
    beside = keyed(text.keys(cells), None).tolist()
    assert alone[0] != alone[2]
    assert beside[0] == beside[2] != beside[1]


@pytest.mark.parametrize("batches", [1, 3, 40])
def test_among_many_keys_all_that_stand_twice_are_found(batches: int) -> None:
    chance = np.random.default_rng(7)
    all_keys = chance.permutation(200_000).astype(np.uint64)
    all_keys[[5, 6, 150_000]] = all_keys[199_999]
    all_keys[90_000] = all_keys[17]
    keys = Keys()
    for batch in np.array_split(all_keys, batches):
        keys.add(batch)
    assert keys.repeated().tolist() == [5, 6, 17, 90_000, 150_000, 199_999]
