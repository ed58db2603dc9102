"""A mail server, which keeps what it is sent."""

from __future__ import annotations

import email
from email import policy
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from running.program import free_port

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """A server on a free port of this machine; `refuse` is what it answers instead of taking a letter."""

    def __init__(self) -> None:
        self.host, self.port = "127.0.0.1", free_port()
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        """Of each letter, from whom and to whom it was sent."""
        self.refuse = ""
        self._controller = Controller(self, hostname=self.host, port=self.port)

    def start(self) -> None:
        """Start it."""
        self._controller.start()

    def stop(self) -> None:
        """End it; the letters stay."""
        self._controller.stop()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """As aiosmtpd calls it when a letter has come."""
        if self.refuse:
            return self.refuse
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default))
        self.envelopes.append((str(envelope.mail_from), [str(to) for to in envelope.rcpt_tos]))
        return "250 OK"
