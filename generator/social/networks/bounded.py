"""Requests that come to an end: a server is waited for so long and not longer, and taken from so much and not more."""

from __future__ import annotations

import socket
import zlib
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIMEOUT = httpx.Timeout(20, connect=5)
"""Seconds without a byte: a server that sends one now and then is not told from one that works by these alone."""
TOTAL = 30.0
"""Seconds from the beginning of a request to the end of its answer. A claim lasts longer than all requests under it."""
MOST = 4_000_000
"""Bytes of an answer, unpacked: the longest list of posts that a network gives has a few hundred thousand."""
_ONCE = httpx.Limits(max_keepalive_connections=0)
"""Some servers close a connection after one answer and do not say so: what is sent on it then may or may not arrive."""
_EITHER = 47
"""Of zlib: its own format or that of gzip, whichever it is."""


class Client:
    """A client of HTTP. What is over a bound is told as httpx tells of an answer that breaks off.

    Args:
        base: The address with which paths begin.
        headers: Of each request.
    """

    def __init__(self, base: str = "", headers: Mapping[str, str] | None = None) -> None:
        # Others than gzip can be so small for what they hold that no part of them is small enough to look at.
        packed = {"Accept-Encoding": "gzip", **(headers or {})}
        self._client = httpx.Client(base_url=base, timeout=TIMEOUT, headers=packed, limits=_ONCE)

    def remember(self, headers: Mapping[str, str]) -> None:
        """Send more headers from now on."""
        self._client.headers.update(headers)

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes them
        """An answer with all that it holds.

        Raises:
            httpx.HTTPError: there is none, or it is over a bound.
            httpx.InvalidURL: the address is none.
        """
        with self.stream(method, path, **options) as answer:
            content = content_of(answer)
        headers = [each for each in answer.headers.multi_items() if each[0].lower() != "content-encoding"]
        return httpx.Response(
            answer.status_code,
            headers=headers,
            content=content,
            request=answer.request,
            extensions=answer.extensions,
        )

    @contextmanager
    def stream(self, method: str, path: str, **options: Any) -> Iterator[httpx.Response]:  # noqa: ANN401 - as above
        """An answer of which nothing is read yet, until its time is over. Errors are those of `request`."""
        patience = _Patience()
        timer = Timer(TOTAL, patience.end)
        timer.daemon = True
        timer.start()
        try:
            extensions = {"trace": patience.trace}
            with self._client.stream(method, path, extensions=extensions, **options) as answer:
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise  # nothing was asked of anybody
        except httpx.TransportError:
            if patience.over:
                raise patience.late() from None
            raise
        finally:
            timer.cancel()
        if patience.over:  # an answer that ends where its connection does looks whole
            raise patience.late()


def content_of(answer: httpx.Response, most: int = MOST) -> bytes:
    """What an answer holds.

    Raises:
        httpx.HTTPError: it is more than `most` bytes, packed in an unknown way, or breaks off.
    """
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise httpx.DecodingError(f"The answer is packed as {packed}, which nobody asked for.")
    content = bytearray()
    unpacking = None if packed == "identity" else zlib.decompressobj(_EITHER)
    for chunk in answer.iter_raw():
        try:
            content += unpacking.decompress(chunk, most + 1 - len(content)) if unpacking else chunk
        except zlib.error as bad:
            raise httpx.DecodingError(f"The answer cannot be unpacked: {bad}") from None
        if len(content) > most:
            raise httpx.RemoteProtocolError(f"The answer is longer than {most:,} bytes.")
    if unpacking and answer.num_bytes_downloaded and not unpacking.eof:
        raise httpx.DecodingError("The answer is not whole.")
    return bytes(content)


class _Patience:
    """The end of one request, for which its connection is cut: whoever waits on it goes on at once."""

    def __init__(self) -> None:
        self.over = False
        self._socket: socket.socket | None = None

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Get to know the connection (https://www.encode.io/httpcore/extensions/#trace)."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.over:
                raise httpx.ConnectTimeout("There was no connection in time.")

    def end(self) -> None:
        """Cut it, now that the time is over."""
        self.over = True
        if self._socket is not None:
            with suppress(OSError):
                # Not as TLS would: that is in use by the one who waits.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def late(self) -> httpx.ReadTimeout:
        """What is told then."""
        return httpx.ReadTimeout(f"The answer took longer than {TOTAL:g} seconds.")
