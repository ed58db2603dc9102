"""The files of a table, screened one by one and joined, tell what the whole tells, however it was cut."""

from __future__ import annotations

import json
import random
from functools import partial
from typing import TYPE_CHECKING

import pytest
from property.polluted import write_case
from property.test_multipart import cut

from generator.checking.leaks.scan import Scan
from generator.checking.tables import joining, looking, lookup, screen
from generator.checking.tables.judging import judge, judge_part
from generator.model.leaks import LeakPolicy
from generator.reading.batches import batches
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Finding

CASES = 80


def cut_anywhere(folder: Path, chance: random.Random) -> None:
    """Cut the table of the case in `folder` at any bytes, in the middle of rows and quoted cells, too."""
    descriptor = json.loads((folder / "datapackage.json").read_text())
    judged = next(each for each in descriptor["resources"] if each["path"] == "t.csv")
    content = (folder / "t.csv").read_bytes()
    borders = sorted(chance.choices(range(len(content) + 1), k=chance.randint(1, 4)))
    head = content.splitlines(keepends=True)[0] if judged["dialect"].get("header", True) and content else b""
    judged["path"] = [f"part-{place}.csv" for place in range(len(borders) + 1)]
    pieces = zip(judged["path"], [0, *borders], [*borders, len(content)], strict=True)
    for name, start, end in pieces:
        (folder / name).write_bytes((head if start else b"") + content[start:end])
    (folder / "t.csv").unlink()
    (folder / "datapackage.json").write_text(json.dumps(descriptor))


def every_part(dataset: Dataset, limit: int, resource: Resource) -> list[bytes]:
    """What is seen of each file, the last one first."""
    places = range(len(resource.files)) if resource.format in {"csv", "tsv"} else ()
    told = {
        place: judge_part(
            dataset, resource, place, limit=limit, watching=Scan(dataset, LeakPolicy(), persons=True).watching
        )
        for place in reversed(places)
    }
    return [told[place] for place in places]


def findings(dataset: Dataset, limit: int, *, by_parts: bool) -> list[Finding] | str:
    scan = Scan(dataset, LeakPolicy())
    parts = {"parts": partial(every_part, dataset, limit)} if by_parts else {}
    try:
        verdict = judge(dataset, limit=limit, watching=scan.watching, **parts)
        return [*verdict, *scan.findings(verdict)]
    except Exception as bad:  # noqa: BLE001 - whatever the whole raises, the parts must raise, too
        return type(bad).__name__


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("anywhere", [False, True], ids=["between lines", "anywhere"])
def test_parts_tell_what_the_whole_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, anywhere: bool) -> None:
    monkeypatch.setattr("generator.reading.batches.SMALL", 0)
    small = partial(batches, block=3000)
    monkeypatch.setattr(screen, "batches", small)
    monkeypatch.setattr(lookup, "batches", small)
    joined: list[bool] = []

    def watched(*args: object, **more: object) -> object:
        found = joining.join(*args, **more)  # type: ignore[arg-type]
        joined.append(found is not None)
        return found

    monkeypatch.setattr(looking, "join", watched)
    told = 0
    for seed in range(CASES):
        folder = tmp_path / "datasets" / "agency" / f"case{seed}"
        folder.mkdir(parents=True)
        write_case(folder, seed)
        chance = random.Random(seed)
        if anywhere:
            cut_anywhere(folder, chance)
        else:
            cut(folder, chance)
        dataset = read_dataset(tmp_path, folder)
        limit = chance.choice([1000, 5])
        whole = findings(dataset, limit, by_parts=False)
        assert findings(dataset, limit, by_parts=True) == whole, seed
        told += len(whole)
    assert told > CASES  # the comparison is of something
    assert sum(joined) > CASES / 10
