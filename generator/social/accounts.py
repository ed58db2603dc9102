"""The accounts that `mkdocs.yml` names, each connected once in a sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.errors import SetupError
from generator.model.noun import noun
from generator.social.networks.network import STRANGE, NotTakenError, RejectedError
from generator.social.networks.registry import NETWORKS, limit_of, live_limit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.catalog import Account
    from generator.model.post import Post
    from generator.social.networks.network import Connection, Limit


@noun
class Inspected:
    """What came of trying an account."""

    account: Account
    trouble: str
    """Why it cannot be used; nothing where it can."""
    limit: Limit
    """As its server says, where it does."""


class KnownAccounts:
    """Accounts by the names that posts give them, such as `mastodon:@town@social.example`.

    Args:
        accounts: Of the settings.
        secrets: The environment.
    """

    def __init__(self, accounts: Iterable[Account], secrets: Mapping[str, str]) -> None:
        self._accounts = {str(each): each for each in accounts}
        self._secrets = secrets
        self._limits: dict[str, Limit] = {}
        self._connected: dict[str, Connection | Exception] = {}

    def finds(self, account: str) -> bool:
        """Whether its network can be asked what it has."""
        known = self._accounts.get(account)
        return known is None or NETWORKS[known.network].finds

    def too_long(self, account: str, post: Post) -> str:
        """Why its server would not take a post, by what it says of itself; nothing where it would, or says nothing."""
        known = self._accounts.get(account)
        if known is None:
            return ""
        limit = self._limit(account, known)
        longest = max((limit.length(text, post.warning) for text in post.texts), default=0)
        if longest <= limit.most:
            return ""
        return (
            f"It is too long for the account's server: {longest:,} of {limit.most:,} characters. Shorten it, and write"
            f" `limit: {limit.most}` for the account in mkdocs.yml."
        )

    def inspect(self) -> Iterator[Inspected]:
        """Try each account, and ask its server how much it takes. Nothing is posted."""
        for name, known in self._accounts.items():
            trouble = ""
            try:
                self.connect(name)
            except (SetupError, NotTakenError, RejectedError) as bad:
                trouble = str(bad)
            except STRANGE as bad:
                trouble = f"Its server's answer is none that this network gives ({type(bad).__name__})"
            yield Inspected(account=known, trouble=trouble, limit=self._limit(name, known))

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

    def _limit(self, name: str, account: Account) -> Limit:
        """Asked once in a sweep."""
        if name not in self._limits:
            try:
                self._limits[name] = live_limit_of(account)
            except NotTakenError:
                self._limits[name] = limit_of(account)
        return self._limits[name]

    def _connect(self, account: str) -> Connection:
        known = self._accounts.get(account)
        if known is None:
            raise RejectedError(f"mkdocs.yml names no account {account}.")
        return NETWORKS[known.network].connect(known, self._secrets)
