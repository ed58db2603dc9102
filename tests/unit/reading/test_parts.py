"""Several files are read as one table, and each place is told by part and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, write

from generator.checking.tables.judging import judge
from generator.checking.tables.oddities import find_oddities
from generator.reading.marked import Unreadable
from generator.reading.packages import read_dataset
from generator.reading.parts import located, open_bytes
from generator.reading.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Dataset

HEADER = "day,reading\n"


def in_parts(root: Path, *parts: str, **resource: object) -> Dataset:
    names = [f"part-{place}.csv" for place in range(1, len(parts) + 1)]
    folder = a_dataset(root, resource={"path": names, **resource})
    for name, text in zip(names, parts, strict=True):
        (folder / name).write_bytes(text.encode())
    return read_dataset(root, folder)


def told(dataset: Dataset) -> list[str]:
    return [str(finding) for finding in [*find_oddities(dataset), *judge(dataset)]]


def test_the_parts_are_one_table(tmp_path: Path) -> None:
    dataset = in_parts(tmp_path, f"{HEADER}2026-01-01,1\n", f"{HEADER}2026-01-02,2\n2026-01-03,3", f"{HEADER}")
    (table,) = dataset.tables
    assert [part.path for part in table.parts] == ["part-1.csv", "part-2.csv", "part-3.csv"]
    assert table.path == "part-1.csv"
    assert table.size == sum(part.file.stat().st_size for part in table.parts)
    assert list(read_table(table)["reading"]) == ["1", "2", "3"]


def test_a_fault_is_told_by_its_part_and_the_line_in_it(tmp_path: Path) -> None:
    dataset = in_parts(
        tmp_path, f"{HEADER}2026-01-01,1\n", f"{HEADER}2026-01-02,2\n2026-01-03,many\n", f"{HEADER}soon,4\n"
    )
    places = [line.split(" ")[0] for line in told(dataset)]
    assert places == ["datasets/works/rain/part-2.csv:3:", "datasets/works/rain/part-3.csv:2:"]


def test_lines_within_quotes_and_old_line_breaks_count(tmp_path: Path) -> None:
    dataset = in_parts(
        tmp_path, 'day,reading\r"2026-01-01","\r\n1"\r', f"{HEADER}2026-01-02,2\n", f"{HEADER}\n2026-01-03,x\n"
    )
    (table,) = dataset.tables
    with open_bytes(table) as stream:
        lines = stream.read().decode().splitlines()
    line = lines.index("2026-01-03,x") + 1
    assert str(located(dataset.folder, table, line)) == "datasets/works/rain/part-3.csv:3"
    assert str(located(dataset.folder, table, 1)) == "datasets/works/rain/part-1.csv:1"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((f"{HEADER}2026-01-01,1\n", "2026-01-02,2\n"), "part-2.csv:1: This part does not begin with the header"),
        ((f"{HEADER}2026-01-01,1", f"{HEADER}2026-01-02,2\n"), "part-1.csv:1: The last row of this part has no line"),
        ((f"{HEADER}2026-01-01,1\n", ""), "part-2.csv:1: This part of the table is empty."),
    ],
)
def test_rows_that_would_be_lost_or_joined_are_told(parts: tuple[str, ...], expected: str, tmp_path: Path) -> None:
    (finding, *_) = find_oddities(in_parts(tmp_path, *parts))
    assert finding.blocks
    assert str(finding).startswith(f"datasets/works/rain/{expected}")


def test_a_mark_before_a_later_header_is_none_of_its_words(tmp_path: Path) -> None:
    assert told(in_parts(tmp_path, f"\ufeff{HEADER}2026-01-01,1\n", f"\ufeff{HEADER}2026-01-02,2")) == []


def test_without_a_header_nothing_is_left_out(tmp_path: Path) -> None:
    dataset = in_parts(tmp_path, "2026-01-01,1\n", "2026-01-02,2\n2026-01-03,3\n", dialect={"header": False})
    assert told(dataset) == []
    assert len(read_table(dataset.tables[0])) == 3
    assert str(located(dataset.folder, dataset.tables[0], 3)) == "datasets/works/rain/part-2.csv:2"


def test_a_mark_within_a_table_without_header_is_told(tmp_path: Path) -> None:
    dataset = in_parts(tmp_path, "2026-01-01,1\n", "\ufeff2026-01-02,2\n", dialect={"header": False})
    assert [finding.rule for finding in find_oddities(dataset)] == ["part-mark"]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        (["readings.csv", "readings.csv"], "path-several"),
        (["readings.csv", "https://data.example.gov/more.csv"], "path-several"),
        (["readings.csv", "../../health/x.csv"], "path-outside"),
        (["readings.csv", "gone.csv"], "file-missing"),
        (["readings.csv", "more.csv.gz"], "compressed"),
        (["readings.xlsx", "more.xlsx"], "path-several"),
        ([], "path-missing"),
    ],
)
def test_what_cannot_be_put_together_is_refused(path: list[str], rule: str, tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, resource={"path": path})
    for name in ("more.csv.gz", "readings.xlsx", "more.xlsx"):
        write(tmp_path, f"datasets/works/rain/{name}", "day\n")
    with pytest.raises(Unreadable) as caught:
        read_dataset(tmp_path, folder)
    assert [finding.rule for finding in caught.value.findings] == [rule]


POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n"


@pytest.mark.parametrize("path", ["readings.csv", ["readings.csv", "more.csv"]])
def test_a_pointer_into_git_lfs_is_no_table(path: str | list[str], tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, data=POINTER, resource={"path": path})
    write(tmp_path, "datasets/works/rain/more.csv", "day,reading\n")
    with pytest.raises(Unreadable) as caught:
        read_dataset(tmp_path, folder)
    (finding,) = caught.value.findings
    assert finding.rule == "lfs-pointer"
    assert "git lfs pull" in finding.remedy


def test_nor_is_it_one_where_nothing_describes_it_or_as_a_schema(tmp_path: Path) -> None:
    write(tmp_path, "datasets/works/bare/data.csv", POINTER)
    with pytest.raises(Unreadable) as caught:
        read_dataset(tmp_path, tmp_path / "datasets/works/bare")
    assert str(caught.value.findings[0]).startswith("datasets/works/bare/data.csv:1: data.csv is not the data")
    folder = a_dataset(tmp_path, resource={"schema": "schema.json"})
    write(tmp_path, "datasets/works/rain/schema.json", POINTER)
    with pytest.raises(Unreadable) as caught:
        read_dataset(tmp_path, folder)
    assert [finding.rule for finding in caught.value.findings] == ["lfs-pointer"]


def test_data_that_only_begin_like_a_pointer_are_data(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, data=POINTER + "x" * 1024)
    assert read_dataset(tmp_path, folder).tables[0].size > 1024
