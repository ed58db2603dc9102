"""Every check of the catalog. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.checking.announcements import check_announcements
from generator.checking.identifiers import check_identifiers
from generator.checking.leaks.allowances import check_leak_settings
from generator.checking.leaks.texts import check_texts
from generator.checking.links import check_links
from generator.checking.metadata import check_metadata
from generator.checking.references import check_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding


class Check(Protocol):
    """Looks at the whole catalog and yields what is wrong in it."""

    def __call__(self, catalog: Catalog, /) -> Iterator[Finding]:
        """The findings, in the order of the catalog."""
        ...


CHECKS: tuple[Check, ...] = (
    check_metadata,
    check_identifiers,
    check_references,
    check_announcements,
    check_links,
    check_leak_settings,
    check_texts,
)
