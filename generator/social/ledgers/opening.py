"""The ledger that a site keeps its receipts in: a branch of its repository, or a database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.social.ledgers.ledger import Ledger


@contextmanager
def opened(root: Path, address: str = "") -> Iterator[Ledger]:
    """A ledger.

    Args:
        root: The repository.
        address: Of a database; without it, receipts are kept in a branch of the repository's `origin`.

    Raises:
        SetupError: the address is of no database that this machine knows.
        LedgerError: it cannot be reached.
    """
    ledger: Ledger
    if address:
        from generator.social.ledgers.in_database import LedgerInDatabase

        ledger = LedgerInDatabase(address)
    else:
        from generator.social.ledgers.in_git import LedgerInGit

        ledger = LedgerInGit(root)
    try:
        yield ledger
    finally:
        ledger.close()
