"""An address that was ever public answers for ever: with what was there, or a page that leads on or says it is gone."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest
import yaml
from builders import ALERT, DATA, a_dataset, a_site, an_announcement, commit, daylight, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INTERNAL = re.compile(r"(assets|search)/|.*/rows/\d+\.parquet|.*sitemap.*\.xml|following/places/.*|es/404.html")
"""What only the site's own pages and scripts ask for, by names that change with what is in it."""
RESOURCES = [
    {"name": "readings", "path": "readings.csv"},
    {"name": "gauges", "path": "more/gauges;all.csv".replace(";", " "), "dialect": {"delimiter": ";"}},
    {"name": "notes", "path": "notes.json"},
]
GAUGES = "gauge;rain\n" + "".join(f"G{number};{number * 3}\n" for number in range(12))


@pytest.fixture
def past(tmp_path: Path) -> tuple[Path, set[str]]:
    """A site with a history, and all its files."""
    root = a_site(tmp_path / "root", languages=["es", "ar"])
    for id_ in ("works/rain", "works/snow"):
        folder = a_dataset(root, id_, name=id_.rpartition("/")[2], resources=RESOURCES)
        write(folder, "more/gauges all.csv", GAUGES)
        write(folder, "notes.json", '{"said": true}')
        write(folder, "raw.csv", DATA)  # lies there, and is not listed
    an_announcement(root)
    an_announcement(root, "boil", **ALERT)
    write(root, "content/pages/fees.md", "---\ntitle: Fees\n---\nSome words.\n")
    commit(root)
    assert daylight(root, "build").exit_code == 0
    return root, files(root)


def files(root: Path) -> set[str]:
    return {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}


def settings(root: Path, **changes: object) -> None:
    found = yaml.safe_load((root / "mkdocs.yml").read_text())
    found["extra"]["daylight"].update(changes)
    write(root, "mkdocs.yml", yaml.safe_dump(found))


def unanswered(root: Path, before: set[str]) -> set[str]:
    """What no server finds any more: neither the file nor a page in its place."""
    now = files(root)
    return {path for path in before if not {path, f"{path}/index.html"} & now and not INTERNAL.fullmatch(path)}


def misled(site: Path) -> Iterator[str]:
    """Pages with a link to another language at which there is no page."""
    for path in site.rglob("index.html"):
        links = re.search(r'<nav class="languages".*?</nav>', path.read_text(), re.DOTALL)
        for link in re.findall('href="([^"]+)"', links[0]) if links else ():
            if not (path.parent / unescape(link) / "index.html").exists():
                yield f"{path.relative_to(site)}: {link}"


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_whatever_is_renamed_removed_withdrawn_or_given_up_every_address_answers(past: tuple[Path, set[str]]) -> None:
    root, before = past
    assert {"datasets/works/rain/more/gauges all-utf-8.csv", "es/datasets/works/snow/charts/1/index.html"} <= before
    # A dataset moves and loses a table; its agency and its topic get other ids.
    shutil.move(root / "datasets/works/rain", root / "datasets/public-works/wet")
    descriptor = root / "datasets/public-works/wet/datapackage.yaml"
    rewrite(descriptor, "name: rain\n", "name: wet\nformerly: [works/rain]\n")
    written = yaml.safe_load(descriptor.read_text())
    written["resources"] = [each for each in written["resources"] if each["name"] != "gauges"]
    descriptor.write_text(yaml.safe_dump(written))
    shutil.rmtree(root / "datasets/public-works/wet/more")
    agencies = root / "content/vocabularies/agencies.yaml"
    rewrite(agencies, "id: works\n", "id: public-works\n  formerly: [works]\n")
    write(root, "content/vocabularies/topics.yaml", "- {id: rain, name: Rain, formerly: [water]}\n")
    rewrite(descriptor, "- water", "- rain")
    # Another one is withdrawn, and most of its data are removed.
    shutil.move(root / "datasets/works/snow", root / "datasets/public-works/snow")
    snow = root / "datasets/public-works/snow/datapackage.yaml"
    gone = "formerly: [works/snow]\nwithdrawn: {date: 2026-03-06, reason: It was wrong.}\n"
    rewrite(snow, "name: snow\n", f"name: snow\n{gone}")
    rewrite(snow, "- water", "- rain")
    for name in ("readings.csv", "notes.json"):
        (snow.parent / name).unlink()
    # Announcements and a page of prose are renamed, and a language is given up.
    announcements = root / "content/announcements/2026"
    for name in ("boil", "pump-repair"):
        (announcements / f"{name}.md").rename(announcements / f"new-{name}.md")
        file = announcements / f"new-{name}.md"
        rewrite(file, "agency: works\n", "agency: public-works\n")
        rewrite(file, "- water", "- rain")
        text = file.read_text().removeprefix("---\n")
        file.write_text(f"---\nformerly: [{name}]\n{text}")
    (root / "content/pages/fees.md").unlink()
    write(root, "content/pages/prices.md", "---\ntitle: Prices\nformerly: [fees]\n---\nSome words.\n")
    settings(root, languages=["ar"], former_languages=["es"])
    commit(root)

    built = daylight(root, "build")

    assert built.exit_code == 0, built.output
    assert unanswered(root, before) == set()
    site = root / "site"
    for was, now in (
        ("datasets/works/rain/readings.csv", "datasets/public-works/wet/readings.csv"),
        ("datasets/works/rain/quality/report.json", "datasets/public-works/wet/quality/report.json"),
        ("feeds/datasets/works/rain/rss.xml", "feeds/datasets/public-works/wet/rss.xml"),
        ("feeds/topics/water/calendar.ics", "feeds/topics/rain/calendar.ics"),
        ("ar/feeds/topics/water/atom.xml", "ar/feeds/topics/rain/atom.xml"),
        ("es/feeds/topics/water/atom.xml", "feeds/topics/rain/atom.xml"),
        ("announcements/boil/cap/1.xml", "announcements/new-boil/cap/1.xml"),
        ("cards/dataset/works/rain.png", "cards/dataset/public-works/wet.png"),
    ):
        assert (site / was).read_bytes() == (site / now).read_bytes()
    for was, to in (
        ("ar/datasets/works/rain/quality/", "../../../../../ar/datasets/public-works/wet/quality/"),
        ("es/", "../"),
        ("es/about/", "../../about/"),
        ("es/datasets/works/rain/", "../../../../datasets/public-works/wet/"),
        ("es/datasets/works/rain/quality/", "../../../../../datasets/public-works/wet/quality/"),
    ):
        page = (site / was / "index.html").read_text()
        (led,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        assert (site / was / led).resolve() == (site / was / to).resolve(), was
        assert (site / was / to / "index.html").exists()
    assert "/es/* /:splat 301\n" in (site / "_redirects").read_text()
    assert not [path for path in files(root) if "raw" in path]
    assert list(misled(site)) == []


def test_a_file_or_a_chart_that_a_dataset_has_no_more_has_a_page_that_says_so(past: tuple[Path, set[str]]) -> None:
    root, before = past
    descriptor = root / "datasets/works/rain/datapackage.yaml"
    written = yaml.safe_load(descriptor.read_text())
    written["resources"] = written["resources"][:1]
    descriptor.write_text(yaml.safe_dump(written))
    (root / "datasets/works/rain/raw.csv").unlink()
    commit(root)
    assert daylight(root, "build").exit_code == 0
    assert unanswered(root, before) == set()
    folder = root / "site/datasets/works/rain"
    page = (folder / "more/gauges all.csv/index.html").read_text()
    assert "<h1>more/gauges all.csv is no longer published</h1>" in page
    assert 'It belonged to <a href="../../../../../datasets/works/rain/" target="_top">Rainfall</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    chart = (folder / "charts/2/index.html").read_text()
    assert "This chart is no longer published" in chart
    assert '<body class="bare">' in chart
    assert (folder / "notes.json/index.html").exists()  # it still lies there, and is not listed any more
    assert not (folder / "raw.csv").exists()  # it never was listed
    site = files(root)
    shutil.rmtree(root / ".daylight")
    shutil.rmtree(root / "site")
    assert daylight(root, "build").exit_code == 0
    assert files(root) == site


def test_a_file_in_the_place_of_a_folder_keeps_its_address(past: tuple[Path, set[str]]) -> None:
    root, _ = past
    folder = root / "datasets/works/rain"
    descriptor = folder / "datapackage.yaml"
    shutil.rmtree(folder / "more")
    write(folder, "more.csv", DATA)
    rewrite(descriptor, "path: more/gauges all.csv", "path: more.csv/all.csv")
    (folder / "more.csv").unlink()
    write(folder, "more.csv/all.csv", GAUGES)
    commit(root)
    assert daylight(root, "build").exit_code == 0
    shutil.rmtree(folder / "more.csv")
    write(folder, "more.csv", GAUGES)
    rewrite(descriptor, "path: more.csv/all.csv", "path: more.csv")
    commit(root)
    assert daylight(root, "build").exit_code == 0
    assert (root / "site/datasets/works/rain/more.csv").is_file()


def test_what_becomes_of_another_kind_leads_on_from_its_whole_address(past: tuple[Path, set[str]]) -> None:
    root, before = past
    (root / "content/pages/fees.md").unlink()
    commit(root)
    lost = daylight(root, "build").output
    assert "write `formerly: [fees]` in the page that takes its place, or `replaces: [/fees/]` in another" in lost
    an_announcement(root, "prices", replaces=["/fees/", "old-prices"])
    (root / "content/announcements/2026/pump-repair.md").unlink()
    write(
        root, "content/pages/about.md", "---\ntitle: About\nformerly: [/announcements/pump-repair/]\n---\nSome words.\n"
    )
    rewrite(root / "datasets/works/rain/datapackage.yaml", "name: rain\n", "name: rain\nreplaces: [/rain/]\n")
    commit(root)
    built = daylight(root, "build")
    assert built.exit_code == 0, built.output
    assert unanswered(root, before) == set()
    site = root / "site"
    for was, now in (
        ("fees", "announcements/prices"),
        ("ar/fees", "ar/announcements/prices"),
        ("announcements/pump-repair", "about"),
        ("announcements/old-prices", "announcements/prices"),
        ("rain", "datasets/works/rain"),
    ):
        (led,) = re.findall(r'refresh" content="0; url=([^"]+)"', (site / was / "index.html").read_text())
        assert (site / was / led).resolve() == site / now
        assert f"/{was}/* /{now}/:splat 301\n" in (site / "_redirects").read_text()
    assert "tag:test.example,2026:announcement/prices<" in (site / "feeds/atom.xml").read_text()
    rewrite(root / "datasets/works/rain/datapackage.yaml", "replaces: [/rain/]\n", "")
    commit(root)
    assert "rain/datapackage.yaml:1: /rain/ was public and is gone." in daylight(root, "build").output


@pytest.mark.parametrize("address", ["/datasets/works/sleet/", "/topics/wet/", "/a/b/", "//", "/A/", "/announcements/"])
def test_a_whole_address_is_that_of_a_page_or_an_announcement(tmp_path: Path, address: str) -> None:
    root = a_site(tmp_path)
    an_announcement(root, replaces=[address])
    assert f":10: The former address `{address}` " in daylight(root, "check").output
    topic = f"- {{id: water, name: Water, formerly: [{address}]}}\n"
    write(root, "content/vocabularies/topics.yaml", topic)
    assert f"topics.yaml:1: The former address `{address}` does not fit" in daylight(root, "check").output


def test_a_whole_address_is_no_earlier_name(tmp_path: Path) -> None:
    root = a_site(tmp_path)
    an_announcement(root, formerly=["/fees/"])
    a_dataset(root, formerly=["/rain/"])
    told = daylight(root, "check").output
    for where, written in (("pump-repair.md:10", "/fees/"), ("datapackage.yaml:27", "/rain/")):
        assert f"{where}: `{written}` is an address, and no name that this had. Write it under `replaces`" in told, told


def test_a_former_address_cannot_be_dropped_by_mistake(past: tuple[Path, set[str]]) -> None:
    root, _ = past
    topics, page = root / "content/vocabularies/topics.yaml", root / "content/pages/fees.md"
    descriptor = root / "datasets/works/rain/datapackage.yaml"
    rewrite(descriptor, "name: rain\n", "name: rain\nformerly:\n- works/wet\n- unfit\n- works/damp\n")
    rewrite(topics, "name: Water", "name: Water, formerly: [sea, works/no]")
    rewrite(page, "title: Fees", "title: Fees\nformerly: [prices, no/page]")
    an_announcement(root, formerly=["pump", "hose"])
    commit(root)
    rewrite(topics, ", formerly: [sea, works/no]", "")
    rewrite(page, "formerly: [prices, no/page]\n", "")
    an_announcement(root, formerly=["hose"])
    descriptor.write_text("withdrawn: {date: 2026-03-06, reason: It was wrong.}\nformerly: [works/damp]\n")
    commit(root)
    lost = daylight(root, "build")
    assert lost.exit_code == 1
    rest = "was public and is gone. Write `formerly:"
    assert [line for line in lost.output.splitlines() if ": /" in line] == [
        f"content/announcements/2026/pump-repair.md:1: /announcements/pump/ {rest} [pump]` again, here or in what takes"
        " its place.",
        f"content/pages/fees.md:1: /prices/ {rest} [prices]` again, here or in what takes its place.",
        f"content/vocabularies/topics.yaml:1: /topics/sea/ {rest} [sea]` again, here or in what takes its place.",
        f"datasets/works/rain/datapackage.yaml:1: /datasets/works/wet/ {rest} [works/wet]` again, here or in what takes"
        " its place.",
    ]
    rewrite(topics, "name: Water", "name: Water, formerly: [sea]")
    rewrite(page, "title: Fees", "title: Fees\nformerly: [prices]")
    an_announcement(root, formerly=["hose", "pump"])
    snow = root / "datasets/works/snow/datapackage.yaml"
    rewrite(snow, "name: snow\n", "name: snow\nformerly: [works/wet]\n")
    built = daylight(root, "build")
    assert built.exit_code == 0, built.output


def test_a_language_is_not_given_up_by_mistake(past: tuple[Path, set[str]]) -> None:
    root, _ = past
    settings(root, languages=["ar"])
    lost = daylight(root, "build")
    assert lost.exit_code == 1
    assert "mkdocs.yml:10: /es/ was public and is gone. Bring `es` back under `languages`, or write" in lost.output
    settings(root, former_languages=["ar"])
    both = daylight(root, "build")
    assert both.exit_code == 3
    assert "The language `ar` is one of the site's and a former one. Keep one of the two." in both.output


def test_a_language_that_becomes_the_sites_own_has_former_addresses(past: tuple[Path, set[str]]) -> None:
    root, before = past
    rewrite(root / "mkdocs.yml", "theme:\n", "theme:\n  language: es\n")
    settings(root, languages=["en", "ar"])
    lost = daylight(root, "build")
    assert lost.exit_code == 1
    assert "mkdocs.yml:10: /es/ was public and is gone. It is the site's own language now" in lost.output
    assert "write `former_languages: [es]` beside it" in lost.output
    settings(root, former_languages=["es"])
    built = daylight(root, "build")
    assert built.exit_code == 0, built.output
    assert unanswered(root, before) == set()


def test_a_file_in_the_place_of_a_dataset_does_not_hide_that_it_is_gone(past: tuple[Path, set[str]]) -> None:
    root, _ = past
    shutil.rmtree(root / "datasets/works/rain")
    write(root, "datasets/works/rain", "Gone.\n")
    assert "datasets/works/rain:1: /datasets/works/rain/ was public and is gone." in daylight(root, "build").output


def test_a_file_of_which_only_the_case_changes_keeps_its_name(past: tuple[Path, set[str]]) -> None:
    root, _ = past
    folder = root / "datasets/works/rain"

    def named(old: str, new: str) -> str:
        (folder / old).rename(folder / new)
        rewrite(folder / "datapackage.yaml", f"path: {old}", f"path: {new}")
        told = daylight(root, "check").output
        commit(root, when="2026-03-06T12:00:00+00:00")
        assert daylight(root, "check").output == told
        return told

    problem = (
        "datasets/works/rain/Readings.csv:1: Readings.csv differs only in case from readings.csv, which was public."
    )
    assert f"{problem} Name it readings.csv again." in named("readings.csv", "Readings.csv")
    assert "only in case" not in named("Readings.csv", "readings.csv")
    rewrite(folder / "datapackage.yaml", "name: rain\n", "name: wet\nformerly: [works/rain]\n")
    shutil.move(folder, root / "datasets/works/wet")
    folder = root / "datasets/works/wet"
    assert "readings.csv, which was public" in named("readings.csv", "READINGS.csv")


def test_where_another_thing_was_none_of_the_new_ones_files_is(past: tuple[Path, set[str]]) -> None:
    """A program that asks for the old data must not be given others."""
    root, before = past
    shutil.rmtree(root / "datasets/works/rain")
    snow = root / "datasets/works/snow/datapackage.yaml"
    rewrite(snow, "name: snow\n", "name: snow\nreplaces: [works/rain]\n")
    commit(root)
    built = daylight(root, "build")
    assert built.exit_code == 0, built.output
    assert unanswered(root, before) == set()
    site = root / "site"
    page = (site / "datasets/works/rain/readings.csv/index.html").read_text()
    assert 'content="0; url=../../../../datasets/works/snow/"' in page
    assert (site / "feeds/datasets/works/rain/rss.xml").is_file()
