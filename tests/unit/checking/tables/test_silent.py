"""What frictionless accepts in silence is found in batches, wherever they are cut."""

from __future__ import annotations

import numpy as np
import pytest

from generator.checking.tables.silent import Silent
from generator.model.dataset import Dialect
from generator.model.schema import Field
from generator.reading.batches import Batch, columns_of
from generator.reading.cells import Cells

FIELDS = [Field(name="day", type="date"), Field(name="amount", type="number"), Field(name="words", type="string")]


def look(*batches: list[list[str]], most: int = 1000, delimiter: str = ",", fields: list[Field] = FIELDS) -> Silent:
    silent = Silent(fields, Dialect(delimiter=delimiter), most)
    row = 2
    for texts in batches:
        numbered = list(enumerate(texts, start=row))
        regular = [(number, cells) for number, cells in numbered if len(cells) == len(fields)]
        columns = columns_of([cells for _, cells in regular], len(fields))
        batch = Batch(
            columns=columns,
            rows=np.array([number for number, _ in regular], np.int64),
            others=tuple((number, cells) for number, cells in numbered if len(cells) != len(fields)),
        )
        silent(batch, [Cells(column, ("",)) for column in columns])
        row += len(texts)
    return silent


def told(silent: Silent) -> list[tuple[str, int, int]]:
    return [(each.type, each.row, each.column) for each in silent.defects]


def test_nothing_is_said_of_what_is_meant() -> None:
    rows = [["2026-01-01", "1e5", "fine"], ["", "", ""], ["2026-01-02", "12e-10", "two\nlines"], ["x", "y", "ä€\t"]]
    silent = look(rows, [["2026-01-03"], ["2026-01-04", "5", "fine", "more"], []])
    assert silent.defects == []
    assert not silent.suspicious


def test_nul_bytes_are_found() -> None:
    silent = look([["a", "1", "b"], ["a", "\0", "b\0c"]], [["a\0", "1", ""], ["a", "b\0"]])
    assert told(silent) == [("nul", 3, 2), ("nul", 3, 3), ("nul", 4, 1), ("nul", 5, 2)]
    assert silent.defects[1].cell == "b\0c"
    assert silent.defects[1].label == "words"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_rows_that_an_unclosed_quote_swallowed_are_found(break_: str) -> None:
    swallowed = f"one{break_}2026-01-02,2,two{break_}2026-01-03,3,three{break_}"
    silent = look([["2026-01-01", "1", swallowed], ["2026-01-04", "4", "four"]])
    assert told(silent) == [("unclosed-quote", 2, 3)]
    assert silent.defects[0].note == "3 more lines"


def test_in_rows_of_another_width_too() -> None:
    silent = look([["2026-01-01", "1,one\n2026-01-02,2,two\n"]])
    assert told(silent) == [("unclosed-quote", 2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo\nthree",
        "one, two\nthree",  # one comma in a table of three columns
        "Dear all,\nwe met, ate, and left.\nYours,\nA.",
        "a,b,c",
        "\n\n",
        "",
    ],
)
def test_text_of_several_lines_is_no_swallowed_row(text: str) -> None:
    assert look([["2026-01-01", "1", text]]).defects == []


def test_two_columns_need_several_lines() -> None:
    fields = FIELDS[:2]
    few = "x\n" + "a,b\n" * 4
    many = "x\n" + "a,b\n" * 6
    assert told(look([["a", few], ["b", many]], fields=fields)) == [("unclosed-quote", 3, 2)]


def test_the_table_s_own_delimiter_counts() -> None:
    text = "one\n2026-01-02;2;two\n2026-01-03;3;three\n"
    assert look([["2026-01-01", "1", text]]).defects == []
    assert told(look([["2026-01-01", "1", text]], delimiter=";")) == [("unclosed-quote", 2, 3)]


@pytest.mark.parametrize("text", ["1e1000", "1E+0005000", "-2.5e-99999", "1e999999999"])
def test_numbers_beyond_measure_are_found(text: str) -> None:
    assert told(look([["2026-01-01", "1", text], ["2026-01-01", text, "x"]])) == [("absurd-number", 3, 2)]


@pytest.mark.parametrize("text", ["1e999", "1e-300", "10000000000", "1e0", "1e000005"])
def test_large_numbers_are_numbers(text: str) -> None:
    assert look([["2026-01-01", text, "x"]]).defects == []


def test_there_is_an_end_to_telling() -> None:
    rows = [["a", "1", "\0"]] * 50
    silent = look(rows, rows, rows, most=20)
    assert len(silent.defects) == 20
    assert look(rows, [["Ã©Ã©", "1", "Ã©"]], most=20).suspicious


def test_a_long_cell_is_kept_in_part() -> None:
    (defect,) = look([["a", "1", "\0" + "x" * 1_000_000]]).defects
    assert len(defect.cell) == 100_000


def test_letters_that_may_be_garbled_or_lost_are_noticed() -> None:
    assert look([["a", "1", "cafÃ©"]]).suspicious
    assert look([["a", "1", "caf\ufffd"]]).suspicious
    assert not look([["a", "1", "café"]]).suspicious
