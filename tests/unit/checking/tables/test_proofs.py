"""No proof says yes where frictionless's own reader has something to say; to what is plainly good, each does."""

from __future__ import annotations

import random
import string
from functools import cache
from typing import Any

import frictionless
import numpy as np
import pytest
from property.polluted import GOOD_FORMATS, ODD, PATTERNS, good

from generator.checking.tables.proofs.registry import proof_of
from generator.model.schema import Field
from generator.reading import arrays
from generator.reading.cells import Cells

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")

SIGNS = {
    "integer": "0123456789+-_ .eE\u0663x",
    "number": "0123456789+-_ .,eE%€INFa",
    "date": "0123456789-/ T",
    "datetime": "0123456789-:T Z+.",
    "time": "0123456789:. Z+",
    "year": "0123456789- ",
    "yearmonth": "0123456789-",
    "duration": "P0123456789YMWDTHS.",
    "geopoint": "0123456789-+., e",
    "boolean": "TRUEtruefalsFALS01yno ",
}
MORE = {
    "integer": ["1234567890123456789", "999999999999999999", "-999999999999999999", "100", "101", "99", "0x1",
                "\uff11\uff12"],
    "number": ["0.1", "0.30000000000000004", "99999999999999.5", "999999999999999.5", "1.000000000000000000001", "0x1",
               "infinity", "nan", "1e-5", "1E+05", "1.e3", ".e3", ".", "1,234.5", "1.234,5", "1234,5", "12,34", ",5",
               "1 234,5", "1'234.5", "100", "100.0", "99.99999999999999999", "1,2,3", "5%", "€ 5", "$5.25 USD"],
    "date": ["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2024-04-31", "2024-12-31", "1969-12-31",
             "2000-01-01", "0000-00-00", "2024-00-10", "2024-10-00", "12024-01-01", "+2024-01-01", "-001-01-01",
             "31/12/2024", "20241231", "2024/12/31", "31.12.2024", "1/2/2024", "Dec 31 2024"],
    "datetime": ["2024-02-29T23:59:59", "2024-02-29T23:59:59Z", "2024-02-30T00:00:00", "2024-01-05T25:00:00Z",
                 "0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59Z", "2024-01-05 01:02",
                 "2024-01-05T01:02:03+0200", "2024-01-05T01:02:03,5", "2024-01-05T010203", "2024-01-05T01:02:03 Z"],
    "year": ["1500", "1499", "10000", "+202", "20.4", "1e3", "-200", "0x10"],
    "yearmonth": ["0-01", "0-1", "2024-012", "99999-01", "2024-1 ", "2024-01"],
    "geopoint": ["179.9999,89.9999", "-180,90", "180.0,90.0", "1,1 ", "1 ,1", "1,\t1", "1;1", "0x1,1", "1_0,1"],
    "string": ["ab", "abc", "ABC-1", "DEF-2", "aaaa", "é" * 5, "é" * 20, "😀" * 5, "a" * 20, "a" * 21, "AB-2024"],
    "boolean": ["yes", "no", "oui", "FALSE", "False", "T", "F"],
}  # fmt: skip
_VERSION_2 = "https://datapackage.org/profiles/2.0/tableschema.json"
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
NUMBERS: list[Any] = [0, 100, -5, 99.5, "100", "0.3", 10**15, "1e2", 1e16, 0.1, "100.0", -0.0]


def _descriptors() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"type": type_} for type_ in ODD]
    found += [{"type": type_, "constraints": {"required": True}} for type_ in ODD]
    found += [{"type": "integer", "bareNumber": False}, {"type": "number", "bareNumber": False}]
    for kind, values in {
        "integer": [0, 100, -5, 2**63, -(2**70), "100", 1.5],
        "number": NUMBERS,
        "date": ["2000-01-01", "2024-02-29", "1969-12-31", "0001-01-01"],
        "year": [1500, 2024, "2000"],
        "yearmonth": ["2024-01"],
        "datetime": ["2024-01-05T00:00:00"],
        "time": ["12:00:00"],
        "duration": ["P1Y"],
    }.items():
        found += [{"type": kind, "constraints": {name: value}} for value in values for name in BOUNDS]
    found += [
        {"type": "integer", "constraints": {"minimum": -5, "maximum": 100}},
        {"type": "number", "constraints": {"minimum": "-10.5", "exclusiveMaximum": 100}},
        {"type": "integer", "bareNumber": False, "constraints": {"minimum": 5}},
        {"type": "number", "bareNumber": False, "constraints": {"minimum": 5}},
        {"type": "integer", "constraints": {"enum": [1, 2, "100"]}},
        {"type": "number", "constraints": {"enum": [1.5, "2"]}},
        {"type": "date", "constraints": {"enum": ["2024-02-29"]}},
        {"type": "boolean", "constraints": {"enum": [True]}},
        {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
        {"type": "boolean", "trueValues": ["oui", "é", "1"]},
        {"type": "boolean", "falseValues": ["1"]},
        {"type": "list", "itemType": "integer"},
        {"type": "list", "delimiter": ";"},
        {"type": "list", "constraints": {"minLength": 2}},
        {"type": "array", "constraints": {"minLength": 1}},
        {"type": "object", "constraints": {"minLength": 1}},
        {"type": "geopoint", "format": "array"},
        {"type": "geopoint", "format": "object"},
        {"type": "geojson"},
        {"type": "geojson", "format": "topojson"},
        {"type": "any", "constraints": {"enum": ["x"]}},
        {"type": "any", "constraints": {"required": True}},
        {"type": "number", "floatNumber": True},
    ]
    separators: list[dict[str, str]] = [
        {"decimalChar": ","}, {"groupChar": ","}, {"decimalChar": ",", "groupChar": "."}, {"groupChar": " "},
        {"groupChar": "'"}, {"groupChar": "\u00a0"}, {"decimalChar": ",", "groupChar": ","}, {"groupChar": "+"},
        {"decimalChar": "e"}, {"groupChar": "1"}, {"groupChar": ".."}, {"groupChar": "_"}, {"decimalChar": ";"},
    ]  # fmt: skip
    found += [{"type": "number", **each} for each in separators]
    found += [{"type": "number", **each, "constraints": {"minimum": 0.3, "maximum": 1000}} for each in separators]
    found += [{"type": "string", "format": each} for each in GOOD_FORMATS]
    found += [
        {"type": "date", "format": each}
        for each in ("any", "%d/%m/%Y", "%Y%m%d", "%d.%m.%Y", "%m/%d/%y", "%b %d %Y", "%Y-%m", "%Y-%m-%d", "%d%d", "%%")
    ]
    found += [
        {"type": "datetime", "format": each}
        for each in ("any", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z")
    ]
    found += [{"type": "time", "format": each} for each in ("any", "%H:%M", "%H:%M:%S")]
    patterns = [*PATTERNS, "[A-Z]{2}-[0-9]{4}", r"\d{4}", "é+", "[a-é]+", r"\bABC", "ab?", "a{2,4}", "", "(?=a)a+"]
    found += [{"type": "string", "constraints": {"pattern": each}} for each in patterns if not each.startswith("(?i")]
    found += [
        {"type": "string", "constraints": rules}
        for rules in (
            {"minLength": 3}, {"maxLength": 5}, {"minLength": 5, "maxLength": 20}, {"minLength": 0}, {"maxLength": 0},
            {"enum": ["ABC-1", "é", ""]}, {"enum": []}, {"pattern": "[A-Z-]+", "maxLength": 3, "enum": ["AB", "ABC-1"]},
        )
    ]  # fmt: skip
    found += [
        {"type": "string", "format": "email", "constraints": {"maxLength": 5}},
        {"type": "string", "format": "uuid", "constraints": {"pattern": "1.*"}},
        {"type": "string", "format": "uri", "constraints": {"enum": ["https://a.org/x", "a.org"]}},
    ]
    return found


def _texts(type_: str) -> list[str]:
    chance = random.Random(type_)
    made = [good(type_, chance) for _ in range(60)] if type_ in ODD else []
    signs = SIGNS.get(type_, string.printable + "é€\u00a0")
    blurred = []
    for text in made:
        place = chance.randrange(len(text) + 1)
        blurred.append(text[:place] + chance.choice(signs) + text[place + chance.randint(0, 1) :])
    noise = ["".join(chance.choices(signs, k=chance.randint(0, 12))) for _ in range(60)]
    formats = [text for texts in GOOD_FORMATS.values() for text in texts] if type_ == "string" else []
    texts = [*made, *blurred, *noise, *formats, *ODD.get(type_, []), *MORE.get(type_, []), "[1, 2]", "{}", '{"a": 1}']
    return [*texts, *(f"{text}\n" for text in texts[:5]), *(f" {text}" for text in texts[:5]), ""]


@cache
def _all(type_: str) -> tuple[str, ...]:
    """Texts of this type, and some of all others."""
    others = [text for each in ODD if each != type_ for text in _texts(each)[::40]]
    return tuple(dict.fromkeys([*_texts(type_), *others]))


def accepted(descriptor: dict[str, Any], texts: tuple[str, ...]) -> list[bool]:
    """Of each text, whether frictionless has nothing to say."""
    schema = frictionless.Schema.from_descriptor({"$schema": _VERSION_2, "fields": [{"name": "x", **descriptor}]})
    read = schema.fields[0].create_cell_reader()
    return [not read(text)[1] for text in texts]


def proven(descriptor: dict[str, Any], texts: tuple[str, ...], batches: list[list[int]]) -> list[list[bool]]:
    """Of each batch of some of the texts, which are proven; a cell that is missing is none."""
    proof = proof_of(Field(name="x", type=descriptor["type"], descriptor=descriptor))
    found = []
    for places in batches:
        cells = Cells(arrays.texts([texts[place] for place in places]), ("",))
        result = proof(cells) if proof else False
        mask = np.full(len(places), result) if isinstance(result, bool) else result
        assert len(mask) == len(places)
        found.append((mask & ~cells.missing if cells.missing is not None else mask).tolist())
    return found


DESCRIPTORS = _descriptors()


@pytest.mark.parametrize("descriptor", DESCRIPTORS, ids=str)
def test_a_proof_is_never_wrong(descriptor: dict[str, Any]) -> None:
    texts = _all(descriptor["type"])
    try:
        fits = accepted(descriptor, texts)
    except Exception:  # noqa: BLE001 - frictionless does not take the schema, or fails on it; then it is not asked here
        fits = []
    if not fits:
        return
    chance = random.Random(str(descriptor))
    everywhere = list(range(len(texts)))
    lengths = {len(text.encode()) for text in texts}
    batches = [
        everywhere,
        [place for place in everywhere if fits[place]],
        *([place] for place in chance.sample(everywhere, 80)),
        *([place for place in everywhere if len(texts[place].encode()) == length] for length in lengths),
        *(chance.sample(everywhere, 5) for _ in range(50)),
    ]
    for places, found in zip(batches, proven(descriptor, texts, batches), strict=True):
        wrong = [texts[place] for place, yes in zip(places, found, strict=True) if yes and not fits[place]]
        assert not wrong, (descriptor, wrong)


PLAIN = {
    "string": ["a", "hello, world", "é", "日本"],
    "any": ["x", "12"],
    "integer": ["0", "1", "-17", "+5", "123456789012345678"],
    "number": ["0", "1.5", "-17.25", "1e5", "+3", "100000"],
    "boolean": ["true", "false", "TRUE", "1", "0"],
    "date": ["2024-01-05", "1999-12-31", "2024-12-28"],
    "datetime": ["2024-01-05T01:02:03", "1999-12-31T23:59:59"],
    "time": ["01:02:03", "23:59:59"],
    "year": ["2024", "1066"],
    "yearmonth": ["2024-01", "1999-12"],
    "duration": ["P1Y", "P10D", "PT5H"],
    "geopoint": ["13.4, 52.5", "-179,-89", "0.5,0.25"],
    "list": ["a,b", "a"],
}
PLAIN_OF: list[tuple[dict[str, Any], list[str]]] = [
    *(({"type": type_}, texts) for type_, texts in PLAIN.items()),
    ({"type": "datetime"}, ["2024-01-05T01:02:03Z", "1999-12-31T23:59:59Z"]),
    ({"type": "date", "format": "%d/%m/%Y"}, ["05/01/2024", "28/12/1999"]),
    ({"type": "datetime", "format": "%Y-%m-%d %H:%M"}, ["2024-01-05 01:02"]),
    ({"type": "integer", "bareNumber": False}, ["5 %", "$12", "7"]),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1.234,5", "0,5", "12"]),
    ({"type": "number", "groupChar": ","}, ["1,234.5", "12"]),
    ({"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, ["yes", "no"]),
    ({"type": "integer", "constraints": {"minimum": 0, "maximum": 100}}, ["0", "100", "57"]),
    ({"type": "number", "constraints": {"minimum": 0, "exclusiveMaximum": "100.5"}}, ["0", "100.25", "57"]),
    ({"type": "date", "constraints": {"minimum": "2000-01-01"}}, ["2000-01-01", "2024-02-05"]),
    ({"type": "year", "constraints": {"minimum": 1500}}, ["1500", "2024"]),
    ({"type": "string", "constraints": {"minLength": 2, "maxLength": 5}}, ["ab", "ééééé"]),
    ({"type": "string", "constraints": {"enum": ["a", "é"]}}, ["a", "é"]),
    ({"type": "string", "constraints": {"pattern": "[A-Z]{2}-[0-9]{4}"}}, ["AB-2024"]),
    ({"type": "string", "constraints": {"pattern": r"\w+( \w+)*"}}, ["hello world", "x"]),
    ({"type": "string", "format": "email"}, ["desk@city.gov", "first.last@mail.city.gov"]),
    ({"type": "string", "format": "uri"}, ["https://city.gov/a/b.html"]),
    ({"type": "string", "format": "uuid"}, ["123e4567-e89b-12d3-a456-426614174000"]),
]


@pytest.mark.parametrize(("descriptor", "texts"), PLAIN_OF, ids=str)
def test_what_is_plainly_good_is_proven(descriptor: dict[str, Any], texts: list[str]) -> None:
    """So that frictionless is not even imported for it."""
    every = tuple(texts)
    assert all(accepted(descriptor, every))
    batches = [list(range(len(every))), *([place] for place in range(len(every)))]
    assert all(map(all, proven(descriptor, every, batches)))
    with_missing = (*every, "", *every)
    (found,) = proven(descriptor, with_missing, [list(range(len(with_missing)))])
    assert [yes for yes, text in zip(found, with_missing, strict=True) if text] == [True] * 2 * len(every)


def test_frictionless_was_asked_about_most_of_it() -> None:
    asked = 0
    for descriptor in DESCRIPTORS:
        try:
            asked += any(accepted(descriptor, ("x", "1", "100", "2024-02-29", "true", "AB", "{}", "[1, 2]", "1,2")))
        except Exception:  # noqa: BLE001, S112 - as above
            continue
    assert asked > 100
