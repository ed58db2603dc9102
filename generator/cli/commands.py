"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from generator import __version__
from generator.cli.showing import show_explanation, show_post, show_proposal
from generator.cli.terminal import ERR, OUT, near, safe, say, tell_damage
from generator.cli.watching import SLOWEST, STEPS, Watch
from generator.model.errors import ContentError, DaylightError, SetupError

if TYPE_CHECKING:
    from generator.model.finding import Finding
    from generator.model.publication import Publication
    from generator.pipeline import Built

_EXIT_CODES = """\b
Exit codes:
  0  all went well (warnings may have been shown)
  1  datasets, announcements or posts have errors; nothing was published
  2  the command was typed wrongly
  3  mkdocs.yml or a template cannot be used
  4  something this machine should have is missing, such as the fonts, or a file
     cannot be read or written
  5  another build is at work in the same folder
  130  stopped with Ctrl+C
"""


class _Commands(click.Group):
    """Shows what a person can mend in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().invoke(ctx)
        except DaylightError as bad:
            for line in str(bad).splitlines():
                ERR.print(f"[bold red]{safe(line)}[/]")
            ctx.exit(bad.exit_code)
        except OSError as bad:
            ERR.print(
                f"[bold red]{escape(f'{bad.filename}: {bad.strerror}. Look at the rights and at the room left.')}[/]"
            )
            ctx.exit(4)
        except KeyboardInterrupt:
            ERR.print("Stopped. What was published before stays.")
            ctx.exit(130)


@click.group(
    cls=_Commands, epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 80}
)
@click.version_option(__version__, prog_name="daylight")
@click.option(
    "-C",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder with mkdocs.yml, if it is not this one.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Publish datasets and announcements as a website with feeds, share cards and posts.

    \b
    Examples:
      daylight check                 what is wrong, and what to do
      daylight fix                   how descriptors would be mended
      daylight build                 make site/ and queue posts
      daylight serve                 preview while you write
      daylight deliver --rehearse    which posts would go where
    """
    context.obj = root.resolve()


_CLUSTER = click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="Have the work done by the workers of a Dask scheduler, such as tcp://scheduler:8786.",
)
_PROFILE = click.option(
    "--profile",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    type=click.Path(path_type=Path),
    help="Show what each step has cost; with a FILE, write it there as JSON.",
)


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
@_CLUSTER
@_PROFILE
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

    with crew(cluster) as workers, Watch() as watch:
        with_these = means(root, watch, workers)
        checked = pipeline.check(root, with_these, since=since)
    tell_damage(with_these.damaged())
    _tell_cost(watch, profile)
    report = Report(
        findings=checked.findings,
        fit=not (checked.blocked or (strict and checked.findings)),
        datasets=len(checked.scope.datasets),
        announcements=len(checked.scope.announcements),
        since="" if checked.scope.whole else since,
        note=checked.catalog.history.note,
        prefix=pipeline.place_in_git(root),
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


@main.command()
@click.option("--backfill", is_flag=True, help="Queue posts about what was public before the first build, too.")
@click.option(
    "--explain",
    "explained",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Say what a file of the site is made from, and why it was last made. Can be given several times.",
)
@_CLUSTER
@_PROFILE
@click.pass_obj
def build(root: Path, *, backfill: bool, explained: tuple[Path, ...], cluster: str, profile: Path | None) -> None:
    """Check everything, make the site, and queue a post for each new publication.

    With errors nothing is touched: the site of the last build stays.

    \b
    Examples:
      daylight build               what changed since the last build
      daylight build --backfill    and posts about all that was there before the first one
      daylight build --explain site/index.html
      daylight build --cluster tcp://scheduler:8786 --profile
    """
    from generator import pipeline
    from generator.clock import clock
    from generator.executing.crews import crew
    from generator.steps.means import means

    with crew(cluster) as workers, Watch() as watch:
        with_these = means(root, watch, workers)
        built = pipeline.build(root, clock(), _prose, with_these, backfill=backfill)
    tell_damage(with_these.damaged())
    _tell_built(built)
    for path in explained:
        found = pipeline.explain(root, path, with_these)
        if found is None:
            raise click.BadParameter(f"{safe(str(path))} is no file of {near(built.site)}.", param_hint="--explain")
        show_explanation(found, built)
    _tell_cost(watch, profile)


def _tell_built(built: Built) -> None:
    from generator.reporting.report import counted

    if built.checked is None:
        OUT.print(f"Nothing has changed: {near(built.site)} is up to date.")
        return
    say(built.checked.findings, built.checked.catalog.history.note)
    if built.checked.blocked:
        raise ContentError(
            f"Nothing was published: {counted(built.checked.findings)}. {near(built.site)} is as it was."
        )
    OUT.print(f"Published {built.files:,} files in {near(built.site)}, {built.written:,} of them anew.")
    posts = [name for name in built.queued if not name.endswith("baseline.yaml")]
    for name in posts:
        OUT.print(f"Queued {safe(name)}")
    if len(posts) < len(built.queued):
        OUT.print("This is the first build: what is public now is taken as known, and no posts are queued about it.")
    if posts:
        OUT.print(f"{len(posts)} to review: edit the words, then commit the files.")


def _tell_cost(watch: Watch, profile: Path | None) -> None:
    """Where the time went: where that was asked for, and after long work on a terminal."""
    if profile is not None and profile != Path():
        watch.write(profile)
    elif profile is not None:
        ERR.print(watch.summary(len(STEPS)))
    elif ERR.is_terminal and watch.is_long():
        ERR.print(watch.summary(SLOWEST))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve at.")
@click.option("--open", "open_", is_flag=True, help="Open a browser.")
@click.pass_obj
def serve(root: Path, *, address: str, open_: bool) -> None:
    """Preview the site and build it again on every save. Queues nothing. Stop with Ctrl+C.

    \b
    Examples:
      daylight serve
      daylight serve --address 127.0.0.1:9000 --open
    """
    from generator import plugin

    OUT.print(f"Preview at http://{address}/ (Ctrl+C stops it)")
    try:
        plugin.serve(root, address, open_=open_)
    except OSError as bad:
        raise SetupError(f"{address} cannot be used: {bad.strerror}. Choose another with --address.") from None


@main.command()
@click.option("--rehearse", is_flag=True, required=True, help="Show everything, send nothing.")
@click.pass_obj
def deliver(root: Path, *, rehearse: bool) -> None:  # noqa: ARG001 - the only way it can be called
    """Show exactly which post would go where now, and why others would not. Nothing is sent.

    \b
    Example:
      daylight deliver --rehearse
    """
    from generator.clock import clock
    from generator.social.delivery import Standing
    from generator.social.delivery import rehearse as rehearsed
    from generator.social.outbox import read_outbox

    outgoing, findings = read_outbox(root)
    if findings:
        raise ContentError("\n".join(map(str, findings)))
    shown = list(rehearsed(outgoing, clock()))
    for each in shown:
        show_post(each)
    due = sum(each.standing is Standing.DUE for each in shown)
    OUT.print(f"Rehearsal: {due} of {len(shown)} posts would be sent now. Nothing was sent.")


def _prose(publication: Publication, folder: Path) -> None:
    """MkDocs takes a while to import, so that it is only when there is something to render."""
    from generator import plugin

    plugin.render_prose(publication, folder)
