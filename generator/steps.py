"""Work done once for each dataset and each card, and remembered until something that it was made from changes."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator.executing import Bounded, OutOfBoundsError, spread
from generator.memory import digest
from generator.model.errors import ContentError
from generator.model.finding import Finding, Severity, Where, error
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.cards.draw import Painter
    from generator.cards.facts import Card
    from generator.memory import Fingerprints, Memory
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.leaks import LeakPolicy
    from generator.model.publication import Publication, Table

Item = TypeVar("Item")


_MEGABYTES = 1000
"""Of memory that a verdict may take on files that could do harm."""
_SECONDS = 10
_BYTES_A_SECOND = 100_000
"""Of a workbook, on a slow machine."""
_LONGEST = 200
"""Of the paths in a message."""


class Observer(Protocol):
    """Watches long work."""

    def __call__(self, step: str, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """The same items; `step` is one of verdicts, facts, pages, cards."""
        ...


def verdicts(catalog: Catalog, prints: Fingerprints, memory: Memory, observe: Observer) -> list[Finding]:
    """What is wrong in the tables of all datasets."""
    policy = catalog.settings.leaks
    work = partial(_judge, catalog.root, policy)
    judged = _remembered(memory, "verdicts", catalog, prints, work, observe, policy.words())
    return [_finding(value) for verdict in judged for value in json.loads(verdict)]


def tables(catalog: Catalog, prints: Fingerprints, memory: Memory, observe: Observer) -> dict[str, tuple[Table, ...]]:
    """What was worked out from the tables of each dataset, by its id."""
    from generator.deriving.keeping import decode

    facts = _remembered(memory, "facts", catalog, prints, _summarize, observe)
    return {dataset.id: decode(content, dataset) for dataset, content in zip(catalog.datasets, facts, strict=True)}


def _remembered(
    memory: Memory,
    kind: str,
    catalog: Catalog,
    prints: Fingerprints,
    work: Callable[[Dataset], bytes],
    observe: Observer,
    *given: str,
) -> list[bytes]:
    """What `work` says of each dataset, anew only where its folder has changed, or what else is `given`."""
    keys = [digest(kind, *given, *prints.below(dataset.folder)) for dataset in catalog.datasets]
    found: dict[str, bytes | None] = {key: memory.find(kind, key) for key in keys}
    missing = [(key, each) for key, each in zip(keys, catalog.datasets, strict=True) if found[key] is None]
    results = spread(work, [dataset for _, dataset in missing], enough=200)
    for (key, _), content in zip(missing, observe(kind, results, len(missing)), strict=True):
        memory.keep(kind, key, content)
        found[key] = content
    return [found[key] or b"" for key in keys]


def _judge(root: Path, policy: LeakPolicy, dataset: Dataset) -> bytes:
    """The verdict on a dataset, in a process of its own where its files could do harm."""
    from generator.checking.tables.judging import is_risky
    from generator.checking.tables.showing import shortened

    if not is_risky(dataset):
        return _judge_here(root, policy, dataset)
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


def _judge_here(root: Path, policy: LeakPolicy, dataset: Dataset) -> bytes:
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
        verdict = judge(dataset, watching=scan.watching)
        findings += [*map(concealed, verdict), *scan.findings(verdict)]
    findings += find_in_texts(dataset, root, policy)
    return json.dumps([asdict(finding) for finding in findings]).encode()


def _finding(value: dict[str, str | dict[str, str]]) -> Finding:
    return Finding(
        severity=Severity(str(value["severity"])),
        where=Where(**value["where"]),  # type: ignore[arg-type]
        problem=str(value["problem"]),
        remedy=str(value["remedy"]),
        rule=str(value["rule"]),
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


def drawn_cards(publication: Publication, memory: Memory, observe: Observer) -> Iterator[Artifact]:
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
