"""Each dataset becomes a record and the files of the site that are about it, made anew only where it has changed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.memory.digests import digest, plain_digest
from generator.memory.squeezing import squeezed, whole
from generator.memory.store import Memory
from generator.model.catalog import History
from generator.model.errors import ContentError
from generator.model.record import Kept, Record
from generator.model.rows_file import RowsFile
from generator.reading.packages import read_dataset
from generator.steps.packs import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.memory.shelf import Shelf
    from generator.model.catalog import Outline
    from generator.model.dataset import Dataset
    from generator.model.publication import DatasetFacts, Publication
    from generator.model.table import Table
    from generator.rendering.editions import Editions
    from generator.steps.means import Means
    from generator.steps.tasks import Task, Tasks

_RECORDS, FILES, _FINDABLE, _FACTS, PAGES, ROWS = "records", "dataset files", "findable", "facts", "pages", "rows"
_ENOUGH = 100
"""Datasets for which it is worth starting processes, each of which imports everything anew."""
_KEPT = 500
"""Records that are written together."""


class Published(NamedTuple):
    """What is remembered of a dataset, encoded."""

    record: bytes
    files: bytes
    findable: bytes


def record_all(tasks: Tasks, datasets: Iterable[Outline], means: Means) -> dict[str, Record]:
    """The record of each dataset, by its folder.

    Args:
        tasks: What is to be done for each.
        datasets: Which have no errors.
        means: What to work with.
    """
    from generator.deriving.keeping import decode_record

    known = means.index.shelf(_RECORDS, decode_record)
    found: dict[str, Record] = {}
    missing: list[Task] = []
    for dataset in datasets:
        record = known.find(dataset.folder, tasks.key(dataset))
        if record and record.late == _late(record.next_update, tasks.today):
            found[dataset.folder] = record
        else:
            missing.append(tasks.task(dataset))
    results = means.crew.spread(partial(publish, bare(tasks.base)), missing, enough=_ENOUGH)
    for done, (task, made) in enumerate(
        zip(missing, means.observe("datasets", results, len(missing)), strict=True), start=1
    ):
        known.put(task.folder, task.key, made.record)
        remember(task, made, means)
        found[task.folder] = decode_record(made.record)
        if done % _KEPT == 0:
            means.index.commit()
    gone = known.keep_only(found)
    means.index.drop(FILES, gone)
    findable(means).drop(gone)
    means.index.commit()
    return found


def findable(means: Means) -> Shelf[bytes]:
    """What a search needs to find each dataset, by its folder; encoded, it takes half the room."""
    return means.index.shelf(_FINDABLE, bytes)


def remember(task: Task, made: Published, means: Means) -> None:
    """Put into the index what hardly any build asks for."""
    means.index.put(FILES, [(task.folder, task.key, made.files)])
    findable(means).put(task.folder, task.key, made.findable)


def bare(base: Publication) -> Publication:
    """What is sent to other processes: they need no history and no posts but those of the dataset they work on."""
    catalog = replace(base.catalog, datasets=(), unreadable=(), history=History(complete=True))
    return replace(base, catalog=catalog, posted=(), discussed={})


def publish(base: Publication, task: Task) -> Published:
    """What is to be remembered of a dataset; its pages and its card can then be found in the memory.

    Raises:
        ContentError: its figures cannot be worked out.
    """
    from generator.deriving.keeping import encode_files, encode_findable, encode_record
    from generator.deriving.publication import print_of
    from generator.rendering.search.described import of_dataset
    from generator.steps.cards import draw, drawn_of

    root = base.catalog.root
    memory = Memory(root)
    dataset = read_dataset(root, root / task.folder)
    facts = _facts(dataset, base, task, memory)
    late = _late(facts.next_update, task.today)
    key = plain_digest(task.key, str(late))
    prints = dict(task.files)
    renderers = _renderers(base, task.build)
    sheets = list(renderers.dataset_sheets(facts))
    parts = _further(facts, renderers)
    memory.keep(PAGES, key, packed(sheets, parts))
    copies = [download for download in facts.downloads if download.original]
    files = [
        *((sheet.path, Kept("sheet", key, sheet.section)) for sheet in sheets),
        *((path, Kept("part", key)) for path, _ in parts),
        *((each.path, _copy(each.path, dataset, prints)) for each in copies),
        *((f"{facts.entry.path}{each.name}", Kept("rows", each.key)) for each in facts.rows_files),
        *draw(drawn_of(facts.entry, renderers.own, facts), root, base.catalog.settings, memory),
    ]
    findable = of_dataset(facts, base.catalog)
    record = Record(
        entry=facts.entry,
        next_update=facts.next_update,
        late=late,
        formerly=tuple(id_ for id_, _ in dataset.led_here),
        formats=facts.formats,
        frames=renderers.frames_of(sheets),
        print=print_of(facts.entry),
        files_print=plain_digest(*(part for path, kept in files for part in (path, *kept))),
        terms_print=plain_digest(findable.terms),
        text_print=plain_digest(findable.text),
    )
    return Published(encode_record(record), encode_files(tuple(files)), encode_findable(findable))


def _copy(path: str, dataset: Dataset, prints: Mapping[str, str]) -> Kept:
    """Downloads lie in the site as they do in the repository."""
    name = f"{dataset.folder}/{path.removeprefix(f'datasets/{dataset.id}/')}"
    return Kept("copy", name, prints[name])


def _further(facts: DatasetFacts, renderers: Editions) -> list[tuple[str, bytes]]:
    """Files that are neither pages nor as the agency published them."""
    from generator.feeds.histories import history_feeds
    from generator.reporting.published import quality_report

    report = quality_report(facts, renderers.own.publication.catalog.settings)
    made = [*((each.path, each.content) for each in facts.downloads), (report.path, report.content)]
    for renderer in renderers:
        entry = facts.entry.said_in(renderer.edition.language)
        feeds = history_feeds(
            entry, facts.dataset, renderer.publication, renderer.edition, renderer.content, renderer.say
        )
        answers = renderer.answers.of(entry, renderer.cards.dataset_alt(facts))
        made += [(each.path, each.content) for each in (*feeds, *answers)]
    return [(path, content) for path, content in made if isinstance(content, bytes)]


def _facts(dataset: Dataset, base: Publication, task: Task, memory: Memory) -> DatasetFacts:
    from generator.deriving.facts import facts_of
    from generator.deriving.keeping import decode, described

    remote = [f"{each.path} {each.here}" for each in dataset.resources if each.remote]
    descriptors = {f"{dataset.folder}/{name}" for name in dataset.descriptors}
    data = [part for pair in task.files if pair[0] not in descriptors for part in pair]
    key = digest(_FACTS, described(dataset), *remote, *data)
    content = memory.find(_FACTS, key)
    tables: tuple[Table, ...] = decode(whole(content), dataset) if content else ()
    if content is None or not all(memory.holds(ROWS, each.rows_file.key) for each in tables if each.rows_file):
        content = _summarized(dataset, key, memory)
        memory.keep(_FACTS, key, squeezed(content))
        tables = decode(content, dataset)
    return facts_of(
        dataset,
        base.catalog,
        tables,
        committed=task.span,
        remarks=task.remarks,
        today=task.today,
        related=task.related,
        posts=task.posts,
    )


def _summarized(dataset: Dataset, key: str, memory: Memory) -> bytes:
    from generator.deriving.keeping import encode
    from generator.deriving.rows_files import measured
    from generator.deriving.statistics import summarize

    def keep(place: int, content: bytes) -> RowsFile:
        footer, first = measured(content)
        kept = RowsFile(
            name=f"rows/{place}.parquet",
            key=digest(ROWS, key, str(place)),
            size=len(content),
            footer=footer,
            first=first,
        )
        memory.keep(ROWS, kept.key, content)
        return kept

    try:
        # An officer who chose what to show of one table did not choose to show the others.
        return encode(
            summarize(
                table,
                [view for view in dataset.views if view.resource == table.name],
                guess=not dataset.views,
                until=dataset.temporal.partition("/")[2],
                keep=partial(keep, place),
            )
            for place, table in enumerate(dataset.tables, start=1)
        )
    except (ArithmeticError, ValueError, KeyError) as bad:
        raise ContentError(
            f"{dataset.folder}: Its figures cannot be worked out: {bad}. Look for absurd values."
        ) from bad


def _late(due: date | None, today: date) -> bool:
    return due is not None and today > due


_RENDERERS: dict[str, Editions] = {}


def _renderers(base: Publication, build: str) -> Editions:
    """Those of all datasets of a build: templates are compiled once in each process."""
    from generator.rendering.editions import Editions

    if build not in _RENDERERS:
        _RENDERERS.clear()
        _RENDERERS[build] = Editions(base)
    return _RENDERERS[build]
