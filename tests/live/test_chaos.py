"""Each post arrives once, though workers are killed at any moment: counted on the real servers, for each ledger."""

from __future__ import annotations

import itertools
import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from running.chaos import AIMED, Chaos, counted
from running.disk import mounted
from running.postgres import PostgresServer

if TYPE_CHECKING:
    from running.bluesky import BlueskyServer
    from running.snac import SnacServer

NUMBERS = itertools.count()
POSTS = int(os.environ.get("DAYLIGHT_POSTS", "45"))
KILLS = int(os.environ.get("DAYLIGHT_KILLS", "30"))


def a_repository(folder: Path) -> str:
    server, root = folder / "server.git", folder / "root"
    for command in (
        ["git", "init", "-q", "--bare", "-b", "main", str(server)],
        ["git", "init", "-q", "-b", "main", str(root)],
        ["git", "-C", str(root), "remote", "add", "origin", str(server)],
    ):
        subprocess.run(command, check=True)
    return str(root)


def both(snac: SnacServer, pds: BlueskyServer) -> tuple[list[dict[str, str]], list[object]]:
    """An account on each network, with its secret."""
    number = next(NUMBERS)
    town, hall = snac.account(f"chaos{number}"), pds.account(f"chaoshall{number}")
    accounts = [
        {"network": "mastodon", "handle": town.handle, "server": snac.address, "secret": town.token},
        {"network": "bluesky", "handle": hall.handle, "server": pds.address, "secret": hall.password},
    ]
    return accounts, [town, hall]


@pytest.mark.parametrize(("ledger", "workers"), [("git", 1), ("postgres", 3)])
def test_nothing_is_lost_and_nothing_arrives_twice(
    ledger: str, workers: int, tmp_path: Path, snac: SnacServer, pds: BlueskyServer, postgres: PostgresServer
) -> None:
    accounts, (town, hall) = both(snac, pds)

    def disturb() -> None:
        snac.kill()
        snac.start()

    chaos = Chaos(
        folder=tmp_path,
        accounts=accounts,
        count=POSTS,
        ledger=postgres.database(f"chaos{next(NUMBERS)}") if ledger == "postgres" else "",
        root=a_repository(tmp_path),
        workers=workers,
        disturb=disturb,
        seed=workers,
    )
    chaos.run(KILLS)
    on_mastodon = counted(chaos.links, [each["text"] for each in town.posts()])
    on_bluesky = counted(chaos.links, [each["value"]["text"] for each in hall.posts()])
    assert (on_mastodon, on_bluesky) == ((0, 0), (0, 0)), chaos.kills
    assert chaos.kills.total() >= KILLS
    assert len(chaos.kills) > 3


@pytest.mark.parametrize(("ledger", "workers", "megabytes"), [("git", 1, 24), ("postgres", 3, 160)])
def test_where_there_is_no_room_for_receipts_nothing_is_sent_without_one(
    ledger: str,
    workers: int,
    megabytes: int,
    tmp_path_factory: pytest.TempPathFactory,
    snac: SnacServer,
    pds: BlueskyServer,
) -> None:
    accounts, (town, hall) = both(snac, pds)
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory(prefix="daylight-disk-")))  # pytest's is closed to others
        place.chmod(0o755)
        disk = stack.enter_context(mounted(place, megabytes))
        server = None
        if ledger == "postgres":
            disk.folder.chmod(0o777)
            server = PostgresServer(disk.folder)
            stack.callback(server.stop)
            server.start()
        chaos = Chaos(
            folder=tmp_path_factory.mktemp("chaos"),
            accounts=accounts,
            count=max(8, POSTS // 3),
            ledger=server.database("chaos") if server else "",
            root=a_repository(disk.folder),
            workers=workers,
            disk=disk,
            mend=server.start if server else None,
            stops=0 if server else 1,  # PostgreSQL writes into the room that it has set aside
            seed=workers,
        )
        chaos.run(KILLS // 5)
    on_mastodon = counted(chaos.links, [each["text"] for each in town.posts()])
    on_bluesky = counted(chaos.links, [each["value"]["text"] for each in hall.posts()])
    assert (on_mastodon, on_bluesky) == ((0, 0), (0, 0)), chaos.kills
    assert chaos.filled, "there was always room"


@pytest.mark.parametrize(("part", "aims"), [("claim", ("after",)), ("look-up", ("after",)), ("lease", ("late",))])
def test_without_a_part_of_it_posts_do_arrive_twice(
    part: str, aims: tuple[str, ...], tmp_path: Path, snac: SnacServer, pds: BlueskyServer
) -> None:
    """So that the test above is known to be awake."""
    accounts, (town, _) = both(snac, pds)
    assert set(aims) <= set(AIMED)
    chaos = Chaos(
        folder=tmp_path,
        accounts=accounts[:1],
        count=4,
        ledger=f"sqlite:///{tmp_path}/receipts.db",
        without=(part,),
        aims=aims,
    )
    chaos.run(3)
    assert counted(chaos.links, [each["text"] for each in town.posts()])[0] > 0
