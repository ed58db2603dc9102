"""Progress bars on a terminal: what is being done, how far it is, how fast, and how long it will take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from generator.cli.terminal import ERR

if TYPE_CHECKING:
    from rich.progress import Task


class _Rate(ProgressColumn):
    """Items a second."""

    def render(self, task: Task) -> Text:
        """As on the bar."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


def bars() -> Progress:
    """Bars that go away when the work is done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=ERR,
        transient=True,
    )
