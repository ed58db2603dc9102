"""Receipts in one table of PostgreSQL, for many workers, or of SQLite, for one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, insert, select, update
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from generator.model.errors import SetupError
from generator.social.ledgers.ledger import LedgerError, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.receipt import Receipt

_RECEIPTS = Table(
    "daylight_receipts",
    MetaData(),
    Column("key", String(500), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("value", Text, nullable=False),
)
_WAIT = 30
"""Seconds: for a connection, or for the other workers of a file."""
_AT_ONCE = 500
"""Keys that are asked for in one query."""


class LedgerInDatabase:
    """One row a receipt: it is replaced only where it says what was read of it.

    Args:
        address: As SQLAlchemy takes it: `postgresql+psycopg://server/database` or `sqlite:////path`.

    Raises:
        SetupError: it is no address of a database.
        LedgerError: the database cannot be reached.
    """

    def __init__(self, address: str) -> None:
        try:
            wait = {"timeout": _WAIT} if address.startswith("sqlite") else {"connect_timeout": _WAIT}
            self._engine = create_engine(address, pool_pre_ping=True, connect_args=wait)
        except (ArgumentError, NoSuchModuleError, ImportError):
            raise SetupError(
                "The ledger is no database that this machine knows. Write postgresql+psycopg://server/database or"
                " sqlite:////path/to/file, and install daylight-generator[ledger]."
            ) from None
        try:
            with self._engine.begin() as connection:
                connection.execute(CreateTable(_RECEIPTS, if_not_exists=True))
        except IntegrityError:
            pass  # another worker makes the table at the same moment
        except SQLAlchemyError as bad:
            raise _unreachable(bad) from None

    def read(self, keys: Iterable[str]) -> Mapping[str, Receipt]:
        """As the protocol says."""
        wanted = list(keys)
        found: dict[str, Receipt] = {}
        try:
            with self._engine.connect() as connection:
                for at in range(0, len(wanted), _AT_ONCE):
                    query = select(_RECEIPTS.c.key, _RECEIPTS.c.value)
                    query = query.where(_RECEIPTS.c.key.in_(wanted[at : at + _AT_ONCE]))
                    found |= {key: decode(value) for key, value in connection.execute(query)}
        except SQLAlchemyError as bad:
            raise _unreachable(bad) from None
        return found

    def close(self) -> None:
        """As the protocol says."""
        self._engine.dispose()

    def swap(self, expected: Receipt | None, new: Receipt) -> bool:
        """As the protocol says."""
        values = {"state": new.state.value, "value": encode(new)}
        try:
            with self._engine.begin() as connection:
                if expected is None:
                    connection.execute(insert(_RECEIPTS).values(key=new.key, **values))
                    return True
                change = update(_RECEIPTS).where(_RECEIPTS.c.key == new.key, _RECEIPTS.c.value == encode(expected))
                return connection.execute(change.values(**values)).rowcount == 1
        except IntegrityError:
            return False
        except SQLAlchemyError as bad:
            raise _unreachable(bad) from None


def _unreachable(bad: SQLAlchemyError) -> LedgerError:
    """Without the address, in which there may be a password."""
    return LedgerError(f"The ledger's database cannot be used now: {type(bad).__name__}. Nothing is sent until it can.")
