"""Files that were written to do harm: each is refused in words, in bounded time, and publishes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders import DATA, a_dataset, an_announcement, commit, daylight, json_text, tree, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000 + "x",
        "a: !!python/object/apply:os.system ['touch ran']\n",
        "<<: &x {a: 1}\nb: {<<: *x}\n",
        "\0" * 100,
    ],
    ids=["aliases", "brackets", "braces", "hyphens", "object", "merge", "nul"],
)
@pytest.mark.parametrize("name", ["datapackage.yaml", "datapackage.json"])
def test_a_hostile_descriptor_is_refused_in_words(site: Path, text: str, name: str) -> None:
    folder = a_dataset(site)
    (folder / "datapackage.yaml").unlink()
    write(folder, name, text)

    result = daylight(site, "check")

    assert result.exit_code == 1
    assert f"datasets/works/rain/{name}:1: " in result.output


@pytest.mark.parametrize("path", ["../../../secret.csv", "/etc/passwd", "link.csv", "http://127.0.0.1:9/a.csv", "."])
def test_a_path_never_leads_out(site: Path, path: str) -> None:
    write(site, "secret.csv", DATA)
    folder = a_dataset(site, resource={"path": path})
    (folder / "link.csv").symlink_to("/etc/passwd")

    result = daylight(site, "build")

    assert result.exit_code == 1
    assert "datasets/works/rain/datapackage.yaml:" in result.output
    assert not (site / "site").exists()


@pytest.mark.parametrize("key", ["schema", "dialect"])
def test_a_schema_is_never_fetched_or_read_from_outside(site: Path, key: str) -> None:
    write(site, "schema.json", json_text({"fields": [{"name": "day"}]}))
    folder = a_dataset(site)
    for path in ("http://127.0.0.1:9/schema.json", "../../../schema.json"):
        resource = {"name": "readings", "path": "readings.csv", key: path}
        write(folder, "datapackage.yaml", json_text({"name": "rain", "title": "Rain", "resources": [resource]}))
        assert daylight(site, "check").exit_code == 1


def test_links_in_the_content_are_not_followed(site: Path) -> None:
    (site / "datasets/works").mkdir(parents=True)
    (site / "datasets/works/rain").symlink_to("/etc")
    an_announcement(site)
    (site / "content/announcements/2026/linked.md").symlink_to("/etc/hostname")

    output = daylight(site, "check").output

    assert "datasets/works/rain:1: This is a symbolic link, which is not followed." in output
    assert "content/announcements/2026/linked.md:1: This is a symbolic link" in output


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


ACTIVE = ("<script", "<img", "<svg onload", "<b onmouse", 'href="javascript', 'href="data', "<style", 'src="')


def test_what_officers_write_never_becomes_active(site: Path) -> None:
    fields = [{"name": "day", "type": "date", "title": EVIL, "description": EVIL, "unit": EVIL}, {"name": EVIL}]
    a_dataset(
        site,
        data=f'day,"{EVIL.replace(chr(34), chr(34) * 2)}"\n2026-01-01,"<b onmouseover=x>"\n2026-01-02,<i>\n',
        fields=fields,
        title=EVIL,
        description=EVIL,
        limitations=EVIL,
        version=EVIL,
        temporal=EVIL,
        contactPoint={"name": EVIL, "email": EVIL},
        licenses=[{"title": EVIL, "path": "javascript:alert(1)"}],
        sources=[{"title": EVIL, "path": "data:text/html,<script>alert(1)</script>"}],
    )
    links = "[click](javascript:alert(1)) [two](vbscript:x) ![x](https://tracker.example/a.png)"
    body = f"{EVIL}\n\n{links}\n\n<svg onload=x>\n"
    an_announcement(site, kind="service", body=body, title=EVIL, summary=EVIL, cost=EVIL, phone=EVIL)
    page = f"---\ntitle: '{EVIL}'\ndescription: '{EVIL}'\ntemplate: /etc/passwd\n---\n{EVIL}\n\n<style>*{{}}</style>\n"
    write(site, "content/pages/evil.md", page)

    result = daylight(site, "build")

    assert result.exit_code == 0, result.output
    pages = {path: content.decode() for path, content in tree(site / "site").items() if path.endswith(".html")}
    assert len(pages) > 10
    for path, html in pages.items():
        lowered = html.lower()
        for sign in ACTIVE:
            assert sign not in lowered, (path, sign)
        assert "49" not in html.replace("&#49;", "")


def test_files_beside_the_prose_are_not_published(site: Path) -> None:
    write(site, "content/pages/run.js", "alert(1)")
    write(site, "content/pages/page.html", "<script>alert(1)</script>")
    write(site, "content/pages/deep/page.md", "---\ntitle: Deep\n---\n")
    assert daylight(site, "build").exit_code == 0
    names = set(tree(site / "site"))
    assert not {"run.js", "page.html", "deep/page/index.html"} & names
    assert {name for name in names if name.startswith("assets/")} == {"assets/crest.svg", "assets/daylight.css"}
    assert not any(name.endswith((".typ", ".txt", ".yaml", ".js")) for name in names - {"robots.txt"})


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "run.js"])
def test_a_data_file_that_browsers_would_run_is_refused(site: Path, name: str) -> None:
    folder = a_dataset(site, resource={"path": name, "format": "csv"})
    write(folder, name, DATA)
    assert "could act as a page of this site" in daylight(site, "check").output


@pytest.mark.parametrize("title", ["Bell \x07", "Escape \x1b[31m"])
def test_a_character_that_no_feed_can_hold_is_told_or_left_out(site: Path, title: str) -> None:
    an_announcement(site, title=title)
    result = daylight(site, "build")
    assert result.exit_code == 0 or "is not allowed here. Remove it." in result.output


def test_a_bad_column_name_does_not_end_the_feeds(site: Path) -> None:
    write(site, "datasets/works/rain/readings.csv", "day,\x07rain\x1b[31m\n2026-01-01,1\n2026-01-02,2\n")
    commit(site)
    assert daylight(site, "build").exit_code == 0
    assert b"Columns: day, rain[31m." in (site / "site/feeds/atom.xml").read_bytes()


def test_a_very_long_text_is_shown_without_being_parsed(site: Path) -> None:
    an_announcement(site, body="[" * 100_000)
    assert daylight(site, "build").exit_code == 0
    assert "<pre>[[[" in (site / "site/announcements/pump-repair/index.html").read_text()
