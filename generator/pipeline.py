"""The one data flow, readable top to bottom: read, check, derive, compose, write, queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Protocol, TypeVar
from zoneinfo import ZoneInfo

from generator import memory as remembering
from generator import steps
from generator.checking.registry import CHECKS
from generator.checking.scope import concerned, everything
from generator.memory import Fingerprints, Memory, Stamp, digest
from generator.model.errors import SettingsError
from generator.model.publication import Artifact
from generator.reading.changes import changed_since, prefix
from generator.reading.history import read_head, tracked
from generator.reading.repository import inputs, inputs_below, read_catalog
from generator.reading.settings import read_settings
from generator.social.outbox import queue, read_outbox
from generator.writing import no_links, staged, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from generator.checking.scope import Scope
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding
    from generator.model.publication import Publication
    from generator.rendering.site import Renderer
    from generator.steps import Observer

Item = TypeVar("Item")


class Prose(Protocol):
    """Renders the pages of prose, and the files that the theme brings, into a folder."""

    def __call__(self, publication: Publication, folder: Path, /) -> None:
        """Write them."""
        ...


def unobserved(_step: str, items: Iterable[Item], _total: int, /) -> Iterable[Item]:
    """Watches nothing."""
    return items


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A catalog and all that is to be said of it."""

    catalog: Catalog
    findings: tuple[Finding, ...]
    prints: Fingerprints
    """Of the files it was read from."""
    scope: Scope
    """What was looked at."""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended before publishing."""
        return any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build came to."""

    site: Path
    checked: Checked | None = None
    """None where nothing had changed, so that nothing was looked at."""
    files: int = 0
    queued: tuple[str, ...] = ()
    """Files added to the outbox, from the repository's root."""


def build(root: Path, now: datetime, prose: Prose, *, backfill: bool = False, observe: Observer = unobserved) -> Built:
    """The whole way: check what is committed, replace the site, queue posts. With errors, nothing is touched.

    Args:
        root: The repository.
        now: Which alerts are in force depends on it.
        prose: Renders what is written in Markdown.
        backfill: Whether to queue posts about what was public before the first build.
        observe: Watches.
    """
    settings = read_settings(root)
    site = root / settings.site_dir
    _guard(root, site)
    prints = Fingerprints(root, inputs(root, settings))
    made_from = digest(read_head(root), *prints.everything())
    stamp = remembering.read_stamp(root)
    if stamp and not backfill and stamp.holds(made_from, now.astimezone(UTC).isoformat(), site):
        return Built(site=site)
    memory = Memory(root)
    checked = check(root, memory, observe, prints)
    if checked.blocked:
        return Built(site=site, checked=checked)
    publication = compose(checked, now, memory, observe)
    outgoing = draft(publication, backfill=backfill)
    with staged(site) as folder:
        prose(publication, folder)
        write(artifacts(publication, renderer_of(publication), memory, observe), folder)
        files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in _files(folder)}
    for name, content in outgoing.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("xb") as stream:  # never over words that somebody has edited
            stream.write(content)
    until = turning_point(publication)
    remembering.write_stamp(
        root, Stamp(inputs=made_from, until=until.astimezone(UTC).isoformat() if until else "", files=files)
    )
    memory.forget_oldest()
    return Built(site=site, checked=checked, files=len(files), queued=tuple(outgoing))


def check(
    root: Path,
    memory: Memory,
    observe: Observer = unobserved,
    prints: Fingerprints | None = None,
    since: str = "",
) -> Checked:
    """Read and judge everything; all that is wrong is told at once, in the order of the files.

    Args:
        root: The repository.
        memory: Of verdicts on tables that have not changed.
        observe: Watches.
        prints: Of all files, if they are known already.
        since: A git revision: only what changed since then, and what refers to it, is judged; no other table is read.
    """
    changed = changed_since(root, since) if since else frozenset()
    catalog = read_catalog(root)
    _guard(root, root / catalog.settings.site_dir)
    scope = concerned(catalog, changed) if since else everything(catalog)
    if not scope.whole:
        prints = Fingerprints(root, inputs_below(root, (dataset.folder for dataset in scope.datasets)))
    prints = prints or Fingerprints(root, inputs(root, catalog.settings))
    findings = [*catalog.unreadable]
    for look in CHECKS:
        findings += look(catalog)
    findings += read_outbox(root)[1]
    findings += steps.verdicts(replace(catalog, datasets=scope.datasets), prints, memory, observe)
    unique = dict.fromkeys(filter(scope.tells, findings))
    ordered = sorted(unique, key=lambda finding: (finding.where.path, finding.where.line))
    return Checked(catalog=catalog, findings=tuple(ordered), prints=prints, scope=scope)


def place_in_git(root: Path) -> str:
    """From the top of the git repository to `root`: what sees the whole repository names files from there."""
    return prefix(root)


def _guard(root: Path, site: Path) -> None:
    """What a build makes and remembers must not come from a commit, nor lead elsewhere: it would not be looked at."""
    no_links(site)
    if committed := tracked(root, ".daylight", site.name):
        raise SettingsError(f"{committed[0]} is committed, but it is made here. `git rm -r --cached` it and ignore it.")


def compose(checked: Checked, now: datetime, memory: Memory, observe: Observer = unobserved) -> Publication:
    """The publication of a catalog without errors."""
    from generator.deriving.publication import put_together

    catalog = checked.catalog
    tables = steps.tables(catalog, checked.prints, memory, observe)
    return put_together(catalog, tables, checked.findings, now)


def renderer_of(publication: Publication) -> Renderer:
    """Composes the pages."""
    from generator.rendering.site import Renderer

    return Renderer(publication)


def artifacts(
    publication: Publication, renderer: Renderer, memory: Memory, observe: Observer = unobserved
) -> Iterator[Artifact]:
    """Every file of the site but the prose and the theme's."""
    from generator.feeds.registry import feeds
    from generator.reporting.published import quality_reports

    yield from observe("pages", renderer.artifacts(), len(publication.entries))
    yield from feeds(publication)
    yield from quality_reports(publication)
    for facts in publication.datasets.values():
        for download in facts.downloads:
            yield Artifact(path=download.path, content=download.content)
    yield from steps.drawn_cards(publication, memory, observe)


def draft(publication: Publication, *, backfill: bool) -> dict[str, bytes]:
    """Posts about what is new: path and content of each file to add to the outbox."""
    return dict(queue(publication, backfill=backfill))


def turning_point(publication: Publication) -> datetime | None:
    """The next time at which some page says something else though no file changed.

    An alert begins or ends, or data become late.
    """
    from generator.deriving.freshness import late_from

    zone = ZoneInfo(publication.catalog.settings.time_zone)
    late = [late_from(facts.next_update, zone) for facts in publication.datasets.values() if facts.next_update]
    times = [moment for moment in late if moment > publication.now]
    times += [
        moment
        for entry in publication.entries
        if entry.expires
        for moment in (entry.published, entry.expires)
        if moment and moment > publication.now
    ]
    return min(times, default=None)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
