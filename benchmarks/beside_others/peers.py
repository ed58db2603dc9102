"""The same page by others: the text of ours with stock mkdocs-material, and the same table with Datasette."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beside_others.words import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 30.0
"""Seconds until a server must have begun to answer."""
_MATERIAL = """site_name: Riverbend Open Records
site_url: {address}/
theme:
  name: material
  font: false
"""
"""As it comes, but for fonts from another's server, which this machine may not ask."""


def material(ours: Path, pages: dict[str, str], folder: Path) -> Path:
    """A stock mkdocs-material site with the text of our pages; `pages` names their paths.

    Returns:
        The folder with the finished site, whose pages are at the same paths.
    """
    for path in pages.values():
        source = folder / "docs" / path.strip("/") / "index.md"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(
            markdown((ours / path.lstrip("/") / "index.html").read_text(encoding="utf-8")), encoding="utf-8"
        )
    (folder / "mkdocs.yml").write_text(_MATERIAL.format(address="http://127.0.0.1"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
    return folder / "site"


@contextmanager
def datasette(table: Path, folder: Path, port: int) -> Iterator[str]:
    """The address of a Datasette server of one CSV file, and the path of its page below it."""
    database = folder / "readings.db"
    with table.open(newline="", encoding="utf-8") as file, sqlite3.connect(database) as connection:
        header, *rows = csv.reader(file)
        names = ", ".join(f'"{name}"' for name in header)
        connection.execute(f"CREATE TABLE readings ({names})")
        places = ", ".join("?" * len(header))
        connection.executemany(f"INSERT INTO readings VALUES ({places})", rows)  # noqa: S608 - places alone
    connection.close()
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base)
        yield base
    finally:
        process.terminate()
        process.wait()


def _wait(base: str) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{base}/-/versions.json"):  # noqa: S310 - the server started above
                return
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise SystemExit(f"Datasette did not answer at {base} within {_PATIENCE:g} seconds.") from None
            time.sleep(0.2)
