"""What the commands have in common on a terminal: where words go, how they are made safe, how progress is shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from generator.model.finding import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.model.finding import Finding

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False)
_STEPS = {
    "outlines": "Reading descriptors",
    "verdicts": "Checking tables",
    "datasets": "Making pages and cards of datasets",
    "cards": "Drawing cards",
}


def safe(text: str) -> str:
    """Text that officers wrote, for the terminal."""
    return escape(visible(text))


def say(findings: Iterable[Finding], note: str) -> None:
    """Tell findings, and what is to be said of the history."""
    from generator.reporting.report import one_line
    from generator.reporting.text import told_in_parts

    for place, kind, words in map(told_in_parts, findings):
        ERR.print(f"{escape(place)}: [yellow]{kind}[/]{escape(words)}")
    if note:
        ERR.print(escape(one_line(note)))


def tell_damage(damaged: Collection[str]) -> None:
    """Tell what was remembered and could not be read any more: it was made again."""
    for name in damaged:
        ERR.print(f"The build cache was damaged ({safe(name)}); what it held was made again.")


def near(path: Path) -> str:
    """`path` as seen from here, if it lies below."""
    here = Path.cwd()
    return f"{path.relative_to(here)}/" if path.is_relative_to(here) else f"{path}/"


class Bars:
    """Progress bars on a terminal, nothing elsewhere."""

    def __enter__(self) -> Self:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=ERR,
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, step: str, items: Iterable[Any], total: int, /) -> Iterator[Any]:
        """Show how far `items` are, and yield them."""
        yield from self._progress.track(items, total=total, description=_STEPS[step])
