"""Numbers that states give to persons, by the check digits and dates in them (python-stdnum, which works offline).

A check digit is right by chance once in ten times, and some are right for other things too (the NHS number's is that of
an ISBN-10, the Canadian SIN's that of a French firm's SIREN). So it takes nearly all of a column, and for formats
that firms or books share, or without check digits, also a column called so or persons beside it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, TIMES
from generator.checking.leaks.detector import Detector, Found
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.checking.leaks.columns import Asked, Glimpse, Positions
    from generator.checking.leaks.detector import Tally
    from generator.checking.leaks.evidence import Surroundings


class Needs(Enum):
    """What it takes besides numbers that are right."""

    NOTHING = 0
    PERSONS = 1
    NAME = 2


@noun
class Format:
    """A kind of number."""

    module: str
    """Of stdnum; empty where the shape is all there is."""
    shape: re.Pattern[str]
    names: frozenset[str]
    """What columns of it are called."""
    needs: Needs


def _format(module: str, shape: str, names: str, needs: Needs = Needs.NOTHING) -> Format:
    phrases = frozenset(name.replace("_", " ") for name in names.split())
    return Format(module=module, shape=re.compile(shape, re.ASCII), names=phrases, needs=needs)


_DATED_10 = r"\d{6}[- ]?\d{4}"
FORMATS: dict[str, Format] = {
    "SSN, United States": _format(
        "us.ssn", r"\d{3}-\d{2}-\d{4}|\d{9}", "ssn social_security social_security_number", Needs.PERSONS
    ),
    "ITIN, United States": _format("us.itin", r"9\d{2}-\d{2}-\d{4}|9\d{8}", "itin", Needs.NAME),
    "SIN, Canada": _format("ca.sin", r"\d{3}([ -]?)\d{3}\1\d{3}", "sin social_insurance_number nas", Needs.NAME),
    "CURP, Mexico": _format("mx.curp", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d", "curp"),
    "CPF, Brazil": _format("br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}", "cpf"),
    "RUT, Chile": _format("cl.rut", r"\d{1,2}\.?\d{3}\.?\d{3}-?[\dkK]", "rut run", Needs.NAME),
    "NHS number, United Kingdom": _format(
        "gb.nhs", r"\d{3}([ -]?)\d{3}\1\d{4}", "nhs nhs_number nhs_no chi_number", Needs.NAME
    ),
    "National Insurance number, United Kingdom": _format(
        "",
        r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d{2}\1\d{2}\1\d{2}\1[A-D]",
        "nino national_insurance ni_number national_insurance_number",
        Needs.PERSONS,
    ),
    "PPS number, Ireland": _format("ie.pps", r"\d{7}[A-W][A-IW]?", "pps ppsn pps_number"),
    "DNI, Spain": _format("es.dni", r"\d{8}[ -]?[A-Z]", "dni nif documento"),
    "NIE, Spain": _format("es.nie", r"[XYZ][ -]?\d{7}[ -]?[A-Z]", "nie dni nif documento"),
    "NIF, Portugal": _format("pt.nif", r"[123]\d{8}", "nif contribuinte", Needs.NAME),
    "NIR, France": _format(
        "fr.nir",
        r"[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}",
        "nir securite_sociale numero_de_securite_sociale",
    ),
    "Identifikationsnummer, Germany": _format(
        "de.idnr", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", "idnr steuer_id steueridentifikationsnummer steuer_idnr"
    ),
    "codice fiscale, Italy": _format(
        "it.codicefiscale",
        r"[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]",
        "codice_fiscale",
    ),
    "AHV number, Switzerland": _format("ch.ssn", r"756\.?\d{4}\.?\d{4}\.?\d{2}", "ahv avs ahv_nummer"),
    "Versicherungsnummer, Austria": _format("at.vnr", r"\d{4} ?\d{6}", "svnr versicherungsnummer"),
    "BSN, Netherlands": _format("nl.bsn", r"\d{9}|\d{4}\.\d{2}\.\d{3}", "bsn burgerservicenummer", Needs.NAME),
    "national number, Belgium": _format(
        "be.nn", r"\d{2}\.?\d{2}\.?\d{2}[- ]?\d{3}\.?\d{2}", "rijksregisternummer registre_national niss"
    ),
    "PESEL, Poland": _format("pl.pesel", r"\d{11}", "pesel"),
    "rodné číslo, Czechia and Slovakia": _format("cz.rc", r"\d{6}/\d{3,4}|\d{10}", "rodne_cislo", Needs.NAME),
    "CNP, Romania": _format("ro.cnp", r"[1-8]\d{12}", "cnp"),
    "EGN, Bulgaria": _format("bg.egn", r"\d{10}", "egn"),
    "OIB, Croatia": _format("hr.oib", r"\d{11}", "oib", Needs.NAME),
    "AMKA, Greece": _format("gr.amka", r"\d{11}", "amka"),
    "personnummer, Sweden": _format("se.personnummer", r"(?:19|20)?\d{6}[-+]?\d{4}", "personnummer"),
    "fødselsnummer, Norway": _format("no.fodselsnummer", r"\d{6} ?\d{5}", "fodselsnummer personnummer"),
    "CPR, Denmark": _format("dk.cpr", _DATED_10, "cpr cpr_nummer", Needs.NAME),
    "henkilötunnus, Finland": _format("fi.hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", "hetu henkilotunnus"),
    "kennitala, Iceland": _format("is_.kennitala", _DATED_10, "kennitala", Needs.NAME),
    "isikukood, Estonia": _format("ee.ik", r"[1-6]\d{10}", "isikukood"),
    "asmens kodas, Lithuania": _format("lt.asmens", r"[1-6]\d{10}", "asmens_kodas"),
    "T.C. kimlik, Türkiye": _format("tr.tckimlik", r"[1-9]\d{10}", "tckimlik kimlik_no tc_kimlik"),
    "ID number, South Africa": _format("za.idnr", r"\d{6} ?\d{4} ?\d{2} ?\d", "id_number sa_id"),
    "Aadhaar, India": _format("in_.aadhaar", r"[2-9]\d{3} ?\d{4} ?\d{4}", "aadhaar aadhar"),
    "resident number, China": _format("cn.ric", r"\d{17}[\dX]", "ric"),
    "resident number, South Korea": _format("kr.rrn", r"\d{6}-?\d{7}", "rrn"),
    "Teudat Zehut, Israel": _format("il.idnr", r"\d{9}", "teudat_zehut", Needs.NAME),
    "TFN, Australia": _format("au.tfn", r"\d{3} ?\d{3} ?\d{3}", "tfn tax_file_number", Needs.NAME),
}
_ANY = frozenset(
    ("national id", "national id number", "personal id", "personal number", "identity number", "identity card")
)
_EVIDENT = 0.5
"""Share of a column called so."""
_FEWEST = 5
_NEARLY_ALL = 0.9
_LONGEST = 24


@cache
def _valid(module: str) -> Callable[[str], bool]:
    is_valid: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid

    def judge(number: str) -> bool:
        try:
            return is_valid(number)
        except LookupError:  # a place that its tables know in part only (cn.ric)
            return False

    return judge


def _is_named(asked: Asked, known: Format) -> bool:
    return asked.says(known.names) or asked.says(_ANY)


def _look(glimpse: Glimpse) -> Positions:
    kind = glimpse.asked.field.type
    if glimpse.longest < 8 or not glimpse.has_digits or kind in TIMES or kind in {"date", "geopoint"}:  # noqa: PLR2004
        return NOWHERE
    return glimpse.where(glimpse.long(8, _LONGEST))


def _find(text: str, asked: Asked) -> Found | None:
    kinds = []
    for name, known in FORMATS.items():
        if not known.shape.fullmatch(text) or (known.needs is Needs.NAME and not _is_named(asked, known)):
            continue
        if known.module == "us.ssn" and "-" not in text and not _is_named(asked, known):
            continue
        if not known.module or _valid(known.module)(text):
            kinds.append(name)
    return Found(part=text, kinds=tuple(kinds)) if kinds else None


def _accuses(tally: Tally, table: Surroundings, asked: Asked) -> bool:
    return any(_is_evident(kind, FORMATS[kind], tally, table, asked) for kind in tally.kinds)


def _is_evident(kind: str, known: Format, tally: Tally, table: Surroundings, asked: Asked) -> bool:
    if _is_named(asked, known):
        return tally.share(kind) >= _EVIDENT
    if known.needs is Needs.PERSONS and not table.persons:
        return False
    right = tally.kinds[kind]
    return right >= _FEWEST and right >= _NEARLY_ALL * tally.examined and tally.share(kind) >= _EVIDENT


IDENTITIES = Detector(
    name="national-id",
    what="identity numbers of persons",
    remedy="Remove the column, or put numbers of your own that lead to nobody",
    look=_look,
    find=_find,
    mask=masks.number,
    accuses=_accuses,
    sampled=True,
    tells_kind=True,
)
