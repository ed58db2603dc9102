"""What is saved is noticed as the system tells of it: to look for it takes a third of a second, and more in many files.

MkDocs looks at all files twice a second. That stays where the system tells nothing, as of some shares and containers.
"""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchdog.events import (
    DirDeletedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirDeletedEvent,
]
"""Not that a file was opened or read, which building does all the time."""
_SECONDS = 0.5
"""Between looks at what the system does not tell of."""


class Noticing:
    """Passes on what changes below some folders, and in some files: an observer as MkDocs' server needs one.

    The system tells of folders; single files are looked at, since most editors put a new file in place of the old one.
    """

    def __init__(self) -> None:
        logging.getLogger("watchdog").setLevel(logging.ERROR)  # what was missed is seen with what was not
        self._told: BaseObserver = Observer()
        self._looking: BaseObserver = PollingObserver(timeout=_SECONDS)
        self._asked: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._watches: dict[ObservedWatch, BaseObserver] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        """Pass on to `handler` what changes in a folder, and in those in it, or in a file."""
        self._asked.append((handler, path, recursive))
        observer = self._told if Path(path).is_dir() else self._looking
        watch = observer.schedule(_Passing(handler), path, recursive=recursive, event_filter=_CHANGES)
        self._watches[watch] = observer
        return watch

    def unschedule(self, watch: ObservedWatch) -> None:
        """Pass on no more of it."""
        self._watches.pop(watch).unschedule(watch)

    def start(self) -> None:
        """Begin. Where the system has no room for so many folders, all of them are looked at."""
        # Where folders are made in folders at once, watchdog comes upon some of them twice, which does no harm.
        warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
        try:
            self._told.start()
        except OSError:
            self._told.unschedule_all()
            for handler, path, recursive in self._asked:
                if Path(path).is_dir():
                    self._looking.schedule(_Passing(handler), path, recursive=recursive, event_filter=_CHANGES)
        self._looking.start()

    def stop(self) -> None:
        """Pass on nothing more."""
        for observer in (self._told, self._looking):
            observer.stop()

    def join(self) -> None:
        """Wait until nothing is passed on any more."""
        for observer in (self._told, self._looking):
            if observer.is_alive():
                observer.join()


class _Passing(FileSystemEventHandler):
    """Passes events on to a handler that takes no notice of folders: one that was moved away leaves files missing."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> Any:  # noqa: ANN401 - as watchdog has it
        self._handler.dispatch(FileDeletedEvent(event.src_path) if isinstance(event, DirDeletedEvent) else event)
