"""A preview that follows what is saved, through our command and MkDocs' own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import ALERT, DATA, PROJECT, a_dataset, an_announcement, tree, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30
"""Seconds; a busy machine may take long, and only whether it comes is tested."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: str, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = str(Path(sys.executable).with_name(command[0]))
    log = cwd / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen([program, *command[1:]], cwd=cwd, stdout=stream, stderr=stream, env=os.environ)
    try:
        yield server
    finally:
        os.kill(server.pid, signal.SIGINT)
        server.wait(PATIENCE)


def shows(address: str, words: str) -> bool:
    """Whether the page comes to say `words`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                if words in answer.read().decode():
                    return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    return False


def comes(there: Callable[[], bool]) -> bool:
    """Whether it comes to be so."""
    end = time.monotonic() + PATIENCE
    while not there() and time.monotonic() < end:
        time.sleep(0.2)
    return there()


def is_gone(address: str) -> bool:
    """Whether there comes to be no page."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                time.sleep(0.2)
        except urllib.error.HTTPError as answer:
            return answer.code == HTTPStatus.NOT_FOUND
    return False


@pytest.mark.parametrize(
    "command",
    [("daylight", "serve", "--address"), ("daylight", "serve", "--poll", "--address"), ("mkdocs", "serve", "-a")],
    ids=["daylight", "poll", "mkdocs"],
)
def test_what_is_saved_is_shown(site: Path, command: tuple[str, ...]) -> None:
    a_dataset(site)
    an_announcement(site)
    port = free_port()
    with running(*command, f"127.0.0.1:{port}", cwd=site) as server:
        page = f"http://127.0.0.1:{port}/datasets/works/rain/"
        assert shows(page, "3 rows"), (site / "server.log").read_text()
        before = tree(site / "content")

        write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
        assert shows(page, "4 rows")
        write(site, "content/pages/about.md", "---\ntitle: About\n---\nOther words.\n")
        assert shows(f"http://127.0.0.1:{port}/about/", "Other words.")

        write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,much\n")
        told = "datasets/works/rain/readings.csv:5: A cell of column B 'reading' is not a number: 'much'."
        assert comes(lambda: told in (site / "server.log").read_text())
        assert server.poll() is None
        assert shows(page, "4 rows")
        assert "Traceback" not in (site / "server.log").read_text()
        write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n2026-01-05,1\n")
        assert shows(page, "5 rows")
        assert {name for name in tree(site / "content") if name.startswith("outbox")} == set()
        assert set(before) == set(tree(site / "content"))


def test_the_last_good_site_stays_whatever_is_wrong(site: Path) -> None:
    a_dataset(site)
    an_announcement(site, "news")
    templates = PROJECT / "site_templates"
    shutil.copytree(templates, site / "templates")
    write(site, "mkdocs.yml", (site / "mkdocs.yml").read_text().replace(str(templates), "templates"))
    port = free_port()
    with running("daylight", "serve", "--address", f"127.0.0.1:{port}", cwd=site):
        at, log = f"http://127.0.0.1:{port}", site / "server.log"
        assert shows(f"{at}/sitemap.xml", "/announcements/news/"), log.read_text()
        base = (site / "templates/base.html").read_text()
        write(site, "templates/base.html", base + "{% if %}")
        assert comes(lambda: "Correct the template" in log.read_text())
        write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,much\n")
        assert comes(lambda: "is not a number" in log.read_text())
        write(site, "templates/base.html", base)
        assert comes(lambda: log.read_text().count("is not a number") > 1)
        time.sleep(1)  # for what is written behind
        assert shows(f"{at}/sitemap.xml", "/announcements/news/")
        write(site, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
        assert shows(f"{at}/datasets/works/rain/", "4 rows")
        assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    "command",
    [("daylight", "serve", "--address"), ("mkdocs", "serve", "-a")],
    ids=["daylight", "mkdocs"],
)
def test_announcements_and_prose_come_and_go_as_they_are_saved(site: Path, command: tuple[str, ...]) -> None:
    a_dataset(site)
    an_announcement(site, "news")
    port = free_port()
    with running(*command, f"127.0.0.1:{port}", cwd=site):
        at = f"http://127.0.0.1:{port}"
        assert shows(f"{at}/announcements/news/", "The pump is mended"), (site / "server.log").read_text()
        assert shows(f"{at}/privacy/", "<h1")

        file = site / "content/announcements/2026/news.md"
        file.write_text(file.read_text().replace("title: The pump is mended", "title: Pumps run again"))
        assert shows(f"{at}/announcements/news/", "Pumps run again")
        assert shows(f"{at}/announcements/", "Pumps run again")
        assert shows(f"{at}/feeds/atom.xml", "Pumps run again")
        assert shows(f"{at}/search/entries/0.json", "Pumps run again")
        write(site, "content/pages/about.md", "---\ntitle: About\n---\nOther words.\n")
        assert shows(f"{at}/about/", "Other words.")
        write(site, "content/pages/history.md", "---\ntitle: History\n---\nIt was long ago.\n")
        assert shows(f"{at}/history/", "It was long ago.")
        (site / "content/pages/privacy.md").unlink()
        assert is_gone(f"{at}/privacy/")

        an_announcement(site, "boil", **{**ALERT, "expires": "2027-04-01T00:00:00-06:00"})
        for page in ("about", "datasets/works/rain"):
            assert shows(f"{at}/{page}/", "Severe alert:")
            assert shows(f"{at}/{page}/", "livereload(")
        (site / "content/announcements/2026/boil.md").unlink()
        assert is_gone(f"{at}/announcements/boil/")
        assert shows(f"{at}/about/", "Other words.")
        settings = (site / "mkdocs.yml").read_text()
        write(site, "new.yml", settings.replace("site_name: ", "site_name: New "))
        (site / "new.yml").replace(site / "mkdocs.yml")
        assert shows(f"{at}/datasets/works/rain/", "New Testing")
        assert "Traceback" not in (site / "server.log").read_text()
