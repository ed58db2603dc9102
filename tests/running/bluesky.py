"""Bluesky's own server (PDS 0.4 from npm) with the directory of accounts that it asks (PLC), and what it was sent."""

from __future__ import annotations

import functools
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from builders import PROJECT, need
from running.program import Program, free_port

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = PROJECT / "tests/live/servers"
COMPILED = SCRIPTS / "node_modules/better-sqlite3/build/Release/better_sqlite3.node"
POST = "app.bsky.feed.post"


@dataclass(frozen=True)
class BlueskyAccount:
    """One account of a server."""

    address: str
    handle: str
    password: str

    def client(self) -> httpx.Client:
        """Logged in. The token holds while the server is killed and started again."""
        session = self.session()
        headers = {"Authorization": f"Bearer {session['accessJwt']}"}
        return httpx.Client(base_url=f"{self.address}/xrpc/", headers=headers, trust_env=False)

    @functools.cache  # noqa: B019 - an account lives as long as the tests do; a login takes a third of a second
    def session(self) -> dict[str, Any]:
        """The first that was asked for, with `did` and `accessJwt`."""
        login = {"identifier": self.handle, "password": self.password}
        return _answer(httpx.post(f"{self.address}/xrpc/com.atproto.server.createSession", json=login, trust_env=False))

    def posts(self, collection: str = POST) -> list[dict[str, Any]]:
        """Each post with `uri`, `cid` and `value`: the record with its text, facets, langs, reply and embed.

        They are in the order of their keys, the newest last: that is the order in which they were approved where keys
        are made of that time, whenever they arrived.
        """
        found: list[dict[str, Any]] = []
        options: dict[str, Any] = {"repo": self.handle, "collection": collection, "limit": 100, "reverse": True}
        while True:
            address = f"{self.address}/xrpc/com.atproto.repo.listRecords"
            page = _answer(httpx.get(address, params=options, trust_env=False))
            found += page["records"]
            if not page.get("cursor") or not page["records"]:
                return found
            options["cursor"] = page["cursor"]

    def blob(self, blob: dict[str, Any]) -> bytes:
        """What is behind a blob of a record, such as `embed["external"]["thumb"]`."""
        options = {"did": self.session()["did"], "cid": blob["ref"]["$link"]}
        answer = httpx.get(f"{self.address}/xrpc/com.atproto.sync.getBlob", params=options, trust_env=False)
        return answer.raise_for_status().content


class BlueskyServer:
    """A server on a free port of this machine, with one account, whose data are in `folder`.

    What it does (0.4.217, measured): `putRecord` with `swapRecord: null` creates a record; the same record again is
    answered 200 with the same cid and no `commit`; another record under its key is answered 400 `InvalidSwap`.
    `deleteRecord` answers 200 also where there is nothing. A text of more than 300 graphemes, and a key that is no TID,
    are answered 400 `InvalidRequest`; a PNG that breaks off, 500. What was answered is still there after a kill.
    """

    def __init__(self, folder: Path) -> None:
        node = need(shutil.which("node") or PROJECT / ".venv/bin/node", "There is no Node.js: make .venv/.servers")
        need(COMPILED, "Bluesky's server is not installed: make .venv/.servers")
        directory, port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._directory = Program(
            [node, str(SCRIPTS / "directory.js"), str(directory)], '{"address"', folder / "directory.log"
        )
        command = [node, str(SCRIPTS / "bluesky.js"), str(folder / "data"), str(port), f"http://127.0.0.1:{directory}"]
        self._server = Program(command, '{"address"', folder / "bluesky.log")
        self.main = BlueskyAccount(self.address, "town.test", "only-for-tests")
        self.handle, self.password = self.main.handle, self.main.password

    def start(self) -> None:
        """Start it, where it does not run."""
        self._directory.start(wait=False)
        self._server.start()

    def kill(self) -> None:
        """Kill it at once; the directory stays, as it does in the world."""
        self._server.kill()

    def stop(self) -> None:
        """End both."""
        self._server.stop()
        self._directory.stop()

    def account(self, name: str) -> BlueskyAccount:
        """A new account, with nothing posted; `name` is 3 to 18 letters, digits or hyphens, and not a common word."""
        made = {"handle": f"{name}.test", "email": f"{name}@test.example", "password": self.password}
        _answer(httpx.post(f"{self.address}/xrpc/com.atproto.server.createAccount", json=made, trust_env=False))
        return BlueskyAccount(self.address, made["handle"], self.password)


def _answer(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, f"{answer.status_code}: {answer.text}"
    found: dict[str, Any] = answer.json()
    return found
