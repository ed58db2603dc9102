"""What the commands have in common on a terminal: where words go, and how they are made safe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from generator.model.finding import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.model.finding import Finding

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False)


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
