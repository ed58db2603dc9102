"""Street addresses beside names of persons: where somebody lives.

Addresses without persons, of firms and offices, or beside persons who are named for a post or a work, are no leak.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, NUMERIC, TIMES, folded
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import words

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_HEADERS = words(
    "address addresses street residence adresse anschrift strasse wohnort direccion domicilio indirizzo endereco"
    " morada adres osoite adresa ulica calle lakcim home_address street_address mailing_address"
)
_OTHER = words("ip email e_mail mail web mac url office work business internet")
_STREET = (
    "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|terrace|crescent|close|place|pl|circle"
    "|highway|hwy|parkway|pkwy"
)
_NUMBER_FIRST = re.compile(rf"\d{{1,5}}[a-z]?,? (?:[\w'.-]+ ){{1,4}}(?:{_STREET})\b")
_WORD_FIRST = re.compile(
    r"\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:rue|avenue|boulevard|chemin|allee|place|impasse|route|quai)\b"
    r"|(?:calle|avenida|avda|plaza|paseo|c/|via|viale|piazza|corso|rua|travessa|ul\.|ulica)"
    r" ?[\w'. -]{2,40},? ?n?\.? ?\d{1,4}\b"
    r"|[\w.-]{2,30}(?:strasse|str\.|weg|gasse|allee|platz|straat|laan|gatan|vagen|vej|gade|katu) \d{1,4}"
)
_LONGEST = 200
_FEWEST = 3
_ENOUGH = 0.3


def _look(glimpse: Glimpse) -> Positions:
    kind = glimpse.asked.field.type
    if glimpse.longest < 6 or not glimpse.has_digits or glimpse.highest < ord("A"):  # noqa: PLR2004 - «Weg 12»
        return NOWHERE
    if kind in NUMERIC | TIMES or kind in {"date", "geopoint"} or glimpse.asked.says(_OTHER):
        return NOWHERE
    return glimpse.where(glimpse.long(6))


def _find(text: str, asked: Asked) -> Found | None:
    plain = folded(text[:_LONGEST])
    if _NUMBER_FIRST.search(plain) or _WORD_FIRST.search(plain):
        return Found(part=text)
    named = asked.says(_HEADERS) and any(map(str.isdigit, plain)) and any(map(str.isalpha, plain))
    return Found(part=text) if named else None


def _accuses(tally: Tally, table: Surroundings, _asked: Asked) -> bool:
    beside = table.private_persons and not table.workplaces
    return beside and tally.distinct >= _FEWEST and tally.share() >= _ENOUGH


ADDRESSES = Detector(
    name="street-address",
    what="street addresses beside names of persons",
    remedy="Remove the column, or put the district or postcode area instead",
    look=_look,
    find=_find,
    mask=masks.initials,
    accuses=_accuses,
    sampled=True,
    beside_persons=True,
)
