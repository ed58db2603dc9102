"""The pages of a publication in every language of its site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deriving.editions import editions
from generator.rendering.environment import POLICY
from generator.rendering.shells import forgetful
from generator.rendering.site import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.entry import Entry
    from generator.model.publication import Artifact, DatasetFacts, Publication
    from generator.rendering.search.listed import FindableOf
    from generator.rendering.shells import Remember, Sheet, Shell


class Editions:
    """A renderer for each language.

    Args:
        publication: What to publish.
        policy: The Content-Security-Policy.
        remember: Remembers frames.
    """

    def __init__(self, publication: Publication, policy: str = POLICY, remember: Remember = forgetful) -> None:
        self.own, *others = (
            Renderer(publication, policy, edition=each, remember=remember)
            for each in editions(publication.catalog.settings)
        )
        """In the site's own language."""
        self._others = {each.edition.prefix.rstrip("/"): each for each in others}

    def __iter__(self) -> Iterator[Renderer]:
        yield self.own
        yield from self._others.values()

    def of(self, path: str) -> Renderer:
        """The renderer of the page whose file lies at `path` in the site."""
        return self._others.get(path.partition("/")[0], self.own) if self._others else self.own

    def dataset_sheets(self, facts: DatasetFacts) -> Iterator[Sheet]:
        """The pages of one dataset."""
        for each in self:
            yield from each.dataset_sheets(facts)

    def shell(self, path: str, section: str) -> Shell:
        """The frame of the page at `path`, which belongs to a section."""
        return self.of(path).shell(section)

    def frames_of(self, sheets: Iterable[Sheet]) -> tuple[tuple[str, str], ...]:
        """Of each frame that some pages have, the path of the first of them and its section."""
        first = {(id(self.of(sheet.path)), sheet.section): sheet.path for sheet in reversed(list(sheets))}
        return tuple((path, section) for (_, section), path in first.items())

    def frame(self, sheet: Sheet) -> Artifact:
        """A composed page with all that is around it."""
        return self.of(sheet.path).frame(sheet)

    def sitemap(self, listed: Iterable[tuple[str, Entry | None]]) -> Iterator[Artifact]:
        """The sitemap of all pages, of which `listed` are those of one language that belong to no dataset.

        Args:
            listed: Path of each of them, and what is published on it.
        """
        return self.own.sitemap(listed)

    def terms(self, findable: FindableOf) -> Iterator[Artifact]:
        """The index of all that is published, in all languages."""
        return self.own.terms(findable)

    def results(self, findable: FindableOf) -> Iterator[Artifact]:
        """What a search shows of all that is published, in all languages."""
        return self.own.results(findable)
