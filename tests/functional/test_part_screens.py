"""The files of a large table are screened one by one, once each, wherever that is done; what is told is the same."""

from __future__ import annotations

import shutil
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, a_site

from generator.checking.leaks import watch
from generator.executing.crews import Local
from generator.pipeline import check
from generator.steps import part_screens
from generator.steps.means import means

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.executing.crews import Crew

ROWS = 60
HEADER = "id,name,mail,code\n"
FIELDS = [
    {"name": "id", "type": "string"},
    {"name": "name", "type": "string"},
    {"name": "mail", "type": "string"},
    {"name": "code", "type": "integer", "constraints": {"unique": True}},
]


class Backwards:
    """Has the last work done first."""

    def spread(self, work: Callable[[Any], Any], items: Sequence[Any], /, *, enough: int) -> Iterator[Any]:
        assert enough
        return reversed([work(item) for item in reversed(items)])


def part(place: int, **changes: str) -> str:
    """Rows of a part; `changes` replace some, by their place: `row_7="…"`."""
    rows = [f"k{place}-{row},Elm Street {row},,{place * ROWS + row}" for row in range(ROWS)]
    for name, row in changes.items():
        rows[int(name.removeprefix("row_"))] = row
    return HEADER + "".join(f"{row}\n" for row in rows)


def describe(root: Path, count: int, fields: list[dict[str, Any]] = FIELDS, **schema: Any) -> None:
    names = [f"part-{place}.csv" for place in range(1, count + 1)]
    folder = a_dataset(root, fields=fields, schema={"primaryKey": "id", **schema}, resource={"path": names})
    (folder / "readings.csv").unlink()


def put(root: Path, place: int, text: str) -> None:
    (root / f"datasets/works/rain/part-{place}.csv").write_text(text, newline="")


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table in five parts, large enough."""
    monkeypatch.setattr(part_screens, "LARGE", 1000)
    root = a_site(tmp_path / "city")
    describe(root, 5)
    for place in range(1, 6):
        put(root, place, part(place))
    return root


def checked(root: Path, crew: Crew | None = None) -> tuple[list[str], int]:
    """What is told, and how many files were screened by themselves."""
    items = {"parts": 0}

    def observe(step: str, each: Iterable[Any], total: int, /) -> Iterable[Any]:
        items[step] = total
        return each

    found = check(root, means(root, observe, crew or Local(1)))
    return [str(finding) for finding in found.findings if "part-" in finding.where.path], items["parts"]


def anew(root: Path, crew: Crew | None = None) -> tuple[list[str], int]:
    """The same as if nothing was remembered."""
    shutil.rmtree(root / ".daylight")
    return checked(root, crew)


def whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told where the table is read whole."""
    with monkeypatch.context() as patch:
        patch.setattr(part_screens, "LARGE", 1 << 60)
        told, count = anew(root)
    assert not count
    return told


def test_what_is_new_is_screened_by_itself(city: Path) -> None:
    assert checked(city) == ([], 5)
    assert checked(city) == ([], 0)
    put(city, 6, part(6))
    describe(city, 6)
    assert checked(city) == ([], 1)
    put(city, 3, part(3, row_4="k3-4,Oak Street,,soon"))
    (line,), count = checked(city)
    assert line.startswith("datasets/works/rain/part-3.csv:6: A cell of column D 'code' is not a whole number: 'soon'")
    assert count == 1
    describe(city, 6, missingValues=["", "soon"])
    assert checked(city) == ([], 6)


def test_a_small_table_is_read_whole(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_screens, "LARGE", 1_000_000)
    assert checked(city) == ([], 0)
    assert not (city / f".daylight/cache/{part_screens.KIND}").exists()


@pytest.mark.parametrize("crew", [Local(1), Local(2), Backwards()], ids=["here", "all cores", "backwards"])
def test_what_stands_in_several_parts_is_told(city: Path, monkeypatch: pytest.MonkeyPatch, crew: Crew) -> None:
    put(city, 2, part(2, row_9="k1-7,Elm Street,,999", row_11="k2-11,Elm Street,,", row_12="k2-12,Elm Street,,"))
    put(city, 5, part(5, row_11="k5-11,Elm Street,,", row_50="k5-50,Elm Street,,999"))
    told, count = anew_or_first(city, crew)
    assert count == 5
    assert told == whole(city, monkeypatch)
    places = [line.split(" ")[0] for line in told]
    assert places == ["datasets/works/rain/part-2.csv:11:", "datasets/works/rain/part-5.csv:52:"]


def anew_or_first(root: Path, crew: Crew) -> tuple[list[str], int]:
    (root / ".daylight").mkdir(exist_ok=True)
    return anew(root, crew)


@pytest.mark.parametrize("crew", [Local(1), Local(2), Backwards()], ids=["here", "all cores", "backwards"])
def test_leaks_in_later_parts_are_told_where_they_are(city: Path, monkeypatch: pytest.MonkeyPatch, crew: Crew) -> None:
    put(city, 3, part(3, row_7="k3-7,Elm,john.smith@gmail.com,1", row_8="k3-8,Elm,mary.jones@gmail.com,2"))
    put(city, 4, part(4, row_0="k4-0,Elm,john.smith@gmail.com,3"))
    told, count = anew_or_first(city, crew)
    assert count == 5
    assert told == whole(city, monkeypatch)
    (leak,) = told
    assert leak.startswith("datasets/works/rain/part-3.csv:9: Column C 'mail' shows e-mail addresses")
    assert "in 3 cells (2 different)" in leak
    assert "john" not in leak


def put_persons(root: Path, places: Iterable[int]) -> None:
    """Names of persons in some of the parts, and dates of birth in all."""
    describe(root, 5, [FIELDS[0], FIELDS[1], {"name": "born", "type": "string"}, FIELDS[3]])
    names = ["John Smith", "Mary Jones", "Peter Miller", "Anna Brown", "Paul Green"]
    for place in range(1, 6):
        rows = {
            f"row_{row}": f"k{place}-{row},{names[row % 5] if place in places else ''},19{row:02}-01-01,"
            f"{place * ROWS + row}"
            for row in range(ROWS)
        }
        put(root, place, part(place, **rows).replace("mail", "born"))


@pytest.mark.parametrize("named", [[1], [3], [5], [3, 4, 5]], ids=str)
def test_persons_in_some_parts_alone_are_persons_of_the_table(
    city: Path, monkeypatch: pytest.MonkeyPatch, named: list[int]
) -> None:
    put_persons(city, named)
    told, count = checked(city)
    assert count == 5
    (leak,) = told
    # Other parts cannot know that persons are named, and look in any case.
    assert leak.startswith("datasets/works/rain/part-1.csv:2: Column C 'born' shows dates of birth")
    assert "in 300 cells (60 different)" in leak
    assert anew(city, Backwards())[0] == told
    if 1 in named:  # else the whole notices them only after some rows have gone by
        assert whole(city, monkeypatch) == told
    put_persons(city, [])
    assert checked(city)[0] == []


def test_a_part_full_of_leaks_is_not_looked_through(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_persons(city, range(1, 6))
    (leak,), _ = checked(city)
    assert "in 300 cells (60 different)" in leak
    monkeypatch.setattr(watch, "MOST_OF_PART", 10)
    (less,), _ = anew(city)
    assert "in at least 50 cells (at least 10 different)" in less
    assert less.partition(" in ")[0] == leak.partition(" in ")[0]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cell_that_goes_over_a_border_is_read_as_a_whole(
    city: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    text = part(2, row_59='k2-59,"one').replace("\n", end)
    put(city, 2, text)
    put(city, 3, HEADER + f'two",,7{end}' + part(3, row_3="k3-3,,,many").removeprefix(HEADER))
    told, _ = checked(city)
    assert told == whole(city, monkeypatch)
    assert any("'many'" in line and "part-3.csv:6" in line for line in told)


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_what_was_lost_is_seen_again(city: Path, how: str) -> None:
    put(city, 4, part(4, row_1="k1-1,Elm,,700"))
    told, count = checked(city)
    assert count == 5
    assert len(told) == 1
    entries = sorted((city / f".daylight/cache/{part_screens.KIND}").glob("*/*"))
    assert len(entries) == 5
    for entry in entries:
        if how == "gone":
            entry.unlink()
        else:
            entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    put(city, 5, part(5, row_3="k5-3,Elm,,many"))
    again, count = checked(city)
    assert again == [*told, *again[1:]]
    assert "part-5.csv:5" in again[1]
    # What is damaged is found when it is read; what was seen of the last part as it was before, nobody asks for.
    assert count == (5 if how == "gone" else 1)
    assert len(means(city).damaged()) == (0 if how == "gone" else 4)
    assert len(sorted((city / f".daylight/cache/{part_screens.KIND}").glob("*/*"))) == (5 if how == "gone" else 6)


def test_several_large_tables_are_screened_each_by_itself(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refers = {"foreignKeys": [{"fields": "id", "reference": {"resource": "part-1", "fields": "id"}}]}
    tables = [
        {
            "name": f"part-{place}",
            "path": f"part-{place}.csv",
            "schema": {"fields": deepcopy(FIELDS), "primaryKey": "id"} | more,
        }
        for place, more in ((1, {}), (2, refers))
    ]
    folder = a_dataset(city, resources=tables)
    (folder / "readings.csv").unlink()
    put(city, 2, part(1, row_5="k9-9,Elm,,8"))
    told, count = checked(city)
    assert count == 2
    assert told == whole(city, monkeypatch)
    (line,) = (each for each in told if "k9-9" in each)
    assert line.startswith("datasets/works/rain/part-2.csv:7: ")
    checked(city)
    put(city, 1, part(1, row_7="k9-9,Elm,,9"))
    told, count = checked(city)
    assert count == 2  # the one that changed, and the one that refers to it
    assert not any("k9-9" in each for each in told)


def test_too_much_that_is_wrong_is_told_as_of_the_whole(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (2, 4):
        put(city, place, HEADER + "".join(f"k{place}-{row},Elm,,much\n" for row in range(600)))
    told, count = checked(city)
    assert count == 5
    assert told == whole(city, monkeypatch)
    assert "At least 1,000" in told[0]
