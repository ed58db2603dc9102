"""What each detector of leaks accuses, and what it lets pass: realistic tables of 500 rows."""

from __future__ import annotations

import csv
import io
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset
from stdnum import luhn, verhoeff
from stdnum.br import cpf
from stdnum.es import dni
from stdnum.pl import pesel

from generator.checking.leaks.emails import is_office
from generator.checking.leaks.keys import first_key
from generator.checking.leaks.masks import ends
from generator.checking.leaks.registry import DETECTORS
from generator.checking.leaks.scan import Scan
from generator.checking.tables.judging import judge
from generator.model.leaks import Action, LeakPolicy
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.finding import Finding

ROWS = 500
GIVEN = ("Mary", "James", "Patricia", "John", "Linda", "Robert", "Barbara", "Michael", "Susan", "William", "Anna")
FAMILY = ("Abernathy", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Whitfield", "Kowalczyk", "Dalgaard", "Ferreira")
ROADS = ("Main Street", "Oak Avenue", "Mill Road", "Harbor Lane", "Cedar Drive", "College Court")
SCHOOLS = ("Rosa Parks Elementary School", "Lincoln High School", "Mary McLeod Bethune Academy", "St. Mary School")
chance = random.Random(7)


def digits(count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def person() -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def home() -> str:
    return f"{chance.randint(1, 999)} {chance.choice(ROADS)}"


def mail() -> str:
    return f"{chance.choice(GIVEN)}.{chance.choice(FAMILY)}{chance.randint(1, 99)}@riverbend.example".lower()


def phone() -> str:
    return f"+1 {chance.randint(205, 209)} {chance.randint(220, 998)} {digits(4)}"


def iban() -> str:
    from stdnum.iso7064 import mod_97_10

    account = f"37040044{digits(10)}"
    return f"DE{mod_97_10.calc_check_digits(f'{account}DE')}{account}"


def card() -> str:
    number = f"4{digits(14)}"
    return number + luhn.calc_check_digit(number)


def a_pesel() -> str:
    number = f"{chance.randint(40, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}{digits(4)}"
    return number + pesel.calc_check_digit(number)


def a_dni() -> str:
    number = digits(8)
    return number + dni.calc_check_digit(number)


def a_cpf() -> str:
    number = digits(9)
    return cpf.format(number + cpf._calc_check_digits(number))


def an_aadhaar() -> str:
    while True:
        number = f"{chance.randint(2, 9)}{digits(10)}"
        number += verhoeff.calc_check_digit(number)
        if number != number[::-1]:
            return number


def an_ssn() -> str:
    return f"{chance.randint(100, 665)}-{chance.randint(10, 99)}-{chance.randint(1000, 9999)}"


def an_isbn() -> str:
    """Of ten digits: its check digit is that of an NHS number."""
    while True:
        number = f"0{digits(8)}"
        check = sum(weight * int(digit) for weight, digit in enumerate(number, start=1)) % 11
        if check < 10:
            return f"{number}{check}"


def a_siren() -> str:
    """Of a French firm: its check digit is that of a Canadian SIN."""
    number = digits(8)
    return number + luhn.calc_check_digit(number)


def degree(whole: int) -> str:
    return f"{whole}.{digits(6)}"


def table(**columns: Callable[[], Any]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([name.replace("__", " ") for name in columns])
    writer.writerows([[make() for make in columns.values()] for _ in range(ROWS)])
    return text.getvalue()


def scan(root: Path, data: str, policy: LeakPolicy | None = None, **fields: dict[str, Any]) -> list[Finding]:
    """The leaks of one table; `fields` say more of its columns."""
    names = next(csv.reader(io.StringIO(data)))
    described = [{"name": name, "type": "string", **fields.get(name, {})} for name in names]
    folder = a_dataset(root, data=data, fields=described)
    dataset = read_dataset(root, folder)
    looking = Scan(dataset, policy or LeakPolicy())
    verdict = judge(dataset, watching=looking.watching)
    assert not verdict
    return list(looking.findings(verdict))


def accused(findings: list[Finding]) -> set[tuple[str, str]]:
    """Rules, and the columns they were found in."""
    return {(each.rule, each.problem.partition("'")[2].partition("'")[0]) for each in findings}


LEAKS: dict[str, tuple[dict[str, Callable[[], Any]], set[tuple[str, str]]]] = {
    "officials": (
        {"name": person, "post": lambda: "Clerk", "email": mail, "phone": phone},
        {("leak-email", "email"), ("leak-phone", "phone")},
    ),
    "national phones": ({"caller": person, "phone": lambda: f"(206) 555-{digits(4)}"}, {("leak-phone", "phone")}),
    "who called, by town": (
        {"request": lambda: digits(6), "city": lambda: "Riverbend", "phone": lambda: f"206-555-{digits(4)}"},
        {("leak-phone", "phone")},
    ),
    "names known by their cells": (
        {"who": person, "home address": home, "ward": lambda: "Mill District"},
        {("leak-street-address", "home address")},
    ),
    "phones in a text": ({"note": lambda: f"call {phone()} after five"}, {("leak-phone", "note")}),
    "an e-mail in a text": (
        {"note": lambda: chance.choice(["none", "ask Jane <jane.doe@example.org>, please"])},
        {("leak-email", "note")},
    ),
    "cards": ({"paid_with": card}, {("leak-payment-card", "paid_with")}),
    "grouped cards": (
        {"n": lambda: re.sub(r"(\d{4})(?=\d)", r"\1 ", card())},
        {("leak-payment-card", "n")},
    ),
    "PESEL": ({"x": a_pesel}, {("leak-national-id", "x")}),
    "DNI": ({"x": a_dni}, {("leak-national-id", "x")}),
    "CPF": ({"x": a_cpf}, {("leak-national-id", "x")}),
    "Aadhaar": ({"x": an_aadhaar}, {("leak-national-id", "x")}),
    "SSN by the column's name": ({"SSN": an_ssn}, {("leak-national-id", "SSN")}),
    "SSN beside persons": ({"x": an_ssn, "full_name": person}, {("leak-national-id", "x")}),
    "NHS numbers by the column's name": ({"NHS number": an_isbn}, {("leak-national-id", "NHS number")}),
    "accounts": ({"surname": lambda: chance.choice(FAMILY), "account": iban}, {("leak-iban", "account")}),
    "homes": (
        {"applicant name": person, "address": home, "lat": lambda: degree(41), "lon": lambda: degree(-90)},
        {("leak-street-address", "address"), ("leak-exact-place", "lat"), ("leak-exact-place", "lon")},
    ),
    "homes in Germany": (
        {"Nachname": lambda: chance.choice(FAMILY), "Anschrift": lambda: f"Lindenstraße {chance.randint(1, 99)}"},
        {("leak-street-address", "Anschrift")},
    ),
    "births": (
        {"Vorname": lambda: chance.choice(GIVEN), "geburtsdatum": lambda: f"{chance.randint(1, 28)}.3.1980"},
        {("leak-birth-date", "geburtsdatum")},
    ),
    "IP addresses": (
        {"visitor": lambda: f"{chance.randint(11, 90)}.{digits(2)}.1{digits(2)}.7".replace(".0", ".8")},
        {("leak-ip-address", "visitor")},
    ),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_told_by_column(site: Path, name: str) -> None:
    columns, expected = LEAKS[name]
    findings = scan(site, table(**columns))
    assert accused(findings) == expected
    assert all(each.where.path == "datasets/works/rain/readings.csv" and not each.blocks for each in findings)


PASSES: dict[str, dict[str, Callable[[], Any]]] = {
    "addresses of offices": {
        "email": lambda: f"{chance.choice(['info', 'records', 'it-security', 'clerk2'])}@a.example"
    },
    "libraries to call": {"library": lambda: f"Branch {digits(2)}", "phone": phone, "address": home},
    "permits with parcels": {
        "permit": lambda: f"BP-{digits(5)}",
        "parcel": lambda: f"{digits(2)}-{digits(3)}-{digits(4)}",
        "address": home,
        "lat": lambda: degree(41),
    },
    "schools": {"name": lambda: chance.choice(SCHOOLS), "address": home, "lat": lambda: degree(41)},
    "streets named after persons": {"name": lambda: f"{person()} Street", "lat": lambda: degree(41)},
    "towns named after saints": {"name": lambda: f"San {chance.choice(GIVEN)}", "lat": lambda: degree(41)},
    "fruit trees": {
        "name": lambda: chance.choice(["Granny Smith", "Mary Ann", "Jonagold", "Gala"]),
        "lat": lambda: "1.5",
    },
    "budget codes": {"code": lambda: digits(9), "account": lambda: f"{digits(3)}-{digits(2)}-{digits(4)}"},
    "invoice numbers like phones": {"invoice": lambda: f"555-{digits(3)}-{digits(4)}", "number": lambda: digits(10)},
    "signed amounts": {"change": lambda: f"+{digits(9)}.00", "other": lambda: f"+{digits(3)},{digits(3)}"},
    "trees": {"species": lambda: "Quercus rubra", "lat": lambda: degree(41), "lon": lambda: degree(-90)},
    "works of art": {"artist": person, "lat": lambda: degree(41), "address": home, "born": lambda: "1950-02-03"},
    "firms with owners": {"business name": lambda: "Mill Bakery", "owner name": person, "address": home},
    "orders of 16 digits": {"order": lambda: f"4{digits(15)}"},
    "ISBN-10": {"isbn": an_isbn},
    "EAN": {"ean": lambda: digits(13)},
    "firms (SIREN)": {"siren": a_siren, "siret": lambda: digits(14)},
    "eleven digits": {"x": lambda: digits(11)},
    "codes with a letter": {"x": lambda: f"{digits(8)}{chance.choice('ABCDEFGHJK')}"},
    "an agency's own account": {"payee": person, "account": lambda: "DE89370400440532013000"},
    "accounts of firms": {"company": lambda: "Mill GmbH", "account": iban},
    "versions": {"version": lambda: f"{chance.randint(1, 9)}.{digits(1)}.{digits(2)}.{digits(1)}"},
    "networks of our own": {"host": lambda: f"10.0.{chance.randint(0, 255)}.{chance.randint(0, 255)}"},
    "documentation": {"note": lambda: "Use AKIAIOSFODNN7EXAMPLE or https://user:pass@host.example, ask info@x.example"},
    "years of birth": {"full name": person, "birth": lambda: "1980"},
    "rounded places": {"full name": person, "lat": lambda: "41.52", "lon": lambda: "-90.57"},
    "who won": {"candidate": person, "precinct": lambda: digits(2), "votes": lambda: digits(3)},
    "moments": {"at": lambda: "2026-03-01T10:00:00+01:00", "birth rate": lambda: "12.5"},
}


@pytest.mark.parametrize("name", PASSES)
def test_what_only_looks_alike_is_let_pass(site: Path, name: str) -> None:
    assert scan(site, table(**PASSES[name])) == []


def test_a_finding_says_where_how_much_and_what_to_do_but_not_what(site: Path) -> None:
    data = 'id,contact\n1,info@town.example\n2,"jane.doe@mail.example\nby post"\n3,john.roe@mail.example\n'
    (finding,) = scan(site, data)
    assert str(finding) == (
        "datasets/works/rain/readings.csv:3: Column B 'contact' shows e-mail addresses that seem to be of persons"
        " in 2 cells (2 different); the first is in row 3: j…@m….example. Remove them, or put the address of an office"
        " instead. If the public may see it, say so below this column in the descriptor:"
        ' `leaks: {allow: [email], reason: "…"}`.'
    )


def test_a_key_is_told_wherever_it_stands(site: Path) -> None:
    key = "ghp_" + "aB3" * 12
    findings = scan(site, f"note\nfine\ntoken {key} here\n")
    assert accused(findings) == {("leak-secret", "note")}
    assert "ghp_…" in findings[0].problem
    assert key[:8] not in str(findings[0])


SECRETS = [
    "AKIA" + "ABCDEFGH23456723",
    "gho_" + "y" * 36,
    "github_pat_" + "a1" * 30,
    "glpat-" + "a" * 20,
    "xoxb-" + "1234567890-" * 3,
    "AIza" + "b" * 35,
    "sk_live_" + "c" * 24,
    "SG." + "d" * 22 + "." + "e" * 43,
    "npm_" + "f" * 36,
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + "g" * 30,
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----",
    "postgres://daylight:hunter22@db.town.org/data",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_an_unmistakable_key_is_known(site: Path, secret: str) -> None:
    assert first_key(f"Our key: {secret} .").startswith(secret[:20])
    assert accused(scan(site, f"a,b\n1,see {secret} \n")) == {("leak-secret", "b")}


@pytest.mark.parametrize(
    "text",
    ["", "sk-learn", "monkey_live_stock", "AKIA", "https://a.example/b:c@d", "xoxo-hugs-kisses", "eyJ.eyJ.x"],
)
def test_what_is_no_key_is_let_pass(text: str) -> None:
    assert first_key(text) == ""


@pytest.mark.parametrize("address", ["info@a.gov", "IT@a.gov", "fire.chief2@a.gov", "town@town.gov", "vdp@x.gov"])
def test_an_office_is_told_from_a_person(address: str) -> None:
    assert is_office(address)


@pytest.mark.parametrize("address", ["italo.rossi@a.gov", "jdoe@a.gov", "parker.jane@a.gov", "mark@a.gov"])
def test_a_person_is_told_from_an_office(address: str) -> None:
    assert not is_office(address)


@pytest.mark.parametrize("text", ["x", "12", "abc", "4111111111111111", "0" * 1000])
def test_a_mask_never_shows_half(text: str) -> None:
    shown = ends(text, 6, 4)
    assert "…" in shown
    assert len(shown) - 1 < max(1, len(text) / 2 + 0.5)


def test_small_counts_of_people_are_told_and_zero_is_not(site: Path) -> None:
    data = "ward,cases,trees\na,12,1\nb,0,2\nc,3,1\nd,,1\ne,4.0,1\nf,5,2\n"
    findings = scan(site, data, cases={"counts": "people"})
    assert accused(findings) == {("leak-small-cells", "cases")}
    assert findings[0].where.line == 4
    assert "2 cells lie between 0 and 5, the first in row 4" in findings[0].problem
    assert scan(site, data, LeakPolicy(small_cells_below=3), cases={"counts": "people"}) == []


def test_written_numbers_are_counted_as_the_schema_says(site: Path) -> None:
    people = {"counts": "people", "type": "number", "decimalChar": ",", "groupChar": "."}
    data = 'cases\n"1.200"\n"2,0"\n"3.000"\n'
    assert "1 cell, in row 3, lies between 0 and 5" in scan(site, data, cases=people)[0].problem


def test_what_a_policy_turns_off_or_blocks(site: Path) -> None:
    data = "email,formula\njane.doe@mail.example,=1+1\n"
    assert {(each.rule, each.blocks) for each in scan(site, data)} == {("leak-email", False), ("formula", True)}
    policy = LeakPolicy(actions={"email": Action.BLOCK, "formula": Action.OFF})
    assert {(each.rule, each.blocks) for each in scan(site, data, policy)} == {("leak-email", True)}


def test_a_formula_in_the_header_or_beyond_the_last_column_is_told(site: Path) -> None:
    folder = a_dataset(site, data="a,b\n1,2\n3,4,=1+1\n", fields=[{"name": "a"}, {"name": "b"}])
    dataset = read_dataset(site, folder)
    looking = Scan(dataset, LeakPolicy())
    verdict = judge(dataset, watching=looking.watching)
    assert [each.problem for each in looking.findings(verdict)] == [
        "Column C says '=1+1', which a spreadsheet runs as a formula."
    ]
    assert [each.where.line for each in scan(site, "=1+1,b\n1,2\n", **{"=1+1": {"title": "A"}})] == [1]


def test_many_batches_are_one_column(site: Path) -> None:
    rows = [f"{digits(40)},{'jane.doe@mail.example' if place == 150_000 else 'x' * 30}" for place in range(200_000)]
    (finding,) = scan(site, "\n".join(["code,note", *rows, ""]))
    assert finding.where.line == 150_002
    assert "in 1 cell, in row 150,002: j…@m….example" in finding.problem


def test_many_rows_of_numbers_are_sampled_and_still_told(site: Path) -> None:
    rows = [f"{digits(60)},{a_pesel()}" for _ in range(100_000)]
    (finding,) = scan(site, "\n".join(["code,number", *rows, ""]))
    assert "identity numbers of persons (PESEL, Poland) in at least " in finding.problem


def test_every_detector_has_a_name_of_its_own_and_words() -> None:
    assert all(name == detector.name for name, detector in DETECTORS.items())
    assert all(detector.remedy[-1] not in ".!" and detector.what[-1] not in ".!" for detector in DETECTORS.values())
    assert [name for name, detector in DETECTORS.items() if detector.action is not Action.WARN] == ["formula"]
