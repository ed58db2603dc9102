"""The site as the public sees it: a post goes out only when its link answers, and takes its picture from there."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx

from generator.social.networks.bounded import Client, content_of
from generator.social.networks.network import Picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_MOST = 1_000_000
"""Bytes of a picture: more is taken by no network."""
_OFF = timedelta(seconds=5)
"""By which a clock may differ from the server's, which tells whole seconds and takes a while to answer."""
_OK = 200


class LiveSite:
    """Asked once for each address while it lives: that of one sweep through the outbox.

    Args:
        clock: Of this machine.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._client = Client()
        self._answers: dict[str, str] = {}
        self.offset = timedelta(0)
        """What is to be added to this machine's clock to get the server's: claims end by what all workers agree on."""

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()

    def missing(self, link: str) -> str:
        """Why nothing can be sent about `link` yet; nothing where it answers."""
        if link not in self._answers:
            try:
                with self._client.stream("GET", link) as answer:
                    self._set(answer)
                    code = answer.status_code
                    self._answers[link] = "" if code == _OK else f"{link} answers {code}, not 200"
            except (httpx.HTTPError, httpx.InvalidURL) as bad:
                self._answers[link] = f"{link} does not answer: {type(bad).__name__}"
        return self._answers[link]

    def news(self, address: str) -> Any:  # noqa: ANN401 - whatever is there
        """A JSON document of the site; None where there is none."""
        try:
            answer = self._client.request("GET", address)
            return answer.json() if answer.status_code == _OK else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return None

    def picture(self, address: str, alt: str) -> Picture | None:
        """A picture, or None where there is none that a network would take: words go out without it."""
        try:
            with self._client.stream("GET", address) as answer:
                mediatype = answer.headers.get("Content-Type", "").partition(";")[0]
                if answer.status_code != _OK or not mediatype.startswith("image/"):
                    return None
                content = content_of(answer, _MOST)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
        return Picture(content=content, mediatype=mediatype, alt=alt)

    def _set(self, answer: httpx.Response) -> None:
        try:
            said = parsedate_to_datetime(answer.headers["Date"])
        except (KeyError, ValueError):
            return
        offset = said - self._clock()
        self.offset = offset if abs(offset) > _OFF else timedelta(0)
