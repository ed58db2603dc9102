"""A build on a Dask cluster over TCP comes to the same as one on this machine, even where a worker dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import DATA, a_dataset, a_site, an_announcement, daylight, tree, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import LocalCluster

WORKERS = 3
DATASETS = 60
FILES = 12
ROWS = 50_000


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    from distributed import LocalCluster

    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "NO_MKDOCS_2_WARNING": "1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with LocalCluster(
            n_workers=WORKERS,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tcp://",
            dashboard_address=None,
        ) as running:
            yield running


def city(root: Path) -> Path:
    a_site(root)
    for place in range(DATASETS):
        rows = "".join(f"2026-02-{day:02},{place}\n" for day in range(1, 2 + place % 27))
        a_dataset(root, f"works/rain-{place}", name=f"rain-{place}", title=f"Rain {place}", data=DATA + rows)
    json = '[{"day": "2026-01-01", "reading": 1}]'
    folder = a_dataset(
        root, "works/json", name="json", title="JSON", resource={"path": "readings.json", "type": "table"}
    )
    (folder / "readings.csv").unlink()
    write(folder, "readings.json", json)
    an_announcement(root)
    return root


def build(root: Path, cluster: LocalCluster) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("daylight"))
    command = [program, "-C", str(root), "build", "--cluster", cluster.scheduler_address, "--profile"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("killed", [False, True], ids=["all well", "a worker killed"])
def test_a_cluster_makes_the_same_site(cluster: LocalCluster, tmp_path: Path, *, killed: bool) -> None:
    here, there = city(tmp_path / "here"), city(tmp_path / "there")
    assert daylight(here, "build").exit_code == 0
    cluster.wait_for_workers(WORKERS)
    deaths: list[int] = []

    def kill() -> None:
        cache = there / ".daylight/cache/pages"
        while not list(cache.glob("*/*")):  # the work has begun, and is far from done
            time.sleep(0.01)
        pid = next(iter(cluster.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        deaths.append(pid)

    killer = threading.Thread(target=kill, daemon=True)
    if killed:
        killer.start()
    result = build(there, cluster)
    assert result.returncode == 0, result.stderr
    assert f"{DATASETS + 1}" in result.stderr
    assert tree(there / "site") == tree(here / "site")
    assert bool(deaths) == killed


def test_errors_are_told_as_at_home(cluster: LocalCluster, tmp_path: Path) -> None:
    root = city(tmp_path / "there")
    write(root, "datasets/works/rain-7/readings.csv", "day,reading\n2026-01-01,much\n")
    result = build(root, cluster)
    assert result.returncode == 1
    assert "rain-7/readings.csv:2: A cell of column B 'reading' is not a number: 'much'." in result.stderr


def test_a_scheduler_that_is_not_there_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.executing import crews

    monkeypatch.setattr(crews, "_SECONDS", 1)
    result = daylight(site, "build", "--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 4
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in result.output


def a_large_table(root: Path) -> Path:
    """A table in files, large enough to be screened file by file, with a key twice and a leak far apart."""
    a_site(root)
    names = [f"{place:02}.csv" for place in range(FILES)]
    schema = {"primaryKey": "key"}
    fields = [{"name": name, "type": type_} for name, type_ in (("key", "string"), ("day", "date"), ("note", "string"))]
    folder = a_dataset(root, fields=fields, schema=schema, resource={"path": names})
    (folder / "readings.csv").unlink()
    words = "the gauge was read in the morning, " * 3
    for place, name in enumerate(names):
        rows = [f'k{place}-{row},2026-01-01,"{words}"\n' for row in range(ROWS)]
        if place == 5:
            rows[77] = "k5-77,2026-01-01,ask john.smith@gmail.com\n"
        if place == 8:
            rows[99] = "k2-3,2026-01-01,again\n"
        (folder / name).write_text("key,day,note\n" + "".join(rows), newline="")
    return root


@pytest.mark.parametrize("killed", [False, True], ids=["all well", "a worker killed"])
def test_a_large_table_is_screened_file_by_file(cluster: LocalCluster, tmp_path: Path, *, killed: bool) -> None:
    root = a_large_table(tmp_path / "there")
    cluster.wait_for_workers(WORKERS)
    screens = root / ".daylight/cache/parts"
    deaths: list[int] = []

    def kill() -> None:
        while not list(screens.glob("*/*")):  # the work has begun, and is far from done
            time.sleep(0.01)
        pid = next(iter(cluster.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        deaths.append(pid)

    killer = threading.Thread(target=kill, daemon=True)
    if killed:
        killer.start()
    there = check(root, "--cluster", cluster.scheduler_address)
    assert len(list(screens.glob("*/*"))) == FILES
    assert bool(deaths) == killed
    before = {path: path.stat().st_ino for path in screens.glob("*/*")}
    (root / ".daylight").rename(tmp_path / "remembered")
    assert check(root) == there
    assert [finding["path"].rpartition("/")[2] for finding in there] == ["05.csv", "08.csv"]
    (root / ".daylight").rename(tmp_path / "made here")
    (tmp_path / "remembered").rename(root / ".daylight")
    with (root / "datasets/works/rain/05.csv").open("a") as stream:
        stream.write("k5-0,2026-01-01,again\n")
    told = check(root, "--cluster", cluster.scheduler_address)
    assert len(told) == len(there)
    assert {path: path.stat().st_ino for path in before} == before  # nobody made them again
    assert len(list(screens.glob("*/*"))) == FILES + 1


def check(root: Path, *more: str) -> list[dict[str, Any]]:
    """What is told of the table."""
    program = str(Path(sys.executable).with_name("daylight"))
    told = root / "told.json"
    command = [program, "-C", str(root), "check", "--format", f"json={told}", *more]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    findings: list[dict[str, Any]] = json.loads(told.read_text())["findings"]
    return [finding for finding in findings if finding["path"].endswith(".csv")]
