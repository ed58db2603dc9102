"""HTTP with networks: what an answer, or none, means for a parcel; and no secret in what is told of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx

from generator.model.errors import SetupError
from generator.social.networks.bounded import Client
from generator.social.networks.network import NotTakenError, RejectedError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.catalog import Account

_WORDS = 300
"""Characters of a network's words that are kept."""
_WAIT = timedelta(minutes=15)
"""Where a network that is asked too often does not say for how long."""
_TOO_MANY = 429
_NOT_KNOWN = 401
"""What is wrong then is not the post."""
_PERHAPS = frozenset({408, 409})
"""The server gave up waiting, or is at work on the same request."""


class Speaker:
    """A client of one server.

    Args:
        base: Its address.
        headers: Of each request.
        secrets: What must not be told.
    """

    def __init__(self, base: str, headers: Mapping[str, str], secrets: tuple[str, ...]) -> None:
        self._client = Client(base, headers)
        self._secrets = secrets

    def remember(self, headers: Mapping[str, str], secrets: tuple[str, ...]) -> None:
        """Send more headers from now on."""
        self._client.remember(headers)
        self._secrets += secrets

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes them
        """A request that changes nothing that people see, and may be made again.

        Raises:
            NotTakenError: there is no answer, or not now.
            RejectedError: the server says no.
        """
        try:
            answer = self._client.request(method, path, **options)
        except (httpx.HTTPError, httpx.InvalidURL) as bad:
            raise NotTakenError(self._told(f"{type(bad).__name__}: {bad}")) from None
        if answer.is_server_error:
            raise NotTakenError(self._words(answer))
        return self._taken(answer)

    def do(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes them
        """A request that changes what people see.

        Raises:
            NotTakenError: nothing was changed: it never got there, or the server wants it later.
            RejectedError: the server says no.
            UnknownError: nobody knows whether something was changed.
        """
        try:
            answer = self._client.request(method, path, **options)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL) as bad:
            raise NotTakenError(self._told(f"{type(bad).__name__}: {bad}")) from None
        except httpx.HTTPError as bad:
            raise UnknownError(self._told(f"{type(bad).__name__}: {bad}")) from None
        if answer.is_server_error or answer.status_code in _PERHAPS:
            raise UnknownError(self._words(answer))
        return self._taken(answer)

    def _taken(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code == _TOO_MANY:
            raise NotTakenError(self._words(answer), _until(answer))
        if answer.status_code == _NOT_KNOWN:
            raise NotTakenError(self._words(answer))
        if not answer.is_success:
            raise RejectedError(self._words(answer))
        return answer

    def _words(self, answer: httpx.Response) -> str:
        return self._told(f"{answer.status_code} {answer.reason_phrase}: {answer.text}")

    def _told(self, words: str) -> str:
        """Without secrets, on one line, and not too long."""
        for secret in self._secrets:
            words = words.replace(secret, "…")
        words = re.sub(r"[\s\x00-\x1f\x7f]+", " ", words).strip()
        return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _until(answer: httpx.Response) -> datetime:
    """When a server that is asked too often may be asked again (RFC 9110, 10.2.3, and what networks use besides)."""
    now = datetime.now(UTC)
    for name in ("Retry-After", "X-RateLimit-Reset", "RateLimit-Reset"):
        value = answer.headers.get(name, "").strip()
        try:
            if value.isdigit():
                number = int(value)
                found = datetime.fromtimestamp(number, UTC) if number > 10**9 else now + timedelta(seconds=number)
            elif "T" in value:
                found = datetime.fromisoformat(value)
            elif value:
                found = parsedate_to_datetime(value)
            else:
                continue
        except (ValueError, OverflowError):
            continue
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return min(max(found, now), now + timedelta(days=1))
    return now + _WAIT


def secret_of(account: Account, secrets: Mapping[str, str]) -> str:
    """The secret of an account.

    Raises:
        SetupError: it is not in the environment.
    """
    name = secret_name(str(account))
    secret = secrets.get(name, "").strip()
    if not secret:
        raise SetupError(f"There is no secret for {account}. Set {name} in the environment.")
    if not (secret.isascii() and secret.isprintable()):
        raise SetupError(f"{name} holds signs that no secret has. Set it again.")
    return secret


def secret_name(account: str) -> str:
    """Of the variable of the environment that holds the secret of an account, such as `bluesky:town.example`."""
    return "DAYLIGHT_" + re.sub(r"[^A-Z0-9]+", "_", account.upper()).strip("_")
