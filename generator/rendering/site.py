"""Pages are composed, framed and listed in the sitemap."""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import jinja2
from markupsafe import Markup, escape

from generator.deriving.editions import editions, facts_in, language_of_page, publication_in
from generator.model.entry import Entry
from generator.model.publication import Artifact
from generator.reading.settings import WRITTEN_IN
from generator.rendering.embeds import CODE
from generator.rendering.environment import (
    POLICY,
    chrome,
    language_of,
    make_environment,
    notice,
    relative,
    template_errors,
    theme_folder,
)
from generator.rendering.identity import identity
from generator.rendering.page import SECTIONS, Page
from generator.rendering.pages import DATASET_PAGES, PAGES
from generator.rendering.prose import TABLE_NAME, clean
from generator.rendering.search.index import index
from generator.rendering.search.listed import listed, names
from generator.rendering.shells import Sheet, Shell, Shells, marks
from generator.rendering.sitemap import sitemap
from generator.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.deriving.editions import Edition
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.page import Kind

_FRAMES = {"Embed": "bare.html"}
"""Templates of frames, by section, where it is another than that of all pages."""
_TRAILS = 1000
"""Pages that others lie below, whose crumbs are remembered: all datasets of an agency have the same."""


class Renderer:
    """Composes and frames the pages of one publication.

    Args:
        publication: What to publish.
        policy: The Content-Security-Policy; a preview with live reload needs a wider one.
        kinds: The kinds of pages to compose, but for those of single datasets.
        edition: In which language, where it is not the site's own.
    """

    def __init__(
        self,
        publication: Publication,
        policy: str = POLICY,
        kinds: Iterable[Kind] = PAGES,
        edition: Edition | None = None,
    ) -> None:
        self._editions = editions(publication.catalog.settings)
        self.edition = edition or self._editions[0]
        publication = publication_in(self.edition.language, publication)
        catalog = publication.catalog
        self._publication = publication
        self._kinds = kinds
        self._settings = catalog.settings
        self._base = f"{catalog.settings.url}{self.edition.prefix}"
        self._words = Words(catalog.settings, catalog.root, self.edition.language)
        self._environment = make_environment(catalog.root, catalog.settings, self._words)
        # Templates get nothing else that is of all pages: a page is made again when what it shows changes.
        self._environment.globals |= {
            "vocabularies": {"agencies": catalog.agencies, "topics": catalog.topics, "regions": catalog.regions},
            "site": catalog.settings,
            "ended": lambda entry: entry.expires is not None and entry.expires <= publication.now,
            "config": self.theme,
            "editions": self._others(),
            "numerals": f"{self.edition.language}-u-nu-latn",
            "embed_code": lambda page: str(CODE.format(f"{self._base}{page.path}", page.title)),
        }
        self._policy = policy
        self._locale = self._words.territory
        self._shells: dict[str, Shell] = {}
        self._heads = Shells(lambda values: self._compose("pages/_head.html", values))
        self._trails = Shells(self._trail)
        self._replies = Shells(lambda values: self._compose("pages/_feedback.html", values))
        self._links_above = lru_cache(_TRAILS)(self._links_to)
        self._names = dict(self._environment.globals)

    @cached_property
    def chrome(self) -> dict[str, Any]:
        """What the base template shows on every page."""
        return chrome(self._publication, SECTIONS, self._policy, self._words)

    @property
    def theme(self) -> dict[str, Any]:
        """What the theme's own templates ask for."""
        language, folder = self.edition.language, theme_folder() / "partials/languages"
        named = [each for each in (language, language.partition("-")[0]) if (folder / f"{each}.html").is_file()]
        return {"theme": {"language": next(iter(named), WRITTEN_IN)}}

    def pages(self) -> Iterator[Page]:
        """Every page but those of single datasets."""
        for kind in self._kinds:
            yield from kind(self._publication, self._words)

    def dataset_sheets(self, facts: DatasetFacts) -> Iterator[Sheet]:
        """The pages of one dataset."""
        said = facts_in(self.edition.language, facts)
        for kind in DATASET_PAGES:
            yield from map(self.sheet, kind(said, self._publication, self._words))

    def artifacts(self) -> Iterator[Artifact]:
        """Every page but those of single datasets, and the sitemap of all."""
        listed = []
        for page in self.pages():
            yield self.frame(self.sheet(page))
            if page.indexed:
                listed.append(page)
        yield from self.sitemap(listed)
        yield from self.search()
        yield from identity(self._settings)

    def sheet(self, page: Page) -> Sheet:
        """A page, composed.

        Raises:
            SettingsError: a template has a mistake.
        """
        root, top = self._root(page), self._top(page)
        name = self._settings.name
        with template_errors():
            link = partial(_linked, root, top)
            values = {"page": page, "root": root, "top": top, "link": link, **page.values}
            slots = {
                "title": escape(f"{page.title} - {name}" if page.title != name else name),
                "description": escape(page.description),
                "address": escape(f"{self._base}{page.path}"),
                "head": self._head(page),
                "crumbs": self._crumbs(page),
                "feedback": self._feedback(page),
                "root": root,
                "top": top,
                "place": escape(_place(page)),
                "body": self._compose(f"pages/{page.template}", values),
            }
        return Sheet(path=self.file_of(page), section=page.section, slots=slots)

    def file_of(self, page: Page) -> str:
        """The path of a page's file, from the site's root."""
        path = f"{self.edition.prefix}{page.path}"
        return f"{path}index.html" if path[-1:] in {"", "/"} else path

    def frame(self, sheet: Sheet) -> Artifact:
        """A composed page with all that is around it.

        Raises:
            SettingsError: the base template has a mistake.
        """
        return Artifact(path=sheet.path, content=self.shell(sheet.section).stamp(sheet.slots))

    def shell(self, section: str) -> Shell:
        """The frame of all pages of a section."""
        if section not in self._shells:
            slots = marks()
            with template_errors():
                html = self._frame(_FRAMES.get(section, "base.html")).render(
                    daylight=self.chrome, daylight_page={**slots, "section": section}, daylight_body=slots["body"]
                )
            self._shells[section] = Shell(html)
        return self._shells[section]

    def print(self, page: Page) -> str:
        """A digest of all that is on a page, its frame and its template apart."""
        facts = (
            self.edition,
            page.path,
            page.title,
            page.description,
            page.template,
            page.section,
            page.crumbs,
            page.feed,
        )
        shown = _shown((facts, page.indexed, page.entry, page.values), self._publication.prints)
        return hashlib.blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def sitemap(self, listed: Iterable[Page]) -> Iterator[Artifact]:
        """The sitemap of some pages, of all datasets and of the prose, and `robots.txt`, which leads to it."""
        changed: dict[str, Entry | None] = {page.path: page.entry for page in listed}
        for record in self._publication.datasets.values():
            changed |= {path: record.entry for kind in DATASET_PAGES for path in kind.listed(record.entry)}
        changed |= dict.fromkeys(f"{prose.name}/" for prose in self._publication.catalog.pages)
        times = {
            path: self._words.iso(entry.updated) if entry and entry.updated else "" for path, entry in changed.items()
        }
        yield from sitemap(times, self._settings.url, {each.language: each.prefix for each in self._editions})

    def search(self) -> Iterator[Artifact]:
        """The index of all that is published."""
        yield from index(listed(self._publication, self._words), names(self._publication.catalog))

    def prose_context(self, name: str) -> dict[str, Any]:
        """What the base template needs around the page of prose called `name`, which MkDocs renders."""
        prose = next(each for each in self._publication.catalog.pages if each.name == name)
        page = Page(path=f"{name}/", title=prose.title, description=prose.description, template="", values={})
        language = language_of_page(prose, self.edition.language, self._settings)
        with template_errors():
            head, crumbs, feedback = self._head(page), self._crumbs(page), self._feedback(page)
        return {
            "config": self.theme,
            "daylight": self.chrome,
            "daylight_page": {
                "title": f"{page.title} - {self._settings.name}",
                "heading": page.title,
                "description": page.description,
                "address": f"{self._base}{page.path}",
                "head": head,
                "crumbs": crumbs,
                "feedback": feedback,
                "root": self._root(page),
                "top": self._top(page),
                "place": _place(page),
                "notice": notice(language, self._settings, self._words),
                "attributes": language_of(language, self._words),
                "section": "",
            },
        }

    def cleaned(self, html: str, path: str) -> str:
        """The prose of the page at `path`, from the site's root, with only what prose needs."""
        link = partial(_linked, relative(path.removeprefix(self.edition.prefix)), relative(path))
        return clean(html, link, self._words.say(TABLE_NAME))

    def _root(self, page: Page) -> str:
        """A server shows the page for missing ones at any depth, so that its links begin at the top."""
        return urlsplit(self._base).path.rstrip("/") if page.path == "404.html" else relative(page.path)

    def _top(self, page: Page) -> str:
        """The same, from which all begins that is no page: it is there once for all languages."""
        if page.path == "404.html":
            return urlsplit(self._settings.url).path.rstrip("/")
        return relative(f"{self.edition.prefix}{page.path}")

    def _others(self) -> list[dict[str, str]]:
        """All languages in which each page is there; none, where there is one."""
        if not self._settings.languages:
            return []
        catalog = self._publication.catalog
        return [
            {
                "language": each.language,
                "prefix": each.prefix,
                "current": "true" if each == self.edition else "",
                "locale": Words(catalog.settings, catalog.root, each.language).territory,
            }
            for each in self._editions
        ]

    def _frame(self, name: str) -> jinja2.Template:
        # The theme's table of words answers what it does not know with nothing, and falls back on English.
        return self._environment.overlay(undefined=jinja2.Undefined).get_template(name)

    def _compose(self, name: str, values: Mapping[str, Any]) -> Markup:
        """A template with `values`, in a context of one dict: Jinja's own is put together name by name."""
        template = self._environment.get_template(name)
        context = self._environment.context_class(self._environment, {**self._names, **values}, name, template.blocks)
        try:
            return Markup("".join(template.root_render_func(context)))  # noqa: S704 - composed under autoescape
        except Exception:  # noqa: BLE001 - whatever it is, Jinja raises it again with the template's own lines
            self._environment.handle_exception()

    def _head(self, page: Page) -> Markup:
        entry, agencies = page.entry, self._publication.catalog.agencies
        dated = entry if entry and entry.published and entry.updated else None
        publisher = agencies[entry.agency].name if entry else self._settings.owner
        return self._heads.stamp(
            {
                "title": page.title,
                "description": page.description,
                "address": f"{self._base}{page.path}",
                "path": page.path,
                "root": self._root(page),
                "top": self._top(page),
                "indexed": "yes" if page.indexed else "",
                "moved": page.values["to"] if page.template == "moved.html" else "",
                "feed": page.feed,
                "feed_name": agencies[page.feed.rpartition("/")[2]].name if page.feed else "",
                "kind": "article" if entry else "website",
                "locale": self._locale,
                "card": f"{self._settings.url}{entry.card if entry else 'cards/site.png'}",
                "card_words": f"{page.title}. {publisher}",
                "published": self._words.iso(dated.published) if dated and dated.published else "",
                "updated": self._words.iso(dated.updated) if dated and dated.updated else "",
            }
        )

    def _feedback(self, page: Page) -> Markup:
        """How readers can say what they think of a page; what they send names it, its version and its place."""
        if not self._settings.feedback or page.template in {"moved.html", "embed.html"}:
            return Markup()
        facts = [f"{page.title}", f"{self._base}{page.path}"]
        if page.entry:
            facts.append(f"{page.entry.id} {page.entry.version} {' '.join(page.entry.regions)}".rstrip())
        return self._replies.stamp(
            {"to": self._settings.feedback, "subject": quote(page.title), "about": quote("\n".join(facts))}
        )

    def _crumbs(self, page: Page) -> Markup:
        if not page.path or page.template in {"404.html", "moved.html", "embed.html"}:
            return Markup()
        return self._links_above(self._root(page), page.crumbs)

    def _links_to(self, root: str, crumbs: tuple[tuple[str, str], ...]) -> Markup:
        values = {"root": root}
        for place, (name, path) in enumerate(crumbs):
            values |= {f"name_{place}": name, f"path_{place}": path}
        return self._trails.stamp(values)

    def _trail(self, values: Mapping[str, str]) -> Markup:
        """The template of crumbs, which counts them."""
        crumbs = [(values[f"name_{place}"], values[f"path_{place}"]) for place in range(len(values) // 2)]
        return self._compose("pages/_crumbs.html", {"root": values["root"], "crumbs": crumbs})


def _place(page: Page) -> str:
    """Where a reader is led who changes the language: to the same page, or from a missing one to the first."""
    return "" if page.path == "404.html" else page.path


def _linked(root: str, top: str, address: str) -> str:
    """An address in prose: of a page, in the language of this one, or of a file, which is there once."""
    return f"{top if '.' in address.rpartition('/')[2] else root}{address}"


def _shown(value: object, prints: Mapping[str, str]) -> str:
    """All that a value says; what an entry says is known already."""
    if isinstance(value, Entry):
        return prints.get(value.id) or repr(value)
    if isinstance(value, list | tuple):
        return "\x1f".join(_shown(each, prints) for each in value)
    if isinstance(value, dict):
        return "\x1e".join(f"{key}\x1f{_shown(each, prints)}" for key, each in value.items())
    return repr(value)
