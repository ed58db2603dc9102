"""PostgreSQL (Debian's), with a cluster of its own in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from builders import need
from running.program import Program, free_port

USER = "postgres"
"""Who the server runs as where the tests run as root, which it refuses; the name of its only role as well."""


class PostgresServer:
    """A server on a free port of this machine, which trusts whoever asks from here.

    Args:
        place: A folder that other users may enter, where its own is made.
    """

    def __init__(self, place: Path | None = None) -> None:
        self._initdb = Path(need(_initdb(), "PostgreSQL is not installed: make .venv/.servers, as root on Debian"))
        self._folder = Path(
            tempfile.mkdtemp(prefix="daylight-postgres-", dir=place)
        )  # pytest's own is closed to other users
        data, port = self._folder / "data", free_port()
        self._options: dict[str, Any] = {"cwd": self._folder, "env": {**os.environ, "LC_ALL": "C"}}
        if os.geteuid() == 0:
            shutil.chown(self._folder, USER, USER)
            self._options |= {"user": USER, "group": USER, "extra_groups": []}
        making = [str(self._initdb), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(making, check=True, capture_output=True, **self._options)
        # The system keeps what was written when a process dies, so that nothing need wait for the disk (-F).
        command = [str(self._initdb.with_name("postgres")), "-D", str(data), "-F", "-p", str(port), "-h", "127.0.0.1"]
        self._server = Program(
            [*command, "-k", ""],
            "ready to accept connections",
            self._folder / "postgres.log",
            signal.SIGINT,  # it would wait for whoever is connected, if it was asked by SIGTERM
            self._options,
        )
        self._plain = f"postgresql://{USER}@127.0.0.1:{port}"
        self.address = self._sqlalchemy("postgres")

    def start(self) -> None:
        """Start it, where it does not run."""
        self._server.start()

    def kill(self) -> None:
        """Kill it at once, with all that it split off: it can be started again only when they are gone."""
        pid = self._server.pid
        children: list[str] = []
        with contextlib.suppress(FileNotFoundError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self._server.kill()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        while any(Path(f"/proc/{child}/exe").exists() for child in children):
            time.sleep(0.01)

    def stop(self) -> None:
        """End it, and remove its data."""
        self._server.stop()
        shutil.rmtree(self._folder)

    def database(self, name: str) -> str:
        """The address of a new and empty database."""
        with psycopg.connect(f"{self._plain}/postgres", autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        return self._sqlalchemy(name)

    def _sqlalchemy(self, database: str) -> str:
        return f"{self._plain}/{database}".replace("postgresql://", "postgresql+psycopg://")


def _initdb() -> str | None:
    """The newest; Debian keeps it out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    return str(found[-1]) if found else shutil.which("initdb")
