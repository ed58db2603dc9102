"""Dates of birth beside names of persons: with both, somebody can pass for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import words

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_HEADERS = words(
    "birth birthday birthdate dob born geburt geburtsdatum geburtstag geb naissance nacimiento nascita nascimento"
    " geboortedatum fodelsedatum fodselsdato urodzenia narozeni fecnac date_of_birth birth_date date_de_naissance"
    " ne_le data_di_nascita"
)
_DAY = re.compile(
    r"(?:1[89]|20)\d{2}[-/.]?\d{2}[-/.]?\d{2}(?:[T ].*)?|\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})", re.ASCII
)
_FEWEST = 3
_ENOUGH = 0.5


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.longest < 6 or not glimpse.has_digits or not glimpse.asked.says(_HEADERS):  # noqa: PLR2004 - 1.1.80
        return NOWHERE
    return glimpse.where(glimpse.long(6, 30))


def _find(text: str, _asked: Asked) -> Found | None:
    return Found(part=text) if _DAY.fullmatch(text) else None


def _accuses(tally: Tally, table: Surroundings, _asked: Asked) -> bool:
    return table.private_persons and tally.distinct >= _FEWEST and tally.share() >= _ENOUGH


BIRTHS = Detector(
    name="birth-date",
    what="dates of birth beside names of persons",
    remedy="Remove the column, or put the year or an age group instead",
    look=_look,
    find=_find,
    mask=lambda part: masks.ends(part, 2, 0),
    accuses=_accuses,
    sampled=True,
    beside_persons=True,
)
