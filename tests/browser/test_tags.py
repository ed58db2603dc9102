"""What networks read of each kind of page, as a parser of others' reads it, and what it leads to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import extruct
import pytest
from kinds import KINDS
from lxml import html
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://riverbend.example/"
LOCALES = {"es": "es_ES", "ar": "ar_EG"}
PUBLISHED = [
    kind for kind, path in KINDS.items() if path.startswith(("/datasets/", "/announcements/")) and "/" in path[1:-1]
]
SHARED = ["home", *(kind for kind in PUBLISHED if kind not in {"quality", "chart alone"})]


def tags(path: Path) -> list[tuple[str, str]]:
    """Open Graph of a page, in order; pages are for browsers, and RDFa is asked for by nobody."""
    (found,) = extruct.extract(path.read_text(), base_url=SITE, syntaxes=["opengraph"])["opengraph"]
    return [(name, value) for name, value in found["properties"]]


def file_of(site: Path, address: str) -> Path:
    assert address.startswith(SITE)
    return site / address.removeprefix(SITE)


def every_page(site: Path) -> list[Path]:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 200
    return pages


def test_every_page_has_complete_open_graph(example: Path) -> None:
    site = example / "site"
    for path in every_page(site):
        found = tags(path)
        told = dict(reversed(found))
        for name in ("title", "description", "url", "type", "site_name", "locale"):
            assert told[f"og:{name}"], (path, name)
        assert told["og:locale"] == LOCALES.get(path.relative_to(site).parts[0], "en_US")
        pictures = [value for name, value in found if name == "og:image"]
        assert len(pictures) == 2, path
        sizes = zip(
            [value for name, value in found if name == "og:image:width"],
            [value for name, value in found if name == "og:image:height"],
            strict=True,
        )
        assert list(sizes) == [("1200", "630"), ("1080", "1080")]
        alts = [value for name, value in found if name == "og:image:alt"]
        assert len(alts) == 2
        assert len(alts[0]) > 20
        if told["og:type"] == "article" and "article:published_time" in told:
            assert told["article:modified_time"] >= told["article:published_time"][:10]
            assert told["article:section"]


def test_every_picture_that_a_page_is_shared_with_is_there_and_small(example: Path) -> None:
    site = example / "site"
    seen = {
        (file_of(site, value), size)
        for path in every_page(site)
        for value, size in zip(
            [value for name, value in tags(path) if name == "og:image"], ((1200, 630), (1080, 1080)), strict=True
        )
    }
    assert len(seen) > 60
    for picture, size in seen:
        assert picture.stat().st_size < 300_000
        with Image.open(picture) as opened:
            assert (opened.format, opened.mode, opened.size) == ("PNG", "P", size)
    drawn = {picture: picture.read_bytes() for picture in site.glob("cards/**/*.png")}
    shared = {picture for picture, _ in seen}
    assert shared <= drawn.keys()
    # What had another name is shared from there as well.
    assert {drawn[each] for each in drawn.keys() - shared} <= {drawn[each] for each in shared}


def test_every_page_says_who_made_it_and_where_it_belongs(example: Path) -> None:
    for path in every_page(example / "site"):
        page = html.parse(path)
        assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
        assert page.xpath("//meta[@name='fediverse:creator']/@content") == ["@records@social.riverbend.example"]
        canonical = page.xpath("//link[@rel='canonical']/@href")
        noindex = page.xpath("//meta[@name='robots']")
        assert canonical == ([] if noindex else page.xpath("//meta[@property='og:url']/@content")), path


def oembed(site: Path, path: str) -> dict[str, Any]:
    page = html.parse(site / path.strip("/") / "index.html")
    (address,) = page.xpath("//link[@type='application/json+oembed']/@href")
    answer: dict[str, Any] = json.loads(file_of(site, address).read_text())
    return answer


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("language", ["", "es", "ar"])
def test_each_kind_of_publication_is_found_by_oembed(example: Path, kind: str, language: str) -> None:
    site = example / "site"
    answer = oembed(site, f"{language}{KINDS[kind]}")
    assert answer["version"] == "1.0"
    assert answer["type"] == "link"
    for name in ("title", "author_name", "provider_name"):
        assert answer[name]
    for name in ("author_url", "provider_url", "url"):
        assert (file_of(site, answer[name]) / "index.html").is_file()
    with Image.open(file_of(site, answer["thumbnail_url"])) as picture:
        assert picture.size == (answer["thumbnail_width"], answer["thumbnail_height"])


def test_a_chart_is_found_by_oembed_as_a_photo(example: Path) -> None:
    site = example / "site"
    answer = oembed(site, KINDS["chart alone"])
    assert (answer["version"], answer["type"]) == ("1.0", "photo")
    with Image.open(file_of(site, answer["url"])) as picture:
        assert picture.size == (answer["width"], answer["height"])
    assert (file_of(site, answer["web_page"]) / "index.html").is_file()


def test_a_device_can_keep_the_site_with_its_crest(example: Path) -> None:
    site = example / "site"
    (address,) = html.parse(site / "index.html").xpath("//link[@rel='manifest']/@href")
    manifest = json.loads((site / address).read_text())
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Riverbend Open Records", "en", "ltr")
    assert (site / manifest["start_url"] / "index.html").is_file()
    for icon in manifest["icons"]:
        with Image.open(site / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert len(picture.convert("RGB").getcolors(100_000) or ()) > 2  # not a blank square
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}  # what browsers ask for
