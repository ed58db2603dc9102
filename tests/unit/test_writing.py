"""The site lands all at once, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import tree

from generator.memory.index import Index
from generator.model.errors import BusyError, SettingsError
from generator.model.publication import Artifact
from generator.writing import landing
from generator.writing.files import Folder, write
from generator.writing.landing import MARK, Landed, alone, land
from generator.writing.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(kw_only=True)
class Part:
    """Files that are made together, each of which says its version."""

    name: str
    files: dict[str, str]
    asked: list[str] = field(default_factory=list)

    @property
    def print(self) -> str:
        return repr(self.files)

    @property
    def parts(self) -> dict[str, str]:
        return self.files

    def make(self, paths: Collection[str]) -> Iterator[Artifact]:
        for path in sorted(paths):
            self.asked.append(path)
            yield Artifact(path=path, content=self.files[path].encode())


def put(site: Path, *parts: Part) -> Landed:
    with alone(site):
        return land(site, [*parts, Part(name="mark", files={MARK: "1"})], Index(site.parent))


@pytest.fixture(params=[True, False], ids=["exchanged", "renamed"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a site is to be, on systems that can exchange folders and on those that cannot."""
    if not request.param:
        monkeypatch.setattr(landing, "exchange", lambda *_: False)
    return tmp_path / "site"


def test_each_build_leaves_just_what_it_consists_of(site: Path) -> None:
    versions = [
        {"a/index.html": "1", "b.html": "1"},
        {"a/index.html": "2", "b.html": "1", "c/d/e.html": "1"},
        {"a/index.html": "2", "c/d/e.html": "2"},
        {"a": "3", "c/d/e.html": "1"},
        {"a/index.html": "1", "b.html": "1"},
        {"b.html": "1"},
    ]
    for files in versions:
        landed = put(site, Part(name="part", files=files))
        assert landed.files == len(files) + 1
        assert {path: content.decode() for path, content in tree(site).items()} == {**files, MARK: "1"}
    assert {path.name for path in site.parent.iterdir()} == {".daylight", ".site.lock", ".site.previous", "site"}


def test_only_what_has_changed_is_made(site: Path) -> None:
    same = {f"{number}.html": "1" for number in range(5)}
    for turn in ("1", "2", "3", "4"):
        first, second = Part(name="first", files=same), Part(name="second", files={"x.html": turn})
        landed = put(site, first, second)
        assert landed.made == (("first", "second", "mark") if turn == "1" else ("second",))
        assert first.asked == (sorted(same) if turn == "1" else [])
        assert second.asked == ["x.html"]
        assert tree(site)["x.html"] == turn.encode()


def test_what_both_trees_hold_is_one_file_until_it_changes(site: Path) -> None:
    for turn in ("1", "2", "3"):
        put(site, Part(name="part", files={"same.html": "1", "other.html": turn}))
    previous = site.with_name(".site.previous")
    assert (site / "same.html").stat().st_ino == (previous / "same.html").stat().st_ino
    assert (previous / "other.html").read_text() == "2"


@pytest.mark.parametrize("harm", ["edited", "removed", "replaced by a link", "folder removed"])
def test_what_somebody_did_to_a_tree_is_mended(site: Path, harm: str) -> None:
    files = {"a/one.html": "11", "a/two.html": "22"}
    for turn in ("1", "2"):
        put(site, Part(name="part", files={**files, "turn": turn}))
    for folder in (site, site.with_name(".site.previous")):
        file = folder / "a/one.html"
        if harm == "folder removed":
            file.unlink()
            (folder / "a/two.html").unlink()
            file.parent.rmdir()
            continue
        if harm == "edited":
            state = file.stat()
            file.write_text("99")
            os.utime(file, ns=(0, state.st_mtime_ns + 1))
            continue
        file.unlink()
        if harm == "replaced by a link":
            file.symlink_to("/etc/hostname")
    assert not Tree(site, Index(site.parent)).intact()
    put(site, Part(name="part", files={**files, "turn": "2"}))
    assert {path: content.decode() for path, content in tree(site).items()} == {**files, "turn": "2", MARK: "1"}
    assert not (site / "a/one.html").is_symlink()
    assert Tree(site, Index(site.parent)).intact()


def test_without_what_is_known_of_the_trees_everything_is_made_again(site: Path) -> None:
    part = Part(name="part", files={"one.html": "1"})
    put(site, part)
    (site.parent / ".daylight/index.sqlite").unlink()
    (site / "stray.html").write_text("x")
    assert put(site, part).made == ("part", "mark")
    assert set(tree(site)) == {"one.html", MARK}


def test_another_folder_in_its_place_is_not_taken_for_it(site: Path) -> None:
    part = Part(name="part", files={"one.html": "1"})
    put(site, part)
    site.rename(site.with_name("kept"))
    site.mkdir()
    (site / MARK).write_text("1")
    put(site, part)
    assert set(tree(site)) == {"one.html", MARK}


def test_a_failure_leaves_the_old_site(site: Path) -> None:
    class Failing(Part):
        def make(self, paths: Collection[str]) -> Iterator[Artifact]:
            yield Artifact(path=min(paths), content=b"half")
            raise ZeroDivisionError

    for turn in ("1", "2"):
        put(site, Part(name="part", files={"one.html": turn, "two.html": turn}))
    before = tree(site)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            put(site, Failing(name="part", files={"one.html": "3", "two.html": "3"}))
        assert tree(site) == before
    assert put(site, Part(name="part", files={"one.html": "3", "two.html": "2"})).made == ("part",)
    assert tree(site) == {"one.html": b"3", "two.html": b"2", MARK: b"1"}


def test_a_target_that_makes_less_than_it_says_is_an_error(site: Path) -> None:
    class Lazy(Part):
        def make(self, _: Collection[str]) -> Iterator[Artifact]:
            yield from ()

    with pytest.raises(RuntimeError, match=r"lazy did not make one\.html"):
        put(site, Lazy(name="lazy", files={"one.html": "1"}))
    assert not site.exists()


BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_writing import Part, put
print("go", flush=True)
turn = 0
while True:
    turn += 1
    put(Path(sys.argv[1]), Part(name="part", files={f"{number}/{turn}.html": str(turn) for number in range(40)}))
"""


def test_a_build_that_is_killed_never_leaves_half_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, Part(name="part", files={f"{number}/0.html": "0" for number in range(40)}))
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"}
    for delay in range(30):
        command = [sys.executable, "-c", BUILD, str(site), str(here)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            try:
                builder.wait(0.01 + delay * 0.007)
            except subprocess.TimeoutExpired:
                os.kill(builder.pid, signal.SIGKILL)
        found = tree(site)
        (turn,) = {content for path, content in found.items() if path != MARK}
        assert set(found) == {MARK, *(f"{number}/{turn.decode()}.html" for number in range(40))}
    put(site, Part(name="part", files={"index.html": "new"}))
    assert set(tree(site)) == {"index.html", MARK}


def test_a_site_that_was_moved_aside_comes_back_before_a_build_that_fails(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / ".site.previous"
    previous.mkdir()
    (previous / MARK).write_text("old")
    with pytest.raises(ZeroDivisionError), alone(site):
        raise ZeroDivisionError
    assert tree(site) == {MARK: b"old"}


def test_two_builds_at_once_are_one_too_many(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with alone(site), pytest.raises(BusyError, match="Another build is writing"), alone(site):
        pass


@pytest.fixture(params=[hash, lambda _: 7], ids=["numbers", "by chance all alike"])
def numbers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for paths where it is asked whether two targets want the same."""
    monkeypatch.setattr(landing, "hash", request.param, raising=False)


@pytest.mark.usefixtures("numbers")
def test_two_targets_cannot_have_one_path(site: Path) -> None:
    with pytest.raises(SettingsError, match="Two pages want this address"):
        put(site, Part(name="one", files={"a.html": "1"}), Part(name="two", files={"a.html": "1"}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (({"a": "1"}, {"b": "1"}), ({"a": "1"}, {"a": "1"})),
        (({"a": "1"}, {"b": "1"}), ({"a": "1"}, {"a": "1", "b": "1"})),
        (({"a": "1"}, {"b": "1"}), ({"a": "2"}, {"a": "1"})),
        (({"a": "1", "c": "1"}, {"b": "1"}), ({"a": "1"}, {"a": "1"})),
        (({"a": "1"}, {}), ({"a": "1"}, {"a": "1"})),
    ],
)
@pytest.mark.usefixtures("numbers")
def test_a_path_that_another_has_from_before_is_refused(
    site: Path, before: tuple[dict[str, str], ...], after: tuple[dict[str, str], ...]
) -> None:
    for _ in range(2):
        put(site, *(Part(name=str(place), files=files) for place, files in enumerate(before)))
    old = tree(site)
    with pytest.raises(SettingsError, match="Two pages want this address"):
        put(site, *(Part(name=str(place), files=files) for place, files in enumerate(after)))
    assert tree(site) == old


@pytest.mark.parametrize(
    "after",
    [
        ({"b": "1"}, {"a": "1"}),
        ({}, {"a": "1", "b": "1"}),
        ({"b": "2", "a": "1"}, {}),
        ({"a/c": "1"}, {"b": "1"}),
    ],
)
@pytest.mark.usefixtures("numbers")
def test_a_path_may_pass_from_one_to_another(site: Path, after: tuple[dict[str, str], ...]) -> None:
    for _ in range(2):
        put(site, Part(name="0", files={"a": "1"}), Part(name="1", files={"b": "1"}))
    for _ in range(2):
        landed = put(site, *(Part(name=str(place), files=files) for place, files in enumerate(after)))
        wanted = {path: version.encode() for files in after for path, version in files.items()}
        assert tree(site) == {**wanted, MARK: b"1"}
        assert landed.files == len(wanted) + 1


def test_files_of_what_did_not_change_are_not_even_listed(site: Path) -> None:
    same = Part(name="same", files={"a": "1"})
    for _ in range(2):
        put(site, same, Part(name="other", files={"b": "1"}))

    class Unasked(Part):
        def __getattribute__(self, name: str) -> Any:
            assert name not in {"files", "make"}
            return super().__getattribute__(name)

        @property
        def print(self) -> str:
            return same.print

    landed = put(site, Unasked(name="same", files={}), Part(name="other", files={"b": "2"}))
    assert (landed.files, landed.made) == (3, ("other",))


@pytest.mark.parametrize(
    ("paths", "error"),
    [
        (("a/index.html", "a/index.html"), SettingsError),
        (("../a.html",), ValueError),
        (("a/../../b.html",), ValueError),
        (("/no/such/folder/a.html",), ValueError),
    ],
)
def test_two_files_at_one_address_or_outside_are_refused(
    tmp_path: Path, paths: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write([Artifact(path=path, content=b"") for path in paths], tmp_path / "inside")
    assert not list(tmp_path.glob("*.html"))


def test_a_file_is_copied_and_never_linked_to_its_original(tmp_path: Path) -> None:
    original = tmp_path / "data.csv"
    original.write_bytes(b"a,b\n" * 1_000_000)
    found = Folder(tmp_path / "site").write(Artifact(path="x/data.csv", content=original))
    copy = tmp_path / "site/x/data.csv"
    assert copy.read_bytes() == original.read_bytes()
    assert found.st_size == 4_000_000
    assert not copy.samefile(original)


def test_a_folder_with_anything_else_in_it_is_never_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    with pytest.raises(SettingsError, match="holds something that is not a site"), alone(site):
        pass
    assert tree(site) == {"thesis.txt": b"years of work"}
