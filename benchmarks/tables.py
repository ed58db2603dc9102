"""The verdict on tables against frictionless and its peers, in one run: CPU seconds, memory, and what each one finds.

Each contender reads the same package in a process of its own, start-up included, whose CPU time (user and system) and
peak memory are told. Wall time is not: it tells more of what else the machine does. Of several runs the median counts.

    .venv/bin/python benchmarks/tables.py --rows 1000000
    .venv/bin/python benchmarks/tables.py --only large --gigabytes 10
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HERE = Path(__file__).resolve()
REPOSITORY = HERE.parent.parent
SEED = 2026
AGENCIES = 1000
NO_LIMIT = 10**9
WORDS = ["Rue", "Avenue", "Château", "Straße", "School", "Bridge", "Water, main", 'Road "A"', "Park", "Hospital", "Øre"]
KINDS = ["grant", "contract", "loan", "subsidy", "other"]
BAD = {
    "id": "x12",
    "code": "bad code",
    "name": "",
    "category": "nope",
    "agency": "Z9999",
    "amount": "1O0",
    "quantity": "-5",
    "day": "2024-02-30",
    "updated": "2024-13-01T00:00:00Z",
    "active": "maybe",
    "location": "200,10",
}
"""A value for each column that breaks its rule."""


def _field(name: str, type_: str, **constraints: object) -> dict[str, Any]:
    return {"name": name, "type": type_, **({"constraints": constraints} if constraints else {})}


FIELDS = [
    _field("id", "integer", required=True, minimum=1),
    _field("code", "string", required=True, unique=True, pattern=r"[A-Z]{2}-\d{9}"),
    _field("name", "string", required=True, minLength=3, maxLength=80),
    _field("category", "string", enum=KINDS),
    _field("agency", "string", required=True),
    _field("amount", "number", minimum=0, maximum=100_000_000),
    _field("quantity", "integer", minimum=0, maximum=100_000),
    _field("day", "date", minimum="2000-01-01", maximum="2030-12-31"),
    _field("updated", "datetime"),
    _field("active", "boolean", required=True),
    _field("location", "geopoint"),
    _field("note", "string"),
]
NAMES = [field["name"] for field in FIELDS]


# --- the tables ---


def make_package(folder: Path, rows: int, *, bad: float = 0, encoding: str = "utf-8", breaks: bool = False) -> Path:
    """A package of agencies and of `rows` records that refer to them.

    Args:
        folder: Where to write it.
        rows: Of the larger table.
        bad: The share of cells that break a rule; a tenth as many rows lack their last cell.
        encoding: Of the larger table.
        breaks: Whether every tenth name goes over two lines.
    """
    folder.mkdir(parents=True)
    with (folder / "agencies.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["agency_id", "agency_name"])
        writer.writerows([f"A{place:04d}", f"Agency number {place}"] for place in range(1, AGENCIES + 1))
    with (folder / "records.csv").open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(NAMES)
        writer.writerows(_rows(rows, bad, breaks=breaks))
    agencies = [_field("agency_id", "string", required=True, unique=True), _field("agency_name", "string")]
    schema = {
        "fields": FIELDS,
        "missingValues": ["", "n/a"],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["agency"], "reference": {"resource": "agencies", "fields": ["agency_id"]}}],
    }
    resources = [
        {"name": "agencies", "path": "agencies.csv", "schema": {"fields": agencies, "primaryKey": ["agency_id"]}},
        {"name": "records", "path": "records.csv", "encoding": encoding.removesuffix("-sig"), "schema": schema},
    ]
    for each in resources:
        each |= {"scheme": "file", "format": "csv", "type": "table", "encoding": each.get("encoding", "utf-8")}
    (folder / "datapackage.json").write_text(json.dumps({"name": "bench", "title": "Bench", "resources": resources}))
    return folder


def _rows(count: int, bad: float, *, breaks: bool) -> Iterator[list[str]]:
    chance = random.Random(SEED)
    codes = list(range(1, count + 1))
    chance.shuffle(codes)
    begin = date(2015, 1, 1)
    days = [(begin + timedelta(each)).isoformat() for each in range(4000)]
    notes = ["", "ok", "see annex", "n/a"]
    for place, code in enumerate(codes, start=1):
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {chance.randint(1, 9999)}"
        row = [
            str(place),
            f"FR-{code:09d}",
            name.replace(" ", "\n", 1) if breaks and place % 10 == 0 else name,
            chance.choice(KINDS),
            f"A{chance.randint(1, AGENCIES):04d}",
            f"{chance.gammavariate(2, 5000):.2f}",
            str(chance.randint(0, 99_999)),
            chance.choice(days),
            f"{chance.choice(days)}T{chance.randint(0, 23):02d}:{chance.randint(10, 59)}:{chance.randint(10, 59)}Z",
            chance.choice(["true", "false"]),
            f"{chance.uniform(-180, 180):.5f},{chance.uniform(-90, 90):.5f}",
            chance.choice(notes),
        ]
        if bad:
            for column, name in enumerate(BAD):
                if chance.random() < bad * len(NAMES) / len(BAD):
                    row[column] = BAD[name]
            if chance.random() < bad / 10:
                del row[-1]
        yield row


# --- the contenders: each finds what it can, and says how many of what ---


def bare(folder: Path) -> Counter[str]:
    """The engine's own reading, every cell as text, and nothing else."""
    import pyarrow as pa
    import pyarrow.csv as arrow

    rows = 0
    for name in ("agencies", "records"):
        reader = arrow.open_csv(
            str(folder / f"{name}.csv"),
            arrow.ReadOptions(use_threads=False, block_size=4 << 20),
            arrow.ParseOptions(newlines_in_values=True, invalid_row_handler=lambda _row: "skip"),
            arrow.ConvertOptions(column_types=dict.fromkeys([*NAMES, "agency_id", "agency_name"], pa.string())),
        )
        rows += sum(batch.num_rows for batch in reader)
    return Counter()


def daylight(folder: Path) -> Counter[str]:
    """The screen and the referee."""
    from generator.checking.tables.looking import look_at
    from generator.reading.packages import read_dataset

    dataset = read_dataset(folder.parent.parent.parent, folder)
    found = [each for table in dataset.tables for each in look_at(dataset, table, limit=NO_LIMIT).defects]
    return Counter(each.type for each in found)


def frictionless(folder: Path) -> Counter[str]:
    """The referee alone."""
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate(limit_errors=NO_LIMIT)
    return Counter(error.type for task in report.tasks for error in task.errors)


def duckdb(folder: Path) -> Counter[str]:
    """Typed reading with reject tables, and SQL for the rules between cells and rows."""
    import duckdb

    types = {
        "integer": "BIGINT",
        "number": "DECIMAL(18,2)",
        "date": "DATE",
        "datetime": "TIMESTAMPTZ",
        "boolean": "BOOLEAN",
    }
    columns = ", ".join(f"'{field['name']}': '{types.get(field['type'], 'VARCHAR')}'" for field in FIELDS)
    db = duckdb.connect()
    db.execute(f"create table agencies as from read_csv('{folder}/agencies.csv', header=true)")
    db.execute(
        f"create table records as from read_csv('{folder}/records.csv', header=true, columns={{{columns}}}, "
        "nullstr=['', 'n/a'], store_rejects=true, rejects_limit=0, quote='\"', escape='\"', delim=',')"
    )
    rules = {
        "constraint-error": "code is null or not regexp_full_match(code, '[A-Z]{2}-\\d{9}')"
        " or length(name) not between 3 and 80 or name is null or amount < 0 or quantity not between 0 and 100000"
        " or category not in ('grant', 'contract', 'loan', 'subsidy', 'other')"
        " or day not between date '2000-01-01' and date '2030-12-31' or id < 1",
        "foreign-key": "agency not in (select agency_id from agencies)",
        "unique-error": "code in (select code from records group by code having count(*) > 1)",
        "primary-key": "id in (select id from records group by id having count(*) > 1)",
    }
    found = Counter({kind: _one(db, f"select count(*) from records where {rule}") for kind, rule in rules.items()})  # noqa: S608
    found["type-error"] = _one(db, "select count(*) from reject_errors where error_type = 'CAST'")
    found["missing-cell"] = _one(db, "select count(*) from reject_errors where error_type = 'MISSING COLUMNS'")
    return found


class _Database(Protocol):
    def execute(self, query: str, /) -> Any: ...  # noqa: ANN401 - duckdb's own


def _one(db: _Database, query: str) -> int:
    return int(db.execute(query).fetchone()[0])


def pandera(folder: Path) -> Counter[str]:
    """A typed frame from Polars; what Polars cannot read as its type has become null by then."""
    import pandera.polars as pa
    import polars as pl

    records, agencies = _frames(folder)
    rules = pa.DataFrameSchema(
        {
            "id": pa.Column(pl.Int64, pa.Check.ge(1), unique=True),
            "code": pa.Column(pl.String, pa.Check.str_matches(r"^[A-Z]{2}-\d{9}$"), unique=True),
            "name": pa.Column(pl.String, pa.Check.str_length(3, 80)),
            "category": pa.Column(pl.String, pa.Check.isin(KINDS), nullable=True),
            "agency": pa.Column(pl.String, pa.Check.isin(agencies["agency_id"].to_list())),
            "amount": pa.Column(pl.Float64, pa.Check.in_range(0, 100_000_000), nullable=True),
            "quantity": pa.Column(pl.Int64, pa.Check.in_range(0, 100_000), nullable=True),
            "day": pa.Column(pl.Date, pa.Check.in_range(date(2000, 1, 1), date(2030, 12, 31)), nullable=True),
            "active": pa.Column(pl.Boolean),
        }
    )
    try:
        rules.validate(records, lazy=True)
    except pa.errors.SchemaErrors as bad:
        return Counter(
            _KINDS.get(str(each["check"]).split("(")[0], "constraint-error") for each in bad.failure_cases.to_dicts()
        )
    return Counter()


_KINDS = {"not_nullable": "constraint-error", "isin": "constraint-error", "field_uniqueness": "unique-error"}


def pointblank(folder: Path) -> Counter[str]:
    """The same frame, step by step."""
    import pointblank as pb

    records, agencies = _frames(folder)
    steps = (
        pb.Validate(records)
        .col_vals_ge("id", 1, na_pass=True)
        .col_vals_regex("code", r"^[A-Z]{2}-\d{9}$", na_pass=True)
        .col_vals_not_null(["id", "code", "name", "agency", "active"])
        .col_vals_in_set("category", [*KINDS, None])
        .col_vals_in_set("agency", agencies["agency_id"].to_list())
        .col_vals_between("amount", 0, 100_000_000, na_pass=True)
        .col_vals_between("quantity", 0, 100_000, na_pass=True)
        .col_vals_between("day", date(2000, 1, 1), date(2030, 12, 31), na_pass=True)
        .rows_distinct(["id"])
        .rows_distinct(["code"])
        .interrogate(collect_extracts=False)
    )
    found: Counter[str] = Counter()
    for number, step in enumerate(steps.validation_info, start=1):
        kind = {"rows_distinct": "unique-error"}.get(step.assertion_type, "constraint-error")
        found[kind] += int(steps.n_failed(i=number, scalar=True) or 0)
    return found


def _frames(folder: Path) -> tuple[Any, Any]:
    import polars as pl

    missing = ["", "n/a"]
    types = {"id": pl.Int64, "amount": pl.Float64, "quantity": pl.Int64, "day": pl.Date, "active": pl.Boolean}
    overrides = {field["name"]: types.get(field["name"], pl.String) for field in FIELDS}
    records = pl.read_csv(folder / "records.csv", schema_overrides=overrides, null_values=missing, ignore_errors=True)
    return records, pl.read_csv(folder / "agencies.csv")


def small_daylight(folder: Path) -> Counter[str]:
    """Many packages of one small file each."""
    from generator.checking.tables.looking import look_at
    from generator.reading.packages import read_dataset

    found: Counter[str] = Counter()
    for each in sorted(folder.iterdir()):
        dataset = read_dataset(folder.parent.parent, each)
        found.update(defect.type for table in dataset.tables for defect in look_at(dataset, table, limit=1000).defects)
    return found


def small_frictionless(folder: Path) -> Counter[str]:
    """The same."""
    from frictionless import Package

    found: Counter[str] = Counter()
    for each in sorted(folder.iterdir()):
        report = Package(str(each / "datapackage.json")).validate()
        found.update(error.type for task in report.tasks for error in task.errors)
    return found


CONTENDERS: dict[str, Callable[[Path], Counter[str]]] = {
    each.__name__: each
    for each in (bare, daylight, frictionless, duckdb, pandera, pointblank, small_daylight, small_frictionless)
}


# --- the measuring ---


def measure(command: list[str], *, quiet: bool = True) -> tuple[float, int, str]:
    """CPU seconds, peak MB and output of a command, all its processes included."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "POLARS_MAX_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if quiet else None, text=True, env=environment
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, output


def median(values: Iterable[float]) -> float:
    """The middle one; `statistics` would be imported by each contender, too."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def compare(title: str, folder: Path, names: list[str], times: int) -> None:
    """Prints the contenders side by side; ratios are to the first, Daylight.

    They take turns, so that a busy moment of the machine meets all alike. Each is run once more before it is measured,
    so that its files and libraries are at hand whoever came before. A slow one, for which that is nothing, is not, and
    takes half of the turns.
    """
    print(f"\n{title}")
    runs: dict[str, list[tuple[float, int, str]]] = {name: [] for name in names}
    for turn in range(times):
        for name in names:
            command = [sys.executable, str(HERE), "--contender", name, "--folder", str(folder)]
            if "frictionless" not in name:
                measure(command)
            elif turn % 2:
                continue
            runs[name].append(measure(command))
    base = median(seconds for seconds, _, _ in runs[names[0]])
    for name, measured in runs.items():
        seconds, memory = median(each[0] for each in measured), max(each[1] for each in measured)
        found = Counter(json.loads(measured[-1][2]))
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(found.items()) if count) or "nothing"
        print(f"  {name:18} {seconds:8.2f} CPU s {seconds / base:7.2f}x {memory:6,} MB  found {kinds}")


def start_up(root: Path, times: int) -> None:
    """`daylight check` on a site with one small file against importing pandas."""
    site = root / "site"
    code = "import sys; sys.path.insert(0, 'tests'); from builders import *; a_dataset(a_site(Path(sys.argv[1])))"
    site.mkdir()
    subprocess.run([sys.executable, "-c", code, str(site)], check=True, cwd=REPOSITORY)
    command = str(Path(sys.executable).parent / "daylight")
    ours = median(measure([command, "-C", str(site), "check"])[0] for _ in range(times))
    again = median(measure([command, "-C", str(site), "check"])[0] for _ in range(times))
    pandas = median(measure([sys.executable, "-c", "import pandas"])[0] for _ in range(times))
    print("\nStart-up: one small file, and the same once more")
    print(f"  import pandas      {pandas:8.2f} CPU s")
    print(f"  daylight check     {ours:8.2f} CPU s {ours / pandas:7.2f}x; again {again:.2f} CPU s")


def large(root: Path, gigabytes: float) -> None:
    """A file that no memory holds: the same million rows again and again, with ids that go on."""
    folder = make_package(root / "datasets/bench/large", 1)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    schema = descriptor["resources"][1]["schema"]
    schema["fields"][1]["constraints"].pop("unique")
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    lines = [",".join(_quoted(cell) for cell in row[1:]) for row in _rows(100_000, 0, breaks=False)]
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(NAMES) + "\n")
        number = 0
        while stream.tell() < gigabytes * 1e9:
            stream.write("".join(f"{number + place},{line}\n" for place, line in enumerate(lines, start=1)))
            number += len(lines)
    compare(f"{gigabytes:g} GB, {number:,} rows", folder, ["daylight"], 1)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell


def small(root: Path, files: int) -> Path:
    """Packages of one file of twenty rows."""
    folder = root / "datasets" / "small"
    for place in range(files):
        make_package(folder / f"p{place:05d}", 20)
        (folder / f"p{place:05d}" / "agencies.csv").unlink()
        path = folder / f"p{place:05d}" / "datapackage.json"
        descriptor = json.loads(path.read_text())
        descriptor["resources"] = descriptor["resources"][1:]
        del descriptor["resources"][0]["schema"]["foreignKeys"]
        path.write_text(json.dumps(descriptor))
    return folder


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", action="append", choices=["clean", "bad", "written", "small", "start", "large"])
    parser.add_argument("--contender", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        print(json.dumps(CONTENDERS[given.contender](given.folder)))
        return
    wanted = given.only or ["clean", "bad", "written", "small", "start"]
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "datasets" / "bench").mkdir(parents=True)
        cases = root / "datasets" / "bench"
        peers = ["daylight", "bare", "frictionless", "duckdb", "pandera", "pointblank"]
        if "clean" in wanted:
            compare(
                f"Clean, {given.rows:,} rows of 12 columns",
                make_package(cases / "clean", given.rows),
                peers,
                given.times,
            )
        if "bad" in wanted:
            compare(
                "One cell in a thousand is bad", make_package(cases / "bad", given.rows, bad=0.001), peers, given.times
            )
        if "written" in wanted:
            for title, options in {
                "Latin-1": {"encoding": "latin-1"},
                "Byte order mark": {"encoding": "utf-8-sig"},
                "Line breaks within cells": {"breaks": True},
            }.items():
                folder = make_package(cases / title.lower().replace(" ", "-"), given.rows, **options)
                compare(title, folder, ["daylight", "frictionless"], given.times)
        if "small" in wanted:
            compare(
                f"{given.files:,} small files", small(root, given.files), ["small_daylight", "small_frictionless"], 1
            )
        if "start" in wanted:
            start_up(root, max(given.times, 5))
        if "large" in wanted:
            large(root, given.gigabytes)


if __name__ == "__main__":
    main()
