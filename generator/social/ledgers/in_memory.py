"""Receipts for as long as a process lives: for tests and rehearsals."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.receipt import Receipt


class LedgerInMemory:
    """Safe for several threads."""

    def __init__(self) -> None:
        self._kept: dict[str, Receipt] = {}
        self._lock = Lock()

    def read(self, keys: Iterable[str]) -> Mapping[str, Receipt]:
        """As the protocol says."""
        with self._lock:
            return {key: self._kept[key] for key in keys if key in self._kept}

    def close(self) -> None:
        """As the protocol says."""

    def swap(self, expected: Receipt | None, new: Receipt) -> bool:
        """As the protocol says."""
        with self._lock:
            if self._kept.get(new.key) != expected:
                return False
            self._kept[new.key] = new
            return True
