"""Small counts of people, from which somebody can be told: in columns that say `counts: people`.

Where few people share what a row says, those who know one of them learn the rest. Agencies ask for thresholds of 3 to
11 (for example the US Department of Health's, CMS «Cell Size Suppression Policy»: 11; UK Health Security Agency: 5).
A zero tells nobody apart; nor do counts that nobody declared to be of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE
from generator.checking.leaks.detector import Detector, Found, always

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions

PEOPLE = "people"
"""What `counts` says of a column."""
_LONGEST = 20


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.asked.field.descriptor.get("counts") != PEOPLE:
        return NOWHERE
    # One of several thousand has more digits, and rules out most cells of a table of large counts.
    longest = len(str(glimpse.asked.below))
    if glimpse.lowest >= ord("0") and glimpse.highest <= ord("9"):
        return glimpse.where(glimpse.long(1, longest) | (glimpse.cells.first_bytes() == ord("0")))
    return glimpse.where(np.asarray(glimpse.long(1, _LONGEST)))


def _find(text: str, asked: Asked) -> Found | None:
    written = asked.field.descriptor
    plain = text.replace(str(written.get("groupChar") or "\0"), "")
    plain = plain.replace(str(written.get("decimalChar") or "."), ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return Found(part=text) if 0 < value < asked.below else None


SMALL_CELLS = Detector(
    name="small-cells",
    what="counts of so few people that somebody may be recognised",
    remedy="Put a sign such as * instead and name it in `missingValues`, or group rows, or round to multiples; see that"
    " nothing left out can be worked out from a total",
    one="{column} shows {what}: 1 cell, in row {row}, lies between 0 and {below}",
    several="{column} shows {what}: {cells} cells lie between 0 and {below}, the first in row {row}",
    look=_look,
    find=_find,
    mask=masks.nothing,
    accuses=always,
)
