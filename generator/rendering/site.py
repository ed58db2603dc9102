"""Pages are composed, framed and listed in the sitemap."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2

from generator.deriving.editions import editions, facts_in, language_of_page, publication_in
from generator.model.message import WRITTEN_IN
from generator.model.publication import Artifact
from generator.rendering.around import Around
from generator.rendering.carding import Cards
from generator.rendering.chrome import chrome, other_languages
from generator.rendering.composing import Composer
from generator.rendering.embeds import CHARTS, CODE
from generator.rendering.environment import (
    POLICY,
    language_of,
    make_environment,
    notice,
    template_errors,
    theme_folder,
)
from generator.rendering.escaping import in_html
from generator.rendering.oembed import Answers
from generator.rendering.page import SECTIONS, Page
from generator.rendering.pages import DATASET_PAGES, PAGES
from generator.rendering.paths import Paths
from generator.rendering.printing import print_of
from generator.rendering.prose import TABLE_NAME, clean
from generator.rendering.search.index import results_of, terms_of
from generator.rendering.search.listed import listed, names, terms
from generator.rendering.shells import Remember, Sheet, Shell, forgetful, marks
from generator.rendering.sitemap import sitemap
from generator.rendering.structured import Structured
from generator.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.deriving.editions import Edition
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.page import Kind
    from generator.rendering.search.listed import FindableOf

_FRAMES = {CHARTS: "bare.html"}
"""Templates of frames, by section, where it is another than that of all pages."""


class Renderer:
    """Composes and frames the pages of one publication.

    Args:
        publication: What to publish.
        policy: The Content-Security-Policy; a preview with live reload needs a wider one.
        kinds: The kinds of pages to compose, but for those of single datasets.
        edition: In which language, where it is not the site's own.
        remember: Remembers frames, of which the templates alone take a while to compile.
    """

    def __init__(
        self,
        publication: Publication,
        policy: str = POLICY,
        kinds: Iterable[Kind] = PAGES,
        edition: Edition | None = None,
        remember: Remember = forgetful,
    ) -> None:
        self._editions = editions(publication.catalog.settings)
        self.edition = edition or self._editions[0]
        publication = publication_in(self.edition.language, publication)
        catalog = publication.catalog
        self.publication = publication
        self._kinds = kinds
        self._settings = catalog.settings
        self.paths = Paths(catalog.settings, self.edition)
        self._words = Words(catalog.settings, catalog.root, self.edition.language)
        self._environment = make_environment(catalog.root, catalog.settings, self._words)
        # Templates get nothing else that is of all pages: a page is made again when what it shows changes.
        self._environment.globals |= {
            "vocabularies": catalog.vocabularies,
            "site": catalog.settings,
            "ended": lambda entry: entry.expires is not None and entry.expires <= publication.now,
            "config": self.theme,
            "editions": other_languages(catalog, self.edition),
            "numerals": f"{self.edition.language}-u-nu-latn",
            "structured": Structured(catalog, self.edition, self._words),
            "embed_code": lambda page: str(CODE.format(self.paths.address(page), page.title)),
        }
        self._policy = policy
        self._remember = remember
        self._shells: dict[str, Shell] = {}
        self._compose = Composer(self._environment)
        self._around = Around(publication, self.paths, self._words, self._compose, self.edition)
        self.cards = Cards(publication, self.edition, self._words)
        self.answers = Answers(publication, self.edition)

    @cached_property
    def chrome(self) -> dict[str, Any]:
        """What the base template shows on every page."""
        return chrome(self.publication, SECTIONS, self._policy, self._words)

    @property
    def theme(self) -> dict[str, Any]:
        """What the theme's own templates ask for."""
        language, folder = self.edition.language, theme_folder() / "partials/languages"
        named = [each for each in (language, language.partition("-")[0]) if (folder / f"{each}.html").is_file()]
        return {"theme": {"language": next(iter(named), WRITTEN_IN)}}

    @cached_property
    def _framing(self) -> jinja2.Environment:
        """The theme's table of words answers what it does not know with nothing, and falls back on English."""
        return self._environment.overlay(undefined=jinja2.Undefined)

    def pages(self) -> Iterator[Page]:
        """Every page but those of single datasets."""
        for kind in self._kinds:
            yield from kind(self.publication, self._words)

    def dataset_sheets(self, facts: DatasetFacts) -> Iterator[Sheet]:
        """The pages of one dataset, which are all shared with its card."""
        said, alt = facts_in(self.edition.language, facts), self.cards.dataset_alt(facts)
        for kind in DATASET_PAGES:
            for page in kind(said, self.publication, self._words):
                yield self.sheet(page, alt)

    def sheet(self, page: Page, alt: str = "") -> Sheet:
        """A page, composed.

        Args:
            page: Before that.
            alt: What its card shows, in words, where that is known already.

        Raises:
            SettingsError: a template has a mistake.
        """
        root, top = self.paths.root(page), self.paths.top(page)
        name = self._settings.name
        with template_errors():
            link = partial(self.paths.link, page)
            values = {
                "page": page,
                "root": root,
                "top": top,
                "link": link,
                "share": self._around.share(page),
                **page.values,
            }
            slots = {
                "title": in_html(f"{page.title} - {name}" if page.title != name else name),
                "description": in_html(page.description),
                "address": in_html(self.paths.address(page)),
                "head": self._around.head(page, alt or self.cards.alt(page.entry)),
                "crumbs": self._around.crumbs(page),
                "feedback": self._around.feedback(page),
                "root": root,
                "top": top,
                "place": in_html(self.paths.place(page)),
                "body": self._compose(f"pages/{page.template}", values),
            }
        return Sheet(path=self.paths.file_of(page), section=page.section, slots=slots)

    def frame(self, sheet: Sheet) -> Artifact:
        """A composed page with all that is around it.

        Raises:
            SettingsError: the base template has a mistake.
        """
        return Artifact(path=sheet.path, content=self.shell(sheet.section).stamp(sheet.slots))

    def shell(self, section: str) -> Shell:
        """The frame of all pages of a section."""
        if section not in self._shells:
            around = {name: value for name, value in self.chrome.items() if name != "site"}  # its settings are a file
            parts = (section, repr(self.edition), repr(around))
            self._shells[section] = Shell(self._remember(parts, partial(self._draw, section)))
        return self._shells[section]

    def _draw(self, section: str) -> str:
        slots = marks()
        with template_errors():
            return self._framing.get_template(_FRAMES.get(section, "base.html")).render(
                daylight=self.chrome, daylight_page={**slots, "section": section}, daylight_body=slots["body"]
            )

    def content(self, entry: Entry) -> str:
        """What an entry says in full, as HTML for feeds: with whole addresses, and neither styles nor scripts.

        Raises:
            SettingsError: the template has a mistake.
        """
        top = self._settings.url.rstrip("/")
        pages = f"{top}/{self.edition.prefix}".rstrip("/")
        values = {
            "entry": entry,
            "announcement": self.publication.announcements.get(entry.id),
            "address": f"{pages}/{entry.path}",
            "link": lambda address: f"{top if '.' in address.rpartition('/')[2] else pages}{address}",
        }
        with template_errors():
            return str(self._compose("feeds/entry.html", values))

    def feed_styles(self) -> Iterator[Artifact]:
        """How a person sees a feed who opens it: `feed.xsl` for browsers with XSLT, `feed.css` for others.

        Raises:
            SettingsError: the template has a mistake.
        """
        values = {
            "language": self.edition.language,
            "direction": self._words.direction,
            "base": urlsplit(self._settings.url).path,
            "prefix": self.edition.prefix,
            "identity": self.chrome["identity"],
        }
        folder = f"{self.edition.prefix}feeds"
        with template_errors():
            yield Artifact(path=f"{folder}/feed.xsl", content=self._compose("feeds/feed.xsl", values).encode())
            yield Artifact(path=f"{folder}/feed.css", content=self._compose("feeds/feed.css", {}).encode())

    def say(self, message: str) -> str:
        """A message in the language of the pages."""
        return self._words.say(message)

    def print(self, page: Page) -> str:
        """A digest of all that is on a page, its frame and its template apart."""
        return print_of(page, self.edition, self.publication.prints)

    def sitemap(self, listed: Iterable[tuple[str, Entry | None]]) -> Iterator[Artifact]:
        """The sitemap of some pages, of all datasets and of the prose, and `robots.txt`, which leads to it.

        Args:
            listed: Path of each page, and what is published on it.
        """
        changed: dict[str, Entry | None] = dict(listed)
        for record in self.publication.datasets.values():
            changed |= {path: record.entry for kind in DATASET_PAGES for path in kind.listed(record.entry)}
        changed |= dict.fromkeys(f"{prose.name}/" for prose in self.publication.catalog.pages)
        times = {
            path: self._words.iso(entry.updated) if entry and entry.updated else "" for path, entry in changed.items()
        }
        yield from sitemap(times, self._settings.url, {each.language: each.prefix for each in self._editions})

    def terms(self, findable: FindableOf) -> Iterator[Artifact]:
        """The index of all that is published, which tells what is found."""
        yield from terms_of(terms(self.publication, findable))

    def results(self, findable: FindableOf) -> Iterator[Artifact]:
        """What a search shows of all that is published."""
        yield from results_of(listed(self.publication, self._words, findable), names(self.publication.catalog))

    def prose_context(self, name: str) -> dict[str, Any]:
        """What the base template needs around the page of prose called `name`, which MkDocs renders."""
        prose = next(each for each in self.publication.catalog.pages if each.name == name)
        page = Page(path=f"{name}/", title=prose.title, description=prose.description, template="", values={})
        language = language_of_page(prose, self.edition.language, self._settings)
        with template_errors():
            head, crumbs = self._around.head(page, self.cards.alt(None)), self._around.crumbs(page)
            feedback = self._around.feedback(page)
        return {
            "config": self.theme,
            "daylight": self.chrome,
            "daylight_page": {
                "title": f"{page.title} - {self._settings.name}",
                "heading": page.title,
                "description": page.description,
                "address": self.paths.address(page),
                "head": head,
                "crumbs": crumbs,
                "feedback": feedback,
                "root": self.paths.root(page),
                "top": self.paths.top(page),
                "place": self.paths.place(page),
                "notice": notice(language, self._settings, self._words),
                "attributes": language_of(language, self._words),
                "section": "",
            },
        }

    def cleaned(self, html: str, name: str) -> str:
        """The prose of the page called `name`, with only what prose needs."""
        page = Page(path=f"{name}/", title="", description="", template="", values={})
        return clean(html, partial(self.paths.link, page), self._words.say(TABLE_NAME))
