"""The one data flow, readable top to bottom: read, check, derive, compose, write, queue.

A step is imported where it is taken, for most builds find that nothing has changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from generator.memory.digests import digest
from generator.memory.prints import Fingerprints
from generator.model.errors import SettingsError
from generator.model.noun import noun
from generator.reading.history import read_head, read_history, receipts_tip, tracked
from generator.reading.inventory import take_inventory
from generator.reading.locating import is_here
from generator.reading.settings import read_settings
from generator.writing.explaining import explain as explain_in
from generator.writing.landing import alone, land, no_links
from generator.writing.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    from generator.checking.scope import Scope
    from generator.model.catalog import Catalog, Settings
    from generator.model.finding import Finding
    from generator.model.publication import Publication
    from generator.social.drafting import Alt
    from generator.steps.means import Means
    from generator.steps.prose import Prose
    from generator.steps.queueing import Queue
    from generator.steps.targets import Targets
    from generator.writing.explaining import Explanation

_BUILD = "build"
_SWEPT = 100
"""Targets made until the cache is looked through for what must go; each adds some 100 kB to it."""


@noun
class Checked:
    """A catalog and all that is to be said of it."""

    catalog: Catalog
    findings: tuple[Finding, ...]
    prints: Fingerprints
    """Of the files it was read from."""
    scope: Scope
    """What was looked at."""
    queue: Queue
    """The outbox."""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended before publishing."""
        return any(finding.blocks for finding in self.findings)


@noun
class Built:
    """What a build came to."""

    site: Path
    checked: Checked | None = None
    """None where nothing had changed, so that nothing was looked at."""
    files: int = 0
    made: tuple[str, ...] = ()
    """Names of the parts of the site that were made anew."""
    written: int = 0
    """Files of those parts that were."""
    queued: tuple[str, ...] = ()
    """Files added to the outbox, from the repository's root."""


def build(root: Path, now: datetime, prose: Prose, means: Means, *, backfill: bool = False, ledger: str = "") -> Built:
    """The whole way: check what is committed, bring the site up to date, queue posts. With errors, nothing is touched.

    Args:
        root: The repository.
        now: Which alerts are in force depends on it.
        prose: Renders what is written in Markdown.
        means: What to work with.
        backfill: Whether to queue posts about what was public before the first build.
        ledger: The address of the database that keeps the receipts, if one does.
    """
    settings = read_settings(root)
    site = root / settings.site_dir
    _guard(root, site)
    with alone(site), means.index.whole():
        prints = Fingerprints(take_inventory(root, settings), means.index)
        for folder in means.observe("prints", prints.folders, len(prints.folders)):
            prints.of(folder)
        made_from = digest(read_head(root), receipts_tip(root), prints.everything())
        if not (backfill or ledger) and _holds(made_from, now, site, means):
            prints.remember()
            means.index.commit()
            return Built(site=site)
        checked = check(root, means, now, prints=prints, ledger=ledger)
        if checked.blocked:
            return Built(site=site, checked=checked)
        publication, targets = compose(checked, now, means)
        outgoing = draft(publication, checked.queue.known, targets.alt, backfill=backfill)
        all_targets = list(targets.all(prose))
        means.index.let_go()  # nobody asks again, and the names of all files are about to take the room
        landed = land(
            site,
            all_targets,
            means.index,
            lambda all_: means.observe("files", all_, len(all_)),
        )
        for name, content in outgoing.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with (root / name).open("xb") as stream:  # never over words that somebody has edited
                stream.write(content)
        _remember(made_from, publication, len(landed.made), targets, means)
        return Built(
            site=site,
            checked=checked,
            files=landed.files,
            made=landed.made,
            written=landed.written,
            queued=tuple(outgoing),
        )


def check(
    root: Path,
    means: Means,
    now: datetime | None = None,
    *,
    since: str = "",
    prints: Fingerprints | None = None,
    ledger: str = "",
) -> Checked:
    """Read and judge everything; all that is wrong is told at once, in the order of the files.

    Args:
        root: The repository.
        means: What to work with.
        now: What is dated later is told; nothing is where it is not known.
        since: A git revision: only what changed since then, and what refers to it, is judged; no other table is read.
        prints: Of all files, if they are known already.
        ledger: The address of the database that keeps the receipts, if one does.
    """
    from generator.checking.amendments import check_days
    from generator.checking.registry import CHECKS
    from generator.checking.scope import concerned, everything
    from generator.reading.changes import changed_since
    from generator.steps.examining import verdicts
    from generator.steps.queueing import queued

    changed = changed_since(root, since) if since else frozenset()
    settings = read_settings(root)
    if prints is None:
        _guard(root, root / settings.site_dir)
        prints = Fingerprints(take_inventory(root, settings), means.index)
    catalog, described = read(root, settings, prints, means, judge=not since)
    scope = concerned(catalog, changed) if since else everything(catalog)
    findings = [*catalog.unreadable, *described]
    for look in CHECKS:
        findings += look(catalog)
    findings += check_days(catalog, now) if now else ()
    queue = queued(catalog, prints, means, ledger)
    findings += queue.findings
    findings += verdicts(catalog, scope.datasets, prints, means)
    prints.remember()
    means.index.commit()
    unique = dict.fromkeys(filter(scope.tells, findings))
    ordered = sorted(unique, key=lambda finding: (finding.where.path, finding.where.line))
    return Checked(catalog=catalog, findings=tuple(ordered), prints=prints, scope=scope, queue=queue)


def read(
    root: Path, settings: Settings, prints: Fingerprints, means: Means, *, judge: bool = False
) -> tuple[Catalog, tuple[Finding, ...]]:
    """The catalog, and what is wrong in single descriptors.

    Args:
        root: The repository.
        settings: Of the site.
        prints: Of all files.
        means: What to work with.
        judge: Whether all tables are judged on the same occasion; `verdicts` tells.
    """
    from generator.reading.repository import read_base
    from generator.steps.examining import outlines

    known = means.index.row("history", "")[1]
    history, remembered = read_history(root, prints.inventory.files, known)
    if remembered != known:
        means.index.put("history", [("", "", remembered)])
        means.index.commit()  # others may write while datasets are judged
    base = read_base(prints.inventory, settings, history, partial(means.once, prints))
    examined = outlines(base, prints.inventory.folders, prints, means, judge=judge)
    unreadable = (*examined.unreadable, *base.unreadable)
    return replace(base, datasets=examined.outlines, unreadable=unreadable), examined.findings


def explain(root: Path, path: Path, means: Means) -> Explanation | None:
    """Why a file of the site was last made; None where there is none.

    Args:
        root: The repository.
        path: Of the file, as people name it: with the site's folder or without, or that of a page's folder.
        means: What to work with.
    """
    site = root / read_settings(root).site_dir
    tree = Tree(site, means.index)
    places = [each for each in (path.absolute(), root / path, site / path) if each.is_relative_to(site)]
    for place in places:
        name = "" if place == site else place.relative_to(site).as_posix()
        for each in (name, f"{name}/index.html".lstrip("/")):
            if found := explain_in(each, tree, means.index):
                return found
    return None


def place_in_git(root: Path) -> str:
    """From the top of the git repository to `root`: what sees the whole repository names files from there."""
    from generator.reading.changes import prefix

    return prefix(root)


def _guard(root: Path, site: Path) -> None:
    """What a build makes and remembers must not come from a commit, nor lead elsewhere: it would not be looked at."""
    no_links(site)
    if committed := tracked(root, ".daylight", site.name):
        raise SettingsError(f"{committed[0]} is committed, but it is made here. `git rm -r --cached` it and ignore it.")


def compose(checked: Checked, now: datetime, means: Means, policy: str = "") -> tuple[Publication, Targets]:
    """The publication of a catalog without errors, and all that its site consists of."""
    from generator.deriving.posted import posted, present_ids
    from generator.deriving.publication import put_together
    from generator.deriving.remarks import public_remarks
    from generator.rendering.editions import Editions
    from generator.rendering.environment import POLICY
    from generator.steps.frames import Frames
    from generator.steps.publishing import record_all
    from generator.steps.relations import related
    from generator.steps.targets import Targets
    from generator.steps.tasks import Tasks

    record = posted(checked.queue.files.values(), checked.queue.receipts, present_ids(checked.catalog))
    base = put_together(checked.catalog, (), now, record)
    tasks = Tasks(
        base, checked.prints, public_remarks(checked.findings), related(checked.catalog.datasets, means.index)
    )
    records = record_all(tasks, checked.catalog.datasets, means)
    publication = put_together(checked.catalog, records.values(), now, record)
    targets = Targets(
        publication=publication,
        tasks=tasks,
        renderers=Editions(publication, policy or POLICY, Frames(tasks, checked.prints, means)),
        prints=checked.prints,
        means=means,
    )
    return publication, targets


def draft(publication: Publication, known: Collection[str], alt: Alt, *, backfill: bool) -> dict[str, bytes]:
    """Posts about what is new: path and content of each file to add to the outbox, which holds what is `known`.

    Args:
        publication: What is public now.
        known: `id@version` of what the outbox holds.
        alt: Says what the card of an entry shows.
        backfill: Whether what was public before the first build is posted too.
    """
    from generator.social.outbox import queue

    return dict(queue(publication, known, alt, backfill=backfill))


def _holds(made_from: str, now: datetime, site: Path, means: Means) -> bool:
    """Whether a new build would make the same site, and the old one is all there."""
    known, until = means.index.row(_BUILD, "")
    soon = bool(until) and now.astimezone(UTC).isoformat() >= until.decode()
    return known == made_from and not soon and Tree(site, means.index).intact()


def _remember(made_from: str, publication: Publication, made: int, targets: Targets, means: Means) -> None:
    from generator.deriving.turning import turning_point

    until = turning_point(publication)
    root = publication.catalog.root
    if not all(is_here(root, each) for dataset in publication.catalog.datasets for each in dataset.remote):
        made_from = ""  # the next build asks for them again
    made += int(means.index.row("made", "")[0] or 0)
    if made >= _SWEPT:
        made = 0
        means.memory.forget_oldest(targets.used())
    means.index.put("made", [("", str(made), b"")])
    means.index.put(_BUILD, [("", made_from, until.astimezone(UTC).isoformat().encode() if until else b"")])
    means.index.commit()
