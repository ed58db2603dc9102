"""Files that are made to make the messages slow, huge or wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, daylight

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = [{"name": "name", "type": "string"}, {"name": "amount", "type": "number"}]
HUGE = {
    "digits": "1" * 1_000_000,
    "commas": "1," * 500_000,
    "blanks": " " * 1_000_000 + "x",
    "brackets": "(" * 1_000_000,
    "signs": "\u20ac" * 300_000,
    "formula": "=" + "A1+" * 300_000,
    "garbled": "\u00c3\u00a9" * 200_000,
    "lost": "\ufffd" * 200_000,
    "escapes": "\x1b]0;owned\x07\u202e" * 10_000,
}


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("name", sorted(HUGE))
def test_a_huge_cell_costs_little_and_says_little(site: Path, name: str, command: str) -> None:
    a_dataset(site, data=f'name,amount\n"{HUGE[name]}","{HUGE[name]}"\na,1\n', fields=NUMBER)
    begun = time.perf_counter()
    result = daylight(site, command)
    assert time.perf_counter() - begun < 20
    assert max(map(len, result.output.splitlines())) < 1500
    assert not set(result.output) & set("\x1b\x07\u202e")


@pytest.mark.parametrize("name", sorted(HUGE))
def test_a_huge_name_of_a_column_costs_little_and_says_little(site: Path, name: str) -> None:
    a_dataset(site, data=f'name,"{HUGE[name]}"\na,1\n,\n', fields=NUMBER)
    begun = time.perf_counter()
    result = daylight(site, "check")
    assert time.perf_counter() - begun < 20
    assert max(map(len, result.output.splitlines())) < 1500


@pytest.mark.parametrize("pattern", [r"(\\d+)+x", "(a+)+$", "(", "(?i)x", r"(1|1)*$"])
def test_an_officers_pattern_does_not_stop_the_telling(site: Path, pattern: str) -> None:
    fields = [{"name": "name", "type": "string", "constraints": {"enum": ["x"], "minLength": 30}}, NUMBER[1]]
    fields[0]["constraints"]["pattern"] = pattern  # type: ignore[index]
    a_dataset(site, data="name,amount\n1111111111,1\n", fields=fields)
    begun = time.perf_counter()
    daylight(site, "check")
    assert time.perf_counter() - begun < 20


def test_many_columns_with_many_faults(site: Path) -> None:
    fields = [{"name": f"c{place}", "type": "number"} for place in range(300)]
    rows = "\n".join(",".join(['"1,5"'] * 300) for _ in range(20))
    a_dataset(site, data=",".join(field["name"] for field in fields) + f"\n{rows}\n", fields=fields)
    begun = time.perf_counter()
    result = daylight(site, "check")
    assert time.perf_counter() - begun < 30
    assert "They are written with decimal commas." in result.output
