"""Translations are in languages that the site has and their original has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.catalog import Agency, Catalog, Region, Settings, Topic
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding
    from generator.model.translation import Translation


def check_translations(catalog: Catalog) -> Iterator[Finding]:
    """Of announcements, pages and vocabularies."""
    settings = catalog.settings
    terms: list[Agency | Topic | Region] = [*catalog.agencies.terms.values(), *catalog.topics.terms.values()]
    terms += catalog.regions.terms.values()
    for term in terms:
        yield from _look(term.translations, settings.language, settings)
    for announcement in catalog.announcements:
        yield from _look(announcement.translations, announcement.language or settings.language, settings)
    for page in catalog.pages:
        yield from _look(page.translations, settings.language, settings)
        if page.name in {each.lower() for each in settings.languages}:
            problem = f"The address /{page.name}/ belongs to the pages in that language."
            yield error(page.source.at(), problem, "Give the file another name.", "address-reserved")


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
