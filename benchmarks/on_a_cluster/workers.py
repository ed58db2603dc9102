"""A Dask cluster on this machine: three worker processes over TCP, and what they cost."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import ENVIRONMENT, Cost, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORKERS = 3
_TICK = os.sysconf("SC_CLK_TCK")


class Workers:
    """Those of a running cluster.

    Args:
        address: Of its scheduler, which runs in this process.
        processes: Ids of the workers' processes.
    """

    def __init__(self, address: str, processes: Sequence[int]) -> None:
        self.address = address
        self._processes = processes

    def run(self, label: str, command: Sequence[str]) -> tuple[Cost, float]:
        """Run a command that has the workers do its work.

        Returns:
            What it cost, workers and scheduler included, with the client's memory; and the memory of the largest
            worker at its peak, in megabytes.
        """
        before = self._seconds()
        cost = run(label, [*command, "--cluster", self.address])
        more = self._seconds() - before
        peak = max(_status(process, "VmHWM:") for process in self._processes) / 1000
        return Cost(seconds=cost.seconds + more, wall=cost.wall, megabytes=cost.megabytes), peak

    def _seconds(self) -> float:
        return time.process_time() + sum(map(_cpu_seconds, self._processes))


@contextmanager
def workers() -> Iterator[Workers]:
    """A cluster as long as it is needed, new to all work."""
    from distributed import LocalCluster

    os.environ.update(ENVIRONMENT)
    with LocalCluster(
        n_workers=WORKERS,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        protocol="tcp://",
        dashboard_address=None,
    ) as running:
        running.wait_for_workers(WORKERS)
        yield Workers(running.scheduler_address, [worker.pid for worker in running.workers.values()])


def _cpu_seconds(process: int) -> float:
    """User and system, of the process and of those it has waited for (proc(5), «stat»)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK


def _status(process: int, name: str) -> int:
    """A number of kilobytes (proc(5), «status»)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
