"""`daylight deliver`: posts that were merged go out, each once."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import click

from generator.cli.group import LEDGER, main
from generator.cli.showing import show_post
from generator.cli.terminal import OUT, safe
from generator.model.errors import ContentError, DeliveryError
from generator.model.receipt import State

if TYPE_CHECKING:
    from pathlib import Path

    from generator.social.delivery import Delivered


@main.command()
@click.option("--rehearse", is_flag=True, help="Show everything, send nothing, ask no network.")
@LEDGER
@click.pass_obj
def deliver(root: Path, *, rehearse: bool, ledger: str) -> None:
    """Send the posts of the outbox that are merged, due and not sent yet: each once, even when this is cut off.

    Safe to run at any time, as often as you like and in several places at once. Secrets of accounts come from the
    environment (docs/delivery.md).

    \b
    Examples:
      daylight deliver --rehearse      which post would go where now, and why others would not
      daylight deliver
      daylight deliver --ledger postgresql+psycopg://ledger.example/daylight
    """
    if rehearse:
        _rehearse(root)
        return
    from generator.clock import clock
    from generator.steps.announcing import announce
    from generator.steps.delivering import sweep

    states: Counter[State] = Counter()
    troubled = 0
    for each in sweep(root, clock, os.environ, ledger):
        states[each.state] += 1
        troubled += _tell(each)
    if announced := announce(root, clock, ledger):
        OUT.print(safe(announced.trouble or f"{announced.hub} was told of {announced.feeds:,} feeds."))
    told = ", ".join(f"{count:,} {state.value}" for state, count in sorted(states.items()))
    OUT.print(f"{states.total():,} posts: {told}." if told else "There are no posts.")
    if troubled:
        raise DeliveryError(f"{troubled} of them need somebody to look; see above, and docs/delivery.md.")


@main.command()
@click.pass_obj
def accounts(root: Path) -> None:
    """Try each account that mkdocs.yml names: whether its secret is there and taken, and how long its posts may be.

    Nothing is posted. Secrets come from the environment (docs/delivery.md).

    \b
    Example:
      daylight accounts
    """
    from generator.reading.settings import read_settings
    from generator.social.accounts import KnownAccounts
    from generator.social.networks.registry import limit_of

    troubled = 0
    known = read_settings(root).accounts
    for each in KnownAccounts(known, os.environ).inspect():
        standing = each.trouble or f"ready, takes {each.limit.most:,} characters"
        OUT.print(f"[bold]{safe(str(each.account))}[/] {safe(standing)}")
        if each.limit.most != limit_of(each.account).most:
            OUT.print(f"  Write `limit: {each.limit.most}` for it in mkdocs.yml, so that posts are drafted for that.")
        troubled += bool(each.trouble)
    if not known:
        OUT.print("mkdocs.yml names no accounts.")
    if troubled:
        raise DeliveryError(f"{troubled} of {len(known)} accounts cannot be used.")


def _tell(each: Delivered) -> bool:
    """Say what became of a post; whether a person has to do something about it."""
    waits = each.state in {State.DUE, State.CLAIMED, State.UNCONFIRMED} and each.words
    if not (each.changed or each.troubled or waits):
        return False
    OUT.print(f"[bold]{each.state.value}[/] {safe(each.outgoing.id)} to {safe(each.post.to)} {safe(each.url)}".rstrip())
    if each.words:
        OUT.print(f"  {safe(each.words)}")
    return each.troubled


def _rehearse(root: Path) -> None:
    from generator.clock import clock
    from generator.social.outbox import read_files
    from generator.social.rehearsal import Standing, rehearse

    files, findings = read_files(root)
    if findings:
        raise ContentError("\n".join(map(str, findings)))
    shown = list(rehearse(root, files, clock()))
    for each in shown:
        show_post(each)
    due = sum(each.standing is Standing.DUE for each in shown)
    OUT.print(f"Rehearsal: {due} of {len(shown)} posts would be sent now. Nothing was sent.")
