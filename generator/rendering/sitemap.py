"""The sitemap (https://www.sitemaps.org/protocol.html): in one file, or where it would grow too large, in several."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST = 10_000
"""Pages in one file. The protocol takes 50,000 and 50 MB; a smaller one changes, and is fetched, less often whole."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(changed: Mapping[str, str], url: str) -> Iterator[Artifact]:
    """`sitemap.xml`, which lists the pages or the files that do, and `robots.txt`, which leads to it.

    Args:
        changed: The path of each page, and when it last changed (ISO), empty if nobody knows.
        url: The site's address.
    """
    paths = sorted(changed)
    if len(paths) <= MOST:
        yield _file("sitemap.xml", "urlset", "url", ((url + path, changed[path]) for path in paths))
    else:
        parts = []
        for number, begin in enumerate(range(0, len(paths), MOST), start=1):
            piece = paths[begin : begin + MOST]
            part = f"sitemaps/{number}.xml"
            parts.append((url + part, max(changed[path] for path in piece)))
            yield _file(part, "urlset", "url", ((url + path, changed[path]) for path in piece))
        yield _file("sitemap.xml", "sitemapindex", "sitemap", parts)
    yield Artifact(path="robots.txt", content=f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n".encode())


def _file(path: str, whole: str, part: str, rows: Iterable[tuple[str, str]]) -> Artifact:
    lines = [
        f"<{part}><loc>{escape(address, quote=False)}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</{part}>"
        for address, when in rows
    ]
    body = "\n".join(lines)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_SPACE}">'
    return Artifact(path=path, content=f"{head}\n{body}\n</{whole}>\n".encode())
