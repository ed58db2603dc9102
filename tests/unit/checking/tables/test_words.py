"""Every kind of defect has words, and they are whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frictionless
import pytest
from builders import a_dataset

from generator.checking.tables.defects import Defect
from generator.checking.tables.notes import worded
from generator.checking.tables.report import tell
from generator.checking.tables.showing import letter, shown
from generator.checking.tables.words import TYPES, WORDS
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Dataset


def _types(error: type) -> set[str]:
    return {error.type}.union(*(_types(each) for each in error.__subclasses__()))  # type: ignore[attr-defined]


ERRORS = sorted(_types(frictionless.Error))
CONSTRAINTS = {name for kind in frictionless.Field.__subclasses__() for name in kind.supported_constraints}


@pytest.fixture
def dataset(site: Path) -> Dataset:
    return read_dataset(site, a_dataset(site))


def test_there_are_many_kinds() -> None:
    assert len(ERRORS) > 50
    assert {"type-error", "encoding-error", "hash-count", "deviated-value"} < set(ERRORS)


@pytest.mark.parametrize("kind", ERRORS)
def test_every_kind_of_error_has_words_of_its_own(kind: str) -> None:
    assert kind in WORDS


@pytest.mark.parametrize("constraint", sorted(CONSTRAINTS - {"unique"}))
def test_every_constraint_has_words_of_its_own(constraint: str) -> None:
    assert constraint in WORDS


@pytest.mark.parametrize(
    "kind", sorted({each.type for each in frictionless.Field.__subclasses__() if each.type} - {"any"})
)
def test_every_type_has_a_name_that_people_know(kind: str) -> None:
    assert kind in TYPES


@pytest.mark.parametrize("count", [1, 1204])
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_words_leave_nothing_open(dataset: Dataset, kind: str, count: int) -> None:
    note = f'constraint "{kind}" is "7"' if kind in CONSTRAINTS else "because of this."
    name = "constraint-error" if kind in CONSTRAINTS else kind
    defects = [
        Defect(type=name, note=note, row=row, column=2, label="reading", cell="zzz", expected="rain")
        for row in range(2, 2 + count)
    ]
    for finding in tell(dataset, dataset.resources[0], defects):
        text = str(finding)
        assert "{" not in text
        assert "\0" not in text
        assert ".." not in text
        assert finding.problem.endswith(".")
        assert finding.remedy.endswith(".")
        assert finding.problem[:1] == finding.problem[:1].upper()
        assert finding.rule in {name, "trailing-rows"}


def test_numbers_have_their_commas_and_the_limit_is_told(dataset: Dataset) -> None:
    defects = [
        Defect(type="type-error", note="", row=row, column=2, label="reading", cell="x!") for row in range(2, 1206)
    ]
    (finding,) = tell(dataset, dataset.resources[0], defects, limit=1000)
    assert finding.problem == "At least 1,204 cells of column B 'reading' are not numbers; the first says 'x!'."


def test_the_row_is_told_where_it_is_not_the_line(site: Path) -> None:
    data = 'day,reading\n"2026-01\n-01",1\n2026-01-02,x!\n2026-01-02,y!\n'
    dataset = read_dataset(site, a_dataset(site, data=data))
    defects = [Defect(type="type-error", note="", row=row, column=2, label="reading", cell="x!") for row in (3, 4)]
    (one,) = tell(dataset, dataset.resources[0], defects[:1])
    (two,) = tell(dataset, dataset.resources[0], defects)
    assert one.where.line == two.where.line == 4
    assert one.problem == "A cell of column B 'reading' is not a number: 'x!' (row 3)."
    assert two.problem == "2 cells of column B 'reading' are not numbers; the first, in row 3, says 'x!'."


def test_blank_rows_say_where_they_are(site: Path) -> None:
    data = 'day,reading\n"2026-01\n-01",1\n\n\n2026-01-02,1\n'
    dataset = read_dataset(site, a_dataset(site, data=data))
    defects = [Defect(type="blank-row", note="", row=row) for row in (3, 4)]
    (finding,) = tell(dataset, dataset.resources[0], defects)
    assert finding.problem == "2 rows are blank; this is the first, in row 3."


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (
            'for "gauge": values "cellar" not found in the lookup table "gauges" as "id"',
            "'cellar' in column 'gauge' is not in column 'id' of the table 'gauges'",
        ),
        (
            'for "parent": values "7" not found in the lookup table "" as "id"',
            "'7' in column 'parent' is not in column 'id' of this table",
        ),
        ("the same as in the row at position 2", "row 2 says the same"),
        ('the same as row at position "2"', "row 2 says the same"),
        ('expected is "1" and actual is "2"', "it should be 1 and is 2"),
        ("the source is empty", "it is empty"),
        ("number of rows is 1, the required is 2", "it has 1 rows, and should have 2"),
        ("something else.", "something else"),
        ("x" * 1000, "x" * 300 + "…"),
    ],
)
def test_remarks_are_put_into_words(note: str, words: str) -> None:
    assert worded(note) == words


def test_a_key_of_nothing_is_no_repetition(dataset: Dataset) -> None:
    defect = Defect(type="primary-key", note='cells composing the primary keys are all "None"', row=2)
    (finding,) = tell(dataset, dataset.resources[0], [defect])
    assert finding.problem == "The row has no primary key: all cells of it are empty."


def test_a_cell_is_shortened_and_its_hidden_signs_are_shown() -> None:
    assert shown("a\tb\x00\u202e") == r"'a\tb\x00\u202e'"
    assert shown("x" * 1_000_000) == "'" + "x" * 58 + "…"


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (0, "")])
def test_columns_are_called_as_in_a_spreadsheet(column: int, name: str) -> None:
    assert letter(column) == name


def test_a_huge_cell_makes_a_short_message(dataset: Dataset) -> None:
    huge = "1," * 500_000
    kinds = ("type-error", "extra-cell", "incorrect-label", "foreign-key")
    for kind in kinds:
        defect = Defect(type=kind, note=huge, row=2, column=2, label=huge, expected=huge, cell=huge)
        (finding,) = tell(dataset, dataset.resources[0], [defect])
        assert len(str(finding)) < 800


def test_a_file_that_cannot_be_looked_at_is_told_all_the_same(site: Path) -> None:
    folder = a_dataset(site, resource={"path": "readings.xlsx", "format": "xlsx"})
    (folder / "readings.xlsx").write_bytes(b"no workbook")
    dataset = read_dataset(site, folder)
    (finding,) = tell(dataset, dataset.resources[0], [Defect(type="source-error", note="it is no workbook")])
    assert finding.problem == "The file cannot be read as a table: it is no workbook."
