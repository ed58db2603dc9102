"""A dataset with one large table in many files, valid to the last row, of which no two keys are the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import yaml
from whole_build.repository import LICENCE

if TYPE_CHECKING:
    from pathlib import Path

Signs = npt.NDArray[np.uint8]
_HEADER = "key,day,place,depth,remark\n"
_WORDS = ("clearly", "measure", "morning", "evening", "cleaned", "weather", "station", "gravels", "western", "eastern")
_DIGITS = 10
_FIRST = 10 ** (_DIGITS - 1)
"""Where keys begin, so that all have as many digits."""
_STEP = 700_000_001
"""Has no divisor in common with their number, so that keys in disorder are all different."""
_DIFFERENT = 50_000
"""Rows that differ in more than their key."""


class LargeTable:
    """A table in the folder of a dataset.

    Args:
        folder: Of the dataset; it is made.
        kind: Type of the primary key: integer, which rises, or string, which does not.
        size: Bytes of one file.
    """

    def __init__(self, folder: Path, kind: str, size: int) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._kind = kind
        self._rows = _rows()
        self._count = max(1, size // self._rows.shape[1])
        self._files = 0

    @property
    def rows(self) -> int:
        """Of all files."""
        return self._count * self._files

    def add(self, files: int) -> None:
        """Some more files at the end."""
        for _ in range(files):
            with (self._folder / f"{self._files:04}.csv").open("wb") as stream:
                stream.write(_HEADER.encode())
                for begin in range(0, self._count, _DIFFERENT):
                    count = min(_DIFFERENT, self._count - begin)
                    stream.write(self._keyed(self._files * self._count + begin, count).tobytes())
            self._files += 1
        descriptor = _descriptor([f"{place:04}.csv" for place in range(self._files)], self._kind)
        (self._folder / "datapackage.yaml").write_text(yaml.safe_dump(descriptor, sort_keys=False))

    def _keyed(self, first: int, count: int) -> Signs:
        rows = self._rows[:count].copy()
        keys = np.arange(first, first + count, dtype=np.uint64)
        if self._kind == "string":
            keys = keys * np.uint64(_STEP) % np.uint64(9 * _FIRST)
        keys += np.uint64(_FIRST)
        for place in range(_DIGITS - 1, -1, -1):
            rows[:, place] = (keys % np.uint64(10)).astype(np.uint8) + ord("0")
            keys //= np.uint64(10)
        return rows


def _rows() -> Signs:
    """Rows of the same length, with room for a key at the beginning."""
    chance = random.Random(2026)
    lines = [
        f"{'0' * _DIGITS},20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02},"
        f"Gauge {chance.randint(100, 999)},{chance.randint(100, 999)}.{chance.randint(10, 99)},"
        f"{' '.join(chance.choices(_WORDS, k=12))}\n"
        for _ in range(_DIFFERENT)
    ]
    return np.frombuffer("".join(lines).encode(), np.uint8).reshape(_DIFFERENT, -1)


def _descriptor(paths: list[str], kind: str) -> dict[str, Any]:
    fields = {"key": kind, "day": "date", "place": "string", "depth": "number", "remark": "string"}
    return {
        "name": "depths",
        "title": "Depths of the river",
        "description": "How deep the river was at each gauge, several times a day, and what was seen there by the way.",
        "issued": "2026-01-01",
        "modified": "2026-01-01",
        "accrualPeriodicity": "monthly",
        "licenses": [LICENCE],
        "resources": [
            {
                "name": "depths",
                "path": paths,
                "schema": {
                    "fields": [{"name": name, "type": type_} for name, type_ in fields.items()],
                    "primaryKey": "key",
                },
            }
        ],
    }
