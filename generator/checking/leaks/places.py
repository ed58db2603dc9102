"""Exact places beside names of persons: five decimals of a degree are about a metre, which is a door.

Coordinates of trees, stops and works of art are no leak: it takes a column of persons not named for a post or a work.
"""

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
    "lat latitude lon lng long longitude coordinates coordinate coords geo geopoint gps location geom geometry"
    " position breitengrad laengengrad langengrad latitud longitud coordenadas latitudine longitudine xlong ylat"
)
_EXACT = re.compile(r"-?\d{1,3}[.,]\d{5,}(?!\d)", re.ASCII)
_MOST_DEGREES = 180
_LONGEST = 200
_FEWEST = 3
_ENOUGH = 0.5


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.longest < 7 or not glimpse.has_digits:  # noqa: PLR2004 - 1.12345
        return NOWHERE
    if glimpse.asked.field.type != "geopoint" and not glimpse.asked.says(_HEADERS):
        return NOWHERE
    return glimpse.where(glimpse.long(7))


def _find(text: str, _asked: Asked) -> Found | None:
    exact = _EXACT.search(text[:_LONGEST])
    if exact is None or abs(float(exact[0].replace(",", "."))) > _MOST_DEGREES:
        return None
    return Found(part=exact[0])


def _mask(part: str) -> str:
    return f"{part[: len(part.replace(',', '.').partition('.')[0]) + 2]}{masks.GAP}"


def _accuses(tally: Tally, table: Surroundings, _asked: Asked) -> bool:
    beside = table.private_persons and not table.workplaces
    return beside and tally.distinct >= _FEWEST and tally.share() >= _ENOUGH


PLACES = Detector(
    name="exact-place",
    what="exact coordinates beside names of persons",
    remedy="Remove the column, or round to two decimals, which is about a kilometre",
    look=_look,
    find=_find,
    mask=_mask,
    accuses=_accuses,
    sampled=True,
    beside_persons=True,
)
