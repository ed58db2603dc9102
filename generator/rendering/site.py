"""All pages composed and stamped, and the sitemap that lists them."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from generator.model.publication import Artifact
from generator.rendering.environment import POLICY, chrome, make_environment, relative, template_errors
from generator.rendering.page import SECTIONS, Kind, Page
from generator.rendering.pages import PAGES
from generator.rendering.shells import Shell, Shells, marks
from generator.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.publication import Publication


class Renderer:
    """Composes the pages of one publication.

    Args:
        publication: What to publish.
        policy: The Content-Security-Policy; a preview with live reload needs a wider one.
        kinds: The kinds of pages to compose.
    """

    def __init__(self, publication: Publication, policy: str = POLICY, kinds: Iterable[Kind] = PAGES) -> None:
        catalog = publication.catalog
        self._publication = publication
        self._kinds = kinds
        self._settings = catalog.settings
        self._environment = make_environment(catalog.root, catalog.settings)
        self._environment.globals |= {
            "publication": publication,
            "catalog": catalog,
            "site": catalog.settings,
            "config": {"theme": {"language": catalog.settings.language}},
        }
        self.chrome = chrome(publication, SECTIONS, policy)
        self._words = Words(catalog.settings)
        self._locale = self._words.territory
        self._shells: dict[str, Shell] = {}
        self._heads = Shells(lambda values: self._compose("pages/_head.html", values))
        self._trails = Shells(self._trail)
        self._names = dict(self._environment.globals)

    def artifacts(self) -> Iterator[Artifact]:
        """Every generated page, then the sitemap."""
        listed = []
        for kind in self._kinds:
            for page in kind(self._publication):
                with template_errors():
                    artifact = self._page(page)
                yield artifact
                if page.indexed:
                    listed.append(page)
        listed += [self._prose_page(prose.name, prose.title) for prose in self._publication.catalog.pages]
        yield Artifact(path="sitemap.xml", content=self._sitemap(listed))
        robots = f"User-agent: *\nAllow: /\nSitemap: {self._settings.url}sitemap.xml\n"
        yield Artifact(path="robots.txt", content=robots.encode())

    def prose_context(self, name: str) -> dict[str, Any]:
        """What the base template needs around the page of prose called `name`, which MkDocs renders."""
        prose = next(each for each in self._publication.catalog.pages if each.name == name)
        page = self._prose_page(name, prose.title, prose.description)
        with template_errors():
            head, crumbs = self._head(page), self._crumbs(page)
        return {
            "daylight": self.chrome,
            "daylight_page": {
                "title": f"{page.title} - {self._settings.name}",
                "heading": page.title,
                "description": page.description,
                "address": f"{self._settings.url}{page.path}",
                "head": head,
                "crumbs": crumbs,
                "root": relative(page.path),
                "section": "",
            },
        }

    def _prose_page(self, name: str, title: str, description: str = "") -> Page:
        return Page(path=f"{name}/", title=title, description=description, template="", values={})

    def _page(self, page: Page) -> Artifact:
        root = self._root(page)
        values = {"page": page, "root": root, "link": lambda address: f"{root}{address}", **page.values}
        name = self._settings.name
        content = self._shell(page.section).stamp(
            {
                "title": f"{page.title} - {name}" if page.title != name else name,
                "description": page.description,
                "address": f"{self._settings.url}{page.path}",
                "head": self._head(page),
                "crumbs": self._crumbs(page),
                "root": root,
                "body": self._compose(f"pages/{page.template}", values),
            }
        )
        return Artifact(path=f"{page.path}index.html" if page.path[-1:] in {"", "/"} else page.path, content=content)

    def _root(self, page: Page) -> str:
        """A server shows the page for missing ones at any depth, so that its links begin at the top."""
        return urlsplit(self._settings.url).path.rstrip("/") if page.path == "404.html" else relative(page.path)

    def _shell(self, section: str) -> Shell:
        if section not in self._shells:
            slots = marks()
            html = self._base.render(
                daylight=self.chrome, daylight_page={**slots, "section": section}, daylight_body=slots["body"]
            )
            self._shells[section] = Shell(html)
        return self._shells[section]

    @cached_property
    def _base(self) -> jinja2.Template:
        # The theme's table of words answers what it does not know with nothing, and falls back on English.
        return self._environment.overlay(undefined=jinja2.Undefined).get_template("base.html")

    def _compose(self, name: str, values: Mapping[str, Any]) -> Markup:
        """A template with `values`, in a context of one dict: Jinja's own is put together name by name."""
        template = self._environment.get_template(name)
        context = self._environment.context_class(self._environment, {**self._names, **values}, name, template.blocks)
        try:
            return Markup("".join(template.root_render_func(context)))  # noqa: S704 - composed under autoescape
        except Exception:  # noqa: BLE001 - whatever it is, Jinja raises it again with the template's own lines
            self._environment.handle_exception()

    def _head(self, page: Page) -> Markup:
        entry, agencies, url = page.entry, self._publication.catalog.agencies, self._settings.url
        dated = entry if entry and entry.published and entry.updated else None
        publisher = agencies[entry.agency].name if entry else self._settings.owner
        return self._heads.stamp(
            {
                "title": page.title,
                "description": page.description,
                "address": f"{url}{page.path}",
                "root": self._root(page),
                "indexed": "yes" if page.indexed else "",
                "moved": page.values["entry"].path if page.template == "moved.html" else "",
                "feed": page.feed,
                "feed_name": agencies[page.feed.rpartition("/")[2]].name if page.feed else "",
                "kind": "article" if entry else "website",
                "locale": self._locale,
                "card": f"{url}{entry.card if entry else 'cards/site.png'}",
                "card_words": f"{page.title}. {publisher}",
                "published": self._words.iso(dated.published) if dated and dated.published else "",
                "updated": self._words.iso(dated.updated) if dated and dated.updated else "",
            }
        )

    def _crumbs(self, page: Page) -> Markup:
        if not page.path or page.template in {"404.html", "moved.html"}:
            return Markup()
        values = {"root": self._root(page)}
        for place, (name, path) in enumerate(page.crumbs):
            values |= {f"name_{place}": name, f"path_{place}": path}
        return self._trails.stamp(values)

    def _trail(self, values: Mapping[str, str]) -> Markup:
        """The template of crumbs, which counts them."""
        crumbs = [(values[f"name_{place}"], values[f"path_{place}"]) for place in range(len(values) // 2)]
        return self._compose("pages/_crumbs.html", {"root": values["root"], "crumbs": crumbs})

    def _sitemap(self, pages: list[Page]) -> bytes:
        rows = []
        for page in sorted(pages, key=lambda page: page.path):
            changed = page.entry.updated if page.entry else None
            when = f"<lastmod>{self._words.iso(changed)}</lastmod>" if changed else ""
            rows.append(f"<url><loc>{escape(self._settings.url + page.path, quote=False)}</loc>{when}</url>")
        body = "\n".join(rows)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return f"{head}\n{body}\n</urlset>\n".encode()
