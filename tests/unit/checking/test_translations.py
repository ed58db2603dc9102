"""What is said of translations, and of languages that a site cannot have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import a_dataset, a_site, a_translation, an_announcement, daylight, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    """A site with pages in English and Spanish, and an announcement."""
    root = a_site(tmp_path, languages=["es"])
    an_announcement(root)
    return root


def told(site: Path) -> list[str]:
    lines = daylight(site, "check").output.splitlines()
    return [line for line in lines if line.startswith(("datasets/", "content/", "mkdocs.yml"))]


def test_nothing_is_said_of_translations_that_are_well(spanish: Path) -> None:
    a_translation(spanish)
    a_translation(spanish, "content/pages/about.es.md", summary=None, description="De qué trata.")
    a_dataset(spanish, translations={"es": {"title": "Lluvia", "description": "Cuánto llovió."}})
    assert told(spanish) == []


@pytest.mark.parametrize(
    ("name", "facts", "message"),
    [
        ("pump-repair.es", {"title": None}, "2: `title` is missing. Add it."),
        ("pump-repair.es", {"title": " "}, "2: The title is empty. Translate it."),
        (
            "pump-repair.es",
            {"kind": "news"},
            "4: `kind` stands in a translation."
            " Remove it: all but title, summary, text and what an alert asks of people is what the original says.",
        ),
        (
            "pump-repair.ar",
            {},
            "2: Warning: Nobody is shown this translation: the site has no pages in `ar`. Add ar to"
            " `extra.daylight.languages` in mkdocs.yml, or remove it.",
        ),
        (
            "pump-repair.en",
            {},
            "2: This is a translation into `en`, in which the original is written. Remove it, or name the language"
            " that it is in.",
        ),
        (
            "pump-repair.spanish",
            {},
            "2: `spanish` in the file's name is not the code of a language. Name it like pump-repair.es.md, after the"
            " original and the language; other names have no dots.",
        ),
        (
            "pump.es",
            {},
            "1: There is no content/announcements/2026/pump.md. Put it beside the original, or name it without a dot.",
        ),
    ],
)
def test_what_is_wrong_with_a_translation_is_told(
    spanish: Path, name: str, facts: dict[str, Any], message: str
) -> None:
    path = f"content/announcements/2026/{name}.md"
    a_translation(spanish, path, **facts)
    assert [line.replace(f"{path}:", "", 1) for line in told(spanish)] == [message]


def test_links_and_keys_in_translations_are_looked_at(spanish: Path) -> None:
    path = "content/announcements/2026/pump-repair.es.md"
    write(spanish, path, "---\ntitle: La bomba\nsummary: Agua.\n---\n[x](/nada/)\n\nAKIA" + "QYLPMN5HHHFPZAM2\n")
    first, second = told(spanish)
    assert first.startswith(f"{path}:5: There is no page /nada/.")
    assert second.startswith(f"{path}:7: ")
    assert "key or password" in second


@pytest.mark.parametrize(
    ("translations", "message"),
    [
        ({"xx": {"title": "?"}}, "`translations` names `xx`, which is not the code of a language."),
        ({"es": {"description": "?"}}, "`title` is missing. Add it."),
        ({"es": "Lluvia"}, "The file holds no `key: value` lines."),
        ({"es": {"title": " "}}, "The title is empty. Translate it."),
        ({"en": {"title": "Rain"}}, "This is a translation into `en`, in which the original is written."),
    ],
)
def test_what_is_wrong_with_the_translation_of_a_dataset_is_told(
    spanish: Path, translations: dict[str, Any], message: str
) -> None:
    a_dataset(spanish, translations=translations)
    (line,) = told(spanish)
    assert line.startswith("datasets/works/rain/datapackage.yaml:")
    assert message in line


@pytest.mark.parametrize(
    ("translations", "message"),
    [
        ("{es: {name: Agua}}", ""),
        ("{ar: {name: ماء}}", ":1: Warning: Nobody is shown this translation"),
        ("{en: {name: Wet}}", ":1: This is a translation into `en`"),
        ("{xx: {name: Wet}}", ":1: `translations` names `xx`, which is not the code of a language."),
        ("{es: {description: Agua}}", ":1: `translations.es.name` is missing. Add it."),
    ],
)
def test_what_is_wrong_with_the_translation_of_a_topic_is_told(spanish: Path, translations: str, message: str) -> None:
    path = "content/vocabularies/topics.yaml"
    write(spanish, path, f"- {{id: water, name: Water, translations: {translations}}}\n")
    lines = told(spanish)
    assert [line for line in lines if not line.startswith(f"{path}{message}")] == []
    assert bool(lines) is bool(message)


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        (["es", "es"], "The language `es` stands here, and is there already."),
        (["en"], "The language `en` stands here, and is there already."),
        (["fi"], "There are no words for the language `fi`. Write "),
        (["klingon"], "is not the code of a language: 'klingon'."),
    ],
)
def test_languages_that_a_site_cannot_have_are_told(tmp_path: Path, languages: list[str], message: str) -> None:
    result = daylight(a_site(tmp_path, languages=languages), "check")
    assert result.exit_code == 3
    assert message in result.output
    assert "mkdocs.yml:" in result.output


def test_a_page_cannot_have_the_address_of_a_language(spanish: Path) -> None:
    write(spanish, "content/pages/es.md", "---\ntitle: Es\n---\nWords.\n")
    assert told(spanish) == [
        "content/pages/es.md:2: The address /es/ belongs to the pages in that language. Give the file another name."
    ]
