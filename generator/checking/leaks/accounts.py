"""Bank accounts of persons: several different IBANs (ISO 13616) beside a column of persons.

Public bodies publish their own account, so one or two say nothing, and neither do accounts beside no person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, NUMERIC, TIMES
from generator.checking.leaks.detector import Detector, Found

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{11,38}", re.ASCII)
_FEWEST = 3


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.longest < 15 or not glimpse.has_digits or glimpse.asked.field.type in NUMERIC | TIMES:  # noqa: PLR2004
        return NOWHERE
    mask = glimpse.long(15, 42)
    if not mask.any():
        return NOWHERE
    firsts = glimpse.cells.first_bytes()
    return glimpse.where(mask & (firsts >= ord("A")) & (firsts <= ord("Z")))


def _find(text: str, _asked: Asked) -> Found | None:
    if not _SHAPE.fullmatch(text):
        return None
    from stdnum import iban

    return Found(part=text) if iban.is_valid(text, check_country=False) else None


def _accuses(tally: Tally, table: Surroundings, _asked: Asked) -> bool:
    return table.persons and tally.distinct >= _FEWEST


ACCOUNTS = Detector(
    name="iban",
    what="bank accounts (IBAN) beside names of persons",
    remedy="Remove the column",
    look=_look,
    find=_find,
    mask=masks.start,
    accuses=_accuses,
    sampled=True,
    beside_persons=True,
)
