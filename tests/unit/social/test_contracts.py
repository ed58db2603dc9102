"""Networks whose servers cannot run here, by what their makers document of requests and answers.

They are not tried against the real services: what is held here is that we say what is documented.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from builders import daylight

from generator.model.catalog import Account
from generator.model.post import Post
from generator.model.receipt import Sent
from generator.social.accounts import KnownAccounts
from generator.social.networks.network import Parcel
from generator.social.networks.registry import NETWORKS, live_limit_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.social.networks.network import Connection

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINK = "https://test.example/a/"
PARCEL = Parcel(key="a/x", at=AT, since=AT, text=f"Rain (3 mm) #water\n\n{LINK}", lang="en", link=LINK)


class Recorded(ThreadingHTTPServer):
    """Answers each request with what is recorded for it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[tuple[str, str], tuple[Any, dict[str, str]]] = {}
        self.heard: list[tuple[str, str, dict[str, list[str]], Any]] = []


class Handler(BaseHTTPRequestHandler):
    server: Recorded

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        place = urlsplit(self.path)
        self.server.heard.append((self.command, place.path, parse_qs(place.query), body))
        found, headers = self.server.answers.get((self.command, place.path), ({"error": place.path}, {"status": "404"}))
        self.send_response(int(headers.get("status", "200")))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def recorded() -> Iterator[Recorded]:
    with Recorded() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def connected(recorded: Recorded, network: str) -> Connection:
    account = Account(network=network, handle="77", server=f"http://127.0.0.1:{recorded.server_port}")
    return NETWORKS[network].connect(account, {f"DAYLIGHT_{network.upper()}_77": "token"})


def test_x(recorded: Recorded) -> None:
    recorded.answers = {
        ("GET", "/2/users/me"): ({"data": {"id": "7"}}, {}),
        ("POST", "/2/tweets"): ({"data": {"id": "9", "text": "…"}}, {}),
        ("DELETE", "/2/tweets/9"): ({"data": {"deleted": True}}, {}),
        ("GET", "/2/users/7/tweets"): (
            {
                "data": [
                    {"id": "8", "text": "Other"},
                    {
                        "id": "9",
                        "text": "Rain (3 mm) #water\n\nhttps://t.co/x",
                        "entities": {"urls": [{"url": "https://t.co/x", "expanded_url": LINK}]},
                    },
                ]
            },
            {},
        ),
    }
    account = connected(recorded, "x")
    sent = account.send(replace(PARCEL, thread=(Sent(ref="5", url=""),)))
    assert sent == Sent(ref="9", url="https://x.com/i/status/9")
    assert recorded.heard[-1][3] == {"text": PARCEL.text, "reply": {"in_reply_to_tweet_id": "5"}}
    assert account.find(PARCEL) == sent
    assert recorded.heard[-1][2]["start_time"] == ["2026-11-20T12:00:00Z"]
    assert account.find(replace(PARCEL, text="None")) is None
    assert not account.edit(sent, PARCEL)
    account.delete(sent)


def test_linkedin(recorded: Recorded) -> None:
    urn = "urn:li:share:9"
    escaped = f"Rain \\(3 mm\\) \\#water\n\n{LINK}"
    recorded.answers = {
        ("POST", "/rest/posts"): ({}, {"x-restli-id": urn}),
        ("POST", "/rest/posts/urn%3Ali%3Ashare%3A9"): ({}, {}),
        ("DELETE", "/rest/posts/urn%3Ali%3Ashare%3A9"): ({}, {}),
        ("GET", "/rest/posts"): (
            {"elements": [{"id": urn, "commentary": escaped, "createdAt": AT.timestamp() * 1000}]},
            {},
        ),
    }
    organization = connected(recorded, "linkedin")
    sent = organization.send(PARCEL)
    assert sent.ref == urn
    assert recorded.heard[-1][3]["commentary"] == escaped
    assert recorded.heard[-1][3]["author"] == "urn:li:organization:77"
    assert organization.find(PARCEL) == sent
    assert organization.edit(sent, replace(PARCEL, text="Snow"))
    assert recorded.heard[-1][3] == {"patch": {"$set": {"commentary": "Snow"}}}
    organization.delete(sent)


def test_threads(recorded: Recorded) -> None:
    recorded.answers = {
        ("POST", "/v1.0/77/threads"): ({"id": "8"}, {}),
        ("POST", "/v1.0/77/threads_publish"): ({"id": "9"}, {}),
        ("DELETE", "/v1.0/9"): ({"success": True}, {}),
        ("GET", "/v1.0/77/threads"): (
            {
                "data": [
                    {"id": "9", "text": PARCEL.text, "permalink": "https://p", "timestamp": "2026-11-20T12:00:05+0000"}
                ]
            },
            {},
        ),
    }
    user = connected(recorded, "threads")
    sent = user.send(PARCEL)
    assert sent.ref == "9"
    assert recorded.heard[0][2] == {"media_type": ["TEXT"], "text": [PARCEL.text]}
    assert recorded.heard[1][2] == {"creation_id": ["8"]}
    assert user.find(PARCEL) == Sent(ref="9", url="https://p")
    user.delete(sent)


def test_facebook(recorded: Recorded) -> None:
    recorded.answers = {
        ("POST", "/77/feed"): ({"id": "77_9"}, {}),
        ("POST", "/77_9"): ({"success": True}, {}),
        ("POST", "/77_9/comments"): ({"id": "10"}, {}),
        ("GET", "/77/posts"): (
            {
                "data": [
                    {
                        "id": "77_9",
                        "message": PARCEL.text,
                        "permalink_url": "https://p",
                        "created_time": "2026-11-20T12:00:05+0000",
                    }
                ]
            },
            {},
        ),
    }
    page = connected(recorded, "facebook")
    sent = page.send(PARCEL)
    assert recorded.heard[-1][3] == {"message": PARCEL.text, "link": LINK}
    assert page.send(replace(PARCEL, text="2/2", thread=(sent,))).ref == "10"
    assert page.find(PARCEL) == Sent(ref="77_9", url="https://p")
    assert page.edit(sent, replace(PARCEL, text="Snow"))
    page.delete(sent)  # 404: it is gone already


FAMILY = "👨‍👩‍👧‍👦"
ADDRESS = "https://test.example/a/very/long/address/of/a/page/"


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("Rain", 4), ("水", 2), (ADDRESS, 23), (FAMILY, 2), ("é", 1), ("ü\u2013\u201c", 3)],
)
def test_x_weighs_letters(text: str, length: int) -> None:
    assert NETWORKS["x"].length(text) == length


TEXTS = {"max_characters": 300, "characters_reserved_per_url": 23}


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        ({"/api/v2/instance": {"configuration": {"statuses": TEXTS}}}, 300),
        ({"/api/v1/instance": {"configuration": {"statuses": {**TEXTS, "max_characters": 5000}}}}, 5000),
        ({"/api/v2/instance": {"configuration": {"statuses": {**TEXTS, "characters_reserved_per_url": 30}}}}, 500),
        ({"/api/v2/instance": {"configuration": {"statuses": {**TEXTS, "max_characters": -5}}}}, 500),
        ({"/api/v2/instance": {"configuration": {"statuses": {**TEXTS, "max_characters": True}}}}, 500),
        ({"/api/v2/instance": ["nonsense"], "/api/v1/instance": {"title": "Very old"}}, 500),
        ({}, 500),
    ],
)
def test_a_mastodon_instance_says_how_much_it_takes(recorded: Recorded, answers: dict[str, Any], most: int) -> None:
    recorded.answers = {("GET", path): (value, {}) for path, value in answers.items()}
    account = Account(network="mastodon", handle="@a@b.example", server=f"http://127.0.0.1:{recorded.server_port}")
    assert live_limit_of(account).most == most
    too_long = KnownAccounts([account], {}).too_long(
        str(account), Post(to=str(account), lang="en", texts=("a" * 290,), warning="b" * 11)
    )
    expected = "It is too long for the account's server: 301 of 300 characters. Shorten it, and write `limit: 300`"
    assert too_long.startswith(expected) if most == 300 else not too_long


def test_who_cannot_be_asked_is_taken_to_take_what_is_usual() -> None:
    account = Account(network="mastodon", handle="@a@b.example", server="http://127.0.0.1:9", limit=700)
    post = Post(to=str(account), lang="en", texts=("a" * 700,))
    assert not KnownAccounts([account], {}).too_long(str(account), post)
    assert KnownAccounts([account], {}).too_long(str(account), replace(post, texts=("a" * 701,)))


def test_accounts_are_tried_and_nothing_is_posted(recorded: Recorded, site: Path) -> None:
    address = f"http://127.0.0.1:{recorded.server_port}"
    recorded.answers = {
        ("GET", "/api/v1/accounts/verify_credentials"): ({"id": "7"}, {}),
        ("GET", "/api/v2/instance"): ({"configuration": {"statuses": {**TEXTS, "max_characters": 5000}}}, {}),
    }
    settings = site / "mkdocs.yml"
    value = yaml.safe_load(settings.read_text())
    value["extra"]["daylight"]["accounts"] = [
        {"network": "mastodon", "handle": "@a@b.example", "server": address},
        {"network": "mastodon", "handle": "@c@b.example", "server": address, "limit": 5000},
    ]
    settings.write_text(yaml.safe_dump(value))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYLIGHT_MASTODON_A_B_EXAMPLE", "a-secret")
        tried = daylight(site, "accounts")
    assert tried.exit_code == 7
    assert tried.output.splitlines()[:3] == [
        "mastodon:@a@b.example ready, takes 5,000 characters",
        "  Write `limit: 5000` for it in mkdocs.yml, so that posts are drafted for that.",
        "mastodon:@c@b.example There is no secret for mastodon:@c@b.example. Set DAYLIGHT_MASTODON_C_B_EXAMPLE in the"
        " environment.",
    ]
    assert "1 of 2 accounts cannot be used." in tried.output
    assert {method for method, *_ in recorded.heard} == {"GET"}


@pytest.mark.parametrize(
    ("secret", "told"), [("tok-SECRET\n", ""), ("tök", "holds signs that no secret has"), (" \n", "no secret")]
)
def test_no_secret_is_told_however_it_was_set(recorded: Recorded, secret: str, told: str) -> None:
    recorded.answers = {("GET", "/api/v1/accounts/verify_credentials"): (["strange"], {})}
    account = Account(network="mastodon", handle="@a@b.example", server=f"http://127.0.0.1:{recorded.server_port}")
    (inspected,) = KnownAccounts([account], {"DAYLIGHT_MASTODON_A_B_EXAMPLE": secret}).inspect()
    assert (told or "Its server's answer is none that this network gives (TypeError)") in inspected.trouble
    assert secret.strip() not in inspected.trouble or not secret.strip()
