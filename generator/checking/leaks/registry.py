"""Every detector of leaks. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checking.leaks.accounts import ACCOUNTS
from generator.checking.leaks.addresses import ADDRESSES
from generator.checking.leaks.births import BIRTHS
from generator.checking.leaks.cards import CARDS
from generator.checking.leaks.emails import EMAILS
from generator.checking.leaks.formulas import FORMULAS
from generator.checking.leaks.hosts import HOSTS
from generator.checking.leaks.identities import IDENTITIES
from generator.checking.leaks.keys import KEYS
from generator.checking.leaks.phones import PHONES
from generator.checking.leaks.places import PLACES
from generator.checking.leaks.small_cells import SMALL_CELLS

if TYPE_CHECKING:
    from generator.checking.leaks.detector import Detector

_ALL: tuple[Detector, ...] = (
    FORMULAS,
    EMAILS,
    PHONES,
    IDENTITIES,
    CARDS,
    ACCOUNTS,
    ADDRESSES,
    PLACES,
    BIRTHS,
    HOSTS,
    KEYS,
    SMALL_CELLS,
)
DETECTORS: dict[str, Detector] = {detector.name: detector for detector in _ALL}
"""By the name that officers write."""
