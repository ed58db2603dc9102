"""What is saved is noticed, however it is saved, and what is only read is not."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import threading
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, a_site
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import inotify_c

from generator import noticing
from generator.noticing import Noticing, notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30
"""Seconds."""


class Noted(FileSystemEventHandler):
    """As MkDocs' server, takes notice of anything but folders."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.event.set()

    def comes(self) -> bool:
        return self.event.wait(PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "watched/deep").mkdir(parents=True)
    (tmp_path / "watched/deep/rain.csv").write_text("1")
    (tmp_path / "mkdocs.yml").write_text("1")
    return tmp_path / "watched"


def watching(*paths: Path) -> Iterator[tuple[Noticing, Noted]]:
    found, noted = Noticing(), Noted()
    for path in paths:
        found.schedule(noted, str(path), recursive=True)
    found.start()
    yield found, noted
    found.stop()
    found.join()


@pytest.fixture
def noted(folder: Path) -> Iterator[Noted]:
    for _, found in watching(folder, folder.parent / "mkdocs.yml"):
        yield found


def write(folder: Path) -> None:
    (folder / "deep/rain.csv").write_text("2")


def put_in_place(folder: Path) -> None:
    (folder.parent / "new").write_text("2")
    (folder.parent / "new").replace(folder / "deep/rain.csv")


def add(folder: Path) -> None:
    (folder / "snow.csv").write_text("1")


def add_a_folder(folder: Path) -> None:
    (folder / "more/and/more").mkdir(parents=True)
    (folder / "more/and/more/snow.csv").write_text("1")


def remove(folder: Path) -> None:
    (folder / "deep/rain.csv").unlink()


def remove_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "deep")


def move_a_folder_away(folder: Path) -> None:
    (folder / "deep").rename(folder.parent / "deep")


def put_settings_in_place(folder: Path) -> None:
    (folder.parent / "new").write_text("22")
    (folder.parent / "new").replace(folder.parent / "mkdocs.yml")


WAYS = [
    write,
    put_in_place,
    add,
    add_a_folder,
    remove,
    remove_a_folder,
    move_a_folder_away,
    put_settings_in_place,
]


@pytest.mark.parametrize("change", WAYS)
def test_whatever_is_saved_is_noticed(folder: Path, noted: Noted, change: Callable[[Path], None]) -> None:
    change(folder)
    assert noted.comes()


def no_room_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(noticing, "Observer", fail)


def room_for_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Linux has it with a low `fs.inotify.max_user_watches`."""
    watches = count()
    add = inotify_c.inotify_add_watch

    def add_if_there_is_room(*arguments: object) -> int:
        if next(watches) == 0:
            return int(add(*arguments))
        ctypes.set_errno(errno.ENOSPC)
        return -1

    monkeypatch.setattr(inotify_c, "inotify_add_watch", add_if_there_is_room)


@pytest.mark.parametrize("change", WAYS)
@pytest.mark.parametrize("limit", [no_room_at_all, room_for_one_folder])
def test_where_the_system_has_no_room_for_more_folders_they_are_looked_at(
    folder: Path,
    limit: Callable[[pytest.MonkeyPatch], None],
    change: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit(monkeypatch)
    for found, noted in watching(folder, folder.parent / "mkdocs.yml"):
        assert len(found._looking.emitters) == 2
        change(folder)
        assert noted.comes()


@pytest.mark.parametrize("polled", ["", "0", "1"])
@pytest.mark.parametrize("theme", [False, True])
def test_a_server_goes_on_watching_what_it_watched(
    tmp_path: Path, polled: str, theme: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_site(tmp_path)
    a_dataset(root)
    monkeypatch.setenv(noticing.POLL, polled)
    config = load_config(str(root / "mkdocs.yml"))
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root))
    given = [config.docs_dir, str(config.config_file_path), *(config.theme.dirs if theme else ())]
    for path in given:
        server.watch(path)
    asked = (config.docs_dir, str(config.config_file_path), *config.theme.dirs)
    notice(server, asked, [root / "content", root / "datasets", Path(config.theme.dirs[0]), root / "none"])
    observers = [server.observer._told, server.observer._looking] if polled != "1" else [server.observer]
    watched = {watch.raw_path for observer in observers for watch in observer._watches}
    wanted = {*given, config.theme.dirs[0], *(str(root / name) for name in ("content", "datasets"))}
    assert watched == {str(Path(path).absolute()) for path in wanted}
    server.server_close()


def test_reading_is_not_noticed(folder: Path, noted: Noted) -> None:
    for _ in range(3):
        assert (folder / "deep/rain.csv").read_text() == "1"
        assert len(list(folder.iterdir())) == 1
    (folder.parent / "unwatched").write_text("1")
    assert not noted.event.wait(1)
    write(folder)  # it would have been noticed
    assert noted.comes()
