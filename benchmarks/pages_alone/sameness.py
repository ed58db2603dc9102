"""Whether a contender's pages say what the model says: read as a browser would, compared word by word."""

from __future__ import annotations

import json
import random
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from inventing import SEED
from pages_alone.model import COLUMNS_HEADER, HEADINGS, ROWS_HEADER, SITE, about, path_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 20
_OWN = {"h1", "h2", "p", "th", "td", "li", "title"}


def differences(model: dict[str, Any], site: Path) -> list[str]:
    """What is missing or different on some pages, chosen by chance; nothing where all is well."""
    chosen = random.Random(SEED).sample(model["datasets"], min(PAGES, len(model["datasets"])))
    found = []
    for dataset in chosen:
        page = site / path_of(dataset) / "index.html"
        found += [f"{page}: {what}" for what in _compare(dataset, read(page.read_text(encoding="utf-8")))]
    maps = [site / "sitemap.xml", *site.glob("sitemaps/*.xml")]
    if sum(each.read_text(encoding="utf-8").count("<loc>") for each in maps) <= len(model["datasets"]):
        found.append(f"{site}/sitemap.xml: does not list all pages")
    return found


def _compare(dataset: dict[str, Any], page: Reader) -> list[str]:
    paragraphs = [each for each in dataset["prose"].split("\n\n") if not each.startswith("#")]
    expected = {
        "tables": [[list(COLUMNS_HEADER), *dataset["columns"]], [list(ROWS_HEADER), *dataset["rows"]]],
        "prose": paragraphs,
        "headings": [*HEADINGS, "Columns", "First rows"],
        "title": f"{dataset['title']} - {SITE['name']}",
        "description": dataset["description"],
        "machines": about(dataset),
        "tags": [tag.capitalize() for tag in dataset["tags"]],
        "download": True,
        "heading": [dataset["title"]],
    }
    told = {
        "tables": page.tables,
        "prose": [text for text in page.of("p") if text in paragraphs],
        "headings": [text for text in page.of("h2") if text in expected["headings"]],
        "title": page.of("title")[0],
        "description": page.description,
        "machines": page.machines,
        "tags": [text for text in page.of("li") if text in expected["tags"]],
        "download": any(link.endswith(f"{path_of(dataset)}data.csv") for link in page.links),
        "heading": page.of("h1"),
    }
    return [
        f"{name} should be {expected[name]!r}, is {told[name]!r}" for name in expected if told[name] != expected[name]
    ]


class Reader(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.description = ""
        self.machines: Any = None
        self._open: list[tuple[str, list[str]]] = []
        self._script = False

    def of(self, tag: str) -> list[str]:
        """The texts of all elements of one kind."""
        return [text for name, text in self.texts if name == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        values = dict(attrs)
        if tag == "meta" and values.get("name") == "description":
            self.description = values.get("content") or ""
        elif tag == "a":
            self.links.append(values.get("href") or "")
        elif tag == "script":
            self._script = values.get("type") == "application/ld+json"
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        if tag in _OWN:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == "script":
            self._script = False
        if self._open and self._open[-1][0] == tag:
            text = " ".join("".join(self._open.pop()[1]).split())
            self.texts.append((tag, text))
            if tag in {"th", "td"}:
                self.tables[-1][-1].append(text)

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._script:
            self.machines = json.loads(data)
        elif self._open:
            self._open[-1][1].append(data)


def read(html: str) -> Reader:
    """A page's words."""
    reader = Reader()
    reader.feed(html)
    return reader
