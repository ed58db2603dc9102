"""Long work on a terminal: what is being done, how fast, how long it will take, and afterwards where the time went."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.progress import Progress
    from rich.table import Table

STEPS = {
    "prints": "Looking for changes",
    "outlines": "Reading descriptors",
    "parts": "Checking files of large tables",
    "verdicts": "Checking tables",
    "datasets": "Making pages and cards of datasets",
    "prose": "Rendering prose",
    "cards": "Drawing cards of announcements",
    "files": "Bringing the site up to date",
    "other": "All else",
}
SLOWEST = 5
"""Steps in the summary."""
_LONG = 10
"""Seconds."""


@dataclass(kw_only=True, slots=True)
class Step:
    """What a step has cost so far."""

    name: str
    items: int = 0
    seconds: float = 0
    cpu_seconds: float = 0
    """User and system, of all processes of this machine that have ended."""


class Watch:
    """Progress bars on a terminal, nothing elsewhere, and the cost of each step in any case."""

    def __init__(self) -> None:
        self.steps: dict[str, Step] = {}
        self._begin = self._now()
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from generator.cli.bars import bars

            self._progress = bars()
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
        seconds, cpu = self._since(self._begin)
        other = self.steps.setdefault("other", Step(name="other", items=1))
        other.seconds = seconds - sum(each.seconds for each in self.steps.values())
        other.cpu_seconds = cpu - sum(each.cpu_seconds for each in self.steps.values())

    def __call__(self, step: str, items: Iterable[Any], total: int, /) -> Iterator[Any]:
        """Show how far `items` are, and yield them."""
        begin = self._now()
        cost = self.steps.setdefault(step, Step(name=step))
        try:
            if self._progress is not None:
                items = self._progress.track(items, total=total, description=STEPS[step])
            yield from items
        finally:
            seconds, cpu = self._since(begin)
            cost.items += total
            cost.seconds += seconds
            cost.cpu_seconds += cpu

    def is_long(self) -> bool:
        """Whether somebody may have waited for it."""
        return sum(each.seconds for each in self.steps.values()) > _LONG

    def summary(self, most: int = SLOWEST) -> Table:
        """The slowest steps, the slowest first."""
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for name in ("Step", "Items", "Seconds", "CPU s", "Items/s"):
            table.add_column(name, justify="left" if name == "Step" else "right")
        for each in sorted(self.steps.values(), key=lambda step: -step.seconds)[:most]:
            rate = f"{each.items / each.seconds:,.0f}" if each.seconds and each.name != "other" else ""
            items = f"{each.items:,}" if each.name != "other" else ""
            table.add_row(STEPS[each.name], items, f"{each.seconds:.2f}", f"{each.cpu_seconds:.2f}", rate)
        return table

    def write(self, file: Path) -> None:
        """All steps as JSON, for programs."""
        total = {
            "seconds": sum(each.seconds for each in self.steps.values()),
            "cpu_seconds": sum(each.cpu_seconds for each in self.steps.values()),
        }
        value = {**total, "steps": [asdict(each) for each in self.steps.values()]}
        file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")

    def _now(self) -> tuple[float, float]:
        times = os.times()
        return time.perf_counter(), times.user + times.system + times.children_user + times.children_system

    def _since(self, begin: tuple[float, float]) -> tuple[float, float]:
        now = self._now()
        return now[0] - begin[0], now[1] - begin[1]
