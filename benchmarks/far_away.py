"""A server that is far away: each answer begins late, and all share one line."""

from __future__ import annotations

import contextlib
import functools
import http.server
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 8_192


@dataclass
class Line:
    """What all answers go through.

    Args:
        delay: Seconds until an answer begins.
        speed: Bytes a second.
    """

    delay: float
    speed: float
    sent: int = 0
    answers: int = 0
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, count: int) -> None:
        """Until so many bytes more have gone."""
        with self._lock:
            now = time.monotonic()
            self._free = max(self._free, now) + count / self.speed
            self.sent += count
            left = self._free - now
        time.sleep(left)


@contextlib.contextmanager
def far_away(folder: Path, line: Line) -> Iterator[str]:
    """Serve a folder from 127.0.0.1 over the line.

    Yields:
        The address, without a slash at its end.
    """
    handler = functools.partial(type("Far", (_Slow,), {"line": line}), directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class _Slow(http.server.SimpleHTTPRequestHandler):
    """Answers with all of a file or with a range of it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    line: Line

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        time.sleep(self.line.delay)
        if not path.is_file():
            self.send_error(404)
            return
        begin, end, status, head = 0, path.stat().st_size, 200, {}
        if found := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")):
            whole, status = end, 206
            begin, end = int(found[1]), int(found[2]) + 1
            head["Content-Range"] = f"bytes {begin}-{end - 1}/{whole}"
        with path.open("rb") as file:
            file.seek(begin)
            content = file.read(end - begin)
        self.line.answers += 1
        self.send_response(status)
        for name, value in {
            **head,
            "Content-Type": self.guess_type(str(path)),
            "Content-Length": str(len(content)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # of a browser that has gone on to another page
            for place in range(0, len(content), _PIECE):
                piece = content[place : place + _PIECE]
                self.line.wait(len(piece))
                self.wfile.write(piece)
