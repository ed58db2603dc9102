"""Runs the command as an officer does, in a process of its own, and says how long it took, what it held and whom it
tried to reach."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("daylight")
SECONDS = 60
"""A net, not a measure: what is refused at all is refused much sooner."""
_WATCH = """
import os, sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}:
        with open(os.environ["WATCHED"], "a") as log:
            log.write(f"{event} {arguments!r}\\n")

sys.addaudithook(watch)
"""
# A process begins with the memory of the one that it was split from, so that a small one stands between.
_MEASURE = """
import json, os, signal, sys, time

out, err, seconds, *command = sys.argv[1:]
begun = time.perf_counter()
child = os.fork()
if not child:
    os.setsid()
    os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), 1)
    os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT), 2)
    os.execv(command[0], command)
signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
signal.alarm(int(seconds))
_, status, used = os.wait4(child, 0)
code = os.waitstatus_to_exitcode(status)
print(json.dumps({"code": code, "seconds": time.perf_counter() - begun, "megabytes": used.ru_maxrss / 1024}))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What became of the command."""

    code: int
    """Its exit code; below zero where it had to be ended."""
    output: str
    """What it wrote on both streams."""
    seconds: float
    megabytes: float
    """The most that it held at a time, or that a process which it started did."""
    reached: str
    """Whom it, or such a process, tried to reach over the network."""


def environment(folder: Path) -> dict[str, str]:
    """Of a process which notes in `folder` whom it tries to reach."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_WATCH)
    (folder / "reached").touch()
    return {**os.environ, "PYTHONPATH": str(folder), "WATCHED": str(folder / "reached")}


def run(root: Path, folder: Path, *command: str) -> Run:
    """Run a command on the repository at `root`.

    Args:
        root: Its data are removed afterwards: they may be large.
        folder: For notes.
        command: With the path of its program; `daylight check` where there is none.
    """
    watched = environment(folder)
    out, err = folder / "out", folder / "err"
    asked = command or (str(COMMAND), "-C", str(root), "check")
    measured = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, str(out), str(err), str(SECONDS), *asked],
        check=True,
        capture_output=True,
        text=True,
        env=watched,
    )
    shutil.rmtree(root / "datasets", ignore_errors=True)
    return Run(
        **json.loads(measured.stdout),
        output=out.read_text() + err.read_text(),
        reached=(folder / "reached").read_text(),
    )


def refused(root: Path, folder: Path, *words: str) -> Run:
    """Have `root` checked, which must be refused in `words`, within bounds and without asking anybody."""
    done = run(root, folder)
    assert done.code == 1, done
    assert "Traceback" not in done.output
    for each in words:
        assert each in done.output, done.output[:3000]
    assert len(done.output) < 20_000
    assert done.megabytes < 1000, done.megabytes
    assert done.reached == ""
    return done


if sys.platform == "win32":
    pytest.skip("measured with fork and wait4", allow_module_level=True)
