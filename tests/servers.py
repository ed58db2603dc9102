"""A server of this machine that answers what a test wants, and remembers what it was asked."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
