"""`daylight queue`: what is in the outbox, and an officer's decisions about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.group import LEDGER, main
from generator.cli.showing import show_post
from generator.cli.terminal import OUT, near, safe
from generator.model.errors import ContentError

if TYPE_CHECKING:
    from generator.model.post import Outgoing
    from generator.model.receipt import Receipt

_ID = click.argument("id_", metavar="ID")


@main.group(invoke_without_command=True)
@click.option("--all", "every", is_flag=True, help="Those that are on record as sent, rejected or missed, too.")
@click.pass_context
def queue(context: click.Context, *, every: bool) -> None:
    """List the posts that wait to go out; show, hold, release or cancel those of one publication.

    An ID may be shortened to what no other one begins with. What is on record is what this clone has fetched.

    \b
    Examples:
      daylight queue
      daylight queue show 2026-11-20-dataset-road
      daylight queue hold 2026-11-20-dataset-road       it waits until it is released
      daylight queue release 2026-11-20-dataset-road
      daylight queue cancel 2026-11-20-dataset-road     it is never posted
      daylight queue approve 2026-11-20-dataset-road    what a protected account says is signed
      daylight queue settle 2026-11-20-dataset-road mail:all@town.example --not-sent
    """
    if context.invoked_subcommand is not None:
        return
    root: Path = context.obj
    from generator.social.ledgers.in_git import receipts_here
    from generator.social.retrying import DONE

    outgoing = _outbox(root)
    receipts = receipts_here(root, [each.key_of(post) for each in outgoing for post in each.posts])
    shown = 0
    for each in outgoing:
        lines = []
        for post in each.posts:
            receipt = receipts.get(each.key_of(post))
            if every or receipt is None or receipt.state not in DONE:
                lines.append(f"  {_standing(each, receipt):<11} {safe(post.to)}")
        if lines:
            OUT.print(f"[bold]{safe(each.id)}[/], from {each.not_before:%Y-%m-%d %H:%M} {safe(each.zone)}")
            OUT.print("\n".join(lines))
        shown += len(lines)
    OUT.print(f"{shown} posts." if every else f"{shown} posts wait.")


def _standing(outgoing: Outgoing, receipt: Receipt | None) -> str:
    if receipt is not None:
        return receipt.state.value
    return "held" if outgoing.hold else "waits"


@queue.command()
@_ID
@click.pass_obj
def show(root: Path, id_: str) -> None:
    """Show posts as they will look, with the limits of their networks."""
    from generator.clock import clock
    from generator.social.keeping import find
    from generator.social.outbox import read_outgoing
    from generator.social.rehearsal import rehearse

    read = read_outgoing(root, find(root, id_).relative_to(root).as_posix())
    for each in rehearse(root, [read], clock()):
        show_post(each)


@queue.command()
@_ID
@click.pass_obj
def hold(root: Path, id_: str) -> None:
    """Let posts wait until they are released."""
    from generator.social import keeping

    OUT.print(f"{near(keeping.hold(root, id_))} is held. Commit it.")


@queue.command()
@_ID
@click.pass_obj
def release(root: Path, id_: str) -> None:
    """Let posts go out that were held."""
    from generator.social import keeping

    OUT.print(f"{near(keeping.release(root, id_))} is released. Commit it.")


@queue.command()
@_ID
@click.pass_obj
def cancel(root: Path, id_: str) -> None:
    """Do without posts for ever: their file is removed, and not drafted again."""
    from generator.social import keeping

    outgoing = keeping.cancel(root, id_)
    OUT.print(f"{safe(outgoing.id)} is cancelled: nothing is posted about {safe(', '.join(outgoing.keys))}. Commit it.")


@queue.command()
@_ID
@click.argument("account", metavar="ACCOUNT")
@click.option("--sent", "address", metavar="URL", help="Where the network has it.")
@click.option("--not-sent", "again", is_flag=True, help="The network does not have it: it is sent again.")
@LEDGER
@click.pass_obj
def settle(root: Path, id_: str, account: str, *, address: str | None, again: bool, ledger: str) -> None:
    """Say what became of a post of which nobody knows: look at the network first.

    \b
    Examples:
      daylight queue settle 2026-11-20-dataset-road mail:all@town.example --not-sent
      daylight queue settle 2026-11-20-dataset-road slack:press --sent https://town.slack.com/archives/C1/p2
    """
    if (address is None) is not again or address == "":
        raise click.UsageError("Say one of the two: --sent URL or --not-sent.")
    from generator.clock import clock
    from generator.social.keeping import find
    from generator.social.ledgers.opening import opened
    from generator.social.outbox import read_outgoing
    from generator.social.settling import settle as settle_post

    outgoing, _ = read_outgoing(root, find(root, id_).relative_to(root).as_posix())
    with opened(root, ledger) as kept:
        receipt = settle_post(outgoing, account, kept, clock(), address or "")
    OUT.print(f"{safe(outgoing.id)} to {safe(account)} is on record as {receipt.state.value}.")


@queue.command()
@_ID
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Of OpenSSH. Without it, the one that git signs with (`user.signingKey`), or ~/.ssh/id_ed25519.",
)
@click.pass_obj
def approve(root: Path, id_: str, *, key: Path | None) -> None:
    """Sign posts for protected accounts, as an approver that mkdocs.yml names.

    Whoever changes the file afterwards has to have it signed again.
    """
    from generator.clock import clock
    from generator.reading.git import ask
    from generator.reading.settings import read_settings
    from generator.social.approving import SUFFIX, key_of_git, sign, unapproved
    from generator.social.keeping import find
    from generator.social.outbox import read_outgoing
    from generator.social.rehearsal import rehearse

    file = find(root, id_)
    name = file.relative_to(root).as_posix()
    for each in rehearse(root, [read_outgoing(root, name)], clock()):
        show_post(each)
    if key is None:
        named = ask(root, "config", "--type=path", "user.signingKey")
        signing = key_of_git(named.said if named.done and named.said else "~/.ssh/id_ed25519")
    else:
        signing = key.expanduser()
    settings = read_settings(root)
    approver = sign(file, signing, settings)
    OUT.print(f"{near(file)} is approved by {safe(approver.name)}. Commit it with {safe(file.name + SUFFIX)}.")
    for account in unapproved(root, name, read_outgoing(root, name)[0], settings):
        OUT.print(f"  {safe(account)} still waits for another approver.")


def _outbox(root: Path) -> tuple[Outgoing, ...]:
    from generator.social.outbox import read_outbox

    outgoing, findings = read_outbox(root)
    if findings:
        raise ContentError("\n".join(map(str, findings)))
    return outgoing
