"""What was merged goes out: the outbox as it is committed on the default branch, and nothing else."""

from __future__ import annotations

import secrets
from contextlib import closing
from typing import TYPE_CHECKING

from generator.model.errors import ContentError
from generator.reading.git import ask
from generator.reading.settings import read_settings
from generator.social.accounts import KnownAccounts
from generator.social.approving import unapproved
from generator.social.delivery import Desk, deliver
from generator.social.ledgers.opening import opened
from generator.social.outbox import FOLDER, read_files
from generator.social.reviewing import review, review_approval, review_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from generator.model.post import Outgoing, Post
    from generator.social.delivery import Delivered


def sweep(
    root: Path, clock: Callable[[], datetime], environment: Mapping[str, str], ledger: str = ""
) -> Iterator[Delivered]:
    """Send everything due and unfinished.

    Args:
        root: The repository.
        clock: Tells the time of this machine.
        environment: With the accounts' secrets.
        ledger: The address of a database, where receipts are not kept in git.

    Raises:
        ContentError: a file of the outbox cannot be read, or is not merged.
        LedgerError: receipts cannot be kept now.
    """
    from generator.social.networks.live import LiveSite

    settings = read_settings(root)
    _merged(root)
    files, findings = read_files(root)
    findings += tuple(review_ids({source.path: outgoing for outgoing, source in files}))
    if findings:
        raise ContentError("\n".join(map(str, findings)))
    sources = dict(files)

    def missing(outgoing: Outgoing) -> dict[str, str]:
        return unapproved(root, sources[outgoing].path, outgoing, settings)

    def refused(outgoing: Outgoing, _post: Post) -> str:
        told = [*review(outgoing, sources[outgoing], settings)]
        told += review_approval(outgoing, sources[outgoing], {} if outgoing.founded else missing(outgoing))
        return next((str(finding) for finding in told if finding.blocks), "")

    with closing(LiveSite(clock)) as site, opened(root, ledger) as kept:
        site.missing(settings.url)  # tells the time as well, before anything is decided by it
        desk = Desk(
            ledger=kept,
            accounts=KnownAccounts(settings.accounts, environment),
            site=site,
            now=lambda: clock() + site.offset,
            worker=secrets.token_hex(8),
            refused=refused,
            unapproved=lambda outgoing, post: missing(outgoing).get(post.to, ""),
        )
        yield from deliver([outgoing for outgoing, _ in files], desk)


def _merged(root: Path) -> None:
    """Merging is approval: nothing goes out that is not on the default branch of the repository's server.

    Raises:
        ContentError: something is not.
    """
    changed = ask(root, "status", "--porcelain", "--untracked-files=all", "--", FOLDER)
    if not changed.done:
        raise ContentError(f"git cannot tell what is merged: {changed.said or 'this is no repository'}.")
    if changed.said:
        names = ", ".join(line[3:] for line in changed.said.splitlines()[:5])
        raise ContentError(f"Not committed: {names}. Posts go out when they are merged: commit, or undo the change.")
    if not ask(root, "remote", "get-url", "origin").done:
        return
    told = ask(root, "ls-remote", "--symref", "origin", "HEAD")
    if not told.done:
        raise ContentError(f"The repository's server does not answer: {told.said}.")
    lines = [line.split() for line in told.said.splitlines()]
    branch = next((parts[1].removeprefix("refs/heads/") for parts in lines if parts[0] == "ref:"), "")
    tip = next((parts[0] for parts in lines if parts[-1] == "HEAD" and parts[0] != "ref:"), "")
    if not tip or not ask(root, "merge-base", "--is-ancestor", "HEAD", tip).done:
        raise ContentError(
            f"What is checked out here is not in the default branch `{branch or 'main'}` of the server. Posts go out"
            f" from there only: merge it, then `git switch {branch or 'main'}` and `git pull`."
        )
