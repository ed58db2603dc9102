"""Large tables are screened file by file, each once: of many, one that is added or changed is read by itself."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from generator.memory.digests import digest
from generator.memory.store import Memory
from generator.model.noun import noun
from generator.reading.repository import open_dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.memory.prints import Fingerprints
    from generator.model.dataset import Dataset, Resource
    from generator.model.leaks import LeakPolicy
    from generator.steps.means import Means

KIND = "parts"
LARGE = 64_000_000
"""Bytes of a table from which on its files are screened one by one: half a second of work, as long as a process takes
to start. What is remembered of a file is at most about as large as the file, mostly a fifteenth."""
_DELIMITED = (".csv", ".tsv")


@noun
class _File:
    """One to be screened."""

    folder: str
    """Of the dataset."""
    resource: int
    """Position of the table among the dataset's resources."""
    place: int
    """Of the file among those of the table."""
    size: int
    key: str
    """Under which what is seen of it is remembered."""


class PartScreens:
    """What was seen of the files of large tables.

    Args:
        root: The repository.
        policy: What leaks are looked for.
        dataset: Whose tables they are.
        prints: Digest of each of its files, by path from the root; nothing where no table is large.
    """

    def __init__(self, root: Path, policy: LeakPolicy, dataset: Dataset, prints: Mapping[str, str]) -> None:
        self._root = root
        self._policy = policy
        self._dataset = dataset
        self._prints = prints
        keys = {table.position: self._keys_of(table) for table in (_large(dataset) if prints else ())}
        several = sum(map(len, keys.values())) > 1  # one file by itself is read whole
        self._keys = keys if several else {}

    def of(self, table: Resource) -> Iterable[bytes]:
        """What is seen of each file of `table`, one at a time; nothing where it is read whole."""
        files = [each for each in self.files() if each.resource == table.position]
        return map(partial(_seen, self._root, self._policy, self._dataset), files) if files else ()

    def files(self) -> Iterator[_File]:
        """All files that are screened one by one."""
        for table in self._dataset.tables:
            for place, key in enumerate(self._keys.get(table.position, ())):
                yield _File(
                    folder=self._dataset.folder,
                    resource=table.position,
                    place=place,
                    size=table.files[place].size,
                    key=key,
                )

    def _keys_of(self, table: Resource) -> list[str]:
        from generator.checking.tables.looking import depends_on

        found = depends_on(self._dataset, table)
        if found is None:
            return []
        words, others = found
        own = [self._print(each.path) for each in table.files]
        referred = [self._print(each.path) for other in others for each in other.files]
        if not all(own + referred):
            return []
        shared = (self._policy.words(), words, json.dumps(referred))
        return [digest(KIND, *shared, "later" if place else "first", each) for place, each in enumerate(own)]

    def _print(self, path: str) -> str:
        return self._prints.get(f"{self._dataset.folder}/{path}", "")


def large(folder: str, prints: Fingerprints) -> Mapping[str, str]:
    """The digest of each file in the folder of a dataset, if tables in it may be large and in several files."""
    found = prints.below(folder)
    names = [name for name in found if name.lower().endswith(_DELIMITED)]
    is_large = len(names) > 1 and sum(prints.inventory.files[name].size for name in names) >= LARGE
    return found if is_large else {}


def screen_all(root: Path, policy: LeakPolicy, datasets: Mapping[str, Mapping[str, str]], means: Means) -> None:
    """Have all files screened that are to be screened one by one and have not been yet.

    Args:
        root: The repository.
        policy: What leaks are looked for.
        datasets: By the folder of each, the digests of its files.
        means: What to work with.
    """
    files = [
        file
        for folder, prints in datasets.items()
        if (dataset := open_dataset(root, folder, []))
        for file in PartScreens(root, policy, dataset, prints).files()
        if not means.memory.holds(KIND, file.key)
    ]
    if not files:
        return
    # Where there is little to read, processes take longer to start.
    enough = 2 if sum(each.size for each in files) >= LARGE else len(files) + 1
    for _ in means.observe(KIND, means.crew.spread(partial(_screen, root, policy), files, enough=enough), len(files)):
        pass


def _screen(root: Path, policy: LeakPolicy, file: _File) -> None:
    dataset = open_dataset(root, file.folder, [])
    if dataset:
        _seen(root, policy, dataset, file)


def _seen(root: Path, policy: LeakPolicy, dataset: Dataset, file: _File) -> bytes:
    """What is seen of one file: as it is remembered, or else by looking."""
    from generator.checking.leaks.scan import Scan
    from generator.checking.leaks.watch import MOST_OF_PART
    from generator.checking.tables.judging import judge_part

    memory = Memory(root)
    known = memory.find(KIND, file.key)
    if known is None:
        scan = Scan(dataset, policy, MOST_OF_PART, persons=True)
        table = next(each for each in dataset.tables if each.position == file.resource)
        known = judge_part(dataset, table, file.place, watching=scan.watching)
        memory.keep(KIND, file.key, known)
    return known


def _large(dataset: Dataset) -> Sequence[Resource]:
    from generator.checking.tables.judging import is_risky
    from generator.checking.tables.layout import DELIMITED

    if is_risky(dataset):  # which is read in a process of its own
        return ()
    return [table for table in dataset.tables if table.format in DELIMITED and table.size >= LARGE and not table.remote]
