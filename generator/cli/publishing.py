"""`daylight build` and `serve`: what is fit becomes public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.group import CLUSTER, LEDGER, PROFILE, main, tell_cost
from generator.cli.showing import show_explanation
from generator.cli.terminal import OUT, near, safe, say, tell_damage
from generator.cli.watching import Watch
from generator.model.errors import ContentError, SetupError

if TYPE_CHECKING:
    from generator.model.publication import Publication
    from generator.pipeline import Built


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
@LEDGER
@CLUSTER
@PROFILE
@click.pass_obj
def build(
    root: Path,
    *,
    backfill: bool,
    explained: tuple[Path, ...],
    ledger: str,
    cluster: str,
    profile: Path | None,
) -> None:
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
        built = pipeline.build(root, clock(), _prose, with_these, backfill=backfill, ledger=ledger)
    tell_damage(with_these.damaged())
    _tell_built(built)
    for path in explained:
        found = pipeline.explain(root, path, with_these)
        if found is None:
            raise click.BadParameter(f"{safe(str(path))} is no file of {near(built.site)}.", param_hint="--explain")
        show_explanation(found, built)
    tell_cost(watch, profile)


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
    posts = [name for name in built.queued if not name.endswith("baseline.txt")]
    for name in posts:
        OUT.print(f"Queued {safe(name)}")
    if len(posts) < len(built.queued):
        OUT.print("This is the first build: what is public now is taken as known, and no posts are queued about it.")
    if posts:
        OUT.print(f"{len(posts)} to review: edit the words, then commit the files.")


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve at.")
@click.option("--open", "open_", is_flag=True, help="Open a browser.")
@click.option(
    "--poll",
    is_flag=True,
    envvar="DAYLIGHT_POLL",
    show_envvar=True,
    help="Look for what is saved twice a second, where a shared folder or a container does not tell of it.",
)
@click.pass_obj
def serve(root: Path, *, address: str, open_: bool, poll: bool) -> None:
    """Preview the site and build it again on every save. Queues nothing. Stop with Ctrl+C.

    \b
    Examples:
      daylight serve
      daylight serve --address 127.0.0.1:9000 --open
      daylight serve --poll
    """
    from generator import plugin

    OUT.print(f"Preview at http://{address}/ (Ctrl+C stops it)")
    try:
        plugin.serve(root, address, open_=open_, poll=poll)
    except OSError as bad:
        raise SetupError(f"{address} cannot be used: {bad.strerror}. Choose another with --address.") from None


def _prose(publication: Publication, folder: Path) -> None:
    """MkDocs takes a while to import, so that it is only when there is something to render."""
    from generator import plugin

    plugin.render_prose(publication, folder)
