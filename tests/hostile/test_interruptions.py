"""Whatever interrupts a build, the site that is served is one whole build, and the next build mends the rest."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import DATA, a_dataset, an_announcement, daylight, tree, write
from running.disk import mounted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running.disk import SmallDisk

KILLS = 30
DATASETS = 4


def command(root: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("daylight")), "-C", str(root), "build"]


def version(root: Path, number: int) -> None:
    """Change something of all kinds of files: data, words, a dataset more or less, an alert on all pages."""
    rows = "".join(f"2026-02-{day:02},{number}\n" for day in range(1, 2 + number % 20))
    for place in range(DATASETS):
        write(root, f"datasets/works/rain-{place}/readings.csv", DATA + rows)
    write(root, "content/pages/about.md", f"---\ntitle: About\n---\nVersion {number}.\n")
    an_announcement(root, "news", title=f"News number {number}")


@pytest.fixture
def city(site: Path) -> Path:
    for place in range(DATASETS):
        a_dataset(site, f"works/rain-{place}", name=f"rain-{place}", title=f"Rain {place}")
    version(site, 0)
    assert daylight(site, "build").exit_code == 0
    return site


def test_a_build_that_is_killed_at_any_moment_leaves_one_whole_site(
    city: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(2026)
    old = tree(city / "site")
    whole = time.monotonic()
    version(city, 1)
    assert subprocess.run(command(city), capture_output=True, check=False).returncode == 0
    longest = time.monotonic() - whole
    old, landed = tree(city / "site"), 0
    for number in range(2, KILLS + 2):
        version(city, number)
        expected = _expected(city, tmp_path_factory.mktemp("whole"))
        with subprocess.Popen(command(city), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
            try:
                build.wait(chance.uniform(0.2, 1.1) * longest)
            except subprocess.TimeoutExpired:
                os.kill(build.pid, signal.SIGKILL)
        found = tree(city / "site")
        assert found in (old, expected), f"kill {number - 1}"
        landed += found == expected
        old = found
    assert subprocess.run(command(city), capture_output=True, check=False).returncode == 0
    assert tree(city / "site") == expected
    assert landed < KILLS, "no build was killed before it was done"


def _expected(root: Path, elsewhere: Path) -> dict[str, bytes]:
    """What the build comes to when nobody interrupts it; it takes what is remembered, so that it takes no longer."""
    shutil.copytree(root, elsewhere, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".site*", "*.sqlite*"))
    assert daylight(elsewhere, "build").exit_code == 0
    return tree(elsewhere / "site")


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    """A disk on which there is little room."""
    with mounted(tmp_path_factory.mktemp("disk"), 12) as disk:
        yield disk


def test_where_the_room_ends_the_old_site_stays_and_the_next_build_is_whole(city: Path, small_disk: SmallDisk) -> None:
    root = small_disk.folder / "city"
    shutil.copytree(city, root, ignore=shutil.ignore_patterns(".daylight", "site", ".site*"))
    assert daylight(root, "build").exit_code == 0
    before = tree(root / "site")
    failures = 0
    for left in (0, 20_000, 60_000, 120_000, 250_000):
        version(root, left + 1)
        small_disk.fill(left)
        result = subprocess.run(command(root), capture_output=True, text=True, check=False)
        if result.returncode:
            failures += 1
            assert result.returncode == 4, result.stderr
            assert "No space left on device" in result.stderr
            assert "Traceback" not in result.stderr
            assert tree(root / "site") == before
        before = tree(root / "site")
        small_disk.free()
        assert daylight(root, "build").exit_code == 0
        before = tree(root / "site")
        assert f"News number {left + 1}" in before["index.html"].decode()
    assert failures


def test_of_two_builds_at_once_one_waits_for_nobody_and_says_so(city: Path) -> None:
    version(city, 1)
    builds = [
        subprocess.Popen(command(city), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [build.communicate() for build in builds]
    codes = sorted(build.returncode for build in builds)
    assert codes in ([0, 0], [0, 5]), told
    if codes == [0, 5]:
        assert any("Another build is writing" in words for _, words in told)
    assert "News number 1" in (city / "site/index.html").read_text()


def test_builds_and_checks_at_once_do_not_disturb_each_other(city: Path) -> None:
    version(city, 1)
    check = [*command(city)[:-1], "check"]
    commands = [check, command(city), check, command(city), check]
    running = [subprocess.Popen(each, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for each in commands]
    for each, process in zip(commands, running, strict=True):
        words, _ = process.communicate()
        assert process.returncode in ({0, 5} if each[-1] == "build" else {0}), words
    assert daylight(city, "build").exit_code == 0
    assert "News number 1" in (city / "site/index.html").read_text()
