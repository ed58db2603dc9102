"""Promises of every ledger: a receipt is replaced only where it is what was read, and by one worker."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from generator.model.receipt import Receipt, Sent, State
from generator.social.ledgers.in_database import LedgerInDatabase
from generator.social.ledgers.in_git import LedgerInGit
from generator.social.ledgers.in_memory import LedgerInMemory
from generator.social.ledgers.ledger import LedgerError, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.social.ledgers.ledger import Ledger

NOW = datetime(2026, 11, 20, 12, 30, 15, 123456, tzinfo=UTC)
DUE = Receipt(key="2026-11-20-news-a/mastodon:@town@social.example", state=State.DUE, at=NOW)
CLAIMED = DUE.become(State.CLAIMED, NOW, until=NOW, by="one")
SENT = CLAIMED.become(State.SENT, NOW, words="Ja, „so“ ☂", sent=(Sent(ref="1", url="https://social.example/1"),))


def repository(folder: Path) -> Path:
    """One with a server of its own, in another folder."""
    server, root = folder / "server.git", folder / "root"
    for command in (
        ["git", "init", "-q", "--bare", "-b", "main", str(server)],
        ["git", "init", "-q", "-b", "main", str(root)],
        ["git", "-C", str(root), "remote", "add", "origin", str(server)],
    ):
        subprocess.run(command, check=True)
    return root


@pytest.fixture(params=["git", "sqlite", "memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Ledger]]:
    """Opens the ledger as another worker would."""
    root, one = repository(tmp_path), LedgerInMemory()
    ways: dict[str, Callable[[], Ledger]] = {
        "git": lambda: LedgerInGit(root),
        "sqlite": lambda: LedgerInDatabase(f"sqlite:///{tmp_path}/receipts.db"),
        "memory": lambda: one,
    }
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(ways[request.param]()))


def test_a_receipt_is_read_as_it_was_kept(ledger: Callable[[], Ledger]) -> None:
    first, second = ledger(), ledger()
    assert first.read([DUE.key]) == {}
    assert first.swap(None, CLAIMED)
    assert first.swap(CLAIMED, SENT)
    other = replace(DUE, key="2026-11-20-news-b/mastodon:@town@social.example")
    assert second.swap(None, other)
    for each in (first, second, ledger()):
        assert each.read([DUE.key, "none/net:x", other.key]) == {DUE.key: SENT, other.key: other}
        assert each.read([]) == {}


def test_it_is_replaced_only_where_it_is_what_was_read(ledger: Callable[[], Ledger]) -> None:
    first, second = ledger(), ledger()
    assert not first.swap(DUE, CLAIMED)
    assert first.swap(None, CLAIMED)
    assert not second.swap(None, replace(CLAIMED, by="two"))
    assert not second.swap(replace(CLAIMED, by="two"), SENT)
    assert second.read([DUE.key]) == {DUE.key: CLAIMED}
    assert second.swap(CLAIMED, SENT)
    assert not first.swap(CLAIMED, SENT.become(State.DUE, NOW))
    assert first.read([DUE.key]) == {DUE.key: SENT}


def test_of_many_workers_one_gets_each(ledger: Callable[[], Ledger]) -> None:
    keys = [f"2026-11-20-news-{number}/net:town" for number in range(10)]

    def work(worker: int) -> list[str]:
        own = ledger()
        order = keys[worker:] + keys[:worker]
        return [key for key in order if own.swap(None, replace(CLAIMED, key=key, by=str(worker)))]

    with ThreadPoolExecutor(4) as pool:
        got = [key for found in pool.map(work, range(4)) for key in found]
    assert sorted(got) == sorted(keys)


def test_a_receipt_says_all_in_json() -> None:
    assert decode(encode(SENT)) == SENT
    assert decode(encode(DUE)) == DUE
    assert encode(SENT).startswith('{\n "key": "2026-11-20-news-a/mastodon:@town@social.example",\n "state": "sent",')
    for broken in ("", "[]", "{}", '{"key": "a", "state": "lost", "at": "2026-11-20"}'):
        with pytest.raises(LedgerError, match="A receipt cannot be read"):
            decode(broken)


def test_the_branch_of_receipts_shares_nothing_and_is_read_by_people(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with closing(LedgerInGit(root)) as ledger:
        assert ledger.swap(None, CLAIMED)
        assert ledger.swap(CLAIMED, SENT)
    git = ["git", "-C", str(tmp_path / "server.git")]
    log = subprocess.run([*git, "log", "--format=%s", "receipts"], check=True, capture_output=True, text=True).stdout
    assert log == f"sent: {DUE.key}\nclaimed: {DUE.key}\n"
    path = "receipts:2026/2026-11-20-news-a/mastodon%3A@town@social.example.json"
    assert subprocess.run([*git, "show", path], check=True, capture_output=True, text=True).stdout == encode(SENT)
    assert not (root / ".git/refs/heads/receipts").exists()
    assert subprocess.run(["git", "-C", str(root), "status", "--short"], check=True, capture_output=True).stdout == b""


def test_a_ledger_that_cannot_be_reached_is_told_without_its_secret(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with pytest.raises(LedgerError, match="cannot be used now") as told:
        LedgerInDatabase(f"sqlite:////{tmp_path}/no/such/folder/a.db")
    address = "http://user:hunter2@127.0.0.1:9/receipts.git"
    subprocess.run(["git", "-C", str(root), "remote", "set-url", "origin", address], check=True)
    with pytest.raises(LedgerError, match="cannot be fetched") as also:
        LedgerInGit(root)
    assert "hunter2" not in f"{told.value}{also.value}"
    subprocess.run(["git", "-C", str(root), "remote", "remove", "origin"], check=True)
    with pytest.raises(LedgerError, match="no `origin`"):
        LedgerInGit(root)
