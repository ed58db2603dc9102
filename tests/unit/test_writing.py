"""The site lands all at once, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from builders import tree

from generator.model.errors import SettingsError
from generator.model.publication import Artifact
from generator.writing import MARK, staged, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for words in ("one", "two"):
        with staged(site) as folder:
            paths = (f"{words}/index.html", MARK)
            write([Artifact(path=path, content=words.encode()) for path in paths], folder)
    assert tree(site) == {"two/index.html": b"two", MARK: b"two"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_failure_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as folder:
        (folder / MARK).write_text("old")
    with pytest.raises(IsADirectoryError), staged(site) as folder:
        folder.write_text("a folder is no file")
    assert tree(site) == {MARK: b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


BUILD = """
import sys
from pathlib import Path
from generator.writing import staged
site = Path(sys.argv[1])
print("go", flush=True)
while True:
    with staged(site) as folder:
        for number in range(20):
            (folder / f"{number}.html").write_text("x" * 1000)
        (folder / "sitemap.xml").write_text("")
"""


def test_a_build_that_is_killed_never_leaves_half_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged(site) as folder:
        for number in range(20):
            (folder / f"{number}.html").write_text("x" * 1000)
        (folder / MARK).write_text("")
    for delay in range(12):
        with subprocess.Popen([sys.executable, "-c", BUILD, str(site)], stdout=subprocess.PIPE) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            try:
                builder.wait(0.01 + delay * 0.003)
            except subprocess.TimeoutExpired:
                os.kill(builder.pid, signal.SIGKILL)
        previous = tmp_path / ".site.previous"
        whole = site if site.exists() else previous
        assert len(tree(whole)) == 21
    with staged(site) as folder:
        (folder / "index.html").write_text("new")
    assert tree(site) == {"index.html": b"new"}


def test_a_site_that_was_moved_aside_comes_back_before_a_build_that_fails(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / ".site.previous"
    previous.mkdir()
    (previous / MARK).write_text("old")
    with pytest.raises(ZeroDivisionError), staged(site):
        raise ZeroDivisionError
    assert tree(site) == {MARK: b"old"}


@pytest.mark.parametrize(
    ("paths", "error"),
    [
        (("a/index.html", "a/index.html"), SettingsError),
        (("../a.html",), ValueError),
        (("a/../../b.html",), ValueError),
    ],
)
def test_two_files_at_one_address_or_outside_are_refused(
    tmp_path: Path, paths: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write([Artifact(path=path, content=b"") for path in paths], tmp_path / "inside")
    assert not list(tmp_path.glob("*.html"))


def test_a_folder_with_anything_else_in_it_is_never_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    with pytest.raises(SettingsError, match="holds something that is not a site"), staged(site):
        pass
    assert tree(site) == {"thesis.txt": b"years of work"}
