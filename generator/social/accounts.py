"""The accounts that `mkdocs.yml` names, each connected once in a sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.errors import SetupError
from generator.social.networks.network import NotTakenError, RejectedError
from generator.social.networks.registry import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.catalog import Account
    from generator.social.networks.network import Connection


class KnownAccounts:
    """Accounts by the names that posts give them, such as `mastodon:@town@social.example`.

    Args:
        accounts: Of the settings.
        secrets: The environment.
    """

    def __init__(self, accounts: Iterable[Account], secrets: Mapping[str, str]) -> None:
        self._accounts = {str(each): each for each in accounts}
        self._secrets = secrets
        self._connected: dict[str, Connection | Exception] = {}

    def finds(self, account: str) -> bool:
        """Whether its network can be asked what it has."""
        known = self._accounts.get(account)
        return known is None or NETWORKS[known.network].finds

    def connect(self, account: str) -> Connection:
        """An account; what could not be reached is not tried again in this sweep."""
        if account not in self._connected:
            try:
                self._connected[account] = self._connect(account)
            except (SetupError, NotTakenError, RejectedError) as bad:
                self._connected[account] = bad
        found = self._connected[account]
        if isinstance(found, Exception):
            raise found
        return found

    def _connect(self, account: str) -> Connection:
        known = self._accounts.get(account)
        if known is None:
            raise RejectedError(f"mkdocs.yml names no account {account}.")
        return NETWORKS[known.network].connect(known, self._secrets)
