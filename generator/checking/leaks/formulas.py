"""Cells that a spreadsheet would run: they show readers something else than what is written, and can do harm.

OWASP, «CSV Injection». A number with a sign, a phone number or a pair of coordinates is no formula.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from generator.checking.leaks.columns import NOWHERE, TIMES
from generator.checking.leaks.detector import Detector, Found, always
from generator.model.leaks import Action

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions

_SIGNS = frozenset("=+-@")
_HARMLESS = re.compile(r"[-+]?[\d\s().,:/%-]*")
"""Numbers, phone numbers, coordinates, dates, dashes."""
_HARMFUL = r"(?s)[^-+0-9\s().,:/%]|.[+]"
"""Found in all that is not harmless, in the language of RE2, and in little else."""
_REFERENCE = re.compile(r"[-+@]\$?[A-Za-z]{1,3}\$?\d+")
_ASCII = 0x80
_LONGEST = 1000
"""Of a cell that is looked at."""
_SHOWN = 60
_BEGINS = np.zeros(256, bool)
"""First bytes of what may be one: a sign, a blank, or the first byte in UTF-8 of a sign or blank that looks alike."""
_BEGINS[[*b"=+-@ \t\r\n\0", 0xC2, *range(0xE1, 0xE4), 0xEF]] = True


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run `cell`, blanks, control characters and wide signs before it being no help."""
    text = unicodedata.normalize("NFKC", cell[:_LONGEST]).lstrip(" \t\r\n\0\u00a0\ufeff")
    if text[:1] not in _SIGNS or _HARMLESS.fullmatch(text):
        return False
    return text[0] == "=" or any(sign in text for sign in "(|!") or bool(_REFERENCE.match(text))


def _look(glimpse: Glimpse) -> Positions:
    # Without letters, = and @ (all above the colon) only a bracket or an exclamation mark makes a formula of signs.
    if glimpse.highest <= ord(":") and (glimpse.lowest > ord("(") or not glimpse.has(b"(", b"!")):
        return NOWHERE
    plain = glimpse.highest < _ASCII and glimpse.asked.field.type not in TIMES  # those would only be copied for it
    if plain and not glimpse.has(b"=", b"-", b"+", b"@"):
        return NOWHERE
    mask = _BEGINS[glimpse.cells.first_bytes()] & (glimpse.cells.lengths > 0)
    if not mask.any():
        return NOWHERE
    return glimpse.matching(_HARMFUL, glimpse.where(mask))


def _find(text: str, _asked: Asked) -> Found | None:
    return Found(part=text) if is_formula(text) else None


def _mask(part: str) -> str:
    text = repr(part)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


FORMULAS = Detector(
    name="formula",
    what="text that a spreadsheet runs as formulas",
    remedy="Write the value itself",
    one="{column} says {example}, which a spreadsheet runs as a formula",
    several="{column} has {cells} cells that a spreadsheet runs as formulas; the first says {example}",
    look=_look,
    find=_find,
    mask=_mask,
    accuses=always,
    action=Action.BLOCK,
    rule="formula",
)
