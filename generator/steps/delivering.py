"""What was merged goes out: the outbox as it is committed on the default branch, and nothing else."""

from __future__ import annotations

import secrets
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.model.errors import ContentError
from generator.reading.committed import export
from generator.reading.git import Broken, ask
from generator.reading.lines import parse, read_text
from generator.reading.marked import Unreadable
from generator.reading.removed import removed
from generator.reading.settings import FILE, read_settings
from generator.social.accounts import KnownAccounts
from generator.social.approving import unapproved, wanting
from generator.social.delivery import Desk, deliver
from generator.social.ledgers.opening import opened
from generator.social.outbox import FOLDER, read_files
from generator.social.reviewing import pages_of, review, review_approval, review_ids, review_related, review_removed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from generator.model.post import Outgoing
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
    commit = _merged(root)
    with TemporaryDirectory(prefix="daylight-outbox-") as folder:
        yield from _sweep(root, commit, _snapshot(root, commit, Path(folder)), clock, environment, ledger)


def _sweep(
    root: Path, commit: str, merged: Path, clock: Callable[[], datetime], environment: Mapping[str, str], ledger: str
) -> Iterator[Delivered]:
    """Send what is due of the outbox of a commit, which lies in `merged`, where nobody else changes it meanwhile."""
    from generator.social.networks.live import LiveSite

    settings = read_settings(merged)
    files, findings = read_files(merged)
    by_path = {source.path: outgoing for outgoing, source in files}
    findings += tuple(review_ids(by_path))
    if findings:
        raise ContentError("\n".join(map(str, findings)))
    sources = dict(files)
    related = {finding.where.path: str(finding) for finding in review_related(by_path)}

    @cache
    def missing(outgoing: Outgoing) -> dict[str, str]:
        return unapproved(merged, sources[outgoing].path, outgoing, settings)

    @cache
    def refused(outgoing: Outgoing) -> str:
        told = [*review(outgoing, sources[outgoing], settings)]
        told += review_approval(outgoing, sources[outgoing], {} if outgoing.founded else missing(outgoing))
        if wanting(outgoing, settings):
            gone = removed(root, commit, FOLDER, f"{outgoing.id}.yaml")
            told += review_removed(sources[outgoing].path, outgoing, gone)
        blocking = (str(finding) for finding in told if finding.blocks)
        return related.get(sources[outgoing].path) or next(blocking, "")

    with closing(LiveSite(clock)) as site, opened(root, ledger) as kept:
        site.missing(settings.url)  # tells the time as well, before anything is decided by it
        desk = Desk(
            ledger=kept,
            accounts=KnownAccounts(settings.accounts, environment),
            site=site,
            now=lambda: clock() + site.offset,
            worker=secrets.token_hex(8),
            refused=lambda outgoing, _: refused(outgoing),
            unapproved=lambda outgoing, post: missing(outgoing).get(post.to, ""),
            pages=lambda outgoing: pages_of(outgoing, settings),
        )
        yield from deliver([outgoing for outgoing, _ in files], desk)


def _snapshot(root: Path, commit: str, folder: Path) -> Path:
    """The settings and the outbox of a commit, and what settings name."""
    try:
        export(root, commit, folder, FILE, FOLDER)
        value = parse(read_text(folder / FILE, FILE), FILE, tags=True).value if (folder / FILE).is_file() else None
        theme = value.get("theme") if isinstance(value, dict) else None
        templates = theme.get("custom_dir") if isinstance(theme, dict) else None
        templates = str(templates or "site_templates").strip("/")
        export(root, commit, folder, f"{templates}/locale", f"{templates}/assets")
    except (Broken, Unreadable) as bad:
        told = "\n".join(map(str, bad.findings)) if isinstance(bad, Unreadable) else "git does not have all of it"
        raise ContentError(f"What is merged cannot be read: {told}") from None
    return folder


def _merged(root: Path) -> str:
    """The commit that goes out: merging is approval, so it is the last one of the server's default branch.

    Raises:
        ContentError: something is not.
    """
    changed = ask(root, "status", "--porcelain", "--untracked-files=all", "--", FOLDER, FILE)
    if not changed.done:
        raise ContentError(f"git cannot tell what is merged: {changed.said or 'this is no repository'}.")
    if changed.said:
        names = ", ".join(line[3:] for line in changed.said.splitlines()[:5])
        raise ContentError(f"Not committed: {names}. Posts go out when they are merged: commit, or undo the change.")
    if not ask(root, "remote", "get-url", "origin").done:
        return ask(root, "rev-parse", "HEAD").said
    told = ask(root, "ls-remote", "--symref", "origin", "HEAD")
    if not told.done:
        raise ContentError(f"The repository's server does not answer: {told.said}.")
    lines = [line.split() for line in told.said.splitlines()]
    branch = next((parts[1].removeprefix("refs/heads/") for parts in lines if parts[0] == "ref:"), "")
    tip = next((parts[0] for parts in lines if parts[-1] == "HEAD" and parts[0] != "ref:"), "")
    if tip and not ask(root, "cat-file", "-e", f"{tip}^{{commit}}").done:
        ask(root, "fetch", "--quiet", "--no-tags", "origin", branch or "HEAD")
    if not tip or not ask(root, "merge-base", "--is-ancestor", "HEAD", tip).done:
        raise ContentError(
            f"What is checked out here is not in the default branch `{branch or 'main'}` of the server. Posts go out"
            f" from there only: merge it, then `git switch {branch or 'main'}` and `git pull`."
        )
    return tip
