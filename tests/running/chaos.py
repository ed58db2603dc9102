"""Workers are killed at chosen and at random moments until all is sent; then it is counted on the servers.

Workers speak to the servers through a proxy, which kills them before a request arrives, while it is on its way, so that
it arrives late, or after the answer, which then gets lost.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from builders import PROJECT

from generator.social.networks.speaking import secret_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from running.disk import SmallDisk

LEASE = 4.0
"""Seconds; longer than a worker waits for an answer, and than a late request takes."""
TIMEOUT = 1.5
LATE = 1.0
SKEW = 3600.0
AIMED = ("before", "on its way", "late", "after")
MOST_RUNS = 400
FULL = 65_536
"""Bytes that are free on a disk that is as good as full."""
LEDGER_ERROR = 6
"""What a worker ends with that cannot keep receipts."""


class Answering(BaseHTTPRequestHandler):
    """The live site: any page of it is there."""

    def do_GET(self) -> None:
        """200, and what time it is."""
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@dataclass
class Proxy:
    """Between workers and one server."""

    address: str
    """Of the server."""
    hit: Callable[[], str]
    """Asked at each request that posts: what to do to the worker."""
    kill: Callable[[], None]

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.here = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _request(connection)
                aim = self.hit() if _posts(request) else ""
                if aim == "before":
                    self.kill()
                    return
                if aim == "late":
                    self.kill()
                    time.sleep(LATE)
                answer = self._forward(request, on_its_way=aim == "on its way")
                if aim == "after":
                    self.kill()
                    return
                connection.sendall(answer)
            except OSError:
                return

    def _forward(self, request: bytes, *, on_its_way: bool) -> bytes:
        place = urlsplit(self.address)
        with socket.create_connection((str(place.hostname), place.port or 80), timeout=10) as server:
            head, _, body = request.partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            if on_its_way:
                time.sleep(random.uniform(0, 0.03))
                self.kill()
            answer = b""
            while part := server.recv(65536):
                answer += part
        return answer


def _request(connection: socket.socket) -> bytes:
    """A whole one."""
    request = b""
    while b"\r\n\r\n" not in request:
        part = connection.recv(65536)
        if not part:
            raise OSError("It went away.")
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _posts(request: bytes) -> bool:
    line = request.partition(b"\r\n")[0]
    return any(part in line for part in (b"POST /api/v1/statuses", b"putRecord", b"/send/m.room.message/"))


@dataclass
class Chaos:
    """Posts, accounts, and what becomes of workers."""

    folder: Path
    accounts: list[dict[str, str]]
    """Network, handle, address of the server and secret of each."""
    count: int
    """Posts to each account, at least."""
    ledger: str = ""
    root: str = ""
    """The repository, where receipts are kept in git."""
    workers: int = 1
    without: tuple[str, ...] = ()
    aims: tuple[str, ...] = (*AIMED, "any time")
    seed: int = 1
    disturb: Callable[[], None] | None = None
    """Done now and then besides, such as killing a server."""
    disk: SmallDisk | None = None
    """Where receipts are, and what workers write besides; now and then there is no room on it."""
    kills: Counter[str] = field(default_factory=Counter)
    mend: Callable[[], None] | None = None
    """Done when there is room again, such as to start a server that went down for want of it."""
    stops: int = 0
    """Sweeps at least that have to end because there was no room; else there is more to send."""
    filled: int = 0
    """Sweeps in which there was none."""
    stopped: int = 0
    """Sweeps that ended because there was no room."""
    runs: int = 0

    def __post_init__(self) -> None:
        self.links: list[str] = []
        """Of all posts that were to be sent."""
        self._chance = random.Random(self.seed)
        self._aim = ""
        self._after = 0
        self._running: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()

    def run(self, kills: int) -> None:
        """Until so many workers were killed and all is sent; where all is sent before, there is more to send."""
        site = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        proxies = [Proxy(each["server"], self._hit, self._kill) for each in self.accounts]
        try:
            base = f"http://127.0.0.1:{site.server_port}"
            posts: list[dict[str, str]] = []
            accounts = [
                {"network": each["network"], "handle": each["handle"], "server": proxy.here}
                for each, proxy in zip(self.accounts, proxies, strict=True)
            ]
            while not posts or self.kills.total() < kills or self.stopped < self.stops:
                posts += [_post(base, len(posts) + number) for number in range(self.count)]
                while self._sweep(posts, accounts, kills):
                    pass
            self.links = [each["link"] for each in posts]
        finally:
            for proxy in proxies:
                proxy.close()
            site.shutdown()
            site.server_close()

    def _sweep(self, posts: list[dict[str, str]], accounts: list[dict[str, str]], kills: int) -> bool:
        """Whether another one is needed."""
        self.runs += 1
        if self.runs > MOST_RUNS:
            raise AssertionError(f"It does not come to an end: {self.kills}")
        aim = self._chance.choice(self.aims) if self.kills.total() < kills else ""
        self._aim, self._after = aim if aim in AIMED else "", self._chance.randint(0, 2)
        self._running = [self._start(posts, accounts, number) for number in range(self.workers)]
        timer = None
        if aim == "any time":
            timer = threading.Timer(self._chance.uniform(0.3, 2.5), self._kill)
            timer.start()
        if self.disturb and self._chance.random() < 0.2:
            self.disturb()
        filling = self._fill()
        codes = [worker.wait() for worker in self._running]
        if timer:
            timer.cancel()
        if filling and self.disk:
            filling.cancel()
            filling.join()
            self.filled += self.disk.room <= FULL
            self.disk.free()
            self.stopped += LEDGER_ERROR in codes
            if self.mend:
                self.mend()
        if -signal.SIGKILL in codes:
            self.kills[aim] += 1
            return True
        if any(codes):
            time.sleep(0.3)
        return any(codes)

    def _start(
        self, posts: list[dict[str, str]], accounts: list[dict[str, str]], number: int
    ) -> subprocess.Popen[bytes]:
        shuffled = self._chance.sample(posts, len(posts)) if self.workers > 1 else posts
        settings: dict[str, Any] = {
            "posts": shuffled,
            "accounts": accounts,
            "ledger": self.ledger,
            "root": self.root,
            "lease": LEASE,
            "timeout": TIMEOUT,
            "without": self.without,
            "skew": self._chance.choice([0.0, 0.0, SKEW, -SKEW]),
        }
        file = self.folder / f"worker-{number}.json"
        file.write_text(json.dumps(settings))
        names = {secret_name(f"{each['network']}:{each['handle']}"): each["secret"] for each in self.accounts}
        environment = {**os.environ, **names, "PYTHONPATH": str(PROJECT)}
        environment.pop("SOURCE_DATE_EPOCH", None)  # their clocks go on
        if self.disk:
            environment["TMPDIR"] = str(self.disk.folder)
        command = [sys.executable, str(PROJECT / "tests/running/worker.py"), str(file)]
        with (self.folder / f"worker-{number}.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def _fill(self) -> threading.Timer | None:
        """Leave no room, or hardly any, at a moment of every second sweep."""
        if self.disk is None or self._chance.random() < 0.5:
            return None
        wait, left = self._chance.uniform(0.2, 2.0), self._chance.choice([0, 4096, 30_000])
        filling = threading.Timer(wait, self.disk.fill, [left])
        filling.start()
        return filling

    def _hit(self) -> str:
        with self._lock:
            if self._aim and self._after == 0:
                aim, self._aim = self._aim, ""
                return aim
            self._after -= 1
            return ""

    def _kill(self) -> None:
        for worker in self._running:
            worker.kill()


def _post(base: str, number: int) -> dict[str, str]:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC) + timedelta(minutes=number)
    return {"id": f"2026-{number}", "text": "New:", "link": f"{base}/post-{number:04}/", "at": str(at)}


def counted(links: Iterable[str], texts: Iterable[str]) -> tuple[int, int]:
    """Duplicates and losses among what a server has."""
    found = Counter(link for text in texts for link in links if link in text)
    return sum(count - 1 for count in found.values()), sum(link not in found for link in links)
