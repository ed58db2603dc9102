"""However slowly a server answers, and however much, each request comes to an end, and nothing is taken for refused."""

from __future__ import annotations

import gzip
import socketserver
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import pytest

from generator.clock import clock
from generator.model.catalog import Account
from generator.social import delivery
from generator.social.networks import bounded, hub, mastodon
from generator.social.networks.live import LiveSite
from generator.social.networks.network import NotTakenError, Parcel, RejectedError, UnknownError
from generator.social.networks.registry import NETWORKS
from generator.social.networks.speaking import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
PARCEL = Parcel(key="a/x", at=AT, since=AT, text="Rain", lang="en", link="https://test.example/a/")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
TOTAL = 0.4


class Bytes(socketserver.BaseRequestHandler):
    """Answers with given bytes: those of the first part at once, each of the second after a while."""

    at_once: ClassVar[bytes] = b""
    slowly: ClassVar[bytes] = b""

    def handle(self) -> None:
        self.request.recv(65_536)
        with suppress(OSError):
            self.request.sendall(self.at_once)
            for letter in self.slowly:
                time.sleep(0.05)
                self.request.sendall(bytes([letter]))


@contextmanager
def answering(at_once: bytes, slowly: bytes = b"") -> Iterator[str]:
    handler = type("Answers", (Bytes,), {"at_once": at_once, "slowly": slowly})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "TOTAL", TOTAL)


DRIPS = {
    "its head": (b"", HEAD * 20),
    "what it holds": (HEAD + b"Content-Length: 500\r\n\r\n", b"x" * 500),
    "what ends with its connection": (HEAD + b"\r\n", b'{"id": "1"}'.ljust(500)),
    "what it refuses": (b"HTTP/1.1 400 No\r\nContent-Length: 500\r\n\r\n", b"x" * 500),
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS)
@pytest.mark.usefixtures("short")
def test_what_comes_a_byte_at_a_time_is_waited_for_as_long_as_anything_else(drip: tuple[bytes, bytes]) -> None:
    with answering(*drip) as address:
        speaker = Speaker(address, {}, ())
        for act, error in ((speaker.ask, NotTakenError), (speaker.do, UnknownError)):
            begun = time.monotonic()
            with pytest.raises(error, match=r"ReadTimeout: The answer took longer than 0.4 seconds."):
                act("GET", "/")
            assert time.monotonic() - begun < TOTAL + 2


@pytest.mark.usefixtures("short")
def test_what_is_sent_and_not_read_is_not_waited_for_either() -> None:
    with answering(b"", b"x" * 500) as address, pytest.raises(UnknownError, match="took longer"):
        Speaker(address, {}, ()).do("POST", "/", content=b"x" * 50_000_000)


ZEROS = gzip.compress(bytes(5_000_000))
TOO_MUCH = {
    "long": (HEAD + b"\r\n" + bytes(5_000_000), "RemoteProtocolError: The answer is longer than 4,000,000 bytes."),
    "a bomb": (HEAD + b"Content-Encoding: gzip\r\n\r\n" + ZEROS, "longer than 4,000,000 bytes."),
    "a bomb in a bomb": (
        HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(ZEROS),
        "DecodingError: The answer is packed as gzip, gzip, which nobody asked for.",
    ),
    "cut off": (HEAD + b"Content-Encoding: gzip\r\n\r\n" + ZEROS[:5], "DecodingError: The answer is not whole."),
    "not packed": (HEAD + b"Content-Encoding: gzip\r\n\r\nPlain words", "DecodingError: The answer cannot be unpacked"),
}


@pytest.mark.parametrize(("content", "told"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_like_an_answer_that_breaks_off(content: bytes, told: str) -> None:
    with answering(content) as address:
        speaker = Speaker(address, {}, ())
        with pytest.raises(NotTakenError, match=told):
            speaker.ask("GET", "/")
        with pytest.raises(UnknownError, match=told):
            speaker.do("GET", "/")


def test_an_answer_is_what_it_was() -> None:
    packed = gzip.compress(b'{"id": "\xc3\xa9"}')
    with answering(HEAD + b"Content-Encoding: gzip\r\nX-Id: 7\r\n\r\n" + packed) as address:
        answer = Speaker(address, {}, ()).do("POST", "/", json={})
        assert (answer.json(), answer.headers["x-id"]) == ({"id": "é"}, "7")
        assert str(answer.request.url) == f"{address}/"
    refused = b"HTTP/1.1 422 Not today\r\nContent-Length: 3\r\n\r\nNo."
    with answering(refused) as address, pytest.raises(RejectedError, match=r"422 Not today: No\."):
        Speaker(address, {}, ()).do("POST", "/", json={})


@pytest.mark.parametrize(("at_once", "slowly"), [DRIPS["what it holds"], DRIPS["its head"], (TOO_MUCH["long"][0], b"")])
@pytest.mark.usefixtures("short")
def test_all_who_ask_are_bounded(at_once: bytes, slowly: bytes) -> None:
    begun = time.monotonic()
    with answering(at_once, slowly) as address:
        assert "does not answer" in hub.tell(address, ["https://test.example/feed.xml"])
        site = LiveSite(clock)
        assert site.news(f"{address}/index.json") is None
        assert site.picture(f"{address}/card.png", "Rain") is None
        assert ("does not answer" in site.missing(address)) is (at_once == b"")
        site.close()
        account = Account(network="mastodon", handle="@a@b.example", server=address)
        with pytest.raises(NotTakenError):
            mastodon.limit_of(account)
        with pytest.raises(NotTakenError):
            NETWORKS["mastodon"].connect(account, {"DAYLIGHT_MASTODON_A_B_EXAMPLE": "x"})
        slack = Account(network="slack", handle="press")
        with pytest.raises(UnknownError):
            NETWORKS["slack"].connect(slack, {"DAYLIGHT_SLACK_PRESS": address}).send(PARCEL)
    assert time.monotonic() - begun < 7 * (TOTAL + 1)


def test_what_is_begun_before_the_end_of_a_claim_is_over_before_it_ends() -> None:
    # The most that is asked: a picture is taken, is prepared, which is asked for once more, and the post.
    longest = 3 * bounded.TOTAL + mastodon._PREPARING + 1
    assert delivery._LAST.total_seconds() > longest
    assert delivery.LEASE > delivery._LAST * 2
