"""`daylight status`: which data are late, and which are due next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from generator.cli.group import main
from generator.cli.terminal import OUT, safe, tell_damage
from generator.cli.watching import Watch
from generator.model.errors import ContentError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.model.record import Record

_SOON = 30
"""Days ahead that are shown unless told."""


@main.command()
@click.option("--agency", metavar="ID", default="", help="Only what this agency publishes.")
@click.option("--days", metavar="N", type=click.IntRange(0, 3650), default=_SOON, help="How far to look ahead (30).")
@click.option("--strict", is_flag=True, help="Exit with 1 if something is late.")
@click.pass_obj
def status(root: Path, *, agency: str, days: int, strict: bool) -> None:
    """Say which datasets are late by what they promise, and which are due next.

    What a dataset promises is in its descriptor, as `accrualPeriodicity`.

    \b
    Examples:
      daylight status
      daylight status --agency finance --days 90
      daylight status --strict     exit code 1 if something is late, for a scheduled job
    """
    from generator import pipeline
    from generator.clock import clock
    from generator.executing.crews import crew
    from generator.reporting.report import counted
    from generator.steps.means import means

    with crew("") as workers, Watch() as watch:
        with_these = means(root, watch, workers)
        checked = pipeline.check(root, with_these, clock())
        if checked.blocked:
            raise ContentError(f"{counted(checked.findings)}. Mend them first: daylight check")
        publication, _ = pipeline.compose(checked, clock(), with_these)
    tell_damage(with_these.damaged())
    if agency and agency not in publication.catalog.agencies:
        known = ", ".join(publication.catalog.agencies.terms)
        raise click.BadParameter(f"{safe(agency)} is no agency. There are {safe(known)}.", param_hint="--agency")
    today = publication.now.astimezone(ZoneInfo(publication.catalog.settings.time_zone)).date()
    records = [each for each in publication.datasets.values() if agency in {"", each.entry.agency}]
    promised = sorted(
        ((each.next_update, each) for each in records if each.next_update), key=lambda pair: (pair[0], pair[1].entry.id)
    )
    late = [(due, each) for due, each in promised if each.late]
    soon = [(due, each) for due, each in promised if not each.late and (due - today).days <= days]
    _tell(f"Late: {len(late)} of {len(records)} datasets", late, today)
    _tell(f"Due within {days} days: {len(soon)}", soon, today)
    without = len(records) - len(promised)
    OUT.print(f"Without a promise: {without}[dim] (no `accrualPeriodicity`, or none that gives a date)[/]")
    if late and strict:
        raise ContentError("Something is late. Publish the new data, or correct `accrualPeriodicity`.")


def _tell(heading: str, datasets: list[tuple[date, Record]], today: date) -> None:
    OUT.print(f"[bold]{heading}[/]")
    for due, each in datasets:
        identifier = each.entry.id.removeprefix("dataset/")
        OUT.print(f"  {due.isoformat()}  {_away((due - today).days):>13}  {safe(identifier)}  {safe(each.entry.title)}")


def _away(days: int) -> str:
    if not days:
        return "today"
    count = f"{abs(days)} day{'s' * (abs(days) > 1)}"
    return f"{count} late" if days < 0 else f"in {count}"
