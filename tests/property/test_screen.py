"""The screen and the referee together report what frictionless alone reports, on whatever comes.

`make test` looks at 1,000 random packages, `make nightly` at 20,000 others.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from property.polluted import Verdict, compare

from generator.checking.tables import lookup, screen
from generator.reading.batches import batches

if TYPE_CHECKING:
    from pathlib import Path

CASES = int(os.environ.get("DAYLIGHT_CASES", "1000"))
FIRST = int(os.environ.get("DAYLIGHT_FIRST_CASE", "0"))
TOGETHER = 100


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that small tables, too, are cut into several batches."""
    monkeypatch.setattr("generator.reading.batches.SMALL", 0)
    small = partial(batches, block=3000)
    monkeypatch.setattr(screen, "batches", small)
    monkeypatch.setattr(lookup, "batches", small)


def _errors(ours: dict[str, Verdict] | str, theirs: dict[str, Verdict] | str, seed: int) -> int:
    """How many errors both report; where frictionless fails, we may do better (ADR 0007)."""
    if isinstance(theirs, str):
        assert theirs != "RefusedError" or ours == theirs, seed
        return 0
    if ours == "RefusedError":
        # It gave up on the file before it could crash on the schema.
        assert {row for table in theirs.values() for _, _, row, *_ in table} == {0}, seed
        return 0
    assert ours == theirs, seed
    return sum(map(len, theirs.values()))


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("first", range(FIRST, FIRST + CASES, TOGETHER))
def test_our_report_is_frictionless_s_own(first: int, tmp_path: Path) -> None:
    seeds = range(first, first + TOGETHER)
    assert sum(_errors(*compare(tmp_path, seed), seed) for seed in seeds) > 1000  # the comparison is of something


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("format_", ["json", "xlsx"])
def test_of_workbooks_and_json_too(format_: str, tmp_path: Path) -> None:
    seeds = range(FIRST, FIRST + CASES // 10)
    assert sum(_errors(*compare(tmp_path, seed, format_), seed) for seed in seeds) > 100
