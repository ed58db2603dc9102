"""What a command costs: CPU time, wall time and memory, of it and of all processes that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "benchmarks"))),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Of one run."""

    seconds: float
    """CPU, user and system together, of all processes that were waited for."""
    wall: float
    """Seconds that passed."""
    megabytes: float
    """Memory of the largest process at its peak."""


def run(label: str, command: Sequence[str], more: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end.

    Args:
        label: As people know it.
        command: The program and its arguments.
        more: Variables of its environment.

    Raises:
        SystemExit: it failed; its own words are told.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as words:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env={**ENVIRONMENT, **(more or {})}, stdout=words, stderr=words)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise SystemExit(f"{label} failed:\n{words.read()}")
    return Cost(seconds=used.ru_utime + used.ru_stime, wall=wall, megabytes=used.ru_maxrss / 1000)
