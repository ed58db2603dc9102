"""A post to a list is one letter, as a real mail server gets it."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from generator.model.catalog import Account
from generator.model.errors import SetupError
from generator.social.networks.mail import Mail
from generator.social.networks.network import NotTakenError, Parcel, RejectedError, UnknownError

if TYPE_CHECKING:
    from running.mailbox import Mailbox

    from generator.social.networks.mail import MailingList

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNT = Account(network="mail", handle="followers@town.example")
PARCEL = Parcel(
    key="2026-11-20-news-a/mail:followers@town.example",
    at=AT,
    since=AT,
    text="Agua: «corte» el día 5\n\nMás en https://test.example/a/\n.\nFin",
    lang="es",
    link="https://test.example/a/",
)


def connected(address: str) -> MailingList:
    return Mail().connect(ACCOUNT, {"DAYLIGHT_MAIL_FOLLOWERS_TOWN_EXAMPLE": address})


def through(smtp: Mailbox) -> MailingList:
    return connected(f"smtp://{smtp.host}:{smtp.port}?from=records@town.example")


def test_a_letter_says_what_the_file_says(smtp: Mailbox) -> None:
    sent = through(smtp).send(PARCEL)
    (letter,) = smtp.letters
    assert smtp.envelopes == [("records@town.example", ["followers@town.example"])]
    assert letter["Subject"] == "Agua: «corte» el día 5"
    assert letter.get_content() == "Más en https://test.example/a/\n.\nFin\n"
    assert (letter["From"], letter["To"]) == ("records@town.example", "followers@town.example")
    assert (letter["Content-Language"], letter["Auto-Submitted"]) == ("es", "auto-generated")
    assert letter["Message-ID"] == sent.ref
    assert letter["Date"].datetime == AT


def test_a_letter_has_the_same_id_each_time_and_a_correction_answers_it(smtp: Mailbox) -> None:
    first = through(smtp).send(PARCEL)
    assert through(smtp).send(PARCEL) == first
    assert not through(smtp).edit(first, PARCEL)
    through(smtp).send(replace(PARCEL, key="b", text="Correction", thread=(first,)))
    assert [letter["In-Reply-To"] for letter in smtp.letters] == [None, None, first.ref]
    with pytest.raises(RejectedError, match="cannot be taken back"):
        through(smtp).delete(first)


def test_a_subject_is_one_line_whatever_the_text(smtp: Mailbox) -> None:
    through(smtp).send(replace(PARCEL, text="Rain\r\nBcc: all@evil.example\n\nx"))
    (letter,) = smtp.letters
    assert letter["Bcc"] is None
    assert smtp.envelopes == [("records@town.example", ["followers@town.example"])]


@pytest.mark.parametrize(
    ("refuse", "error"),
    [("451 Later", NotTakenError), ("554 No", RejectedError), ("552 Too long", RejectedError)],
)
def test_a_reply_decides(smtp: Mailbox, refuse: str, error: type[Exception]) -> None:
    smtp.refuse = refuse
    with pytest.raises(error, match=refuse[:3]):
        through(smtp).send(PARCEL)


def test_a_server_that_is_not_there_or_goes_away() -> None:
    with pytest.raises(NotTakenError, match="cannot be reached"):
        connected("smtp://127.0.0.1:9?from=records@town.example").send(PARCEL)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as stream:
            stream.write(b"220 here\r\n")
            while line := stream.readline():
                if line.upper().startswith(b"DATA"):
                    stream.write(b"354 go on\r\n")
                    while stream.readline() != b".\r\n":
                        pass
                    return  # it has the letter, and says nothing
                stream.write(b"250 ok\r\n")

    threading.Thread(target=serve, daemon=True).start()
    with pytest.raises(UnknownError, match="went away"):
        connected(f"smtp://127.0.0.1:{listening.getsockname()[1]}?from=records@town.example").send(PARCEL)
    listening.close()


@pytest.mark.parametrize(
    "way", ["mail.example", "smtp://mail.example", "http://mail.example?from=a@b", "smtp://?from=a@b"]
)
def test_a_way_that_is_none_is_told_without_its_password(way: str) -> None:
    with pytest.raises(SetupError, match="DAYLIGHT_MAIL_FOLLOWERS_TOWN_EXAMPLE is no way to a mail server"):
        connected(way)
