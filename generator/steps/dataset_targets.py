"""The files of single datasets as targets: which there are is only read where something about a dataset has changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.deriving.keeping import decode_files, decode_findable
from generator.memory.digests import plain_digest
from generator.model.noun import noun
from generator.model.publication import Artifact
from generator.steps.cards import CARDS
from generator.steps.packs import unpacked
from generator.steps.publishing import FILES, PAGES, ROWS, bare, findable, publish, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from generator.model.catalog import Outline
    from generator.model.record import Files, Findable, Kept, Record
    from generator.rendering.editions import Editions
    from generator.steps.means import Means
    from generator.steps.publishing import Published
    from generator.steps.target import Make
    from generator.steps.tasks import Tasks

_OWN = {"card": CARDS, "rows": ROWS}
"""Files that the memory keeps one by one, and as what."""
_PACKED = frozenset({"sheet", "part"})
"""Files that it keeps together."""


@noun
class DatasetTarget:
    """As any other target, but that its files are read when they are asked for."""

    name: str
    print: str
    read: Callable[[], Mapping[str, str]]
    make: Make
    tell: Callable[[], Mapping[str, str]]

    @property
    def files(self) -> Mapping[str, str]:
        """A digest of all that each file is made from, by its path."""
        return self.read()

    @property
    def parts(self) -> Mapping[str, str]:
        """Digests of what it is made from, each by a name that people know."""
        return self.tell()


class DatasetTargets:
    """Those of all datasets that have a record.

    Args:
        tasks: Of these datasets.
        renderers: Of their pages.
        means: What to work with.
    """

    def __init__(self, tasks: Tasks, renderers: Editions, means: Means) -> None:
        self._tasks = tasks
        self._renderers = renderers
        self._means = means
        self._last: tuple[str, Files] | None = None
        """The folder of the dataset that was asked for last, and its files: most are asked for twice in a row."""

    def of(self, dataset: Outline, record: Record) -> DatasetTarget:
        """The target of one."""
        frames = (self._renderers.shell(path, section).print for path, section in record.frames)
        return DatasetTarget(
            name=f"the dataset {dataset.id}",
            print=plain_digest(record.files_print, *frames),
            read=partial(self._versions, dataset),
            make=partial(self.found, dataset),
            tell=partial(self._told, dataset, record),
        )

    def files(self, dataset: Outline) -> Files:
        """Those of a dataset; what was forgotten of it is worked out again."""
        if self._last is None or self._last[0] != dataset.folder:
            key, content = self._means.index.row(FILES, dataset.folder)
            if key != self._tasks.key(dataset):
                content = self._again(dataset).files
            self._last = (dataset.folder, decode_files(content))
        return self._last[1]

    def findable(self, dataset: Outline) -> Findable:
        """What a search needs to find a dataset; what was forgotten of it is worked out again."""
        key = self._tasks.key(dataset)
        return decode_findable(findable(self._means).find(dataset.folder, key) or self._again(dataset).findable)

    def _again(self, dataset: Outline) -> Published:
        task = self._tasks.task(dataset)
        made = publish(bare(self._tasks.base), task)
        remember(task, made, self._means)
        return made

    def found(self, dataset: Outline, paths: Collection[str]) -> Iterator[Artifact]:
        """Files of a dataset as the memory has them; what it has lost is made again."""
        memory = self._means.memory
        wanted = [(path, kept) for path, kept in self.files(dataset) if path in paths]
        packs = {kept.key for _, kept in wanted if kept.kind in _PACKED}
        pack = memory.find(PAGES, packs.pop()) if packs else b""
        found = {path: memory.find(_OWN[kept.kind], kept.key) for path, kept in wanted if kept.kind in _OWN}
        if pack is None or None in found.values():
            publish(bare(self._tasks.base), self._tasks.task(dataset))
            yield from self.found(dataset, paths)
            return
        sheets, parts = unpacked(pack) if pack else ({}, {})
        for path, kept in wanted:
            match kept.kind:
                case "sheet":
                    yield self._renderers.frame(sheets[path])
                case "part":
                    yield Artifact(path=path, content=parts[path])
                case "copy":
                    yield Artifact(path=path, content=self._tasks.base.catalog.root / kept.key)
                case _:
                    yield Artifact(path=path, content=found[path] or b"")

    def _versions(self, dataset: Outline) -> dict[str, str]:
        return {path: self._version(path, kept) for path, kept in self.files(dataset)}

    def _version(self, path: str, kept: Kept) -> str:
        if kept.kind == "sheet":
            return f"{kept.key} {self._renderers.shell(path, kept.version).print}"
        return kept.version or kept.key

    def _told(self, dataset: Outline, record: Record) -> dict[str, str]:
        return {
            **self._tasks.parts(dataset),
            "whether it is late": str(record.late),
            "the frame of all pages": plain_digest(
                *(self._renderers.shell(path, section).print for path, section in record.frames)
            ),
        }
