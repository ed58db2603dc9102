"""Addresses of people's computers: public IP addresses (RFC 791, RFC 4291) where a column holds little else.

They are personal data (Court of Justice of the European Union, C-582/14). Numbers of versions and sections look alike,
so most of a column must be addresses that can be reached from everywhere; networks, as in 192.0.2.0/24, are not meant.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, NUMERIC, TIMES
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import words

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_HEADERS = words("ip ip_address ip_addr ipaddress client_ip remote_addr adresse_ip")
_SERVERS = words("server host hostname domain dns nameserver version section network")
_FEWEST = 5
_ENOUGH = 0.8
_LOW = 16_777_216
"""1.0.0.0; what lies below is reserved, and more often the number of a version."""


def _look(glimpse: Glimpse) -> Positions:
    kind = glimpse.asked.field.type
    if glimpse.longest < 7 or kind in NUMERIC | TIMES or kind in {"date", "geopoint"} or not glimpse.has_digits:  # noqa: PLR2004
        return NOWHERE
    named = glimpse.asked.says(_HEADERS)
    if not named and (glimpse.highest > ord("f") or glimpse.lowest < ord(".") or not glimpse.has(b".", b":")):
        return NOWHERE
    return glimpse.where(glimpse.long(7, 39))


def _find(text: str, _asked: Asked) -> Found | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return Found(part=text) if address.is_global and int(address) >= _LOW else None


def _accuses(tally: Tally, _table: Surroundings, asked: Asked) -> bool:
    if asked.says(_SERVERS):
        return False
    return tally.share() >= _ENOUGH and (tally.distinct >= _FEWEST or asked.says(_HEADERS))


HOSTS = Detector(
    name="ip-address",
    what="IP addresses, which lead to persons",
    remedy="Remove the column, or keep the first two numbers of each",
    look=_look,
    find=_find,
    mask=lambda part: masks.ends(part, 4, 0),
    accuses=_accuses,
    sampled=True,
)
