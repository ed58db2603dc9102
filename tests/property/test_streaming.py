"""What is worked out of a table batch by batch is what is worked out of it in memory."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset

from generator.deriving import grouping, rows, streaming
from generator.deriving.keeping import decode, encode
from generator.deriving.statistics import FIRST_ROWS, summarize
from generator.model.dataset import View
from generator.reading.batches import batches
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.table import Table

CASES = 200
KINDS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "number": ({"type": "number"}, ["1", "1.0", "-2.5", "0.1", "0.2", "1e3", "1_0", " 4 ", "NaN", "9" * 30, "+7", "0"]),
    "integer": ({"type": "integer"}, ["1", "01", "-3", "12", "7", "0"]),
    "comma": ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1,5", "1.000,25", "2", "2,0"]),
    "date": ({"type": "date"}, ["2026-01-01", "2026-01-02", "2025-12-31", "2024-02-29"]),
    "day": ({"type": "date", "format": "%d/%m/%Y"}, ["01/02/2026", "28/02/2025", "15/06/2024"]),
    "time": ({"type": "datetime"}, ["2026-01-01T10:00:00Z", "2026-01-01T11:30:00Z", "2026-03-01T00:00:00Z"]),
    "year": ({"type": "year"}, ["2023", "2024", "2025", "2026"]),
    "month": ({"type": "yearmonth"}, ["2026-01", "2026-02", "2025-12"]),
    "word": ({"type": "string"}, ["a", "b", "ä", "NA", "007", '"x,\ny"', '"q""r"', "c" * 50]),
    "season": ({"type": "string"}, ["2023-24", "2024-25", "2025-26"]),
    "quarter": ({}, ["2025 Q3", "2025 Q4", "2026 Q1"]),
    "flag": ({"type": "boolean"}, ["true", "false"]),
    "guess": ({}, ["2026-02-28", "2025-02-29", "12", "x", "1.5"]),
}


def a_case(root: Path, seed: int) -> tuple[Any, list[View], bool, str]:
    """A table, the charts asked for, whether to guess one, and until when the data are."""
    chance = random.Random(seed)
    kinds = [chance.choice(sorted(KINDS)) for _ in range(chance.randint(1, 5))]
    described = chance.random() < 0.7
    names = [f"c{place}" for place in range(len(kinds))]
    count = chance.choice([0, 1, 3, 40, 300])
    pools = {
        kind: chance.sample(values := KINDS[kind][1], chance.randint(1, len(values))) for kind in sorted(set(kinds))
    }
    delimiter = ";" if "comma" in kinds else ","
    lines = [delimiter.join(names)]
    if chance.random() < 0.1:
        lines.insert(0, "A title")
    dialect: dict[str, Any] = {"delimiter": delimiter, "headerRows": [len(lines)]}
    if chance.random() < 0.1:
        lines.insert(0, "")
    for row in range(count):
        cells = ["" if chance.random() < 0.1 else chance.choice(pools[kind]) for kind in kinds]
        if kinds[0] == "integer" and seed % 3 == 0:
            cells[0] = str(row)
        lines.append(delimiter.join(cells))
        if chance.random() < 0.01:
            lines.append("")
    if chance.random() < 0.1:
        dialect["commentChar"] = "#"
        lines.insert(chance.randint(0, len(lines)), "# said by the way")
    schema = {"fields": [{"name": name, **KINDS[kind][0]} for name, kind in zip(names, kinds, strict=True)]}
    if chance.random() < 0.3:
        schema["missingValues"] = ["", "NA", "a"]
    resource = {"dialect": dialect, **({"schema": schema} if described else {"schema": None})}
    end = chance.choice(["\n", "\r\n"])
    folder = a_dataset(root, f"works/case{seed}", data="", resource=resource)
    (folder / "readings.csv").write_bytes((end.join(lines) + chance.choice(["", end])).encode())
    view = View(
        resource="readings",
        kind=chance.choice(["line", "bar"]),
        group=chance.choice(names),
        series=chance.choice(names),
        aggregate=chance.choice(["", "sum", "mean", "count"]),
    )
    views = [view] if chance.random() < 0.6 else []
    table = read_dataset(root, folder).tables[0]
    return table, views, chance.random() < 0.9, chance.choice(["", "2026-01-15"])


def outcome(make: Any) -> Table | str:
    try:
        return make()  # type: ignore[no-any-return]
    except Exception as bad:  # noqa: BLE001 - both ways fail alike, or neither does
        return type(bad).__name__


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("first", range(0, CASES, 50))
def test_batch_by_batch_as_in_memory(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reading.batches.SMALL", 0)
    monkeypatch.setattr(rows, "batches", partial(batches, block=200))
    drawn = fine = 0
    for seed in range(first, first + 50):
        table, views, guess, until = a_case(tmp_path, seed)
        whole = outcome(lambda: summarize(table, views, guess=guess, until=until))  # noqa: B023 - called at once
        parts = outcome(
            lambda: streaming.stream(table, views, guess=guess, until=until, first_rows=FIRST_ROWS)  # noqa: B023
        )
        assert parts == whole, seed
        if not isinstance(whole, str):
            fine += 1
            drawn += len(whole.charts)
    assert fine > 30  # the comparison is of something
    assert drawn > 10


def test_the_latest_period_is_compared_batch_by_batch_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{year},{place},{3 * year + n}" for year in (2024, 2025) for n, place in enumerate("abc")]
    schema = {"fields": [{"name": "y", "type": "year"}, {"name": "p"}, {"name": "n", "type": "number", "unit": "beds"}]}
    data = "\n".join(["y,p,n", *lines, *(f"2026,{place},1{n}" for n, place in enumerate("abc")), "2026,,5", ""])
    folder = a_dataset(tmp_path, data=data, resource={"schema": schema})
    dataset = read_dataset(tmp_path, folder)
    (table,) = dataset.tables
    monkeypatch.setattr(rows, "batches", partial(batches, block=40))
    whole = summarize(table, [])
    assert streaming.stream(table, [], guess=True, until="", first_rows=FIRST_ROWS) == whole
    assert [chart.among and chart.among[1] for chart in whole.charts if chart.group.name == "p"] == ["2026"]
    assert decode(encode([whole]), dataset) == (whole,)


def test_beyond_the_bound_only_so_many_values_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "day,reading\n" + "".join(f"2026-01-01,{number}.5\n" for number in range(100))
    (table,) = read_dataset(tmp_path, a_dataset(tmp_path, data=data)).tables
    monkeypatch.setattr(streaming, "MOST_DISTINCT", 20)
    monkeypatch.setattr("generator.deriving.statistics.LARGE", 100)
    day, reading = summarize(table, []).columns
    assert (day.distinct, day.more) == (1, False)
    assert (reading.distinct, reading.more, reading.lowest, reading.highest) == (20, True, "0.5", "99.5")


def test_a_chart_of_too_many_places_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "day,reading\n" + "".join(f"2026-01-{day:02},{day}\n" for day in range(1, 32))
    (table,) = read_dataset(tmp_path, a_dataset(tmp_path, data=data)).tables
    monkeypatch.setattr("generator.deriving.statistics.LARGE", 100)
    assert summarize(table, []).charts == summarize(replace(table, size=1), []).charts != ()
    monkeypatch.setattr(grouping, "MOST_GROUPS", 30)
    assert summarize(table, []).charts == ()
