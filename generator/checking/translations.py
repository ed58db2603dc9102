"""Translations are in languages that the site has and their original has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.announcement import Alert
from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog, Settings
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding
    from generator.model.translation import Translation


def check_translations(catalog: Catalog) -> Iterator[Finding]:
    """Of announcements, pages and vocabularies."""
    settings = catalog.settings
    terms = [term for vocabulary in catalog.vocabularies.values() for term in vocabulary.terms.values()]
    for term in terms:
        yield from _look(term.translations, settings.language, settings)
    for announcement in catalog.announcements:
        yield from _look(announcement.translations, announcement.language or settings.language, settings)
        yield from _asked(announcement)
    for page in catalog.pages:
        yield from _look(page.translations, settings.language, settings)
        if page.name in {each.lower() for each in (*settings.languages, *settings.former_languages)}:
            problem = f"The address /{page.name}/ belongs to the pages in that language."
            yield error(page.source.at(), problem, "Give the file another name.", "address-reserved")


def _asked(announcement: Announcement) -> Iterator[Finding]:
    """What an alert asks of people is translated whole, or not at all."""
    for each in announcement.translations:
        if not isinstance(announcement.details, Alert) and (each.event or each.instruction):
            problem = "`event` and `instruction` stand in a translation of what is no alert."
            yield error(each.source.at("event"), problem, "Remove them.", "translation-key")
        elif bool(each.event) != bool(each.instruction):
            problem = "`event` and `instruction` are not translated both."
            remedy = "Write both; readers get them in the original's language until then."
            yield warning(each.source.at("instruction"), problem, remedy, "translation-part")


def check_dataset_translations(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    """Of a dataset."""
    yield from _look(dataset.translations, catalog.settings.language, catalog.settings)


def _look(translations: Iterable[Translation], original: str, settings: Settings) -> Iterator[Finding]:
    for each in translations:
        if each.language == original:
            problem = f"This is a translation into `{each.language}`, in which the original is written."
            yield error(each.source.at(), problem, "Remove it, or name the language that it is in.", "translation-same")
        elif each.language not in {settings.language, *settings.languages}:
            problem = f"Nobody is shown this translation: the site has no pages in `{each.language}`."
            remedy = f"Add {each.language} to `extra.daylight.languages` in mkdocs.yml, or remove it."
            yield warning(each.source.at(), problem, remedy, "translation-unshown")
        if not each.title.strip():
            yield error(each.source.at("title"), "The title is empty.", "Translate it.", "title-missing")
