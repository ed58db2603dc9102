"""A WebSub hub is told of the feeds that have something new, when it is live. The hub is a recorder: none runs here."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
import yaml
from builders import a_dataset, a_site, an_announcement, daylight
from servers import serving_files

from generator.clock import clock
from generator.steps.announcing import announce

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Hub(ThreadingHTTPServer):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[str] = []
        self.status = 204

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["hub.mode"] == ["publish"]
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        if self.server.status == 204:
            self.server.told += form["hub.url"]
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class Live:
    """A site with a hub, and the server where people see it."""

    def __init__(self, root: Path, address: str, hub: Hub) -> None:
        self.root, self.hub, self.address = root, hub, f"{address}/"
        self.ledger = f"sqlite:///{root.parent}/receipts.db"
        settings = root / "mkdocs.yml"
        value = yaml.safe_load(settings.read_text())
        value["site_url"] = self.address
        settings.write_text(yaml.safe_dump(value))

    def build(self) -> None:
        result = daylight(self.root, "build")
        assert result.exit_code == 0, result.output

    def told(self) -> set[str]:
        """Which feeds the hub is told of, from the site's root."""
        self.hub.told = []
        announce(self.root, clock, self.ledger)
        assert len(self.hub.told) == len(set(self.hub.told))
        return {address.removeprefix(self.address) for address in self.hub.told}


@pytest.fixture
def live(tmp_path: Path, hub: Hub) -> Iterator[Live]:
    root = a_site(tmp_path / "site", hub=hub.address, languages=["es"], accounts=[])
    (root / "site").mkdir()
    with serving_files(root / "site") as address:
        (root / "site").rmdir()
        yield Live(root, address, hub)


def test_the_hub_is_told_of_each_feed_that_has_something_new_and_only_once(live: Live) -> None:
    a_dataset(live.root)
    live.build()
    first = live.told()
    assert {f"feeds/{name}" for name in ("atom.xml", "rss.xml", "feed.json")} < first
    assert {f"feeds/datasets/works/rain/{name}" for name in ("atom.xml", "rss.xml", "feed.json")} < first
    assert all((live.root / "site" / path).is_file() for path in first)
    assert live.told() == set()
    an_announcement(live.root)
    live.build()
    folders = ("", "agencies/works/", "topics/water/", "kinds/news/")
    names = ("atom.xml", "rss.xml", "feed.json")
    told = {f"{prefix}feeds/{folder}{name}" for prefix in ("", "es/") for folder in folders for name in names}
    assert live.told() == told
    an_announcement(live.root, summary="Other words.", updated="2026-03-02T09:00:00-06:00")
    live.build()
    assert live.told() == told
    live.build()
    assert live.told() == set()


def test_what_the_hub_did_not_hear_it_is_told_again(live: Live) -> None:
    an_announcement(live.root)
    live.build()
    live.hub.status = 503
    found = announce(live.root, clock, live.ledger)
    assert found
    assert found.trouble.startswith(f"{live.hub.address} answers 503 Service Unavailable about {live.address}feeds/")
    live.hub.status = 204
    assert "feeds/atom.xml" in live.told()


def test_what_is_not_live_yet_is_told_to_nobody(live: Live) -> None:
    assert live.told() == set()
    live.build()
    (live.root / "site/feeds/new.json").write_text("<html>")
    assert live.told() == set()
    (live.root / "site/feeds/new.json").write_text(json.dumps(["nonsense"]))
    assert live.told() == set()


def test_without_a_hub_there_is_nothing_to_tell(tmp_path: Path) -> None:
    root = a_site(tmp_path)
    daylight(root, "build")
    assert not (root / "site/feeds/new.json").exists()
    assert announce(root, clock) is None
