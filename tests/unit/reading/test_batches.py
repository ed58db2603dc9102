"""Files cut into batches, held against Python's `csv`, which is what frictionless cuts them with."""

from __future__ import annotations

import csv
import io
import random
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from generator.model.dataset import Dialect, Resource
from generator.reading import batches as reading
from generator.reading.batches import Batch, InexactError, batches, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LONG = "".join(f"{row},{row % 7},{'x' * (row % 11)}\n" for row in range(200))
STRUCTURES = {
    "plain": "a,b,c\n1,2,3\n4,5,6\n",
    "no final line break": "a,b,c\n1,2,3\n4,5,6",
    "only a header": "a,b,c\n",
    "a header without a line break": "a,b,c",
    "nothing": "",
    "one line break": "\n",
    "line breaks alone": "\n\n\n",
    "crlf": "a,b,c\r\n1,2,3\r\n4,5,6\r\n",
    "cr": "a,b,c\r1,2,3\r4,5,6\r",
    "cr without a final one": "a,b,c\r1,2,3\r4,5,6",
    "all three": "a,b,c\n1,2,3\r\n4,5,6\r7,8,9\n",
    "lf and cr": "a,b,c\n\r1,2,3\n\r",
    "two cr and lf": "a,b,c\r\r\n1,2,3\r\r\n",
    "quoted": '"a","b","c"\n"1","2","3"\n',
    "quotes in quotes": 'a,b,c\n"say ""hi""","""",""""""\n',
    "delimiters in quotes": 'a,b,c\n"1,1",2,"3,,"\n',
    "lf in quotes": 'a,b,c\n"1\n1",2,"\n"\n',
    "crlf in quotes": 'a,b,c\n"1\r\n1",2,"\r\n"\n',
    "cr in quotes": 'a,b,c\n"1\r1",2,"\r"\n',
    "blank lines in quotes": 'a,b,c\n"\n\n\n",2,3\n',
    "empty quotes": 'a,b,c\n"","",""\n"",2,\n',
    "a quote within": 'a,b,c\n1"1,2,3\n4,5"5",6\n',
    "something after a quote": 'a,b,c\n"1"1,2,3\n4,"5" ,6\n',
    "something before a quote": 'a,b,c\n "1",2,3\n4, "5,5",6\n',
    "a quote at the end of a cell": 'a,b,c\n1",2,3\n',
    "a quote that is not closed": 'a,b,c\n1,2,3\n4,5,"6\n7,8,9\n',
    "a quote that is not closed, and no line break": 'a,b,c\n1,2,"3',
    "a quote that opens at the end": 'a,b,c\n1,2,"',
    "two quotes at the end": 'a,b,c\n1,2,""',
    "three quotes at the end": 'a,b,c\n1,2,"""',
    "a short row": "a,b,c\n1,2\n4,5,6\n",
    "a long row": "a,b,c\n1,2,3,4\n4,5,6\n",
    "a short row last": "a,b,c\n1,2,3\n4,5\n",
    "a short row last, without a line break": "a,b,c\n1,2,3\n4,5",
    "a long row first": "a,b,c,d\n1,2,3\n4,5,6\n",
    "ragged rows alone": "a,b\n1\n1,2,3,4\n5\n",
    "ragged rows with quotes": 'a,b,c\n"1,1","2\n2"\n"4""",5,"6\r\n6",7\n4,5,6\n',
    "a blank line first": "\na,b,c\n1,2,3\n",
    "a blank line in the middle": "a,b,c\n1,2,3\n\n4,5,6\n",
    "blank lines last": "a,b,c\n1,2,3\n\n\n",
    "blank crlf lines": "a,b,c\r\n\r\n1,2,3\r\n\r\n",
    "a line of blanks": "a,b,c\n   \n1,2,3\n",
    "empty cells": "a,b,c\n,,\n1,,\n,,3\n",
    "an empty cell too many": "a,b,c\n1,2,3,\n",
    "nul": "a,b,c\n1,\0,3\n\0\0,2,3\n",
    "other separators of lines": "a,b,c\n1\u2028,2\x85,3\x1c\n4\x0b,5\x0c,6\n",
    "many bytes a letter": "ä,€,😀\nß,中文,é\u0301\n",
    "a mark in the middle": "a,b,c\n1,\ufeff2,3\n",
    "tabs and semicolons": "a;b\tc,d,e\n1;2,3\t4,5\n",
    "long": LONG,
    "long and ragged": LONG + LONG.replace("3,", "3,,") + LONG.replace(",1,", ","),
    "long with breaks in quotes": "".join(f'{row},"{row}\r\n{"y" * (row % 13)}",z\r\n' for row in range(200)),
}


@pytest.fixture(autouse=True)
def _arrow_reads_small_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reading.batches.SMALL", 0)


def a_resource(folder: Path, content: bytes, encoding: str = "utf-8", **dialect: object) -> Resource:
    file = folder / "t.csv"
    file.write_bytes(content)
    return Resource(
        name="t",
        title="",
        description="",
        path="t.csv",
        file=file,
        size=len(content),
        format="csv",
        mediatype="text/csv",
        encoding=encoding,
        tabular=True,
        dialect=Dialect(**dialect),  # type: ignore[arg-type]
        schema=None,
        position=0,
    )


def together(found: Iterable[Batch], width: int) -> list[tuple[int, list[str]]]:
    """Number and cells of each record, after a look at what each batch promises."""
    records: list[tuple[int, list[str]]] = []
    before = 0
    for batch in found:
        assert len(batch.columns) == width
        numbers = batch.rows.tolist()
        assert all(len(column) == len(numbers) for column in batch.columns)
        assert all(one < other for one, other in pairwise(numbers))
        assert all(one < other for (one, _), (other, _) in pairwise(batch.others))
        assert all(len(cells) != width for _, cells in batch.others)
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        piece = [(number, list(cells)) for number, cells in zip(numbers, rows, strict=True)]
        piece = sorted([*piece, *((number, list(cells)) for number, cells in batch.others)])
        assert not piece or piece[0][0] > before
        before = batch.last
        assert not piece or piece[-1][0] == before
        records += piece
    return records


def by_csv(text: str, **dialect: object) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), **dialect)  # type: ignore[call-overload]
    return list(enumerate(reader, start=1))


def read(resource: Resource, width: int, block: int) -> list[tuple[int, list[str]]]:
    """As the screen reads it: exactly where Arrow cannot tell."""
    try:
        return together(batches(resource, width, blank_matters=True, block=block), width)
    except InexactError:
        return together(batches(resource, width, exact=True), width)


@pytest.mark.parametrize("block", [64, 100, 4096, 1 << 22])
@pytest.mark.parametrize("name", STRUCTURES)
def test_a_file_is_cut_as_by_csv(tmp_path: Path, name: str, block: int) -> None:
    text = STRUCTURES[name]
    expected = by_csv(text)
    for width in sorted({1, 2, 3, len(expected[0][1]) if expected else 3} - {0}):
        assert read(a_resource(tmp_path, text.encode()), width, block) == expected


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_exact_way_is_csv_s_own(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SLICE", 3)
    text = STRUCTURES[name]
    assert together(batches(a_resource(tmp_path, text.encode()), 3, exact=True), 3) == by_csv(text)


def without_blanks(records: list[tuple[int, list[str]]], width: int) -> list[tuple[int, list[str]]]:
    return [(number, cells or [""] * width) for number, cells in records]


@pytest.mark.parametrize("name", [name for name in STRUCTURES if "not closed" not in name and "end" not in name])
def test_where_blank_lines_do_not_matter_they_are_rows_of_empty_cells(tmp_path: Path, name: str) -> None:
    text = STRUCTURES[name]
    found = together(batches(a_resource(tmp_path, text.encode()), 3), 3)
    assert without_blanks(found, 3) == without_blanks(by_csv(text), 3)


def test_most_files_are_read_by_arrow(tmp_path: Path) -> None:
    inexact = set()
    for name, text in STRUCTURES.items():
        try:
            list(batches(a_resource(tmp_path, text.encode()), 3))
        except InexactError:
            inexact.add(name)
    assert inexact == set()


@pytest.mark.parametrize("offset", range(70))
def test_line_breaks_in_quotes_may_lie_across_blocks(tmp_path: Path, offset: int) -> None:
    text = f'{"x" * offset},b\n"1\r\n\r\n1","\r\n"\r\n"2\r",\n\r\n3,4\r\n' * 3
    resource = a_resource(tmp_path, text.encode())
    for block in (offset + 40, offset + 41, 128):
        found = together(batches(resource, 2, block=block), 2)
        assert without_blanks(found, 2) == without_blanks(by_csv(text), 2)


ENCODED = {
    "utf-8": "né,€,😀\nß,中,é\u0301\n",
    "utf-8-sig": "né,€,😀\nß,中,é\u0301\n",
    "latin-1": "né,ß,ü\n\xa0,\x85,þ\n",
    "cp1252": "né,€,“\n™,ß,ü\n",
    "utf-16": "né,€,😀\nß,中,é\u0301\n",
    "utf-16-le": "né,€,😀\nß,中,é\u0301\n",
    "utf-32": "né,€,😀\n",
    "shift_jis": "日本,カナ,表\n能,ソ,十\n",
    "gb18030": "中文,€,😀\n",
    "utf_8": "né,€,ü\n",
    "UTF8": "né,€,ü\n",
}


@pytest.mark.parametrize("block", [64, 65, 67, 4096])
@pytest.mark.parametrize("encoding", ENCODED)
def test_a_file_may_be_in_any_encoding(tmp_path: Path, encoding: str, block: int) -> None:
    text = ENCODED[encoding] * 50
    resource = a_resource(tmp_path, text.encode(encoding), encoding)
    assert read(resource, 3, block) == by_csv(text)


def test_a_byte_order_mark_is_no_part_of_the_first_cell(tmp_path: Path) -> None:
    for block in (64, 4096):
        found = read(a_resource(tmp_path, b"\xef\xbb\xbf" + b"a,b\n1,2\n" * 50, "utf-8-sig"), 2, block)
        assert found == by_csv("a,b\n1,2\n" * 50)


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", b"a,b\n1,caf\xe9\n"),
        ("utf-8", b"a,b\n1,\xc3"),
        ("utf-8", b"a,b\n1,\xed\xa0\x80\n"),
        ("utf-8", b"a,b\n1,2\n" * 5000 + b"\xff\n"),
        ("ascii", "a,b\n1,é\n".encode()),
        ("cp1252", b"a,b\n1,\x81\n"),
        ("utf-16", "a,b\n1,2\n".encode("utf-16")[:-1]),
        ("shift_jis", b"a,b\n1,\x81"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, encoding: str, content: bytes) -> None:
    resource = a_resource(tmp_path, content, encoding)
    for exact in (False, True):
        with pytest.raises(UnicodeError):
            list(batches(resource, 2, exact=exact))


@pytest.mark.parametrize("broken", ["x" * 200 + ",2\n", f'"{"x" * 200}",2\n', f'"{"x" * 60}\n{"y" * 200}",2\n'])
def test_a_record_longer_than_a_block_is_not_guessed_at(tmp_path: Path, broken: str) -> None:
    text = "a,b\n" + "1,2\n" * 50 + broken + "3,4\n"
    resource = a_resource(tmp_path, text.encode())
    with pytest.raises(InexactError):
        list(batches(resource, 2, block=64))
    assert together(batches(resource, 2, exact=True), 2) == by_csv(text)


@pytest.mark.parametrize("text", ["a,b\n\n1,2\n", "a,b\n1,2\n\n", "a,b\n,\n"])
def test_a_blank_line_that_matters_is_not_guessed_at(tmp_path: Path, text: str) -> None:
    resource = a_resource(tmp_path, text.encode())
    with pytest.raises(InexactError):
        list(batches(resource, 2, blank_matters=True))


DIALECTS = [
    {"delimiter": ";"},
    {"delimiter": "\t"},
    {"delimiter": "|"},
    {"delimiter": " "},
    {"delimiter": "§"},
    {"quote_char": "'"},
    {"quote_char": "»"},
    {"delimiter": ";", "quote_char": "'"},
    {"escape_char": "\\"},
    {"escape_char": "\\", "double_quote": False},
    {"double_quote": False},
    {"skip_initial_space": True},
]
SIGNS = ["a", "1", ",", ";", "\t", "|", " ", "'", '"', '"', "»", "§", "\\", "\n", "\n", "\r\n", "\r", "é"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=str)
def test_a_file_may_be_written_in_any_dialect(tmp_path: Path, dialect: dict[str, object]) -> None:
    chance = random.Random(str(dialect))
    asked = {key.replace("_", ""): value for key, value in dialect.items()}
    for _ in range(60):
        text = "".join(chance.choices(SIGNS, k=chance.randint(0, 60)))
        resource = a_resource(tmp_path, text.encode(), **dialect)
        assert read(resource, 2, 4096) == by_csv(text, **asked), text


def test_random_signs_are_cut_as_by_csv(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(800):
        text = "".join(chance.choices(['"', ",", "\n", "\r", "\r\n", "a", "b ", "é", "\0"], k=chance.randint(0, 40)))
        assert read(a_resource(tmp_path, text.encode()), chance.randint(1, 4), chance.choice([64, 4096])) == by_csv(
            text
        ), text


def test_comment_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    text = '# one\na,b\n#\n1,2\n" # two",3\n#4,5\n'
    found = together(batches(a_resource(tmp_path, text.encode(), comment_char="#"), 2), 2)
    assert found == [(2, ["a", "b"]), (4, ["1", "2"]), (5, [" # two", "3"])]


def test_a_cell_that_is_longer_than_can_be_looked_at_is_told(tmp_path: Path) -> None:
    import generator.checking.tables.referee  # noqa: F401 - frictionless takes the limit of `csv` away

    resource = a_resource(tmp_path, b"a,b\n" + b"1" * 10_000_001 + b",2\n")
    with pytest.raises(InexactError):
        list(batches(resource, 2))
    with pytest.raises(csv.Error, match="field larger than field limit"):
        list(batches(resource, 2, exact=True))


def test_the_last_number_is_known() -> None:
    columns = columns_of([["1"], ["2"]], 1)
    rows = np.array([3, 5], np.int64)
    assert Batch(columns=columns, rows=rows, others=((4, []),)).last == 5
    assert Batch(columns=columns, rows=rows, others=((4, []), (6, ["", ""]))).last == 6
    assert Batch(columns=columns_of([], 1), rows=np.empty(0, np.int64), others=()).last == 0


def test_a_half_of_a_pair_of_signs_stands_as_a_question_mark() -> None:
    (column,) = columns_of([["a\ud800b"], ["ü"]], 1)
    assert column.to_pylist() == ["a?b", "ü"]
