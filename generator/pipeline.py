"""The one data flow, readable top to bottom: read, check, derive, compose, write, queue."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from datetime import UTC
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator import memory as remembering
from generator.checking.registry import CHECKS
from generator.executing import spread
from generator.memory import Fingerprints, Memory, Stamp, digest
from generator.model.errors import ContentError, SettingsError
from generator.model.finding import Finding, Severity, Where, error
from generator.model.publication import Artifact
from generator.reading.history import read_head, tracked
from generator.reading.repository import inputs, read_catalog
from generator.reading.settings import read_settings
from generator.social.outbox import queue, read_outbox
from generator.writing import no_links, staged, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from generator.cards.draw import Painter
    from generator.cards.facts import Card
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.publication import Publication
    from generator.rendering.site import Renderer

Item = TypeVar("Item")
Result = TypeVar("Result")


class Observer(Protocol):
    """Watches long work."""

    def __call__(self, step: str, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """The same items; `step` is one of verdicts, facts, pages, cards."""
        ...


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
    no_links(site)
    if committed := tracked(root, ".daylight", settings.site_dir):
        raise SettingsError(f"{committed[0]} is committed, but it is made here. `git rm -r --cached` it and ignore it.")
    prints = Fingerprints(root, inputs(root, settings.templates))
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


def check(root: Path, memory: Memory, observe: Observer = unobserved, prints: Fingerprints | None = None) -> Checked:
    """Read and judge everything; all that is wrong is told at once, in the order of the files."""
    catalog = read_catalog(root)
    prints = prints or Fingerprints(root, inputs(root, catalog.settings.templates))
    findings = [*catalog.unreadable]
    for look in CHECKS:
        findings += look(catalog)
    findings += read_outbox(root)[1]
    work = partial(_judge, root)
    for verdict in _remembered(memory, "verdicts", catalog, prints, work, observe):
        findings += [_finding(value) for value in json.loads(verdict)]
    unique = dict.fromkeys(findings)
    ordered = sorted(unique, key=lambda finding: (finding.where.path, finding.where.line))
    return Checked(catalog=catalog, findings=tuple(ordered), prints=prints)


def compose(checked: Checked, now: datetime, memory: Memory, observe: Observer = unobserved) -> Publication:
    """The publication of a catalog without errors."""
    from generator.deriving.keeping import decode
    from generator.deriving.publication import put_together

    catalog = checked.catalog
    facts = _remembered(memory, "facts", catalog, checked.prints, _summarize, observe)
    tables = {dataset.id: decode(content, dataset) for dataset, content in zip(catalog.datasets, facts, strict=True)}
    return put_together(catalog, tables, now)


def renderer_of(publication: Publication) -> Renderer:
    """Composes the pages."""
    from generator.rendering.site import Renderer

    return Renderer(publication)


def artifacts(
    publication: Publication, renderer: Renderer, memory: Memory, observe: Observer = unobserved
) -> Iterator[Artifact]:
    """Every file of the site but the prose and the theme's."""
    from generator.feeds.registry import feeds

    yield from observe("pages", renderer.artifacts(), len(publication.entries))
    yield from feeds(publication)
    for facts in publication.datasets.values():
        for download in facts.downloads:
            yield Artifact(path=download.path, content=download.content)
    yield from _cards(publication, memory, observe)


def draft(publication: Publication, *, backfill: bool) -> dict[str, bytes]:
    """Posts about what is new: path and content of each file to add to the outbox."""
    return dict(queue(publication, backfill=backfill))


def turning_point(publication: Publication) -> datetime | None:
    """The next time at which some page says something else though no file changed: an alert begins or ends."""
    times = [
        moment
        for entry in publication.entries
        if entry.expires
        for moment in (entry.published, entry.expires)
        if moment and moment > publication.now
    ]
    return min(times, default=None)


def _remembered(
    memory: Memory,
    kind: str,
    catalog: Catalog,
    prints: Fingerprints,
    work: Callable[[Dataset], bytes],
    observe: Observer,
) -> list[bytes]:
    """What `work` says of each dataset, anew only where its folder has changed."""
    keys = [digest(kind, *prints.below(dataset.folder)) for dataset in catalog.datasets]
    found: dict[str, bytes | None] = {key: memory.find(kind, key) for key in keys}
    missing = [(key, each) for key, each in zip(keys, catalog.datasets, strict=True) if found[key] is None]
    results = spread(work, [dataset for _, dataset in missing], enough=200)
    for (key, _), content in zip(missing, observe(kind, results, len(missing)), strict=True):
        memory.keep(kind, key, content)
        found[key] = content
    return [found[key] or b"" for key in keys]


def _judge(root: Path, dataset: Dataset) -> bytes:
    from generator.checking.tables.formulas import find_formulas
    from generator.checking.tables.oddities import find_oddities
    from generator.checking.tables.referee import judge

    try:
        findings = list(find_oddities(dataset))
    except (ValueError, OSError, csv.Error) as bad:
        findings = [
            error(Where(path=dataset.folder), f"A table cannot be read: {bad}.", "Look at its encoding and dialect.")
        ]
    if not any(finding.blocks for finding in findings):
        verdict = judge(root, dataset)
        findings += [*verdict, *find_formulas(dataset, whole=not verdict)]
    return json.dumps([asdict(finding) for finding in findings]).encode()


def _finding(value: dict[str, str | dict[str, str]]) -> Finding:
    return Finding(
        severity=Severity(str(value["severity"])),
        where=Where(**value["where"]),  # type: ignore[arg-type]
        problem=str(value["problem"]),
        remedy=str(value["remedy"]),
    )


def _summarize(dataset: Dataset) -> bytes:
    try:
        return _facts_of(dataset)
    except (ArithmeticError, ValueError, KeyError) as bad:
        raise ContentError(
            f"{dataset.folder}: Its figures cannot be worked out: {bad}. Look for absurd values."
        ) from bad


def _facts_of(dataset: Dataset) -> bytes:
    from generator.deriving.keeping import encode
    from generator.deriving.statistics import summarize

    # An officer who chose what to show of one table did not choose to show the others.
    return encode(
        summarize(
            table,
            [view for view in dataset.views if view.resource == table.name],
            guess=not dataset.views,
            until=dataset.temporal.partition("/")[2],
        )
        for table in dataset.tables
    )


def _cards(publication: Publication, memory: Memory, observe: Observer) -> Iterator[Artifact]:
    """The share images, each drawn once for what it shows."""
    from generator.cards.facts import cards

    settings = publication.catalog.settings
    place = (publication.catalog.root, settings.templates, settings.fonts)
    identity = _painter(*place).identity
    wanted = {card: digest(*identity, *card.words().values()) for card in cards(publication)}
    found: dict[str, bytes | None] = {key: memory.find("cards", key) for key in wanted.values()}
    missing = [card for card, key in wanted.items() if found[key] is None]
    drawn = spread(partial(_draw, place), missing, enough=100)
    for card, content in zip(missing, observe("cards", drawn, len(missing)), strict=True):
        memory.keep("cards", wanted[card], content)
        found[wanted[card]] = content
    for card, key in wanted.items():
        yield Artifact(path=card.path, content=found[key] or b"")


@cache
def _painter(root: Path, templates: str, fonts: tuple[str, ...]) -> Painter:
    from generator.cards.draw import Painter

    return Painter(root, templates, fonts)


def _draw(place: tuple[Path, str, tuple[str, ...]], card: Card) -> bytes:
    return _painter(*place).draw(card)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
