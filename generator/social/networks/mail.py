"""E-mail to a list, by SMTP (RFC 5321)."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from contextlib import closing, suppress
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from generator.model.errors import SetupError
from generator.model.receipt import Sent
from generator.social.networks.network import Bare, NotTakenError, RejectedError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from generator.model.catalog import Account
    from generator.social.networks.network import Parcel

_SECONDS = 20
_LATER = 500
"""Replies below are for now, others for ever (RFC 5321, 4.2.1)."""
_HERE = frozenset({"127.0.0.1", "localhost"})
_PORTS = {"smtp": 587, "smtps": 465}


class Mail:
    """One letter a post: its first line is the subject."""

    name = "mail"
    limit = 20_000
    finds = False
    warns = False
    bare = Bare.PERHAPS

    def length(self, text: str) -> int:
        """Characters."""
        return len(text)

    def connect(self, account: Account, secrets: Mapping[str, str]) -> MailingList:
        """A list, by its address. The secret is the way to the server: smtps://name:password@server?from=address."""
        from generator.social.networks.speaking import secret_name, secret_of

        way = urlsplit(secret_of(account, secrets))
        sender = parse_qs(way.query).get("from", [""])[0]
        if way.scheme not in _PORTS or not way.hostname or "@" not in sender:
            raise SetupError(
                f"{secret_name(str(account))} is no way to a mail server. Write"
                " smtps://name:password@mail.example?from=records@town.example."
            )
        return MailingList(account.handle, sender, way)


class MailingList:
    """One list; each letter goes over a connection of its own."""

    def __init__(self, address: str, sender: str, way: SplitResult) -> None:
        self._address = address
        self._sender = sender
        self._way = way

    def find(self, parcel: Parcel) -> Sent | None:  # noqa: ARG002 - as every network
        """Nobody can be asked."""
        return None

    def send(self, parcel: Parcel) -> Sent:
        """Hand it over. Once its end is on the way and no reply comes, nobody knows whether it was taken."""
        letter = self._letter(parcel)
        try:
            server = self._connected()
        except smtplib.SMTPAuthenticationError:
            raise NotTakenError("The mail server does not take the name and the password.") from None
        except (OSError, smtplib.SMTPException) as bad:
            raise NotTakenError(f"The mail server cannot be reached: {type(bad).__name__}.") from None
        with closing(server):
            try:
                _check(server.mail(self._sender))
                _check(server.rcpt(self._address))
            except (OSError, smtplib.SMTPException) as bad:
                raise NotTakenError(f"The mail server went away: {type(bad).__name__}.") from None
            try:
                reply = server.data(letter.as_bytes(policy=SMTP))
            except smtplib.SMTPDataError as bad:  # it does not want to hear the letter
                raise _refusal(bad.smtp_code, bad.smtp_error) from None
            except (OSError, smtplib.SMTPException) as bad:
                raise UnknownError(f"The mail server went away: {type(bad).__name__}.") from None
            _check(reply)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        id_ = str(letter["Message-ID"])
        return Sent(ref=id_, url=f"mid:{id_.strip('<>')}")  # RFC 2392

    def edit(self, sent: Sent, parcel: Parcel) -> bool:  # noqa: ARG002 - as every network
        """A letter stays as it is."""
        return False

    def delete(self, sent: Sent) -> None:
        """Not possible."""
        raise RejectedError(f"A letter cannot be taken back: {sent.ref}. Send a correction.")

    def _connected(self) -> smtplib.SMTP:
        way, port = self._way, self._way.port or _PORTS[self._way.scheme]
        host, context = str(way.hostname), ssl.create_default_context()
        if way.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=_SECONDS)
            if host not in _HERE:
                server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if way.username:
            server.login(unquote(way.username), unquote(way.password or ""))
        return server

    def _letter(self, parcel: Parcel) -> EmailMessage:
        subject, _, rest = parcel.text.partition("\n")
        letter = EmailMessage()
        letter["From"], letter["To"] = self._sender, self._address
        letter["Subject"] = f"{parcel.warning} {subject}".strip()
        letter["Date"] = parcel.at
        key = hashlib.sha256(parcel.key.encode()).hexdigest()[:32]
        letter["Message-ID"] = f"<{key}@{self._sender.rpartition('@')[2]}>"  # lists drop a letter that comes again
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834
        if parcel.thread:
            letter["In-Reply-To"] = parcel.thread[-1].ref
            letter["References"] = " ".join(each.ref for each in parcel.thread)
        letter.set_content(rest.strip() or subject)
        letter["Content-Language"] = parcel.lang
        return letter


def _check(reply: tuple[int, bytes]) -> None:
    if reply[0] // 100 != 2:  # noqa: PLR2004 - RFC 5321, 4.2.1
        raise _refusal(*reply)


def _refusal(code: int, words: bytes | str) -> NotTakenError | RejectedError:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    told = f"{code}: {said[:300]}"
    return NotTakenError(told) if code < _LATER else RejectedError(told)
