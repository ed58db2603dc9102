"""The command `daylight` without its subcommands: errors in a line, exit codes, and what several of them share."""

from __future__ import annotations

import atexit
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from generator import __version__
from generator.cli.terminal import ERR, safe
from generator.cli.watching import SLOWEST, STEPS
from generator.model.errors import DaylightError

if TYPE_CHECKING:
    from generator.cli.watching import Watch

_EXIT_CODES = """\b
Exit codes:
  0  all went well (warnings may have been shown)
  1  datasets, announcements or posts have errors; nothing was published
  2  the command was typed wrongly
  3  mkdocs.yml or a template cannot be used
  4  something this machine should have is missing, such as the fonts, or a file
     cannot be read or written
  5  another build is at work in the same folder
  6  receipts cannot be kept now, so that nothing was sent
  7  posts need somebody to look: a network did not take them, or nobody knows
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
      daylight status                which data are late, and which are due next
      daylight accounts              whether they can be used
      daylight queue                 which posts wait to go out
      daylight deliver --rehearse    which posts would go where now
      daylight deliver               send what is merged and due, each post once
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads that nothing here uses
    atexit.register(gc.freeze)  # and none of it is looked through when it has ended
    context.obj = root.resolve()


CLUSTER = click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="Have the work done by the workers of a Dask scheduler, such as tcp://scheduler:8786.",
)
LEDGER = click.option(
    "--ledger",
    metavar="ADDRESS",
    default="",
    envvar="DAYLIGHT_LEDGER",
    help="A database that keeps the receipts, such as postgresql+psycopg://server/database. Without it, they are in the"
    " branch `receipts` of the repository's origin.",
)
PROFILE = click.option(
    "--profile",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    type=click.Path(path_type=Path),
    help="Show what each step has cost; with a FILE, write it there as JSON.",
)


def tell_cost(watch: Watch, profile: Path | None) -> None:
    """Where the time went: where that was asked for, and after long work on a terminal."""
    if profile is not None and profile != Path():
        watch.write(profile)
    elif profile is not None:
        ERR.print(watch.summary(len(STEPS)))
    elif ERR.is_terminal and watch.is_long():
        ERR.print(watch.summary(SLOWEST))
