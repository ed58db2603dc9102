"""Everything the site consists of, as targets."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from generator.memory.digests import digest, plain_digest
from generator.model.publication import Artifact
from generator.rendering.identity import identity
from generator.rendering.moves import write_redirects
from generator.rendering.oembed import ALT, link_path
from generator.rendering.places import place_files
from generator.reporting.posted import posted_files
from generator.steps.announced import Announced
from generator.steps.cards import CARDS, Pictures, draw, drawn_of, icons
from generator.steps.dataset_targets import DatasetTargets
from generator.steps.feed_targets import FeedTargets
from generator.steps.former import Former
from generator.steps.prose import prose_target
from generator.steps.target import Target, key_of, target_of, versions_of
from generator.steps.tasks import place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Settings
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.model.record import Files, Findable
    from generator.rendering.editions import Editions
    from generator.rendering.page import Page
    from generator.rendering.site import Renderer
    from generator.steps.cards import Drawn
    from generator.steps.means import Means
    from generator.steps.prose import Prose
    from generator.steps.tasks import Tasks
    from generator.writing.landing import Target as AnyTarget

_CONTENTS = "contents"
_ENOUGH = 100
"""Cards for which it is worth starting processes, each of which imports everything anew."""


class Targets:
    """All targets of a publication.

    Args:
        publication: What is published.
        tasks: Of its datasets.
        renderers: Of its pages.
        prints: Of all files of the repository.
        means: What to work with.
    """

    def __init__(
        self,
        *,
        publication: Publication,
        tasks: Tasks,
        renderers: Editions,
        prints: Fingerprints,
        means: Means,
    ) -> None:
        self._publication = publication
        self._tasks = tasks
        self._renderers = renderers
        self._prints = prints
        self._means = means
        self._shared = tasks.shared
        self._announced = Announced(publication, prints, means.index)
        self._datasets = DatasetTargets(tasks, renderers, means)
        self._by_entry = {f"dataset/{each.id}": each for each in publication.catalog.datasets}
        self._listed: list[tuple[str, Entry | None]] = []
        """Path of each page for search engines that is not about one dataset, and what is published on it."""
        self._former = Former(publication, renderers, prints, self._page, self._files)

    def all(self, prose: Prose) -> Iterator[AnyTarget]:
        """Every target; what `prose` writes is one of them."""
        yield from self.seen(prose)
        yield from self.rest()

    def seen(self, prose: Prose | None = None) -> Iterator[AnyTarget]:
        """What people look at: pages and pictures, without those that `prose` writes where there is none."""
        if prose:
            yield from self._with_former([self._prose(prose)])
        yield from self._with_former(self._pages())
        yield from self._with_former(self._former.gone())
        self._means.index.commit()

    def rest(self) -> Iterator[AnyTarget]:
        """What programs take, much of which is put together of everything that there is; after all of `seen`."""
        yield from self._with_former(self._for_programs())
        self._means.index.commit()

    def _with_former(self, targets: Iterable[AnyTarget]) -> Iterator[AnyTarget]:
        for target in targets:
            yield target
            yield from self._former.of(target)

    def _pages(self) -> Iterator[AnyTarget]:
        records = self._publication.datasets
        for dataset in self._publication.catalog.datasets:
            yield self._datasets.of(dataset, records[f"dataset/{dataset.id}"])
        self._listed = []
        for renderer in self._renderers:
            for page in renderer.pages():
                if page.indexed and renderer is self._renderers.own:
                    self._listed.append((page.path, page.entry))
                yield self._page(page, renderer)
        yield from self._cards()
        yield self._icons()
        yield target_of("the colours and the headers", list(identity(self._publication.catalog.settings)))

    def _for_programs(self) -> Iterator[AnyTarget]:
        yield target_of("what other sites show of announcements", list(self._answers()))
        feeds = FeedTargets(
            publication=self._publication, renderers=self._renderers, prints=self._prints, shared=self._shared
        )
        yield from feeds.all()
        yield self._sitemap()
        yield target_of("what was posted, for programs", list(posted_files(self._publication)))
        yield from self._search()
        where = partial(place_files, self._publication.catalog)
        yield self._remembered("where places are", self._shared, where)
        yield target_of("the rules for what has moved", [write_redirects(self._publication)])

    def _page(self, page: Page, renderer: Renderer) -> Target:
        def make(_: Collection[str]) -> Iterator[Artifact]:
            yield renderer.frame(renderer.sheet(page))

        parts = {
            **self._shared,
            "what is on it": renderer.print(page),
            "the frame of all pages": renderer.shell(page.section).print,
        }
        name = f"the page /{renderer.edition.prefix}{page.path}"
        files = {renderer.paths.file_of(page): key_of(parts)}
        return Target(name=name, files=files, make=make, tell=partial(dict, parts))

    def _cards(self) -> Iterator[Target]:
        """Of announcements and of the site; those of datasets are theirs."""
        catalog = self._publication.catalog
        entries = [entry for entry in self._publication.entries if entry.id in self._publication.announcements]
        own = self._renderers.own
        every = [drawn_of(None, own), *(drawn_of(entry, own) for entry in entries)]
        memory = self._means.memory
        pictures = Pictures(catalog.root, catalog.settings)
        keys_of = [{path: key for path, key, _ in pictures.of(each)} for each in every]
        news = [
            each
            for each, keys in zip(every, keys_of, strict=True)
            if not all(memory.holds(CARDS, key) for key in keys.values())
        ]
        again = partial(_draw, catalog.root, catalog.settings)
        drawn = self._means.crew.spread(again, news, enough=_ENOUGH)
        for _ in self._means.observe("cards", drawn, len(news)) if news else ():
            pass
        for each, keys in zip(every, keys_of, strict=True):

            def make(paths: Collection[str], each: Drawn = each, keys: dict[str, str] = keys) -> Iterator[Artifact]:
                found = {path: memory.find(CARDS, keys[path]) for path in paths}
                if None in found.values():  # what the memory has lost is drawn again
                    again(each)
                    found = {path: memory.find(CARDS, keys[path]) for path in paths}
                yield from (Artifact(path=path, content=content or b"") for path, content in found.items())

            parts = {"what it shows": plain_digest(*keys.values())}
            yield Target(name=f"the card /{each.card.path}", files=keys, make=make, tell=partial(dict, parts))

    def _icons(self) -> Target:
        catalog, memory = self._publication.catalog, self._means.memory
        keys = dict(icons(catalog.root, catalog.settings, memory))

        def make(paths: Collection[str]) -> Iterator[Artifact]:
            found = {path: memory.find(CARDS, keys[path]) for path in paths}
            if None in found.values():  # what the memory has lost is drawn again
                again = dict(icons(catalog.root, catalog.settings, memory))
                found = {path: memory.find(CARDS, again[path]) for path in paths}
            yield from (Artifact(path=path, content=content or b"") for path, content in found.items())

        parts = {"the crest": plain_digest(*keys.values())}
        return Target(name="the icons", files=keys, make=make, tell=partial(dict, parts))

    def _answers(self) -> Iterator[Artifact]:
        for renderer in self._renderers:
            publication = renderer.publication
            yield from renderer.answers.of(None, renderer.cards.alt(None))
            for entry in publication.entries:
                if entry.id in publication.announcements:
                    yield from renderer.answers.of(entry, renderer.cards.alt(entry))

    def _files(self, id_: str) -> Files:
        """Of a dataset, by the id of its entry."""
        return self._datasets.files(self._by_entry[id_])

    def _findable(self, id_: str) -> Findable:
        """What a search needs to find a dataset or an announcement, by the id of its entry."""
        dataset = self._by_entry.get(id_)
        return self._datasets.findable(dataset) if dataset else self._announced.findable(id_)

    def used(self) -> set[str]:
        """The keys under which the memory has what the site is made of."""
        return {kept.key for id_ in self._by_entry for _, kept in self._files(id_)}

    def alt(self, entry: Entry | None, language: str) -> str:
        """What the card of an entry or of the site shows, in a language, or in the site's own where it has no other.

        Of a dataset, as it was told when its pages were made.
        """
        renderer = next((each for each in self._renderers if each.edition.language == language), self._renderers.own)
        if entry is None:
            return renderer.cards.alt(None)
        said = entry.said_in(renderer.edition.language)
        dataset = self._by_entry.get(entry.id)
        if dataset is None:
            return renderer.cards.alt(said)
        (answer,) = self._datasets.found(dataset, [link_path(entry, renderer.edition)])
        return str(json.loads(answer.content)[ALT]) if isinstance(answer.content, bytes) else ""

    def _sitemap(self) -> Target:
        prints = self._publication.prints
        pages = (f"{path} {prints[entry.id] if entry else ''}" for path, entry in self._listed)
        datasets = (record.print for record in self._publication.datasets.values())
        parts = {
            **self._shared,
            "all pages": plain_digest(*pages, *datasets, *(each.name for each in self._publication.catalog.pages)),
        }
        return self._remembered("the sitemap", parts, partial(self._renderers.sitemap, self._listed))

    def _search(self) -> Iterator[Target]:
        """What is found, which is dear to put together, and what is shown of it."""
        self._announced.forget_others()
        records = self._publication.datasets.values()
        prose = (
            (
                each.name,
                each.title,
                each.description,
                [(one.language, one.title, one.summary) for one in each.translations],
            )
            for each in self._publication.catalog.pages
        )
        others = {
            "content/announcements": self._prints.of("content/announcements"),
            "the titles of pages": plain_digest(*map(repr, prose)),
        }
        said = plain_digest(*(each.terms_print for each in records))
        terms = {**self._shared, **others, "the words of datasets": said}
        shown = plain_digest(*(part for each in records for part in (each.print, each.text_print, *each.formats)))
        results = {**self._shared, **others, "what datasets say": shown}
        yield self._remembered("the search index", terms, partial(self._renderers.terms, self._findable))
        yield self._remembered("what a search shows", results, partial(self._renderers.results, self._findable))

    def _remembered(self, name: str, parts: Mapping[str, str], write: Callable[[], Iterable[Artifact]]) -> Target:
        """A target that has to be made to know which files it has: that is remembered while its parts stay the same."""
        key = digest(key_of(parts))
        known, content = self._means.index.row(_CONTENTS, name)
        if known == key:
            versions = json.loads(content)
            return Target(name=name, files=versions, make=lambda _: write(), tell=partial(dict, parts))
        made = list(write())
        versions = versions_of(made)
        self._means.index.put(_CONTENTS, [(name, key, json.dumps(versions).encode())])
        self._means.index.commit()
        return Target(name=name, files=versions, make=lambda _: made, tell=partial(dict, parts))

    def _prose(self, prose: Prose) -> Target:
        templates = self._publication.catalog.settings.templates
        parts = {
            **self._shared,
            "content/pages": self._prints.of("content/pages"),
            templates: self._prints.of(place(self._publication.catalog.root, templates)),
            "the frame of all pages": plain_digest(*(each.shell("").print for each in self._renderers)),
        }
        return prose_target(prose, self._publication, parts, self._means)


def _draw(root: Path, settings: Settings, drawn: Drawn) -> None:
    from generator.memory.store import Memory

    draw(drawn, root, settings, Memory(root))
