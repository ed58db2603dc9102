"""Servers of this machine alone, which press what can be pressed as servers on the web do."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answer = tuple[int, str, bytes]

LEVEL = 6
"""Of gzip: what nginx and others use unless told."""
_PRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@contextmanager
def serving(answer: Callable[[str], Answer]) -> Iterator[str]:
    """The address of a server that answers paths with status, type and content."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server asks for
            status, kind, content = answer(self.path)
            pressed = kind.startswith(_PRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
            if pressed:
                content = gzip.compress(content, LEVEL, mtime=0)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=600")
            if pressed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def of_folder(folder: Path) -> Callable[[str], Answer]:
    """Answers with the files of a site."""

    def answer(path: str) -> Answer:
        file = folder / path.partition("?")[0].lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return 404, "text/plain", b"Not found"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/javascript":
            kind = "application/javascript"
        return 200, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, file.read_bytes()

    return answer


def of_server(base: str) -> Callable[[str], Answer]:
    """Answers with what another server of this machine says, as a proxy in front of it would."""

    def answer(path: str) -> Answer:
        try:
            with urllib.request.urlopen(base + path) as said:  # noqa: S310 - a server that this program started
                return said.status, said.headers["Content-Type"] or "text/plain", said.read()
        except urllib.error.HTTPError as error:
            return error.code, "text/plain", error.read()

    return answer
