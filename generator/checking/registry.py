"""Every check of a dataset and of the catalog as a whole. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.checking.addresses import check_addresses
from generator.checking.alerts import check_alerts
from generator.checking.amendments import check_amendments, check_dataset_amendments
from generator.checking.announcements import check_announcements
from generator.checking.identifiers import check_identifiers, check_names
from generator.checking.leaks.allowances import check_allowances, check_leak_policy
from generator.checking.leaks.texts import check_texts
from generator.checking.links import check_links
from generator.checking.looks import check_looks
from generator.checking.metadata import check_metadata
from generator.checking.references import check_references, check_terms
from generator.checking.renamed import check_renamed
from generator.checking.sent import check_sent
from generator.checking.translations import check_dataset_translations, check_translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding


class Check(Protocol):
    """Looks at the whole catalog and yields what is wrong between its parts; of datasets it sees the outlines."""

    def __call__(self, catalog: Catalog, /) -> Iterator[Finding]:
        """The findings, in the order of the catalog."""
        ...


class DatasetCheck(Protocol):
    """Looks at one dataset and yields what is wrong with it, whatever other datasets there are."""

    def __call__(self, dataset: Dataset, catalog: Catalog, /) -> Iterator[Finding]:
        """The findings; of `catalog`, only settings, vocabularies and the history may be used."""
        ...


CHECKS: tuple[Check, ...] = (
    check_identifiers,
    check_addresses,
    check_renamed,
    check_references,
    check_announcements,
    check_alerts,
    check_sent,
    check_amendments,
    check_links,
    check_looks,
    check_leak_policy,
    check_texts,
    check_translations,
)
DATASET_CHECKS: tuple[DatasetCheck, ...] = (
    check_metadata,
    check_names,
    check_terms,
    check_dataset_amendments,
    check_allowances,
    check_dataset_translations,
)
