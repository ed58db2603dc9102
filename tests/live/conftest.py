"""Real servers, each started once for all tests that ask for it, and ended by the number of its process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running.bluesky import BlueskyServer
    from running.mailbox import Mailbox
    from running.postgres import PostgresServer
    from running.snac import SnacServer
    from running.synapse import SynapseServer


class Runs(Protocol):
    """A server that can be started and stopped."""

    def start(self) -> None:
        """Until it can be asked."""

    def stop(self) -> None:
        """For good."""


Server = TypeVar("Server", bound=Runs)


@contextmanager
def _started(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BlueskyServer]:
    """Bluesky's own server: `address`, `handle`, `password`; `kill()` and `start()`; `account(name)` for another."""
    from running.bluesky import BlueskyServer

    with _started(BlueskyServer(tmp_path_factory.mktemp("bluesky"))) as server:
        yield server


@pytest.fixture(scope="session")
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnacServer]:
    """What speaks Mastodon's language: `address`, `handle`, `token`; `kill()` and `start()`; `account(name)`."""
    from running.snac import SnacServer

    with _started(SnacServer(tmp_path_factory.mktemp("snac"))) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A database: `address` as SQLAlchemy takes it; `kill()` and `start()`; `database(name)` for another."""
    from running.postgres import PostgresServer

    with _started(PostgresServer()) as server:
        yield server


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Matrix's own server: `room()` for a new room; `kill()` and `start()`."""
    from running.synapse import SynapseServer

    with _started(SynapseServer(tmp_path_factory.mktemp("synapse"))) as server:
        yield server


@pytest.fixture
def smtp() -> Iterator[Mailbox]:
    """A mail server: `host`, `port`, and the `letters` that have come."""
    from running.mailbox import Mailbox

    with _started(Mailbox()) as server:
        yield server


@pytest.fixture(autouse=True)
def _alive(request: pytest.FixtureRequest) -> None:
    """A test that fails between a kill and a start takes nothing from those after it."""
    for name in ("pds", "snac", "postgres", "synapse"):
        if name in request.fixturenames:
            request.getfixturevalue(name).start()
