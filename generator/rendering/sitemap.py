"""The sitemap (https://www.sitemaps.org/protocol.html): in one file, or where it would grow too large, in several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST = 10_000
"""Pages in one file. The protocol takes 50,000 and 50 MB; a smaller one changes, and is fetched, less often whole."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap(changed: Mapping[str, str], url: str, languages: Mapping[str, str]) -> Iterator[Artifact]:
    """`sitemap.xml`, which lists the pages or the files that do, and `robots.txt`, which leads to it.

    Args:
        changed: The path of each page in its language, and when it last changed (ISO), empty if nobody knows.
        url: The site's address.
        languages: What the paths of each language begin with, the site's own first.
    """
    pages = sorted((f"{prefix}{path}", path) for prefix in languages.values() for path in changed)
    others = languages if len(languages) > 1 else {}

    def row(page: tuple[str, str]) -> tuple[str, str, str]:
        path, place = page
        return url + path, changed[place], "".join(_others(url, place, others)) if others else ""

    if len(pages) <= MOST:
        yield _file("sitemap.xml", "urlset", "url", map(row, pages))
    else:
        parts = []
        for number, begin in enumerate(range(0, len(pages), MOST), start=1):
            piece = pages[begin : begin + MOST]
            part = f"sitemaps/{number}.xml"
            parts.append((url + part, max(changed[place] for _, place in piece), ""))
            yield _file(part, "urlset", "url", map(row, piece))
        yield _file("sitemap.xml", "sitemapindex", "sitemap", parts)
    yield Artifact(path="robots.txt", content=f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n".encode())


def _others(url: str, path: str, languages: Mapping[str, str]) -> Iterator[str]:
    """The same page in each language, as search engines ask for it (developers.google.com, localized versions)."""
    from html import escape  # a site of one language has none of these

    named = [*languages.items(), *[("x-default", prefix) for prefix in languages.values()][:1]]
    for language, prefix in named:
        address = escape(f"{url}{prefix}{path}")
        yield f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'


def _file(path: str, whole: str, part: str, rows: Iterable[tuple[str, str, str]]) -> Artifact:
    lines = []
    for address, when, more in rows:
        changed = f"<lastmod>{when}</lastmod>" if when else ""
        lines.append(f"<{part}><loc>{_text(address)}</loc>{changed}{more}</{part}>")
    body = "\n".join(lines)
    more = _LINKS if "<xhtml:" in body else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_SPACE}"{more}>'
    return Artifact(path=path, content=f"{head}\n{body}\n</{whole}>\n".encode())


def _text(address: str) -> str:
    """As XML has it between tags."""
    return address.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
