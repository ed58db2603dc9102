"""Servers of this machine: one for the files of a site, one that answers what a test wants."""

from __future__ import annotations

import functools
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Files(SimpleHTTPRequestHandler):
    """Files of a folder; parts of them where a part is asked for (RFC 9110, 14.2), as hosts of static sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file or a part of one."""
        path = Path(self.translate_path(self.path))
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if not asked or not path.is_file():
            super().do_GET()
            return
        whole = path.read_bytes()
        begin, end = int(asked[1]), int(asked[2]) + 1
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(whole)}")
        self.send_header("Content-Length", str(len(whole[begin:end])))
        self.end_headers()
        self.wfile.write(whole[begin:end])

    def end_headers(self) -> None:
        """Tell linkchecker, which asks others twice or three times a second, that here it need not wait."""
        self.send_header("LinkChecker", "as fast as it likes")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving_files(folder: Path) -> Iterator[str]:
    """The address of a server of the folder's files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=str(folder))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()


@dataclass
class Server:
    """Answers on this machine, and remembers what it was asked."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def serves(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, content)


@contextmanager
def serving() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(f"{self.command} {self.path}")
            status, headers, content = found.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            length = {"Content-Length": str(len(content))} if status != 301 else {"Content-Length": "0"}
            for name, value in {**length, **headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            if self.command == "GET" and status != 301:
                self.wfile.write(content)

        do_HEAD = do_GET  # noqa: N815 - as http.server calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
