"""A table in parts gets the verdict that frictionless gives it, however it was cut."""

from __future__ import annotations

import json
import random
from functools import partial
from typing import TYPE_CHECKING

import pytest
from property.polluted import ours, theirs, write_case

from generator.checking.tables import lookup, screen
from generator.reading.batches import batches
from generator.reading.packages import read_dataset
from generator.reading.parts import open_bytes

if TYPE_CHECKING:
    from pathlib import Path

BOM = b"\xef\xbb\xbf"


def cut(folder: Path, chance: random.Random) -> bytes:
    """Cut the table of the case in `folder` into parts between lines; what frictionless reads of them, joined."""
    descriptor = json.loads((folder / "datapackage.json").read_text())
    judged = next(each for each in descriptor["resources"] if each["path"] == "t.csv")
    content = (folder / "t.csv").read_bytes()
    if judged.get("encoding", "").startswith("utf-16"):
        judged["encoding"] = "utf-8"
        content = content.decode("utf-16", "replace").encode()
    lines = content.splitlines(keepends=True) or [b""]
    borders = sorted(chance.choices(range(1, len(lines) + 1), k=chance.randint(1, 4)))
    pieces = [b"".join(lines[start:end]) for start, end in zip([0, *borders], [*borders, len(lines)], strict=True)]
    header = judged["dialect"].get("header", True)
    repeats = chance.random() < 0.7
    joined = pieces[0]
    for place in range(1, len(pieces)):
        if header and repeats:
            pieces[place] = lines[0].removeprefix(BOM) + pieces[place]
        if chance.random() < 0.1:
            pieces[place] = BOM + pieces[place]
        if chance.random() < 0.2:
            pieces[place] = pieces[place].rstrip(b"\r\n")
        first, *rest = pieces[place].splitlines(keepends=True) or [b""]
        joined += b"".join(rest) if header else first + b"".join(rest)
    names = [f"part-{place}.csv" for place in range(len(pieces))]
    for name, piece in zip(names, pieces, strict=True):
        (folder / name).write_bytes(piece)
    judged["path"] = names
    (folder / "t.csv").unlink()
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return joined


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("first", range(0, 300, 100))
def test_the_verdict_on_parts_is_frictionless_s_own(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.reading.batches.SMALL", 0)
    small = partial(batches, block=3000)
    monkeypatch.setattr(screen, "batches", small)
    monkeypatch.setattr(lookup, "batches", small)
    errors = 0
    for seed in range(first, first + 100):
        folder = tmp_path / "datasets" / "agency" / f"case{seed}"
        folder.mkdir(parents=True)
        write_case(folder, seed)
        chance = random.Random(seed)
        joined = cut(folder, chance)
        dataset = read_dataset(tmp_path, folder)
        table = next(each for each in dataset.tables if each.parts)
        with open_bytes(table) as stream:
            assert stream.read() == joined, seed
        limit = chance.choice([1000, 5])
        mine, other = ours(dataset, limit), theirs(dataset, limit)
        if isinstance(other, str):
            assert other != "RefusedError" or mine == other, seed
        elif mine == "RefusedError":
            assert {row for table in other.values() for _, _, row, *_ in table} == {0}, seed
        else:
            assert mine == other, seed
            errors += sum(map(len, other.values()))
    assert errors > 500  # the comparison is of something
