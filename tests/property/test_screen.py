"""The screen and the referee together report what frictionless alone reports, on whatever comes.

`make test` looks at 1,000 random packages, `make nightly` at 20,000 others.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from property.polluted import compare

from generator.checking.tables import judging, screen
from generator.reading.batches import batches

if TYPE_CHECKING:
    from pathlib import Path

CASES = int(os.environ.get("DAYLIGHT_CASES", "1000"))
FIRST = int(os.environ.get("DAYLIGHT_FIRST_CASE", "0"))
TOGETHER = 100


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that small tables, too, are cut into several batches."""
    small = partial(batches, block=3000)
    monkeypatch.setattr(screen, "batches", small)
    monkeypatch.setattr(judging, "batches", small)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("first", range(FIRST, FIRST + CASES, TOGETHER))
def test_our_report_is_frictionless_s_own(first: int, tmp_path: Path) -> None:
    errors = 0
    for seed in range(first, first + TOGETHER):
        ours, theirs = compare(tmp_path, seed)
        if isinstance(theirs, str):
            # frictionless crashes, or refuses the schema: we refuse it, too, or judge what it cannot (ADR 0007).
            assert theirs != "RefusedError" or ours == theirs, seed
            continue
        if ours == "RefusedError":
            # It gave up on the file before it could crash on the schema.
            assert {row for table in theirs.values() for _, _, row, *_ in table} == {0}, seed
            continue
        assert ours == theirs, seed
        errors += sum(map(len, theirs.values()))
    assert errors > 1000  # the comparison is of something
