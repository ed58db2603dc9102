"""What a command costs: CPU time, wall time and memory, of it and of all processes that it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as told, tempfile.TemporaryFile("w+") as words:
        # Through a small process: Linux counts the memory of whoever starts a process as that process's own.
        between = [sys.executable, "-S", __file__, told.name, *command]
        environment = {**ENVIRONMENT, **(more or {})}
        if subprocess.run(between, env=environment, stdout=words, stderr=words, check=False).returncode:
            words.seek(0)
            raise SystemExit(f"{label} failed:\n{words.read()}")
        return Cost(**json.load(told))


def _start(told: str, *command: str) -> int:
    """Run a command, and write into a file what it cost."""
    begin = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    cost = {"seconds": used.ru_utime + used.ru_stime, "wall": wall, "megabytes": used.ru_maxrss / 1000}
    Path(told).write_text(json.dumps(cost), encoding="utf-8")
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode


if __name__ == "__main__":
    sys.exit(_start(*sys.argv[1:]))
