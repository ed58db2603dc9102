"""What is seen of a file, and what of its shape is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, daylight

from generator.checking.tables.causes.encodings import garbled, lost, mended, really_utf8, undeclared
from generator.checking.tables.causes.layout import is_total
from generator.checking.tables.evidence import look
from generator.checking.tables.oddities import find_oddities
from generator.checking.tables.unnoticed import find_unnoticed
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Resource
    from generator.model.finding import Finding

NAMED = [{"name": "name", "type": "string"}, {"name": "amount", "type": "number"}]
BROKEN = 'name,amount\n"two\nlines",1\n\nb,2\n'


def a_table(site: Path, data: str | bytes, fields: list[dict[str, Any]] | None = None, **resource: Any) -> Resource:
    folder = a_dataset(site, fields=fields or NAMED, resource=resource)
    (folder / "readings.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_dataset(site, folder).resources[0]


def rules(site: Path, data: str | bytes, fields: list[dict[str, Any]] | None = None, **resource: Any) -> list[str]:
    """The rules that `daylight check` finds broken, by the words that only they use."""
    a_table(site, data, fields, **resource)
    lines = daylight(site, "check").output.splitlines()
    return [line.partition("readings.csv:")[2] for line in lines if "readings.csv:" in line]


def unnoticed(site: Path) -> list[Finding]:
    dataset = read_dataset(site, site / "datasets/works/rain")
    return list(find_unnoticed(dataset, dataset.tables[0], [], suspicious=True))


@pytest.mark.parametrize("quoted", [False, True])
def test_a_long_file_is_seen_at_both_ends_and_where_it_is_asked_for(site: Path, quoted: bool) -> None:
    rows = "".join(f"n{row},{row}\n" for row in range(2, 1001))
    last = '"two\nlines",7\n' if quoted else "end,7\n"
    evidence = look(a_table(site, f"name,amount\n{rows}{last},\n\n"), frozenset({1, 500, 1001}))
    assert evidence.header == ["name", "amount"]
    assert [each.row for each in evidence.first] == list(range(1, 41))
    assert evidence.wanted[500].cells == ["n500", "500"]
    assert evidence.line(500) == 500
    assert evidence.last[-1].row == 1001
    assert evidence.body[-1].cell(2) == "7"
    assert evidence.body[-1].cell(3) == ""
    assert evidence.line(7) == 7


def test_rows_and_lines_differ_behind_line_breaks(site: Path) -> None:
    evidence = look(a_table(site, BROKEN), frozenset({3, 4}))
    assert (evidence.line(3), evidence.line(4)) == (4, 5)
    assert evidence.wanted[3].blank
    assert [each.row for each in evidence.body] == [2, 4]


def test_a_long_cell_is_cut(site: Path) -> None:
    evidence = look(a_table(site, f"name,amount\n{'x' * 100_000},1\n"))
    assert len(evidence.body[0].cell(1)) == 1000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nMÃ¼ller\n", [(2, "MÃ¼ller")]),
        ("name\nvoilÃ\u00a0\n", [(2, "voilÃ\u00a0")]),
        ("name\nthe cityâ€™s\n", [(2, "cityâ€™s")]),
        ("name\n10Â\u00a0km Â§ 5\n", [(2, "10Â\u00a0km"), (2, "Â§")]),
        ("name\nSÃO PAULO\nIRMÃ ÂNGELA\n«IRMû\nÂmbar e Ãngulo\n", []),
        ("name\nplain\n", []),
        ("name\nCafé — “quoted” … ©\n", []),
    ],
)
def test_garbled_words_are_found_and_right_ones_left_alone(
    tmp_path: Path, text: str, words: list[tuple[int, str]]
) -> None:
    file = tmp_path / "some.csv"
    file.write_text(text, encoding="utf-8")
    assert list(garbled(file)) == words


def test_garbled_words_are_found_far_down(tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("é,plain\n" * 400_000 + "Ã©\n" + "ä\n" * 10, encoding="utf-8")
    assert list(garbled(file)) == [(400_001, "Ã©")]
    assert mended("CafÃ© â€“ Ã") == "Café \u2013 Ã"


def test_letters_that_are_lost_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("a\nb\ufffd\nc\ufffd\ufffd\n", encoding="utf-8")
    assert lost(file) == (3, 2)


@pytest.mark.parametrize(
    ("content", "encoding", "certain"),
    [
        ("Größe,Maß\n", "cp1252", True),
        ("São,não\n", "cp1252", False),
        ("Příliš\n", "cp1250", False),
    ],
)
def test_an_encoding_is_named_where_its_words_make_sense(
    tmp_path: Path, content: str, encoding: str, certain: bool
) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(content.encode(encoding))
    cause = undeclared(file)
    assert cause is None or bool(cause.changes) == certain
    assert cause is not None or not certain


@pytest.mark.parametrize(
    "content",
    [
        b"\x81\x8d",
        "Привет".encode("cp1251"),
        "K\u00f6ln".encode("cp850"),
        b"\xff\x00" * 50,
        "Größe".encode("mac-roman"),
    ],
)
def test_other_encodings_are_not_called_windows(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(content)
    cause = undeclared(file)
    assert cause is None or not cause.changes


def test_a_file_in_the_declared_encoding_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes("Größe".encode("cp1252"))
    assert really_utf8(file, "cp1252") is None
    file.write_bytes(b"plain")
    assert really_utf8(file, "cp1252") is None
    file.write_bytes("Größe".encode())
    assert really_utf8(file, "utf-8") is None
    cause = really_utf8(file, "latin-1")
    assert cause is not None
    assert "'Größe'" in cause.says


@pytest.mark.parametrize("word", ["Total", "TOTAL:", " Gesamt ", "Sum", "Suma", "Grand total", "Итого"])
def test_words_for_totals(word: str) -> None:
    assert is_total(word)


@pytest.mark.parametrize("word", ["Total Wine", "Summer", "Totals of May", "", "x" * 10_000])
def test_words_that_only_begin_so(word: str) -> None:
    assert not is_total(word)


@pytest.mark.parametrize(
    "data",
    [
        "name,amount\na,1\nTotal,3\nb,2\n",
        "name,amount\nTotal,1\nTotal,2\nTotal,3\n",
        "name,amount\na,1\nTotal,1\n",
        "name,amount\na,1\nb,2\nTotal Wine,3\n",
    ],
    ids=["in the middle", "several", "too few", "a name"],
)
def test_what_is_no_total_is_not_called_one(site: Path, data: str) -> None:
    a_table(site, data)
    assert unnoticed(site) == []


def test_a_total_above_a_remark_is_told(site: Path) -> None:
    a_table(site, "name,amount\na,1\nb,2\n\nTotal,3\nSource: us,\n")
    (finding,) = unnoticed(site)
    assert finding.problem.startswith("Row 5 seems to be a total ('Total')")


@pytest.mark.parametrize(
    ("keys", "cells", "rule"),
    [
        ("01067,04109", "1067,4109", "lost"),
        ("roof,yard", "Roof,yard ", "capitals"),
        ("roof,yard", "cellar,yard", ""),
    ],
)
def test_a_reference_that_nearly_fits_is_told_why(site: Path, keys: str, cells: str, rule: str) -> None:
    key = {"fields": ["gauge"], "reference": {"resource": "gauges", "fields": ["id"]}}
    schema = {"fields": [{"name": "gauge", "type": "string"}, NAMED[1]], "foreignKeys": [key]}
    other = {"name": "gauges", "path": "gauges.csv", "schema": {"fields": [{"name": "id", "type": "string"}]}}
    first = {"name": "readings", "path": "readings.csv", "schema": schema}
    rows = "".join(f"{cell},1\n" for cell in cells.split(","))
    folder = a_dataset(site, data=f"gauge,amount\n{rows}", resources=[first, other])
    (folder / "gauges.csv").write_text("id\n" + keys.replace(",", "\n") + "\n")
    told = daylight(site, "check").output
    assert ("only by zeros in front: '1067' should be '01067'" in told) == (rule == "lost")
    assert ("only by capitals or blanks: 'Roof' should be 'roof'" in told) == (rule == "capitals")
    assert ("'cellar' in column 'gauge' is not in column 'id' of the table 'gauges'" in told) == (rule == "")


def test_a_total_in_text_alone_adds_nothing_up(site: Path) -> None:
    fields = [{"name": "name", "type": "string"}, {"name": "amount", "type": "string"}]
    a_table(site, "name,amount\na,1\nb,2\nTotal,3\n", fields)
    assert unnoticed(site) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("name\nx;y\nz;w\n", False),
        ("Budget; all of it\nname,amount\na,1\nb,2\n", False),
        ("name;amount\na;1,5\nb;2,5\n", True),
        ("Report 2024\nname;amount\na;1\nb;2\nc;3\n", True),
        ("name|amount\na|1\n", True),
        ("", False),
    ],
)
def test_another_delimiter_is_told_where_the_rows_prove_it(site: Path, data: str, told: bool) -> None:
    a_table(site, data)
    findings = list(find_oddities(read_dataset(site, site / "datasets/works/rain")))
    assert any(each.rule == "delimiter" for each in findings) == told


def test_a_declared_delimiter_that_is_wrong_is_told(site: Path) -> None:
    a_table(site, "name,amount\na,1\n", dialect={"delimiter": ";"})
    (finding,) = find_oddities(read_dataset(site, site / "datasets/works/rain"))
    assert "separated by commas, not by" in finding.problem


REQUIRED = [{"name": "name", "type": "string", "constraints": {"required": True}}, {"name": "amount", "type": "number"}]


@pytest.mark.parametrize(
    ("data", "fields", "begin"),
    [
        ("name,amount\na,1\n,2\nc,3\n", REQUIRED, ["3: A cell of column A 'name' is empty"]),
        ("name,amount\na,1\n,2\n,3\na,4\n,5\n,6\n", REQUIRED, ["3: 4 cells of column A 'name' are empty"]),
        ("name,amount\na,1\nTotal Wine,x!\nb,2\n", None, ["3: A cell of column B 'amount' is not a number"]),
        ("name,amount\na,1\n\nb,2\n", None, ["3: The row is blank."]),
        ("name,amount\nmen,1\ntotal,3\nmen,1\ntotal,x!\n", None, ["5: A cell of column B 'amount' is not a number"]),
        ("name,amount\na,x!\nb,2\n\nSource: Roads, Parks, and Pools\n", None, ["2: A cell", "5: Row 5 holds a remark"]),
        (
            'name,amount\na,"1,5"\nb,"2,5"\nc,high\n',
            None,
            ["2: 2 cells of column B 'amount' are not numbers; the", "4: "],
        ),
        ("name,amount\na,1\nTotal,x!\nb,3\n", None, ["3: A cell of column B 'amount' is not a number"]),
        ("name,amount\na,1\nTotal,x!\n", None, ["3: Row 3 seems to be a total ('Total')"]),
        ("name,amount\na,1\nb,2\nShort\n", None, ["4: The row has fewer cells"]),
        ("amount,name\n1,a\n", None, ["1: The columns stand in another order"]),
        ("name,total\na,1\n", None, ["1: Column B is called 'total', but in the schema 'amount'."]),
        ("name,,amount\na,1,2\n", None, ["1: "] * 2),
        ("name,amount,\na,1,2\nb,2,\n", None, ["1: Column C"]),
        ("name,amount\na,1,2\nb,2\n", None, ["2: The row has more cells"]),
        ("name,amount\na,1,5\nb,2,25\n", None, ["2: Every row has 3 cells, and the header only 2 names: either"]),
        ("Title\nname,amount\na,1\nb,2\n", None, ["1: The header seems to be row 2: The row above"]),
        ("Title\nnom,montant\na,1\nb,2\nc,3\n", None, ["1: The header seems to be row 2"]),
    ],
)
def test_shapes_are_told_only_where_they_are_proven(
    site: Path, data: str, fields: list[dict[str, Any]] | None, begin: list[str]
) -> None:
    told = rules(site, data, fields)
    assert len(told) == len(begin), told
    assert all(line.startswith(words) for line, words in zip(told, begin, strict=True)), told
