"""`daylight check` and `daylight fix`: what is wrong, and what can be mended for certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.group import CLUSTER, PROFILE, main, tell_cost
from generator.cli.showing import show_proposal
from generator.cli.terminal import ERR, OUT, safe, say, tell_damage
from generator.cli.watching import Watch
from generator.clock import clock
from generator.model.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding


@main.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--since", metavar="REV", default="", help="Only what changed since this git revision or refers to that.")
@click.option(
    "--format",
    "formats",
    metavar="NAME[=FILE]",
    multiple=True,
    callback=lambda _context, _option, values: _destinations(values),
    help="text, json, sarif, github or markdown; into FILE, or shown. Can be given several times.",
)
@CLUSTER
@PROFILE
@click.pass_obj
def check(
    root: Path,
    *,
    strict: bool,
    since: str,
    formats: tuple[tuple[str, Path | None], ...],
    cluster: str,
    profile: Path | None,
) -> None:
    """Say what is wrong, where, and what to do. Writes nothing but its cache and the reports you ask for.

    \b
    Examples:
      daylight check             errors and warnings; exit code 1 if there are errors
      daylight check --strict    warnings count too
      daylight check --since origin/main --format github --format sarif=daylight.sarif
    """
    from generator import pipeline
    from generator.executing.crews import crew
    from generator.reporting.registry import FORMATS
    from generator.reporting.report import Report
    from generator.steps.means import means
    from generator.steps.queueing import counted

    with crew(cluster) as workers, Watch() as watch:
        with_these = means(root, watch, workers)
        checked = pipeline.check(root, with_these, clock(), since=since)
    tell_damage(with_these.damaged())
    tell_cost(watch, profile)
    settings = checked.catalog.settings
    report = Report(
        findings=checked.findings,
        fit=not (checked.blocked or (strict and checked.findings)),
        datasets=len(checked.scope.datasets),
        announcements=len(checked.scope.announcements),
        since="" if checked.scope.whole else since,
        note=checked.catalog.history.note,
        prefix=pipeline.place_in_git(root),
        posts=tuple(each for each in counted(checked.queue, settings) if checked.scope.holds(each.path)),
    )
    shown = False
    for name, file in formats:
        if file:
            file.write_text(FORMATS[name](report), encoding="utf-8")
        elif name != "text":  # which is what follows
            click.echo(FORMATS[name](report), nl=False)
            shown = True
    if not shown:
        say(report.findings, report.note)
    if not report.fit:
        raise ContentError(report.verdict)
    (ERR if shown else OUT).print(safe(report.verdict))


def _destinations(values: tuple[str, ...]) -> tuple[tuple[str, Path | None], ...]:
    from generator.reporting.registry import destinations

    try:
        return destinations(values)
    except ValueError as bad:
        raise click.BadParameter(str(bad)) from None


@main.command()
@click.option("--apply", "apply_", is_flag=True, help="Write the changes into the descriptors.")
@click.pass_obj
def fix(root: Path, *, apply_: bool) -> None:
    """Show how descriptors would be mended where that is certain. Data are never edited.

    A change is certain if all cells of a column prove it and the table has fewer errors with it: decimal commas, the
    order of day and month, signs for missing values, delimiters, encodings and the like. All else is left to you.

    \b
    Examples:
      daylight fix            the changes as a diff, with reasons; nothing is written
      daylight fix --apply    write them, then run `daylight check`
    """
    from generator.fixing.applying import apply
    from generator.fixing.proposing import propose
    from generator.reading.inventory import take_inventory
    from generator.reading.repository import open_dataset
    from generator.reading.settings import read_settings
    from generator.reporting.report import plural

    unreadable: list[Finding] = []
    folders = take_inventory(root, read_settings(root)).folders
    datasets = (open_dataset(root, folder, unreadable) for folder in folders)
    proposals = [propose(root, dataset) for dataset in datasets if dataset]
    files = 0
    for each in proposals:
        show_proposal(each)
        if apply_:
            apply(root, each)
        files += len(each.after)
    if unreadable:
        OUT.print("Some files cannot be read and were left out: run `daylight check`.")
    if not files:
        OUT.print("No descriptor can be mended for certain.")
    elif apply_:
        OUT.print(f"Mended {plural(files, 'file')}. Now run `daylight check`.")
    else:
        OUT.print(f"{plural(files, 'file')} can be mended: `daylight fix --apply` writes what is shown above.")
