"""A disk on which there is little room, and sometimes none."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builders import need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 65536


@dataclass
class SmallDisk:
    """A folder on a disk of its own."""

    folder: Path

    @property
    def room(self) -> int:
        """Bytes that are free."""
        return shutil.disk_usage(self.folder).free

    def fill(self, left: int) -> None:
        """Leave so many bytes free, also where others write meanwhile."""
        with (self.folder / "filler").open("wb", buffering=0) as filler, suppress(OSError):
            while (room := self.room - left) > 0:
                filler.write(b"x" * min(room, BLOCK))

    def free(self) -> None:
        """Make room again."""
        (self.folder / "filler").unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Such a disk, which only root may have, at an empty folder."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "none", str(folder)]
    done = os.geteuid() == 0 and not subprocess.run(command, check=False, capture_output=True).returncode
    need(folder if done else None, "Only root may mount a small disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
