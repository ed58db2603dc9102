"""A build does again only what has changed, and comes to the same as one that begins with nothing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from builders import ALERT, DATA, a_dataset, a_site, a_translation, an_announcement, commit, daylight, tree, write

from generator import pipeline
from generator.cards import posters
from generator.cli.publishing import _prose
from generator.clock import clock
from generator.memory import index
from generator.rendering import site
from generator.steps import examining
from generator.steps.means import means

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Built


def built(root: Path) -> Built:
    return pipeline.build(root, clock(), _prose, means(root))


def from_nothing(root: Path, elsewhere: Path) -> dict[str, bytes]:
    """What a build of the same files comes to that remembers nothing."""
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns(".daylight", "site", ".site*"))
    return tree(built(elsewhere).site)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


LASTING = ALERT | {"expires": "2027-04-01T00:00:00-06:00"}
FIRST = {"version": 1, "sent": "2026-03-01T09:00:00-06:00", "title": "Boil water"}
SECOND = {"version": 2, "sent": "2026-03-02T09:00:00-06:00"}
UPDATE = {"message": "Update", "version": 2, "updated": SECOND["sent"], "earlier": [FIRST]}
CANCEL = {"message": "Cancel", "version": 3, "updated": "2026-04-01T09:00:00-06:00", "earlier": [FIRST, SECOND]}
CHANGES: dict[str, Callable[[Path], object]] = {
    "a row": lambda root: write(root, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n"),
    "a title": lambda root: edit(
        root, "datasets/works/rain/datapackage.yaml", "title: Rainfall", "title: All the rain"
    ),
    "a new dataset": lambda root: a_dataset(root, "health/beds", name="beds", title="Beds", modified="2026-03-01"),
    "an announcement": lambda root: an_announcement(root, "news", datasets=["works/rain"]),
    "an alert": lambda root: an_announcement(root, "boil", **LASTING),
    "the alert's words": lambda root: an_announcement(root, "boil", **LASTING | {"title": "Boil all water"} | UPDATE),
    "the alert ends": lambda root: an_announcement(root, "boil", **LASTING | {"title": "Boil all water"} | CANCEL),
    "a topic": lambda root: edit(root, "content/vocabularies/topics.yaml", "name: Water", "name: Waters"),
    "an agency": lambda root: edit(root, "content/vocabularies/agencies.yaml", "Public Works", "Works"),
    "a template": lambda root: edit(root, "templates/pages/dataset.html", '_("Rows")', '_("Some rows")'),
    "the frame": lambda root: edit(root, "templates/base.html", "page_.address | e", "page_.address | e | upper"),
    "the card": lambda root: edit(root, "templates/cards/parts.typ", "(1200, 630)", "(1200, 631)"),
    "the crest": lambda root: edit(root, "templates/assets/crest.svg", "#ffdd00", "#ffee00"),
    "prose": lambda root: edit(root, "content/pages/about.md", "Some words", "Other words"),
    "a page of prose less": lambda root: (
        (root / "content/pages/privacy.md").unlink(),
        edit(root, "content/pages/about.md", "title: About\n", "title: About\nformerly: [privacy]\n"),
    ),
    "a dataset moves": lambda root: (
        shutil.rmtree(root / "datasets/health/beds"),
        a_dataset(root, "works/beds", name="beds", title="Beds", formerly=["health/beds"]),
    ),
    "a warning": lambda root: edit(root, "datasets/works/rain/datapackage.yaml", "accrualPeriodicity: monthly\n", ""),
    "a file becomes a folder": lambda root: (
        a_dataset(root, "works/beds", name="beds", formerly=["health/beds"], resource={"path": "readings.csv/all.csv"})
        and (
            (root / "datasets/works/beds/readings.csv").unlink(),
            write(root, "datasets/works/beds/readings.csv/all.csv", DATA),
        )
    ),
    "settings": lambda root: edit(root, "mkdocs.yml", "site_name: Testing", "site_name: Tested"),
    "languages": lambda root: edit(root, "mkdocs.yml", "  daylight:\n", "  daylight:\n    languages: [es, ar]\n"),
    "a translation": lambda root: a_translation(root, "content/announcements/2026/news.es.md"),
    "the words of a translation": lambda root: edit(root, "content/announcements/2026/news.es.md", "agua", "lluvia"),
    "a translated dataset": lambda root: edit(
        root,
        "datasets/works/rain/datapackage.yaml",
        "name: rain\n",
        "name: rain\ntranslations: {es: {title: Lluvia}}\n",
    ),
    "translated prose": lambda root: a_translation(root, "content/pages/about.es.md", summary=None),
    "a correction": lambda root: edit(
        root,
        "datasets/works/rain/datapackage.yaml",
        "name: rain\n",
        "name: rain\ncorrections: [{date: 2026-05-20, text: January was wrong.}]\n",
    ),
    "a withdrawal": lambda root: edit(
        root,
        "content/announcements/2026/news.md",
        "kind: news\n",
        "kind: news\nwithdrawn: {date: 2026-05-21, reason: It was wrong.}\n",
    ),
    "a topic is renamed": lambda root: write(
        root, "content/vocabularies/topics.yaml", "- {id: water, name: Waters, formerly: [rivers]}\n"
    ),
    "a word of a catalogue": lambda root: edit(root, "templates/locale/es.po", 'msgstr "Filas"', 'msgstr "Renglones"'),
    "a translation less": lambda root: (root / "content/announcements/2026/news.es.md").unlink(),
    "a language less": lambda root: edit(
        root, "mkdocs.yml", "languages: [es, ar]\n", "languages: [es]\n    former_languages: [ar]\n"
    ),
    "a row where a language was given up": lambda root: write(
        root, "datasets/works/snow/readings.csv", DATA + "2026-01-05,1\n"
    ),
    "a file has another name": lambda root: (
        (root / "datasets/works/snow/readings.csv").rename(root / "datasets/works/snow/snow.csv"),
        edit(root, "datasets/works/snow/datapackage.yaml", "path: readings.csv", "path: snow.csv"),
    ),
    "a dataset that moved is withdrawn": lambda root: edit(
        root,
        "datasets/works/beds/datapackage.yaml",
        "name: beds\n",
        "name: beds\nwithdrawn: {date: 2026-05-25, reason: It was wrong.}\n",
    ),
    "nothing": lambda _: None,
}


def test_whatever_changes_the_site_is_the_one_that_a_build_from_nothing_makes(tmp_path: Path) -> None:
    root = a_site(tmp_path / "site")
    shutil.copytree(_templates(), root / "templates")
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(settings.replace(str(_templates()), "templates"))
    a_dataset(root)
    a_dataset(root, "works/snow", name="snow", title="Snow", data=DATA.replace("3.5", "9"))
    commit(root)
    built(root)
    for number, (name, change) in enumerate(CHANGES.items()):
        change(root)
        commit(root, when=(datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(days=number)).isoformat())
        site = built(root).site
        expected = from_nothing(root, tmp_path / f"fresh-{number}")
        found = tree(site)
        assert {path for path in found if found[path] != expected.get(path)} == set(), name
        assert found.keys() == expected.keys(), name


def _templates() -> Path:
    from builders import PROJECT

    return PROJECT / "site_templates"


@pytest.fixture
def three(site: Path) -> Path:
    """Three datasets and an announcement about one of them, published."""
    for name, agency in (("rain", "works"), ("snow", "works"), ("beds", "health")):
        a_dataset(site, f"{agency}/{name}", name=name, title=name.title())
    an_announcement(site, datasets=["works/rain"])
    built(site)
    return site


def test_a_row_makes_its_dataset_anew_and_nothing_else(three: Path) -> None:
    write(three, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
    assert built(three).made == ("the dataset works/rain",)


def test_a_row_puts_together_neither_search_nor_sitemap_nor_frames(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("terms_of", "results_of", "sitemap", "marks"):
        monkeypatch.setattr(site, name, refuse)
    write(three, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
    assert built(three).made == ("the dataset works/rain",)


def test_while_datasets_are_judged_others_can_write_into_the_index(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = examining.judge
    judged = []

    def judge_while_others_write(*arguments: Any) -> bytes:
        other = index.Index(three)
        other.put("by another", [(str(len(judged)), "", b"")])
        other.commit()
        other.close()
        judged.append(arguments)
        return judge(*arguments)

    monkeypatch.setattr(index, "_PATIENCE", 0)
    monkeypatch.setattr(examining, "judge", judge_while_others_write)
    for name in ("works/rain", "works/snow", "health/beds"):
        write(three, f"datasets/{name}/readings.csv", DATA + "2026-01-04,1\n")
    built(three)
    assert len(judged) == 3
    assert len(index.Index(three).rows("by another")) == 3


def test_a_poster_that_was_drawn_needs_no_code_again(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> str:
        raise AssertionError

    monkeypatch.setattr(posters, "_code", refuse)
    write(three, "content/pages/about.md", "---\ntitle: About us\n---\nOther words.\n")
    assert "the prose and the theme" in built(three).made


def test_templates_are_looked_at_wherever_they_lie(tmp_path: Path) -> None:
    root = a_site(tmp_path / "site")
    shutil.copytree(_templates(), tmp_path / "templates")
    edit(root, "mkdocs.yml", str(_templates()), str(tmp_path / "templates"))
    a_dataset(root)
    page = built(root).site / "datasets/works/rain/index.html"
    assert "Some rows" not in page.read_text()
    edit(tmp_path, "templates/pages/dataset.html", '_("Rows")', '_("Some rows")')
    built(root)
    assert "Some rows" in page.read_text()
    edit(tmp_path, "templates/base.html", "<head>", '<head><meta name="edited">')
    built(root)
    for name in ("datasets/works/rain/index.html", "index.html", "about/index.html"):
        assert '<meta name="edited">' in (root / "site" / name).read_text()


def test_a_title_makes_its_listings_feeds_what_is_about_it_and_what_is_related_anew(three: Path) -> None:
    edit(three, "datasets/works/rain/datapackage.yaml", "title: Rain", "title: Rains")
    assert set(built(three).made) == {
        "the dataset works/rain",
        "the dataset works/snow",
        "the dataset health/beds",
        "the page /",
        "the page /datasets/",
        "the page /agencies/works/",
        "the page /calendar/",
        "the page /dates/2026/",
        "the page /regions/north/",
        "the page /topics/water/",
        "the search index",
        "what a search shows",
        "the page /announcements/pump-repair/",
        "the feeds /feeds/",
        "the feeds /feeds/agencies/works/",
        "the feeds /feeds/kinds/dataset/",
        "the feeds /feeds/regions/north/",
        "the feeds /feeds/topics/water/",
        "the calendar /feeds/calendar.ics",
        "the calendar /feeds/agencies/works/calendar.ics",
        "the calendar /feeds/regions/north/calendar.ics",
        "the calendar /feeds/topics/water/calendar.ics",
    }


def test_a_dataset_more_makes_nothing_of_other_agencies_anew(three: Path) -> None:
    a_dataset(three, "works/hail", name="hail", title="Hail", theme=None)
    made = set(built(three).made)
    assert {"the dataset works/hail", "the page /datasets/", "the sitemap"} <= made
    assert not {name for name in made if "health" in name or (name.startswith("the dataset") and "hail" not in name)}


def test_a_dataset_more_is_named_by_those_about_the_same_things(three: Path) -> None:
    a_dataset(three, "works/hail", name="hail", title="Hail")
    built(three)
    page = (three / "site/datasets/health/beds/index.html").read_text(encoding="utf-8")
    assert "datasets/works/hail/" in page


def test_a_translation_makes_its_own_pages_anew_and_no_dataset(tmp_path: Path) -> None:
    root = a_site(tmp_path, languages=["es", "ar"])
    a_dataset(root)
    an_announcement(root)
    a_translation(root)
    built(root)
    edit(root, "content/announcements/2026/pump-repair.es.md", "La bomba está **reparada**", "Ya **funciona**")
    made = set(built(root).made)
    assert "the page /es/announcements/pump-repair/" in made
    assert not {name for name in made if name.startswith("the dataset")}
    assert "Ya <strong>funciona</strong>" in (root / "site/es/announcements/pump-repair/index.html").read_text()


def test_a_language_more_works_nothing_out_anew(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.steps import publishing

    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(publishing, "_summarized", refuse)
    edit(three, "mkdocs.yml", "  daylight:\n", "  daylight:\n    languages: [es]\n")
    built(three)
    assert (three / "site/es/datasets/works/rain/index.html").is_file()


def test_an_alert_frames_all_pages_anew_and_reads_no_table(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.steps import publishing

    def refuse(*_: object) -> bytes:
        raise AssertionError

    an_announcement(three, "boil", **{**ALERT, "expires": "2027-04-01T00:00:00-06:00"})
    monkeypatch.setattr(publishing, "publish", refuse)
    assert built(three).written > 10
    for page in (three / "site").rglob("*.html"):
        if 'http-equiv="refresh"' not in page.read_text() and "charts" not in page.parts:
            assert "Severe alert:" in page.read_text()


def test_a_cache_alone_brings_a_site_back_without_reading_a_table(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.steps import publishing

    before = tree(three / "site")
    shutil.rmtree(three / "site")

    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(publishing, "publish", refuse)
    built(three)
    assert tree(three / "site") == before


@pytest.mark.parametrize("kind", ["pages", "cards", "facts", "verdicts", "prose", "frames"])
def test_a_damaged_cache_entry_is_made_again_and_told(three: Path, kind: str) -> None:
    before = tree(three / "site")
    entries = [path for path in (three / ".daylight/cache" / kind).rglob("*") if path.is_file()]
    assert entries
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    shutil.rmtree(three / "site")
    if kind in {"facts", "verdicts"}:
        (three / ".daylight/index.sqlite").unlink()
    result = daylight(three, "build")
    assert result.exit_code == 0
    assert result.output.count("The build cache was damaged") == len(entries)
    assert tree(three / "site") == before
    assert "was damaged" not in daylight(three, "build").output


def test_what_the_index_has_lost_of_datasets_is_worked_out_again(three: Path) -> None:
    file = three / ".daylight/index.sqlite"
    with closing(sqlite3.connect(file)) as line:
        line.execute("delete from kept where kind in ('dataset files', 'findable')")
        line.commit()
    before = tree(three / "site")
    edit(three, "datasets/works/rain/datapackage.yaml", "title: Rain", "title: Rains")
    built(three)
    edit(three, "datasets/works/rain/datapackage.yaml", "title: Rains", "title: Rain")
    built(three)
    assert tree(three / "site") == before


def test_a_cache_that_was_emptied_is_filled_again(three: Path) -> None:
    before = tree(three / "site")
    shutil.rmtree(three / ".daylight/cache")
    an_announcement(three, "boil", **{**ALERT, "expires": "2027-04-01T00:00:00-06:00"})
    built(three)
    (three / "content/announcements/2026/boil.md").unlink()
    for post in (three / "content/outbox/2026").glob("*-alert-boil-*.yaml"):
        post.unlink()
    built(three)
    assert tree(three / "site") == before


def test_why_a_page_was_made_again_is_told(three: Path) -> None:
    write(three, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
    told = daylight(three, "build", "--explain", "site/datasets/works/rain/index.html").output
    assert "datasets/works/rain/index.html was made by this build." in told
    assert "because  datasets/works/rain/readings.csv changed" in told
    assert "from     datasets/works/rain/datapackage.yaml" in told
    told = daylight(three, "build", "--explain", "datasets/works/snow").output
    assert "datasets/works/snow/index.html was made by an earlier build; this one left it as it was." in told
    result = daylight(three, "build", "--explain", "nowhere.html")
    assert result.exit_code == 2
    assert "nowhere.html is no file of" in result.output
    for folder in ("site", ".site.previous"):
        (three / folder / "index.html").unlink()
    assert "because  a file of it was missing" in daylight(three, "build", "--explain", ".").output


def test_what_each_step_cost_is_told(three: Path) -> None:
    write(three, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n")
    told = daylight(three, "build", "--profile").output
    assert "Checking tables" in told
    import json

    write(three, "datasets/works/rain/readings.csv", DATA + "2026-01-04,1\n2026-01-05,1\n")
    daylight(three, "build", "--profile", str(three / "cost.json"))
    cost = json.loads((three / "cost.json").read_text())
    items = {step["name"]: step["items"] for step in cost["steps"]}
    assert items["verdicts"] == items["datasets"] == 1
    assert cost["seconds"] == pytest.approx(sum(step["seconds"] for step in cost["steps"]))
