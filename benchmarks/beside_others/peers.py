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
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}
_PATIENCE = 30.0
"""Seconds until a server must have begun to answer."""
_MATERIAL = """site_name: Riverbend Open Records
site_url: {address}/
theme:
  name: material
  font: false
"""
"""As it comes, but for fonts from another's server, which this machine may not ask."""


class Text(HTMLParser):
    """The words of a page's main part as Markdown: headings, paragraphs, lists, tables and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0
        self._row: list[str] | None = None
        self._rows = 0
        self._inside = False
        self._address = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "main":
            self._inside = True
        elif not self._inside:
            return
        elif tag in {"svg", "template", "button", "script"}:
            self._silent += 1
        elif tag in _HEADINGS and self._row is None:
            self.parts.append(f"\n\n{_HEADINGS[tag]}")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in {"p", "div", "dt", "summary", "section", "ul"} and self._row is None and not self._listed():
            self.parts.append("\n\n")
        elif tag == "caption":
            self.parts.append("\n\n")
        elif tag == "table":
            self._rows = 0
        elif tag == "tr":
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append("")
        elif tag == "a" and self._row is None:
            self._address = facts.get("href") or ""
            self.handle_data("[")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        elif tag in {"svg", "template", "button", "script"}:
            self._silent -= 1
        elif tag == "tr" and self._row is not None:
            self.parts.append("\n\n" if not self._rows else "\n")
            self.parts.append("| " + " | ".join(cell.replace("|", "/").strip() for cell in self._row) + " |")
            if not self._rows:
                self.parts.append("\n|" + "---|" * len(self._row))
            self._rows += 1
            self._row = None
        elif tag == "table" or (tag in _HEADINGS and self._row is None):
            self.parts.append("\n\n")
        elif tag == "a" and self._row is None:
            self.handle_data(f"]({self._address if self._address.startswith(('http', 'mailto', 'tel')) else '#'})")

    def handle_data(self, data: str) -> None:
        if not self._inside or self._silent:
            return
        words = " ".join(data.split())
        if self._row is not None:
            if self._row:
                self._row[-1] += f"{words} " if words else ""
        elif words:
            self.parts.append(f"{words} ")

    def _listed(self) -> bool:
        return bool(self.parts) and self.parts[-1] == "\n- "

    def markdown(self) -> str:
        """All of it."""
        return "".join(self.parts).strip() + "\n"


def material(ours: Path, pages: dict[str, str], folder: Path) -> Path:
    """A stock mkdocs-material site with the text of our pages; `pages` names their paths.

    Returns:
        The folder with the finished site, whose pages are at the same paths.
    """
    for path in pages.values():
        source = folder / "docs" / path.strip("/") / "index.md"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(Text((ours / path.lstrip("/") / "index.html").read_text()).markdown(), encoding="utf-8")
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
