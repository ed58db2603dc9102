"""A server that is a program of this machine: started, killed, and started again on the same data and port."""

from __future__ import annotations

import signal
import socketserver
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60
"""Within which a server is ready, on a machine that others work on too."""


@dataclass
class Program:
    """Not started yet. It gets what is written to it by nobody: its input ends when this process does."""

    command: list[str]
    ready: str
    """What it says when it can be asked."""
    log: Path
    """What it said since it was last started."""
    ends_by: signal.Signals = signal.SIGTERM
    options: dict[str, Any] = field(default_factory=dict)
    """As `subprocess.Popen` takes them."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its number, of the last time that it was started."""
        assert self._process is not None, "It was never started."
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    def start(self, *, wait: bool = True) -> None:
        """Start it, unless it runs, and wait until it can be asked."""
        if not self.running:
            with self.log.open("wb") as log:
                self._process = subprocess.Popen(
                    self.command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, **self.options
                )
        until = time.monotonic() + SECONDS
        while wait and self.ready not in self.log.read_text(errors="replace"):
            if not self.running or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"{self.command[0]} does not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a loss of power would: it can neither answer nor tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait for that."""
        self._end(self.ends_by)

    def _end(self, by: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        process.send_signal(by)  # to this process alone, and to none where it has ended
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])
