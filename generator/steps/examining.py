"""Each dataset is read and judged, unless that was done before and nothing has changed that it depends on."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.checking.registry import DATASET_CHECKS
from generator.executing.bounded import Bounded, OutOfBoundsError
from generator.memory.digests import digest, plain_digest
from generator.memory.store import Memory
from generator.model.catalog import History, Outline
from generator.model.finding import Finding, Where, error
from generator.model.noun import noun
from generator.reading.locating import is_here
from generator.reading.outlines import outline
from generator.reading.remote import fetch, is_offline
from generator.reading.repository import open_dataset
from generator.steps.findings import finding_of
from generator.steps.part_screens import PartScreens, large, screen_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.deriving.entries import Span
    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.leaks import LeakPolicy
    from generator.steps.means import Means

_OUTLINES, _VERDICTS = "outlines", "verdicts"
_NOTHING = b"[]"
"""The verdict on tables with which nothing is wrong."""
_ENOUGH = 200
"""Datasets for which it is worth starting processes, each of which imports everything anew."""
_MEGABYTES = 1000
"""Of memory that a verdict may take on files that could do harm."""
_SECONDS = 10
_BYTES_A_SECOND = 100_000
"""Of a workbook, on a slow machine."""
_NO_PRINTS: Mapping[str, str] = MappingProxyType({})
_LONGEST = 200
"""Of the paths in a message."""


@noun
class Examined:
    """What came of reading some datasets."""

    outlines: tuple[Outline, ...]
    """Of those that could be read."""
    unreadable: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    """Of the checks that look at single datasets."""


@noun
class _Read:
    """What is in one descriptor."""

    outline: Outline | None
    unreadable: tuple[Finding, ...]
    findings: tuple[Finding, ...]


@noun
class _Task:
    """What is to be found out about one dataset."""

    folder: str
    span: Span | None
    outline: bool
    verdict: str
    """The key of the verdict; empty where none is wanted. What is remote is fetched for it."""
    large: Mapping[str, str]
    """Digests of its files, where a verdict is wanted and tables may be large: what is seen of each is joined."""


def outlines(base: Catalog, folders: Iterable[str], prints: Fingerprints, means: Means, *, judge: bool) -> Examined:
    """Datasets in outline, with what is wrong in their descriptors.

    Args:
        base: The catalog without its datasets.
        folders: Of the datasets.
        prints: Of their files.
        means: What to work with.
        judge: Whether all tables will be judged as well, which is then done on the same occasion.
    """
    known = means.index.shelf(_OUTLINES, _decoded)
    judged = means.index.shelf(_VERDICTS, _findings)
    # Checks of single datasets look at the vocabularies, too, and at whether git knows the dataset.
    shared = digest(_OUTLINES, prints.of("mkdocs.yml"), prints.of("content/vocabularies"))
    keys = {
        folder: plain_digest(shared, str(folder in base.history.spans), *prints.light(folder)) for folder in folders
    }
    found = {folder: known.find(folder, key) for folder, key in keys.items()}
    tasks: list[_Task] = []
    judging = digest(_VERDICTS, base.settings.leaks.words())
    for folder, read in found.items():
        verdict = plain_digest(judging, prints.of(folder)) if judge else ""
        if verdict and judged.find(folder, verdict) is not None:
            verdict = ""
        task = _Task(
            folder=folder,
            span=base.history.spans.get(folder),
            outline=read is None,
            verdict=verdict,
            large=large(folder, prints) if verdict else {},
        )
        if task.outline or task.verdict:
            tasks.append(task)
    for task, done in _done(base, tasks, means):
        if task.outline:
            known.put(task.folder, keys[task.folder], done.outline)
            found[task.folder] = known.find(task.folder, keys[task.folder])
        if task.verdict:
            judged.put(task.folder, task.verdict if done.lasting else "", done.verdict)
    for shelf in (known, judged):
        shelf.keep_only(keys)
    means.index.commit()
    every = [read for read in found.values() if read]
    return Examined(
        outlines=tuple(read.outline for read in every if read.outline),
        unreadable=tuple(each for read in every for each in read.unreadable),
        findings=tuple(each for read in every for each in read.findings),
    )


def verdicts(base: Catalog, datasets: Iterable[Outline], prints: Fingerprints, means: Means) -> list[Finding]:
    """What is wrong in the tables of some datasets; data on other servers that are not here are asked for again."""
    judged = means.index.shelf(_VERDICTS, _findings)
    found: dict[str, tuple[Finding, ...]] = {}
    tasks = []
    judging = digest(_VERDICTS, base.settings.leaks.words())
    for dataset in datasets:
        key = plain_digest(judging, prints.of(dataset.folder))
        absent = any(not is_here(base.root, each) for each in dataset.remote)
        verdict = judged.find(dataset.folder, key)
        found[dataset.folder] = verdict or ()
        if absent or verdict is None:
            files = large(dataset.folder, prints)
            tasks.append(_Task(folder=dataset.folder, span=None, outline=False, verdict=key, large=files))
    for task, done in _done(base, tasks, means):
        judged.put(task.folder, task.verdict if done.lasting else "", done.verdict)
        found[task.folder] = _findings(done.verdict)
    means.index.commit()
    return [finding for verdict in found.values() for finding in verdict]


@noun
class _Done:
    """What was found out about a dataset."""

    outline: bytes
    verdict: bytes = _NOTHING
    lasting: bool = True
    """Whether it would be found again: not where a server gave no answer."""


def _done(base: Catalog, tasks: list[_Task], means: Means) -> list[tuple[_Task, _Done]]:
    """What was found out about each, all of it before any is put into the index: others may write there meanwhile."""
    bare = replace(base, announcements=(), pages=(), unreadable=(), history=History(complete=True))
    step = _VERDICTS if any(task.verdict for task in tasks) else _OUTLINES
    news = (each for each in tasks if each.large and not means.memory.holds(_VERDICTS, each.verdict))
    screen_all(base.root, base.settings.leaks, {each.folder: each.large for each in news}, means)
    if not tasks:
        return []
    results = means.crew.spread(partial(_do, bare), tasks, enough=_ENOUGH)
    return list(zip(tasks, means.observe(step, results, len(tasks)), strict=True))


def _do(base: Catalog, task: _Task) -> _Done:
    """A dataset in outline and the verdict on it, as far as either is wanted."""
    unreadable: list[Finding] = []
    dataset = open_dataset(base.root, task.folder, unreadable)
    findings: list[Finding] = []
    if dataset and task.outline:
        spans: Mapping[str, Span] = {task.folder: task.span} if task.span else {}
        there = replace(base, history=History(complete=True, spans=spans))
        findings = [finding for look in DATASET_CHECKS for finding in look(dataset, there)]
    read = json.dumps(
        {
            "outline": _encoded(outline(dataset)) if dataset else None,
            "unreadable": [asdict(each) for each in unreadable],
            "findings": [asdict(each) for each in findings],
        }
    ).encode()
    if not task.verdict or not dataset:
        return _Done(outline=read)
    told: list[Finding] = []
    if any(resource.remote for resource in dataset.resources):
        told = fetch(dataset, base.settings.remote, offline=is_offline())
        dataset = open_dataset(base.root, task.folder, told) or dataset
    if told:
        found = json.loads(judge(base.root, base.settings.leaks, dataset))
        return _Done(outline=read, verdict=json.dumps([*map(asdict, told), *found]).encode(), lasting=False)
    memory = Memory(base.root)
    verdict = memory.find(_VERDICTS, task.verdict)
    if verdict is None:
        verdict = judge(base.root, base.settings.leaks, dataset, task.large)
        memory.keep(_VERDICTS, task.verdict, verdict)
    return _Done(outline=read, verdict=verdict)


def judge(root: Path, policy: LeakPolicy, dataset: Dataset, prints: Mapping[str, str] = _NO_PRINTS) -> bytes:
    """The verdict on a dataset's tables, found in a process of its own where its files could do harm.

    Args:
        root: The repository.
        policy: What leaks are looked for.
        dataset: The dataset.
        prints: Where tables are large, the digest of each file: what was seen of files by themselves is joined.
    """
    from generator.checking.tables.judging import is_risky
    from generator.checking.tables.showing import shortened

    if not is_risky(dataset):
        return _judge_here(root, policy, dataset, prints)
    size = sum(table.size for table in dataset.tables)
    try:
        return _bounded().run(partial(_judge_here, root, policy), dataset, _SECONDS + size / _BYTES_A_SECOND)
    except OutOfBoundsError as bad:
        finding = error(
            dataset.source.at("resources"),
            f"{shortened(', '.join(table.path for table in dataset.tables), _LONGEST)} could not be checked within "
            f"bounds: {bad}.",
            "Look for a `pattern` that repeats within a repeat, an enormous cell, or a workbook with far more cells "
            "than it seems to have; publish large tables as CSV.",
            "out-of-bounds",
        )
        return json.dumps([asdict(finding)]).encode()


@cache
def _bounded() -> Bounded:
    return Bounded(_MEGABYTES)


def _judge_here(root: Path, policy: LeakPolicy, dataset: Dataset, prints: Mapping[str, str] = _NO_PRINTS) -> bytes:
    from generator.checking.leaks.concealing import concealed
    from generator.checking.leaks.scan import Scan
    from generator.checking.leaks.texts import find_in_texts
    from generator.checking.tables.judging import judge
    from generator.checking.tables.oddities import find_oddities

    try:
        findings = list(find_oddities(dataset))
    except (ValueError, OSError, csv.Error) as bad:
        findings = [
            error(
                Where(path=dataset.folder),
                f"A table cannot be read: {bad}.",
                "Look at its encoding and dialect.",
                "unreadable",
            )
        ]
    if not any(finding.blocks for finding in findings):
        scan = Scan(dataset, policy)
        verdict = judge(dataset, watching=scan.watching, parts=PartScreens(root, policy, dataset, prints).of)
        findings += [*map(concealed, verdict), *scan.findings(verdict)]
    findings += find_in_texts(dataset, root, policy)
    return json.dumps([asdict(finding) for finding in findings]).encode()


def _encoded(found: Outline) -> list[Any]:
    plain = [found.id, found.source, found.formerly, found.led_here, found.files, sorted(found.links), found.remote]
    return [*plain, found.title, found.titles, found.subjects, found.instead, found.amended]


def _decoded(content: bytes) -> _Read:
    value = json.loads(content)
    return _Read(
        outline=_outline(value["outline"]) if value["outline"] else None,
        unreadable=tuple(map(finding_of, value["unreadable"])),
        findings=tuple(map(finding_of, value["findings"])),
    )


def _findings(content: bytes) -> tuple[Finding, ...]:
    return tuple(map(finding_of, json.loads(content))) if content != _NOTHING else ()


def _outline(value: list[Any]) -> Outline:
    id_, source, formerly, led_here, files, links, remote, title, titles, subjects, instead, amended = value
    return Outline(
        id=id_,
        source=source,
        formerly=tuple(map(tuple, formerly)),
        led_here=tuple(map(tuple, led_here)),
        files=tuple(files),
        links=frozenset(links),
        remote=tuple(remote),
        title=title,
        titles=tuple(map(tuple, titles)),
        subjects=tuple(subjects),
        instead=tuple(instead) if instead else None,
        amended=tuple(amended) if amended else None,
    )
