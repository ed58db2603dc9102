"""Payment cards: the digits of ISO/IEC 7812, with an issuer's first digits and a check digit that is right.

A check digit is right by chance once in ten times, so one number is no evidence: most of a column must be right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, TIMES
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import words

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_NUMBER = re.compile(r"\d{13,16}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{5}", re.ASCII)
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15})"  # Visa
    r"|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-5]|[68]\d)\d{11}"  # Diners Club
    r"|6(?:011|5\d{2}|4[4-9]\d)\d{12}"  # Discover
    r"|35(?:2[89]|[3-8]\d)\d{12}",  # JCB
    re.ASCII,
)
_HEADERS = words("card_number credit_card card_no pan cc_number carte_bancaire tarjeta kreditkarte cartao")
_FEWEST = 5
_MOST_BY_CHANCE = 0.6


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.longest < 13 or not glimpse.has_digits or glimpse.asked.field.type in TIMES:  # noqa: PLR2004 - digits
        return NOWHERE
    mask = glimpse.long(13, 19)
    if not mask.any():
        return NOWHERE
    firsts = glimpse.cells.first_bytes()
    return glimpse.where(mask & (firsts >= ord("2")) & (firsts <= ord("6")))


def _find(text: str, _asked: Asked) -> Found | None:
    if not _NUMBER.fullmatch(text):
        return None
    digits = text.replace(" ", "").replace("-", "")
    if not _ISSUERS.fullmatch(digits):
        return None
    from stdnum import luhn

    return Found(part=text) if luhn.is_valid(digits) and len(set(digits)) > 1 else None


def _accuses(tally: Tally, _table: Surroundings, asked: Asked) -> bool:
    if asked.says(_HEADERS):
        return tally.share() >= _MOST_BY_CHANCE
    return tally.distinct >= _FEWEST and tally.share() >= _MOST_BY_CHANCE


CARDS = Detector(
    name="payment-card",
    what="numbers of payment cards",
    remedy="Remove the column; the last four digits are enough to tell cards apart",
    look=_look,
    find=_find,
    mask=masks.card,
    accuses=_accuses,
    sampled=True,
)
