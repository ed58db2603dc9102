"""A site in several languages: addresses, links between them, what is translated and what falls back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from builders import ALERT, PROJECT, a_dataset, a_site, a_translation, an_announcement, daylight, tree, write

if TYPE_CHECKING:
    from babel.messages.catalog import Message

URL = "https://test.example/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINKS = "{http://www.w3.org/1999/xhtml}"
OURS = {"atom", "rss", "csv", "svg", "png", "json", "html", "csl", "bibtex", "frictionless", "utc", "daylight"}
OURS |= {"bluesky", "facebook", "linkedin", "mastodon", "telegram", "whatsapp"}
"""Names of formats, programs and networks, which are the same in all languages."""


def written(root: Path) -> Path:
    a_dataset(root)
    a_dataset(
        root,
        "works/snow",
        name="snow",
        title="Snow",
        translations={"es": {"title": "Nieve", "description": "Cuánta nieve cayó cada día en el tejado."}},
    )
    an_announcement(root, datasets=["works/rain"], formerly=["old-pump"], body="See [snow](/datasets/works/snow/).")
    a_translation(root)
    an_announcement(root, "agua", language="es", title="Agua", summary="Hay agua.", body="Hay **agua**.")
    a_translation(root, "content/announcements/2026/agua.en.md", title="Water", summary="There is water.")
    an_announcement(root, "boil", **{**ALERT, "expires": "2027-04-01T00:00:00-06:00"})
    a_translation(root, "content/pages/about.es.md", title="Acerca", summary=None)
    topics = "- {id: water, name: Water, translations: {es: {name: Lo del agua, description: Todo}}}\n"
    write(root, "content/vocabularies/topics.yaml", topics)
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in English, Spanish and Arabic."""
    root = written(a_site(tmp_path_factory.mktemp("languages"), languages=["es", "ar"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795392000")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    return root / "site"


class Facts(HTMLParser):
    """What a page tells of itself and of the same page in other languages."""

    def __init__(self, page: Path, without: str = "") -> None:
        """`without` leaves out elements in that language."""
        super().__init__()
        self.html: dict[str, str | None] = {}
        self.others: dict[str, str] = {}
        self.canonical = ""
        self.choices: dict[str, str] = {}
        self.links: list[str] = []
        self.text: list[str] = []
        self.said: dict[str, str] = {}
        self.locales: list[str] = []
        self._silent = 0
        html = page.read_text()
        self.feed(re.sub(rf'<(\w+)[^>]* lang="{without}".*?</\1>', "", html, flags=re.DOTALL) if without else html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self._silent += tag in {"script", "style", "pre", "code"}
        if tag == "html":
            self.html = dict(attrs)
        if tag == "link" and facts.get("hreflang"):
            self.others[facts["hreflang"]] = facts["href"]
        if tag == "link" and facts.get("rel") == "canonical":
            self.canonical = facts["href"]
        if tag == "a" and facts.get("hreflang"):
            self.choices[facts["hreflang"]] = facts["href"]
        if tag == "meta" and facts.get("property", "").startswith("og:locale"):
            self.locales.append(facts["content"])
        self.links += [facts["href"]] if tag == "a" and "href" in facts else []
        self.text += [facts[name] for name in ("aria-label", "title", "content") if name in facts and tag != "meta"]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style", "pre", "code"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_each_page_is_there_in_each_language_and_all_else_once(site: Path) -> None:
    every = pages(site)
    own = {page for page in every if not page.startswith(("es/", "ar/"))}
    assert "datasets/works/rain/index.html" in own
    assert "announcements/old-pump/index.html" in own
    assert "about/index.html" in own
    assert every == own | {f"{language}/{page}" for language in ("es", "ar") for page in own}
    others = [path.relative_to(site).parts for language in ("es", "ar") for path in (site / language).rglob("*.*")]
    assert {parts[1] for parts in others if not parts[-1].endswith(".html")} == {"cards", "feeds"}


@pytest.mark.parametrize(
    "page",
    ["index.html", "datasets/works/snow/index.html", "about/index.html", "datasets/works/snow/quality/index.html"],
)
def test_a_page_leads_to_the_same_page_in_the_other_languages(site: Path, page: str) -> None:
    path = page.removesuffix("index.html")
    for language, prefix, direction in (("en", "", "ltr"), ("es", "es/", "ltr"), ("ar", "ar/", "rtl")):
        facts = Facts(site / prefix / page)
        assert facts.html == {"lang": language, "dir": direction}
        assert facts.canonical == f"{URL}{prefix}{path}"
        assert facts.others == {
            "en": f"{URL}{path}",
            "es": f"{URL}es/{path}",
            "ar": f"{URL}ar/{path}",
            "x-default": f"{URL}{path}",
        }
        assert list(facts.choices) == ["en", "es", "ar"]
        for other, href in facts.choices.items():
            target = (site / prefix / page).parent / href / "index.html"
            assert Facts(target.resolve()).html["lang"] == other
        assert facts.locales[0] == {"en": "en_US", "es": "es_ES", "ar": "ar_EG"}[language]
        assert sorted(facts.locales) == ["ar_EG", "en_US", "es_ES"]


def test_pages_that_search_engines_may_not_list_name_no_others(site: Path) -> None:
    for page in ("404.html", "es/404.html", "es/announcements/old-pump/index.html"):
        assert Facts(site / page).others == {}
    assert Facts(site / "es/404.html").choices == {"en": "/", "es": "/es/", "ar": "/ar/"}
    assert 'content="0; url=../../../es/' not in (site / "es/announcements/old-pump/index.html").read_text()
    assert (
        'content="0; url=../../announcements/pump-repair/"'
        in (site / "es/announcements/old-pump/index.html").read_text()
    )


def test_the_sitemap_lists_each_language_with_all_others(site: Path) -> None:
    root = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    listed = {
        url.findtext(f"{SITEMAP}loc") or "": {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(f"{LINKS}link")
        }
        for url in root.iter(f"{SITEMAP}url")
    }
    for page in pages(site):
        facts = Facts(site / page)
        if facts.canonical:
            assert listed.pop(facts.canonical) == facts.others
    assert listed == {}


def test_a_translation_is_shown_in_its_language_and_nowhere_else(site: Path) -> None:
    page = "announcements/pump-repair/index.html"
    notice = 'class="note"'
    spanish, english, arabic = ((site / prefix / page).read_text() for prefix in ("es", "", "ar"))
    assert "<h1>La bomba está reparada</h1>" in spanish
    assert "<p>La bomba está <strong>reparada</strong>.</p>" in spanish
    assert "<h1>The pump is mended</h1>" in english
    assert notice not in spanish
    assert notice not in english
    assert '<h1 lang="en" dir="ltr">The pump is mended</h1>' in arabic
    assert "نص هذه الصفحة متاح باللغة \u2068الإنجليزية\u2069 فقط." in arabic
    assert "Noticia" in spanish
    assert "خبر" in arabic


def test_what_is_not_written_in_the_sites_language_can_be_translated_into_it(site: Path) -> None:
    page = "announcements/agua/index.html"
    assert "<h1>Water</h1>" in (site / page).read_text()
    assert "<h1>Agua</h1>" in (site / "es" / page).read_text()
    assert '<h1 lang="es" dir="ltr">Agua</h1>' in (site / "ar" / page).read_text()
    assert "باللغة \u2068الإسبانية\u2069 فقط" in (site / "ar" / page).read_text()


def test_a_search_shows_what_it_finds_in_the_sites_language_and_finds_it_in_others(site: Path) -> None:
    (water,) = (each for each in json.loads((site / "search/entries/0.json").read_text()) if each["title"] == "Water")
    assert water["text"] == "La bomba está reparada."  # which somebody wrote as the English translation
    index = json.loads((site / "search/index.json").read_text())
    found = {}
    for number in range(len(index["postings"])):
        found |= json.loads((site / f"search/postings/{number}.json").read_text())
    assert {"hay", "water", "reparada"} <= set(found)


def test_a_dataset_and_prose_are_translated_where_somebody_did(site: Path) -> None:
    assert "<h1>Nieve</h1>" in (site / "es/datasets/works/snow/index.html").read_text()
    assert "Calidad de Nieve" in (site / "es/datasets/works/snow/quality/index.html").read_text()
    assert (
        "El texto de esta página solo está disponible en inglés."
        in (site / "es/datasets/works/rain/index.html").read_text()
    )
    about, contact = ((site / f"es/{name}/index.html").read_text() for name in ("about", "contact"))
    assert "<h1>Acerca</h1>" in about
    assert "<p>La bomba está <strong>reparada</strong>.</p>" in about
    assert 'class="note"' not in about
    assert '<h1 lang="en" dir="ltr">Contact</h1>' in contact
    assert "solo está disponible en inglés" in contact
    assert ">Acerca</a>" in contact
    assert '<a href="../contact/" lang="en" dir="ltr">Contact</a>' in about
    listing = (site / "es/datasets/index.html").read_text()
    assert listing.index(">Nieve</a>") < listing.index(">Rainfall</a>")


def test_a_topic_is_named_in_the_language_where_somebody_translated_it(site: Path) -> None:
    spanish, arabic = ((site / f"{language}/topics/water/index.html").read_text() for language in ("es", "ar"))
    assert "<h1>Lo del agua</h1>" in spanish
    assert '<p class="lead">Todo</p>' in spanish
    assert '<h1 lang="en" dir="ltr">Water</h1>' in arabic
    assert '<i data-topic="water">Lo del agua</i>' in (site / "es/search/index.html").read_text()
    assert "data-topic" not in (site / "ar/search/index.html").read_text()
    assert ">Lo del agua</a>" in (site / "es/datasets/works/rain/index.html").read_text()
    terms = json.loads((site / "search/postings/0.json").read_text())
    assert terms["lo"]


def test_links_stay_within_the_language_and_files_are_found(site: Path) -> None:
    for page in sorted(pages(site)):
        if page.endswith("404.html"):
            continue
        for href in Facts(site / page).links:
            if re.match(r"[a-z]+:|#", href):
                continue
            target = ((site / page).parent / href.split("#")[0].split("?")[0]).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, href)
    body = (site / "es/announcements/pump-repair/index.html").read_text()
    assert 'href="../../datasets/works/rain/"' in body
    assert 'href="../../feeds/agencies/works/atom.xml"' in body


def test_mkdocs_makes_the_same_pages(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(site.parent, root, ignore=shutil.ignore_patterns("site", ".daylight", ".site*"))
    program = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run([program, "build", "-q"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == tree(site)


def test_a_site_of_one_language_is_as_if_there_were_no_others(tmp_path: Path) -> None:
    root = written(a_site(tmp_path / "one"))
    for path in root.rglob("*.e[sn].md"):
        path.unlink()
    assert daylight(root, "build").exit_code == 0
    found = tree(root / "site")
    assert not [name for name in found if name.startswith(("es/", "ar/"))]
    for name, content in found.items():
        assert b"hreflang" not in content, name
        assert b'class="languages"' not in content, name
        assert b"xhtml:link" not in content, name


def test_every_word_of_ours_is_translated_on_every_page(tmp_path: Path) -> None:
    """In a language of which each word is written in Greek letters, no Latin one is left but what officers wrote."""
    root = written(a_site(tmp_path / "greek", languages=["eo"]))
    moments = {"opens": "2026-03-01T00:00:00Z", "closes": "2026-04-01T00:00:00Z", "starts": "2026-03-01T00:00:00Z"}
    an_announcement(root, "ask", kind="consultation", opens=moments["opens"], closes=moments["closes"], outcome="0")
    an_announcement(root, "meet", kind="event", starts=moments["starts"], ends=moments["closes"], place="1")
    an_announcement(root, "help", kind="service", cost="0", phone="5", documents=["2"], online="https://test.example/")
    an_announcement(root, "rule", kind="notice", legal_basis="1", effective="2026-03-01", until="2026-04-01")
    an_announcement(root, "past", **{**ALERT, "title": "Boil"})
    a_dataset(root, "works/hail", name="hail", title="Hail", accrualPeriodicity="never", temporal="2026/2027")
    shutil.copytree(PROJECT / "site_templates", root / "templates")
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(settings.replace(str(PROJECT / "site_templates"), "templates"))
    with (PROJECT / "site_templates/locale/es.po").open("rb") as stream:
        known = read_po(stream)
    greek = Catalog(locale="eo")
    for message in known:
        if message.id:
            greek.add(message.id, _greek(message))
    with (root / "templates/locale/eo.po").open("wb") as stream:
        write_po(stream, greek)

    result = daylight(root, "build")

    assert result.exit_code == 0, result.output
    officers = {
        word
        for path in [root / "mkdocs.yml", *(root / "content").rglob("*"), *(root / "datasets").rglob("*")]
        if path.is_file()
        for word in re.findall(r"[a-z]{3,}", path.read_text().lower())
    }
    theme = {
        "saltu",
        "enhavo",
        "navigado",
        "angla",
        "hispana",
        "english",
        "esperanto",
    }  # the theme's, and names of languages
    months = {
        name.lower()
        for name in (
            *Locale("eo").months["format"]["wide"].values(),
            *Locale("eo").months["format"]["abbreviated"].values(),
        )
    }
    foreign: dict[str, set[str]] = {}
    for path in (root / "site/eo").rglob("*.html"):
        text = " ".join(Facts(path, without="en").text)
        words = set(re.findall(r"[a-zŭĝĉ]{3,}", re.sub(r"\{\w+\}", "", text).lower()))
        own = set(re.split(r"[/.-]", path.relative_to(root).as_posix()))  # its address, which is shown at its end
        left = words - own - officers - OURS - theme - months
        if left:
            foreign[path.relative_to(root / "site").as_posix()] = left
    assert foreign == {}


def _greek(message: Message) -> str | tuple[str, ...]:
    def one(text: str) -> str:
        parts = re.split(r"(%\(\w+\)s|\{\w+\})", text)
        return "".join(part if place % 2 else re.sub(r"[A-Za-z]", "ω", part) for place, part in enumerate(parts))

    return one(message.id) if isinstance(message.id, str) else tuple(map(one, message.id))
