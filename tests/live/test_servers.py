"""The real servers that other tests deliver to: each takes, gives back and keeps what those tests rely on."""

from __future__ import annotations

import smtplib
from base64 import b64decode
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from running.bluesky import POST
from running.snac import letters
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from running.bluesky import BlueskyAccount, BlueskyServer
    from running.mailbox import Mailbox
    from running.postgres import PostgresServer
    from running.snac import SnacAccount, SnacServer

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==")
"""One black point. A server looks into what it is sent."""
WORDS = "Agua: «corte» & obras — 10 m³ < 12 m³ #Agua\n\nMás en https://test.example/es/?a=1&b=2#c, mañana. مياه जल 水"


@pytest.fixture(scope="module")
def town(pds: BlueskyServer) -> BlueskyAccount:
    return pds.account("town-of-tests")


def put(account: BlueskyAccount, key: str, record: dict[str, Any], **more: Any) -> httpx.Response:
    body = {"repo": account.handle, "collection": POST, "rkey": key, "record": record, **more}
    with account.client() as client:
        return client.post("com.atproto.repo.putRecord", json=body)


def a_record(words: str = WORDS, **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": words, "createdAt": "2026-11-23T12:00:00.000Z", "langs": ["es"], **more}


def test_bluesky_puts_what_is_not_there_once(town: BlueskyAccount) -> None:
    key = "3lbmzqg2c2223"
    created, repeated = (put(town, key, a_record(), swapRecord=None) for _ in range(2))
    assert created.status_code == repeated.status_code == 200
    assert created.json()["cid"] == repeated.json()["cid"]
    assert created.json()["commit"]
    assert "commit" not in repeated.json()
    other = put(town, key, a_record("Something else"), swapRecord=None)
    assert (other.status_code, other.json()["error"]) == (400, "InvalidSwap")
    assert [each["value"]["text"] for each in town.posts() if each["uri"].endswith(key)] == [WORDS]


def test_bluesky_gives_back_embeds_facets_and_languages(town: BlueskyAccount) -> None:
    with town.client() as client:
        headers = {"Content-Type": "image/png"}
        blob = client.post("com.atproto.repo.uploadBlob", content=PNG, headers=headers).json()["blob"]
    begin = WORDS.encode().index(b"#Agua")
    facet = {
        "index": {"byteStart": begin, "byteEnd": begin + 5},
        "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "Agua"}],
    }
    external = {"uri": "https://test.example/", "title": "Agua", "description": "Una bomba", "thumb": blob}
    embed = {"$type": "app.bsky.embed.external", "external": external}
    record = a_record(facets=[facet], embed=embed)
    key = "3lbmzqg2c2224"
    assert put(town, key, record).is_success
    [found] = [each["value"] for each in town.posts() if each["uri"].endswith(key)]
    assert found == record
    assert town.blob(found["embed"]["external"]["thumb"]) == PNG


@pytest.mark.parametrize(("words", "key"), [("x" * 301, "3lbmzqg2c2225"), ("x", "no-tid")])
def test_bluesky_refuses(town: BlueskyAccount, words: str, key: str) -> None:
    refused = put(town, key, a_record(words))
    assert (refused.status_code, refused.json()["error"]) == (400, "InvalidRequest")


def test_bluesky_deletes_and_gives_pages(pds: BlueskyServer) -> None:
    account = pds.account("many-pages")
    keys = [f"3lbmzqg2c2{a}{b}2" for a in "234567abcd" for b in "234567abcdef"]
    writes = [
        {"$type": "com.atproto.repo.applyWrites#create", "collection": POST, "rkey": key, "value": a_record(key)}
        for key in keys
    ]
    with account.client() as client:
        body = {"repo": account.handle, "writes": writes}
        assert client.post("com.atproto.repo.applyWrites", json=body).is_success
        assert [each["value"]["text"] for each in account.posts()] == sorted(keys)
        for _ in range(2):  # what is not there is deleted as well
            body = {"repo": account.handle, "collection": POST, "rkey": keys[0]}
            assert client.post("com.atproto.repo.deleteRecord", json=body).is_success
    assert len(account.posts()) == len(keys) - 1


def test_bluesky_is_killed_and_keeps_what_it_answered(pds: BlueskyServer, town: BlueskyAccount) -> None:
    with town.client() as client:
        answer = put(town, "3lbmzqg2c2226", a_record(), swapRecord=None).json()
        pds.kill()
        with pytest.raises(httpx.TransportError):
            client.get("com.atproto.server.getSession")
        pds.start()
        assert client.get("com.atproto.server.getSession").json()["handle"] == town.handle
    assert answer["cid"] in [each["cid"] for each in town.posts()]
    assert put(town, "3lbmzqg2c2226", a_record(), swapRecord=None).json()["cid"] == answer["cid"]


@pytest.fixture(scope="module")
def office(snac: SnacServer) -> SnacAccount:
    return snac.account("office")


def say(account: SnacAccount, words: str, **more: Any) -> dict[str, Any]:
    headers = more.pop("headers", {})
    with account.client() as client:
        answer = client.post(
            "/api/v1/statuses", json={"status": words, "visibility": "public", **more}, headers=headers
        )
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def picture(account: SnacAccount, name: str, content: bytes, alt: str) -> str:
    with account.client() as client:
        files = {"file": (name, content, "image/png")}
        answer = client.post("/api/v2/media", files=files, data={"description": alt})
    return str(answer.raise_for_status().json()["id"])


def test_snac_gives_back_what_it_took(office: SnacAccount) -> None:
    media = picture(office, "one.png", PNG, "Una «bomba»")
    said = say(office, WORDS, language="es", spoiler_text="Cuidado", media_ids=[media])
    reply = say(office, "Más", in_reply_to_id=said["id"])
    found = {each["uri"]: each for each in office.posts()}
    post = found[said["uri"]]
    assert post["text"] == WORDS
    assert letters(post["content"]) == letters(WORDS)
    assert (post["spoiler_text"], post["sensitive"]) == ("Cuidado", True)
    assert (post["language"], office.language(post)) == ("en", "es")
    assert [each["description"] for each in post["media_attachments"]] == ["Una «bomba»"]
    assert httpx.get(post["media_attachments"][0]["url"], trust_env=False).content == PNG
    assert found[reply["uri"]]["in_reply_to_id"][10:] == said["id"][10:]
    assert post["created_at"].endswith(".000Z")


def test_snac_edits_the_text_alone_and_deletes_nothing(office: SnacAccount) -> None:
    said = say(office, "Before", spoiler_text="Careful")
    with office.client() as client:
        path = f"/api/v1/statuses/{said['id']}"
        edited = client.put(path, json={"status": "After", "spoiler_text": "Relax"}).raise_for_status().json()
        assert client.delete(path).status_code == 404
    assert edited["edited_at"]
    [found] = [each for each in office.posts() if each["uri"] == said["uri"]]
    assert (found["text"], found["spoiler_text"]) == ("After", "Careful")
    assert found["id"][10:] == said["id"][10:]


def test_snac_knows_no_keys_and_one_picture_of_a_name(office: SnacAccount) -> None:
    one, two = (say(office, "Twice", headers={"Idempotency-Key": "the same"}) for _ in range(2))
    assert one["uri"] != two["uri"]
    assert picture(office, "card.png", PNG, "One") == picture(office, "card.png", PNG + b"2", "Two")


def test_snac_loses_letters_of_what_it_reads_more_into(office: SnacAccount) -> None:
    words = "An 8-ounce glass"
    said = say(office, words)
    assert letters(said["content"]) != letters(words)
    assert said["text"] == words


def test_snac_makes_links_of_what_has_a_scheme_and_of_nothing_else(office: SnacAccount) -> None:
    said = say(office, "See example.com/x, www.example.com and https://test.example/a/")
    assert said["content"].count("href=") == 1


def test_snac_gives_pages(snac: SnacServer) -> None:
    account = snac.account("pages")
    for number in range(60):
        say(account, f"Post {number}")
    assert [each["text"] for each in account.posts()] == [f"Post {number}" for number in range(60)]


def test_snac_is_killed_and_keeps_what_it_answered(snac: SnacServer, office: SnacAccount) -> None:
    said = say(office, "Before the kill")
    snac.kill()
    with pytest.raises(httpx.TransportError):
        say(office, "Meanwhile")
    snac.start()
    assert said["uri"] in {each["uri"] for each in office.posts()}
    say(office, "After the kill")


def test_postgres_is_killed_and_keeps_what_it_committed(postgres: PostgresServer) -> None:
    engine = create_engine(postgres.database("tests"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (words text)"))
        connection.execute(text("INSERT INTO kept VALUES ('água')"))
    engine.dispose()
    waiting = engine.connect()
    waiting.execute(text("SELECT 1"))
    postgres.kill()
    postgres.start()
    waiting.invalidate()
    waiting.close()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT words FROM kept")).scalar() == "água"
    engine.dispose()


def test_letters_are_kept_or_refused(smtp: Mailbox) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@test.example", "officer@test.example", "Überfällig"
    letter.set_content(WORDS)
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.send_message(letter)
    [found] = smtp.letters
    assert (found["Subject"], found.get_content().strip()) == ("Überfällig", WORDS)
    assert smtp.envelopes == [("desk@test.example", ["officer@test.example"])]
    smtp.refuse = "451 Later"
    with smtplib.SMTP(smtp.host, smtp.port) as client, pytest.raises(smtplib.SMTPDataError):
        client.send_message(letter)
