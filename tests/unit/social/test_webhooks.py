"""What programs and chats are sent, over HTTP, by what their makers document."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.catalog import Account
from generator.model.errors import SetupError
from generator.social.networks.network import NotTakenError, Parcel, RejectedError, UnknownError
from generator.social.networks.registry import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.social.networks.network import Connection

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
PARCEL = Parcel(key="a/x", at=AT, since=AT, text="Rain <3 & more", lang="en", link="https://test.example/a/")


class Listener(ThreadingHTTPServer):
    """Takes anything, and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[tuple[str, str, dict[str, str], bytes]] = []
        self.status, self.answer = 200, b'{"event_id": "$1"}'
        self.more: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append((self.command, self.path, headers, body))
        self.send_response(self.server.status)
        for name, value in self.server.more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.answer)

    do_POST = do_PUT = _take  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def connected(network: str, handle: str, secret: str, server: str = "") -> Connection:
    name = f"DAYLIGHT_{network}_{handle}".upper().replace("!", "_").replace(":", "_").replace(".", "_")
    while "__" in name:
        name = name.replace("__", "_")
    return NETWORKS[network].connect(Account(network=network, handle=handle, server=server), {name: secret})


def test_a_webhook_is_signed_and_has_the_same_id_each_time(listener: Listener) -> None:
    connection = connected("webhook", "staff", f"{listener.address}/hook?x=1#key")
    assert connection.find(PARCEL) is None
    assert connection.send(PARCEL) == connection.send(PARCEL)
    (_, path, headers, body), again = listener.heard
    assert (path, again[2]["webhook-id"], again[3]) == ("/hook?x=1", headers["webhook-id"], body)
    signed = f"{headers['webhook-id']}.{int(AT.timestamp())}.".encode() + body
    assert headers["webhook-signature"] == "v1," + b64encode(hmac.digest(b"key", signed, sha256)).decode()
    assert json.loads(body) == {"type": "post", "text": PARCEL.text, "language": "en", "link": PARCEL.link}
    with pytest.raises(SetupError, match="is no address with a key"):
        connected("webhook", "staff", listener.address)


def test_slack_is_told_which_signs_mean_nothing(listener: Listener) -> None:
    connected("slack", "staff", listener.address).send(replace(PARCEL, warning="Exercise"))
    assert json.loads(listener.heard[0][3]) == {"text": "Exercise\nRain &lt;3 &amp; more"}


def test_teams_get_a_card(listener: Listener) -> None:
    connected("teams", "staff", listener.address).send(PARCEL)
    card = json.loads(listener.heard[0][3])["attachments"][0]["content"]
    assert card["body"] == [{"type": "TextBlock", "text": PARCEL.text, "wrap": True}]
    assert card["actions"][0]["url"] == PARCEL.link


@pytest.mark.parametrize(
    ("status", "more", "error"),
    [
        (400, {}, RejectedError),
        (403, {}, RejectedError),
        (401, {}, NotTakenError),
        (429, {"Retry-After": "120"}, NotTakenError),
        (408, {}, UnknownError),
        (409, {}, UnknownError),
        (500, {}, UnknownError),
        (503, {}, UnknownError),
        (302, {"Location": "https://evil.example/"}, RejectedError),
    ],
)
def test_an_answer_says_whether_it_was_taken(
    listener: Listener, status: int, more: dict[str, Any], error: type[Exception]
) -> None:
    listener.status, listener.more = status, more
    listener.answer = b"No:  the token is hunter2 \x00 " + b"x" * 1000
    channel = connected("slack", "press", f"{listener.address}/hunter2")
    with pytest.raises(error) as told:
        channel.send(PARCEL)
    assert str(told.value).startswith(f"{status} ")
    assert "hunter2" not in str(told.value)
    assert len(str(told.value)) < 350
    if isinstance(told.value, NotTakenError) and more:
        assert told.value.until is not None


def test_no_answer_means_that_nobody_knows_and_no_server_that_nobody_took_it() -> None:
    with pytest.raises(NotTakenError, match="ConnectError"):
        connected("slack", "press", "http://127.0.0.1:9/hunter2").send(PARCEL)
