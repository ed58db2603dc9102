"""How long after a file is saved a preview shows it: through `daylight serve` and `mkdocs serve`.

Each kind of file is saved several times, at moments that have nothing to do with when the server looks for changes.
Time runs from the end of writing to the end of the first answer that holds another page, the server's own delays and
what checking everything takes included.

    .venv/bin/python benchmarks/live_reload.py --datasets 1000
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measuring import ENVIRONMENT, REPOSITORY
from whole_build.model import invent
from whole_build.repository import EPOCH, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAVES = 7
PATIENCE = 900
"""Seconds until a preview has to be there, or to show what was saved."""
_PAUSE = 0.02
"""Seconds between questions: what is told is at most so much too long."""
_SETTLED = 1.5
"""Seconds after which a server has done all that follows from a save."""
_BIN = Path(sys.executable).parent
SERVERS = {
    "daylight serve": (str(_BIN / "daylight"), "serve", "--address"),
    "mkdocs serve": (str(_BIN / "mkdocs"), "serve", "-a"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Save:
    """Something that officers save."""

    label: str
    file: Path
    page: str
    """Where it is shown, from the site's root."""
    edit: Callable[[Path, int], None]
    """Changes the file, each time in another way."""


def main() -> None:
    """Measure on the example's site and on one of many datasets."""
    parser = argparse.ArgumentParser(description="How long after a file is saved a preview shows it.")
    parser.add_argument("--datasets", type=int, default=1000, help="of the larger site (default: %(default)s)")
    parser.add_argument("--saves", type=int, default=SAVES, help="of each kind (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to build; in memory, as /dev/shm, the disk has no say")
    arguments = parser.parse_args()
    print(f"Seconds from saving to the new page, medians of {arguments.saves} saves, and the longest.")
    with tempfile.TemporaryDirectory(prefix="daylight-benchmark-", dir=arguments.folder) as place:
        example, many = Path(place, "example"), Path(place, "many")
        _copy_example(example)
        show("the example", example, arguments.saves)
        repository = Repository(invent(arguments.datasets), many)
        repository.announce(0)
        show(f"{arguments.datasets:,} datasets", many, arguments.saves)


def show(label: str, root: Path, saves: int) -> None:
    """The table of one site."""
    for server, command in SERVERS.items():
        with serving(root, command) as address:
            for save in saves_of(root):
                times = [shown_after(save, number, address) for number in range(saves)]
                print(f"{label:<18}{server:<18}{save.label:<18}{median(times):6.2f}{max(times):6.2f}", flush=True)


def saves_of(root: Path) -> Iterator[Save]:
    """What is saved in a site."""
    announcement = min(root.glob("content/announcements/*/*.md"))
    page = f"announcements/{announcement.stem}/"
    yield Save(label="an announcement", file=announcement, page=page, edit=_write_on)
    yield Save(label="a page of prose", file=root / "content/pages/about.md", page="about/", edit=_write_on)
    table = max(root.glob("datasets/*/*/*.csv"), key=lambda file: file.stat().st_size)
    dataset = table.parent.relative_to(root).as_posix()
    yield Save(label="a row", file=table, page=f"{dataset}/", edit=_drop_row)


def shown_after(save: Save, number: int, address: str) -> float:
    """Seconds from saving to the first answer with another page."""
    time.sleep(_SETTLED + random.Random(number).random())
    before = _page(address + save.page)
    save.edit(save.file, number)
    begin = time.perf_counter()
    while _page(address + save.page) == before:
        if time.perf_counter() - begin > PATIENCE:
            raise SystemExit(f"{save.label} was never shown.")
        time.sleep(_PAUSE)
    return time.perf_counter() - begin


@contextmanager
def serving(root: Path, command: tuple[str, ...]) -> Iterator[str]:
    """The address of a preview, which is ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {**ENVIRONMENT, "SOURCE_DATE_EPOCH": EPOCH}
    with tempfile.TemporaryFile() as words:
        server = subprocess.Popen([*command, place], cwd=root, env=environment, stdout=words, stderr=words)
        try:
            address = f"http://{place}/"
            end = time.monotonic() + PATIENCE
            while not _page(address):
                if server.poll() is not None or time.monotonic() > end:
                    words.seek(0)
                    raise SystemExit(f"{command[0]} did not serve:\n{words.read().decode()}")
                time.sleep(_PAUSE)
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _page(address: str) -> bytes:
    """What is at `address`, without the script that reloads it; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            content: bytes = answer.read()
    except (urllib.error.URLError, ConnectionError):
        return b""
    return content.rpartition(b"<script>")[0]


def _copy_example(root: Path) -> None:
    for name in ("content", "datasets", "site_templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    (root / "node_modules").symlink_to(REPOSITORY / "node_modules")


def _write_on(file: Path, number: int) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\nSaved {number}.\n")


def _drop_row(file: Path, _number: int) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))


if __name__ == "__main__":
    main()
