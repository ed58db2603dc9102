"""Phone numbers of persons: in columns called so, and numbers in international form (E.164) anywhere.

Numbers elsewhere are never accused: an invoice number may have the same digits. Numbers beside institutions alone, and
freephone numbers, are meant to be called. Which numbers exist is known to libphonenumber, which works offline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, NUMERIC, TIMES
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import words

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_HEADERS = words(
    "phone phones phone_number telephone tel mobile mobile_number cellphone cell_phone contact_number whatsapp sms"
    " telefon telefonnummer handy rufnummer mobil mobilnummer telefono telefonos movil celular portable cellulare"
    " recapito telefone telemovel fone telefoon puhelin telefonszam telefonas"
)
_PRIVATE = words("mobile movil celular cellulare telemovel handy home private caller personal privat")
_SHAPE = re.compile(r"[+(]{0,2}\d[\d ().\-/]{5,22}\d(?: ?(?:x|ext\.?|#) ?\d{1,6})?", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}", re.ASCII)
_INTERNATIONAL = r"(?:^|[^0-9A-Za-z+])\+[1-9][0-9 ().\-/]{6,18}[0-9]"
_PLUS = re.compile(r"(?<![0-9A-Za-z+])\+[1-9][0-9 ().\-/]{6,18}[0-9]")
_DIGITS = range(7, 16)
"""Digits of a number (ITU-T E.164: at most 15)."""
_LONGEST = 10_000
_ENOUGH = 0.3
"""Share of a column called so that must be numbers."""
_NEARLY_ALL = 0.8
"""Share of what looks like a number that must exist: of amounts with a sign, about a third would."""
_AMOUNT = re.compile(r"\+\d+\.\d{1,2}", re.ASCII)


def _is_contact(asked: Asked) -> bool:
    return asked.says(_HEADERS)


def _look(glimpse: Glimpse) -> Positions:
    kind = glimpse.asked.field.type
    if glimpse.longest < _DIGITS[0] or not glimpse.has_digits or kind in TIMES or kind == "date":
        return NOWHERE
    if _is_contact(glimpse.asked):
        return glimpse.where(glimpse.long(_DIGITS[0]))
    if kind in NUMERIC or not glimpse.has(b"+"):
        return NOWHERE
    return glimpse.matching(_INTERNATIONAL)


def _find(text: str, asked: Asked) -> Found | None:
    text = text[:_LONGEST]
    named = _is_contact(asked)
    for found in _PLUS.finditer(text):
        if not _AMOUNT.fullmatch(found[0]) and _reaches_a_person(found[0], unknown=named):
            return Found(part=found[0])
    if not named or "+" in text:
        return None
    shaped = _SHAPE.search(text)
    if shaped is None or _DATE.match(shaped[0]) or sum(map(str.isdigit, shaped[0])) not in _DIGITS:
        return None
    return Found(part=shaped[0])


def _reaches_a_person(number: str, *, unknown: bool) -> bool:
    """Whether a number is one of a person; `unknown` is the answer for one that does not exist."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return unknown
    if not phonenumbers.is_valid_number(parsed):
        return unknown
    kinds = phonenumbers.PhoneNumberType
    public = {kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST, kinds.UAN}
    return phonenumbers.number_type(parsed) not in public


def _accuses(tally: Tally, table: Surroundings, asked: Asked) -> bool:
    if table.institutions and not table.persons and not asked.says(_PRIVATE):
        return False
    if _is_contact(asked):
        return tally.share() >= _ENOUGH
    return tally.distinct >= _NEARLY_ALL * tally.examined


PHONES = Detector(
    name="phone",
    what="phone numbers",
    remedy="Remove them, or put the number of an office instead",
    look=_look,
    find=_find,
    mask=masks.number,
    accuses=_accuses,
)
