"""What is merged is on the networks: read back from the real servers, equal to the file, and there once."""

from __future__ import annotations

import functools
import http.server
import itertools
import subprocess
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import ALERT, a_site, an_announcement, commit, daylight, write
from running.program import free_port

from generator.clock import clock
from generator.model.catalog import Account
from generator.social.networks.mastodon import Mastodon
from generator.social.networks.network import Parcel
from generator.social.networks.speaking import secret_name
from generator.social.outbox import read_outbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result
    from running.bluesky import BlueskyAccount, BlueskyServer
    from running.postgres import PostgresServer
    from running.snac import SnacAccount, SnacServer

NUMBERS = itertools.count()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


class Town:
    """A site that is live on this machine, whose repository has a server, and which has an account on each network."""

    def __init__(self, root: Path, port: int, snac: SnacServer, pds: BlueskyServer) -> None:
        number = next(NUMBERS)
        self.mastodon: SnacAccount = snac.account(f"town{number}")
        self.bluesky: BlueskyAccount = pds.account(f"townhall{number}")
        accounts = [
            {"network": "mastodon", "handle": self.mastodon.handle, "server": snac.address},
            {"network": "bluesky", "handle": self.bluesky.handle, "server": pds.address},
        ]
        self.root = a_site(root / "root", accounts=accounts)
        settings = self.root / "mkdocs.yml"
        settings.write_text(settings.read_text().replace("https://test.example/", f"http://127.0.0.1:{port}/"))
        server = root / "server.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
        daylight(self.root, "build")
        commit(self.root)
        self._git("remote", "add", "origin", str(server))

    def publish(self) -> None:
        """Build, merge, deploy."""
        built = daylight(self.root, "build")
        assert built.exit_code == 0, built.output
        self.merge()

    def merge(self) -> None:
        commit(self.root)
        self._git("push", "-q", "origin", "HEAD:main")

    def deliver(self, *options: str) -> Result:
        return daylight(self.root, "deliver", *options)

    def queue(self) -> dict[str, Any]:
        """The posts of each file, by its id."""
        outgoing, findings = read_outbox(self.root)
        assert not findings
        return {each.id: each.posts for each in outgoing}

    def write(self, id_: str, *, of: str, **changes: Any) -> None:
        """A file of the outbox like another one."""
        value = yaml.safe_load((self.root / f"content/outbox/2026/{of}.yaml").read_text())
        write(self.root, f"content/outbox/2026/{id_}.yaml", yaml.safe_dump({**value, "id": id_, **changes}))

    def _git(self, *words: str) -> None:
        subprocess.run(["git", "-C", str(self.root), *words], check=True)


@pytest.fixture
def town(
    tmp_path: Path, port: int, snac: SnacServer, pds: BlueskyServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    town = Town(tmp_path, port, snac, pds)
    for network, account in (("mastodon", town.mastodon), ("bluesky", town.bluesky)):
        name = secret_name(f"{network}:{account.handle}")
        monkeypatch.setenv(name, getattr(account, "token", "") or getattr(account, "password", ""))
    handler = functools.partial(Quiet, directory=town.root / "site")
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield town
        server.shutdown()


def texts(town: Town) -> tuple[list[str], list[str]]:
    return [each["text"] for each in town.mastodon.posts()], [each["value"]["text"] for each in town.bluesky.posts()]


def test_what_is_merged_is_on_both_networks_once_as_it_stands_in_the_file(town: Town) -> None:
    an_announcement(town.root, summary="Water runs again in «Old Town»; 3 < 4 & so on. Thanks to all! #ThankYou 水")
    town.publish()
    first = town.deliver()
    assert first.exit_code == 0, first.output
    assert first.output.endswith("2 posts: 2 sent.\n")
    assert town.deliver().output == "2 posts: 2 sent.\n"
    ((mastodon, bluesky),) = town.queue().values()
    (status,) = town.mastodon.posts()
    assert status["text"] == mastodon.texts[0]
    assert [each["description"] for each in status["media_attachments"]] == [mastodon.alt]
    assert town.mastodon.language(status) == "en"
    (record,) = town.bluesky.posts()
    value = record["value"]
    assert value["text"] == bluesky.texts[0]
    assert value["langs"] == ["en"]
    card = value["embed"]["external"]
    assert (card["uri"], card["title"], card["description"]) == (
        bluesky.texts[0].split("\n\n")[-1],
        "The pump is mended",
        bluesky.alt,
    )
    assert town.bluesky.blob(card["thumb"]) == (town.root / "site/cards/announcement/pump-repair.png").read_bytes()
    encoded = value["text"].encode()
    marked = {
        encoded[each["index"]["byteStart"] : each["index"]["byteEnd"]].decode(): each["features"][0]
        for each in value["facets"]
    }
    assert marked["#ThankYou"] == {"$type": "app.bsky.richtext.facet#tag", "tag": "ThankYou"}
    assert marked[card["uri"]] == {"$type": "app.bsky.richtext.facet#link", "uri": card["uri"]}


def test_an_alert_is_a_thread_and_an_exercise_says_so_first(town: Town) -> None:
    summary = " ".join(f"Sentence {number} of what happened at the pump." for number in range(1, 15))
    facts = {**ALERT, "summary": summary, "status": "Exercise", "expires": "2099-01-01T00:00:00Z"}
    an_announcement(town.root, "boil", **facts)
    town.publish()
    assert town.deliver().exit_code == 0
    ((mastodon, bluesky),) = town.queue().values()
    statuses, records = town.mastodon.posts(), [each["value"] for each in town.bluesky.posts()]
    assert [each["text"] for each in statuses] == list(mastodon.texts)
    assert [each["text"] for each in records] == list(bluesky.texts)
    assert [each["in_reply_to_id"] and each["in_reply_to_id"][10:] for each in statuses] == [
        None,
        *(each["id"][10:] for each in statuses[:-1]),
    ]
    assert {each["spoiler_text"] for each in statuses} == {"Exercise: this is not a real alert."}
    uris = [each["uri"] for each in town.bluesky.posts()]
    assert [each.get("reply", {}).get("parent", {}).get("uri") for each in records] == [None, *uris[:-1]]
    assert {each["reply"]["root"]["uri"] for each in records[1:]} == {uris[0]}


def test_a_correction_is_an_edit_on_one_network_and_a_reply_on_the_other(town: Town) -> None:
    an_announcement(town.root)
    town.publish()
    assert town.deliver().exit_code == 0
    ((id_, posts),) = town.queue().items()
    text = "Correction: the pump at the south gate is mended."
    mended = [{"to": post.to, "lang": "en", "text": text} for post in posts]
    town.write("2026-03-02-correction", of=id_, corrects=id_, posts=mended)
    town.merge()
    told = town.deliver()
    assert told.exit_code == 0, told.output
    assert "Edited where it stands." in told.output
    mastodon, bluesky = texts(town)
    assert mastodon == [text]
    assert bluesky == [posts[1].texts[0], text]
    reply = town.bluesky.posts()[-1]["value"]["reply"]
    assert reply["parent"]["uri"] == town.bluesky.posts()[0]["uri"]


def test_a_retraction_takes_back_what_a_network_lets_it(town: Town) -> None:
    an_announcement(town.root)
    town.publish()
    town.deliver()
    ((id_, posts),) = town.queue().items()
    town.write("2026-03-02-retraction", of=id_, retracts=id_, posts=[{"to": post.to} for post in posts])
    town.merge()
    told = town.deliver()
    assert texts(town)[1] == []
    assert "Taken back." in told.output
    # snac has no way to delete, and says 404 of what is there: that is not called done.
    assert told.exit_code == 7
    assert len(texts(town)[0]) == 1
    assert "rejected 2026-03-02-retraction to mastodon:" in told.output


def test_a_post_that_the_network_has_is_found_again_whatever_its_text(town: Town, pds: BlueskyServer) -> None:
    """As after a worker that died between the network's answer and its receipt."""
    account = Account(network="mastodon", handle=town.mastodon.handle, server=town.mastodon.address)
    connection = Mastodon().connect(account, {secret_name(str(account)): town.mastodon.token})
    now = clock()
    words = [
        "plain",
        "10 m³ < 12 m³ #Agua",
        "An 8-ounce glass",
        "Levels <3 mg",
        "a < b > c",
        "AT&T &amp; co",
        "B-) مياه",
    ]
    parcels = [
        Parcel(key=text, at=now, since=now - timedelta(minutes=10), text=text, lang="en", link="http://127.0.0.1/")
        for text in words
    ]
    assert [connection.find(each) for each in parcels] == [None] * len(words)
    sent = [connection.send(each) for each in parcels]
    assert [found and found.url for found in map(connection.find, parcels)] == [each.url for each in sent]
    assert pds.address


def test_receipts_may_be_kept_in_a_database(town: Town, postgres: PostgresServer) -> None:
    an_announcement(town.root)
    town.publish()
    ledger = postgres.database(f"receipts{next(NUMBERS)}")
    assert town.deliver("--ledger", ledger).output.endswith("2 posts: 2 sent.\n")
    assert town.deliver("--ledger", ledger).output == "2 posts: 2 sent.\n"
    assert [len(each) for each in texts(town)] == [1, 1]
    postgres.kill()
    gone = town.deliver("--ledger", ledger)
    postgres.start()
    assert gone.exit_code == 6
    assert "The ledger's database cannot be used now: OperationalError." in gone.output


def test_a_secret_is_told_nowhere_and_a_missing_one_is_named(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    an_announcement(town.root)
    town.publish()
    name = secret_name(f"bluesky:{town.bluesky.handle}")
    monkeypatch.setenv(name, "a-wrong-password")
    wrong = town.deliver()
    assert wrong.exit_code == 7
    assert "The account cannot be used: 401" in wrong.output
    assert "a-wrong-password" not in wrong.output
    monkeypatch.delenv(name)
    missing = town.deliver()
    assert f"There is no secret for bluesky:{town.bluesky.handle}. Set {name} in the environment." in missing.output
    assert [len(each) for each in texts(town)] == [1, 0]
    receipts = subprocess.run(
        ["git", "-C", str(town.root), "grep", "-c", town.mastodon.token, "origin/receipts"],
        check=False,
        capture_output=True,
    )
    assert receipts.returncode
