"""What is saved is noticed, however it is saved, and what is only read is not."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from generator import noticing
from generator.noticing import Noticing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


@pytest.mark.parametrize("change", WAYS)
def test_where_the_system_has_no_room_for_more_folders_they_are_looked_at(
    folder: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(PollingObserver):
        def start(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(noticing, "Observer", Full)
    for _, noted in watching(folder, folder.parent / "mkdocs.yml"):
        change(folder)
        assert noted.comes()


def test_reading_is_not_noticed(folder: Path, noted: Noted) -> None:
    for _ in range(3):
        assert (folder / "deep/rain.csv").read_text() == "1"
        assert len(list(folder.iterdir())) == 1
    (folder.parent / "unwatched").write_text("1")
    assert not noted.event.wait(1)
    write(folder)  # it would have been noticed
    assert noted.comes()


def test_what_is_not_watched_any_more_is_not_noticed(folder: Path) -> None:
    found, noted, other = Noticing(), Noted(), Noted()
    watch = found.schedule(noted, str(folder), recursive=True)
    found.unschedule(watch)
    found.schedule(other, str(folder), recursive=True)
    found.start()
    write(folder)
    assert other.comes()
    assert not noted.event.is_set()
    found.stop()
    found.join()
