"""The cards of a publication in one language: what they say, and what they show, in words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.deriving.editions import facts_in
from generator.rendering.picturing import Pictures, site_card
from generator.rendering.words import Words

if TYPE_CHECKING:
    from generator.deriving.editions import Edition
    from generator.model.card import Card
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication


class Cards:
    """Those of one edition.

    Args:
        publication: In its language.
        edition: The language.
        words: In it.
    """

    def __init__(self, publication: Publication, edition: Edition, words: Words) -> None:
        self._publication = publication
        self._edition = edition
        self._words = words
        self._pictures = Pictures(publication, words)
        self._foreign: dict[str, Pictures] = {}
        self._told: tuple[DatasetFacts, str] | None = None

    @cached_property
    def site(self) -> Card:
        """The card of pages that are about no single entry."""
        return site_card(self._publication.catalog.settings, self._words)

    def of(self, entry: Entry, facts: DatasetFacts | None = None) -> Card:
        """The card of an entry, in the language in which that is written."""
        language = entry.language
        if language == self._words.language:
            return self._pictures.of(entry, facts)
        if language not in self._foreign:
            catalog = self._publication.catalog
            words = Words(catalog.settings, catalog.root, language)
            self._foreign[language] = Pictures(self._publication, words)
        return self._foreign[language].of(entry, facts)

    def alt(self, entry: Entry | None) -> str:
        """What the card of the site, or of an entry without facts of its data, shows, in the words of the edition."""
        if entry is None:
            return self._site_alt
        if entry.id in self._publication.announcements:
            return self._pictures.of(entry).alt
        return f"{entry.title}. {self._publication.catalog.agencies[entry.agency].name}."

    def dataset_alt(self, facts: DatasetFacts) -> str:
        """The same of a dataset; what was asked of the same facts before is known."""
        if self._told is None or self._told[0] is not facts:
            said = facts_in(self._edition.language, facts)
            self._told = (facts, self._pictures.of(said.entry, said).alt)
        return self._told[1]

    @cached_property
    def _site_alt(self) -> str:
        return self.site.alt
