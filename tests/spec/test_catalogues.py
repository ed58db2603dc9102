"""Every word of ours is in every catalogue, and nothing else is."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from babel.plural import to_python
from builders import PROJECT

from generator.rendering.translating import translations

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LOCALE = PROJECT / "site_templates/locale"
LANGUAGES = ("ar", "es")
PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
RULES = {
    "ar": "zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99",
    "es": "one: n = 1",
}
"""Of whole numbers (CLDR, plural rules), in the order of the catalogue's forms; the last form is for all others."""


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All messages of the code and the templates, collected as docs/languages.md says."""
    file = tmp_path_factory.mktemp("words") / "messages.pot"
    (command,) = re.findall(r"pybabel (extract .*)", (PROJECT / "docs/languages.md").read_text())
    arguments = command.replace("messages.pot", str(file)).replace("pyproject.toml", str(PROJECT / "pyproject.toml"))
    CommandLineInterface().run(["pybabel", "-q", *arguments.split()[:-1], str(PROJECT)])
    with file.open("rb") as stream:
        return read_po(stream)


def catalogue(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def named(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def places(text: str) -> Counter[str]:
    return Counter(found[0] for found in PLACE.finditer(text))


def test_every_catalogue_is_looked_at() -> None:
    assert tuple(sorted(path.stem for path in LOCALE.glob("*.po"))) == LANGUAGES


def test_words_of_all_kinds_are_collected(messages: Catalog) -> None:
    found = {named(message) for message in messages if message.id}
    assert len(found) > 350
    for told in (
        "Datasets",
        "Public notice",
        "monthly",
        "Severe alert",
        "Completeness",
        "Home",
        "Show more",
        "Observed",
    ):
        assert told in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(messages: Catalog, language: str) -> None:
    wanted = {(named(message), message.pluralizable) for message in messages if message.id}
    said = {(named(message), message.pluralizable) for message in catalogue(language) if message.id}
    assert wanted - said == set()
    assert said - wanted == set()
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_for_certain_with_the_same_places(language: str) -> None:
    said = catalogue(language)
    for message in said:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        if isinstance(message.string, str):
            assert message.string.strip(), message.id
            assert places(message.string) == places(named(message)), message.id
            continue
        assert len(message.string or ()) == said.num_plurals, message.id
        *some, last = message.string or ()
        many = places(message.id[1])
        assert places(last) == many, message.id
        for form in some:  # one and two need no number, where the word says it
            assert form.strip(), message.id
            assert set(places(form)) <= {*many, *places(message.id[0])}, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language: str) -> None:
    rule = to_python({part.split(":")[0].strip(): part.split(":")[1] for part in RULES[language].split(";")})
    order = [part.split(":")[0].strip() for part in RULES[language].split(";")] + ["other"]
    spoken = translations(LOCALE, language)
    forms = next(message.string for message in catalogue(language) if message.id and named(message) == "%(num)s row")
    plain = [PLACE.sub("", form) for form in forms or ()]
    assert len(set(forms or ())) == len(order)
    for number in (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 110, 111, 1000, 1003, 50_000):
        said = re.sub("[\u2068\u2069]", "", spoken.ngettext("%(num)s row", "%(rows)s rows", number))
        assert PLACE.sub("", said) == plain[order.index(rule(number))], number


def test_what_is_put_into_arabic_is_kept_whole() -> None:
    assert translations(LOCALE, "ar").gettext("{low} to {high}") == "\u200f\u2068{low}\u2069 إلى \u2068{high}\u2069"
    assert translations(LOCALE, "es").gettext("{low} to {high}") == "{low} a {high}"


def test_scripts_have_no_words_of_their_own() -> None:
    """They take what they say from the page; keys, names of classes and selectors are no words."""
    for file in (PROJECT / "site_templates/scripts").glob("*.ts"):
        code = re.sub(r"//.*|/\*.*?\*/", "", file.read_text())
        assert re.findall(r"\"[A-Z][a-z]+ [^\"]*\"|textContent = \"[^\"]+\"", code) == [], file.name
