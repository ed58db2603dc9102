"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from generator import __version__
from generator.model.errors import ContentError, DaylightError, SetupError
from generator.model.finding import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.fixing.proposing import Proposal
    from generator.model.finding import Finding
    from generator.model.publication import Publication
    from generator.social.delivery import Rehearsed

_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)
_STEPS = {
    "verdicts": "Checking tables",
    "facts": "Reading tables",
    "pages": "Writing pages",
    "cards": "Drawing cards",
}
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
            _err.print(f"[bold red]{escape(str(bad))}[/]")
            ctx.exit(bad.exit_code)
        except OSError as bad:
            _err.print(
                f"[bold red]{escape(f'{bad.filename}: {bad.strerror}. Look at the rights and at the room left.')}[/]"
            )
            ctx.exit(4)
        except KeyboardInterrupt:
            _err.print("Stopped. What was published before stays.")
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


@main.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
def check(root: Path, *, strict: bool) -> None:
    """Say what is wrong, where, and what to do. Writes nothing but its cache.

    \b
    Examples:
      daylight check             errors and warnings; exit code 1 if there are errors
      daylight check --strict    warnings count too
    """
    from generator import pipeline
    from generator.memory import Memory

    with _Bars() as bars:
        checked = pipeline.check(root, Memory(root), bars)
    _say(checked.findings, checked.catalog.history.note)
    datasets, announcements = len(checked.catalog.datasets), len(checked.catalog.announcements)
    if checked.blocked or (strict and checked.findings):
        raise ContentError(f"Not fit to publish: {_count(checked.findings)}.")
    _out.print(f"Fit to publish: {datasets} datasets, {announcements} announcements, {_count(checked.findings)}.")


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
    from generator.reading.repository import read_catalog

    catalog = read_catalog(root)
    proposals = [propose(root, dataset) for dataset in catalog.datasets]
    files = 0
    for each in proposals:
        _propose(each)
        if apply_:
            apply(root, each)
        files += len(each.after)
    if catalog.unreadable:
        _out.print("Some files cannot be read and were left out: run `daylight check`.")
    if not files:
        _out.print("No descriptor can be mended for certain.")
    elif apply_:
        _out.print(f"Mended {_plural(files, 'file')}. Now run `daylight check`.")
    else:
        _out.print(f"{_plural(files, 'file')} can be mended: `daylight fix --apply` writes what is shown above.")


def _propose(proposal: Proposal) -> None:
    for finding in proposal.reasons:
        _out.print(f"{_safe(str(finding.where))}: {_safe(finding.problem)}")
    for line in proposal.diff().splitlines():
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        _out.print(_safe(line), style=style)
    for finding in proposal.unsure:
        words = f"{finding.problem} This is left to you. {finding.remedy}"
        _out.print(f"{_safe(str(finding.where))}: {_safe(words)}")


@main.command()
@click.option("--backfill", is_flag=True, help="Queue posts about what was public before the first build, too.")
@click.pass_obj
def build(root: Path, *, backfill: bool) -> None:
    """Check everything, make the site, and queue a post for each new publication.

    With errors nothing is touched: the site of the last build stays.

    \b
    Examples:
      daylight build               what changed since the last build
      daylight build --backfill    and posts about all that was there before the first one
    """
    from generator import pipeline
    from generator.clock import clock

    with _Bars() as bars:
        built = pipeline.build(root, clock(), _prose, backfill=backfill, observe=bars)
    if built.checked is None:
        _out.print(f"Nothing has changed: {_near(built.site)} is up to date.")
        return
    _say(built.checked.findings, built.checked.catalog.history.note)
    if built.checked.blocked:
        raise ContentError(
            f"Nothing was published: {_count(built.checked.findings)}. {_near(built.site)} is as it was."
        )
    _out.print(f"Published {built.files:,} files in {_near(built.site)}.")
    posts = [name for name in built.queued if not name.endswith("baseline.yaml")]
    for name in posts:
        _out.print(f"Queued {_safe(name)}")
    if len(posts) < len(built.queued):
        _out.print("This is the first build: what is public now is taken as known, and no posts are queued about it.")
    if posts:
        _out.print(f"{len(posts)} to review: edit the words, then commit the files.")


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

    _out.print(f"Preview at http://{address}/ (Ctrl+C stops it)")
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
        _show(each)
    due = sum(each.standing is Standing.DUE for each in shown)
    _out.print(f"Rehearsal: {due} of {len(shown)} posts would be sent now. Nothing was sent.")


def _prose(publication: Publication, folder: Path) -> None:
    """MkDocs takes a while to import, so that it is only when there is something to render."""
    from generator import plugin

    plugin.render_prose(publication, folder)


def _show(each: Rehearsed) -> None:
    from generator.social.delivery import Standing

    words = {
        Standing.DUE: "would be sent now",
        Standing.EARLY: f"waits until {each.outgoing.not_before.isoformat()} ({each.outgoing.zone})",
        Standing.MISSED: f"is too late: it expired at {each.outgoing.expires and each.outgoing.expires.isoformat()}",
        Standing.REFUSED: "is too long for the network, or the network is unknown",
    }
    _out.print(f"[bold]{_safe(each.post.to)}[/] {words[each.standing]}")
    _out.print(f"  about     {_safe(each.outgoing.publication)}, version {_safe(each.outgoing.version)}")
    _out.print(f"  language  {_safe(each.post.lang)}")
    _out.print(f"  length    {each.length} of {each.limit}")
    _out.print(f"  picture   {_safe(each.post.media)}")
    _out.print(f"  alt       {_safe(each.post.alt)}")
    for line in each.post.text.rstrip("\n").split("\n"):
        _out.print(f"  | {_safe(line)}")
    _out.print()


def _safe(text: str) -> str:
    """Text that officers wrote, for the terminal."""
    return escape(visible(text))


def _say(findings: Iterable[Finding], note: str) -> None:
    for finding in findings:
        kind = "" if finding.blocks else "[yellow]Warning:[/] "
        words = visible(f"{finding.problem} {finding.remedy}")
        _err.print(f"{_safe(str(finding.where))}: {kind}{escape(words)}")
    if note:
        _err.print(escape(note))


def _count(findings: Iterable[Finding]) -> str:
    listed = list(findings)
    errors = sum(finding.blocks for finding in listed)
    return f"{_plural(errors, 'error')}, {_plural(len(listed) - errors, 'warning')}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _near(path: Path) -> str:
    """`path` as seen from here, if it lies below."""
    here = Path.cwd()
    return f"{path.relative_to(here)}/" if path.is_relative_to(here) else f"{path}/"


class _Bars:
    """Progress bars on a terminal, nothing elsewhere."""

    def __enter__(self) -> Self:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=_err,
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
