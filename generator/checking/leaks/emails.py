"""E-mail addresses of persons; those of offices, such as info@ or records@, are meant to be public.

Addresses after RFC 5322, 3.4.1, as far as people have them: no quoted local parts, no addresses in brackets.
An address names an office where its local part holds a word for a task (RFC 2142, and what the security contacts of
15,000 .gov domains use) or repeats its domain. Of the rest, one is evidence where it is a person's beyond doubt, stands
beside persons, or is one of several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyarrow import compute

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, TIMES
from generator.checking.leaks.detector import Detector, Found
from generator.checking.leaks.names import GIVEN_NAMES, words
from generator.reading import arrays

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63}$", re.ASCII)
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])", re.ASCII)
_TWO_NAMES = re.compile(r"[a-z]{2,20}\.(?:[a-z]\.)?[a-z]{3,20}\d{0,2}")
_SHORTEST_NAME = 4
"""Letters of a name with its initial; what is shorter and no given name stands for an office."""
_PRIVATE = words(
    "gmail.com googlemail.com yahoo.com yahoo.fr yahoo.es yahoo.co.uk hotmail.com hotmail.fr hotmail.es"
    " outlook.com live.com msn.com icloud.com me.com aol.com proton.me protonmail.com gmx.de gmx.net web.de"
    " t-online.de orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it tin.it uol.com.br bol.com.br"
    " terra.com.br wp.pl onet.pl interia.pl o2.pl mail.ru yandex.ru qq.com 163.com naver.com seznam.cz comcast.net"
    " sbcglobal.net verizon.net"
)
"""Where persons, not agencies, have their mailboxes."""
PERSON = "person"
_FEWEST = 5
"""Different addresses of which none is a person's beyond doubt, from which on some are."""
_MOST = 200
"""Signs @ in one cell that are looked at."""
_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 255
_SHORTEST_LABEL = 3
"""Of a domain's parts that say something when they are repeated before the @."""
_TASKS = words(
    "info contact kontakt contacto contato contatti office oficina buero bureau help desk abuse noc soc csirt"
    " cert privacy dpo hostmaster postmaster dns mail email list news press presse prensa media public archive"
    " archives clerk council mayor city town county village gov state dept department agency division commission"
    " committee board court police sheriff fire library school schools district college permits permit planning"
    " zoning building works water sewer transit traffic parking roads parks recreation health finance budget"
    " treasurer tax taxes payable billing invoice invoices payments bids tenders vendors grants hr jobs career"
    " careers vote elections data opendata open statistics gis web website site online digital tech it ict network"
    " systems ops operations team group staff hello ask general main inquiries enquiries feedback complaints foia"
    " foi requests report reports reply noreply legal counsel compliance ethics audit alerts dispatch outreach"
    " events tourism visit museum program project research air mairie commune gemeinde stadt rathaus poststelle"
    " comune prefeitura protocollo atencion ouvidoria accueil cio ciso isso issm poc pki manager director"
    " president chair webteam social"
)
"""Whole words."""
_STEMS = (
    "secur|cyber|admin|infosec|helpdesk|webmaster|support|servic|domain|contact|record|licens|inspect|procure|purchas"
    "|registr|account|election|emergenc|disclos|vulnerab|incident|librar|universit|municip|ayuntamiento|verwaltung"
    "|secretar|sekretari|segreteria|communicat|management|hotline|customer|ciudadan|inquir|enquir|feedback|vdp|opsec"
    "|netsec|itsec|secteam|secops|cirt|csirc|soc$|itstaff|ithelp|itops|itdep|dept|department|clerk|townhall|cityhall"
    "|cityof|townof|villageof|countyof|publicwork|infosys|information|technolog|tech$|^tech|webteam|webmanag|webrep"
    "|opengov|opendata|donnees|datastore|notif|monitor|dotgov|whois|response|network|investig|ticket|vendor|office"
    "|supervis|staff$|team$|desk$|police|council|submission|abuse|circ$|irt$|netcomm|websd|mgmt|trustee|webadm"
)
"""Parts of words."""
_STEM = re.compile(_STEMS)
_NO_LETTER = re.compile(r"[^a-z]+")


def is_office(address: str) -> bool:
    """Whether an address is an office's: by a word for a task in it, or because it repeats its domain's name."""
    local, _, domain = address.lower().rpartition("@")
    parts = _NO_LETTER.split(local)
    plain = "".join(parts)
    labels = [label.replace("-", "") for label in domain.split(".")[:-1]]
    if len(plain) < _SHORTEST_NAME and GIVEN_NAMES.isdisjoint(parts):
        return True
    return (
        not _TASKS.isdisjoint(parts)
        or bool(_STEM.search(local))
        or any(len(label) >= _SHORTEST_LABEL and plain.startswith(label) for label in labels)
    )


def _is_person(address: str) -> bool:
    """Whether an address is a person's beyond doubt: a private mailbox, or two names, of which one is often given."""
    local, _, domain = address.lower().rpartition("@")
    parts = [word for word in _NO_LETTER.split(local) if word]
    return domain in _PRIVATE or not GIVEN_NAMES.isdisjoint(parts) or bool(_TWO_NAMES.fullmatch(local))


def _look(glimpse: Glimpse) -> Positions:
    if glimpse.highest < ord("@") or glimpse.asked.field.type in TIMES or not glimpse.has(b"@"):
        return NOWHERE
    return glimpse.where(arrays.mask(compute.match_substring(glimpse.cells.array, "@")))


def _find(text: str, _asked: Asked) -> Found | None:
    """The first address of a person in `text`."""
    at = -1
    for _ in range(_MOST):
        at = text.find("@", at + 1)
        if at < 0:
            return None
        before = text[max(0, at - _LONGEST_LOCAL) : at]
        local = re.search(r"[A-Za-z0-9._%+'-]*$", before)
        written = _LOCAL.match(local[0].lstrip(".-+'%") if local else "")
        domain = _DOMAIN.match(text[at + 1 : at + 1 + _LONGEST_DOMAIN])
        # Before the host of a web address stands a name to log in with, which is a secret of another kind.
        if written and domain and not _is_login(before[: len(before) - len(local[0] if local else "")]):
            address = f"{written[0]}@{domain[0]}"
            if not is_office(address):
                return Found(part=address, kinds=(PERSON,) if _is_person(address) else ("",))
    return None


def _is_login(before: str) -> bool:
    return before.endswith("://") or (before.endswith(":") and "://" in before)


def _accuses(tally: Tally, table: Surroundings, _asked: Asked) -> bool:
    return tally.kinds[PERSON] > 0 or table.persons or tally.distinct >= _FEWEST


EMAILS = Detector(
    name="email",
    what="e-mail addresses that seem to be of persons",
    remedy="Remove them, or put the address of an office instead",
    look=_look,
    find=_find,
    mask=masks.email,
    accuses=_accuses,
)
