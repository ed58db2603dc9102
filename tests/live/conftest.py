"""Real servers, each started once for all tests that ask for it, and ended by the number of its process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running.bluesky import BlueskyServer
    from running.mailbox import Mailbox
    from running.postgres import PostgresServer
    from running.snac import SnacServer
    from running.synapse import SynapseServer


@pytest.fixture(scope="session")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BlueskyServer]:
    """Bluesky's own server: `address`, `handle`, `password`; `kill()` and `start()`; `account(name)` for another."""
    from running.bluesky import BlueskyServer

    server = BlueskyServer(tmp_path_factory.mktemp("bluesky"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnacServer]:
    """What speaks Mastodon's language: `address`, `handle`, `token`; `kill()` and `start()`; `account(name)`."""
    from running.snac import SnacServer

    server = SnacServer(tmp_path_factory.mktemp("snac"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A database: `address` as SQLAlchemy takes it; `kill()` and `start()`; `database(name)` for another."""
    from running.postgres import PostgresServer

    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Matrix's own server: `room()` for a new room; `kill()` and `start()`."""
    from running.synapse import SynapseServer

    server = SynapseServer(tmp_path_factory.mktemp("synapse"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def smtp() -> Iterator[Mailbox]:
    """A mail server: `host`, `port`, and the `letters` that have come."""
    from running.mailbox import Mailbox

    server = Mailbox()
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(autouse=True)
def _alive(request: pytest.FixtureRequest) -> None:
    """A test that fails between a kill and a start takes nothing from those after it."""
    for name in ("pds", "snac", "postgres", "synapse"):
        if name in request.fixturenames:
            request.getfixturevalue(name).start()
