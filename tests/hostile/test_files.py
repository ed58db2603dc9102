"""Files that were written to do harm: each is refused in words, in bounded time, and publishes nothing."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from builders import DATA, PROJECT, a_dataset, an_announcement, commit, daylight, json_text, tree, write

from generator.checking.leaks.formulas import is_formula
from generator.rendering.identity import ICONS, icon_path

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

    assert "datasets/works/rain:1: This is a link or no plain file, which is not followed." in output
    assert "content/announcements/2026/linked.md:1: This is a link" in output


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


OURS = re.compile(
    r'<script src="[./]*/assets/site\.js" type="module"></script>'
    r'|<script type="application/ld\+json">[^<>&]*</script>'
    r'|<img class="crest" src="[./]*/assets/crest\.svg" alt="" width="44" height="44">'
)
"""The one script and the one image of a page, which lie in the site itself, and data, which no browser runs."""
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
        lowered = OURS.sub("", html.lower())
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
    own = {path.relative_to(PROJECT / "site_templates").as_posix() for path in PROJECT.glob("site_templates/assets/*")}
    own |= {icon_path(size) for size in ICONS}
    assert {name for name in names if name.startswith("assets/")} == own
    terms = {name for name in names if name.startswith("search/terms/")}
    assert not any(
        name.endswith((".typ", ".txt", ".yaml", ".js", ".ts"))
        for name in names - own - terms - {"robots.txt", "service-worker.js"}
    )


@pytest.mark.parametrize(
    "name", ["page.html", "picture.svg", "run.js", ".htaccess", "run.php", "x.shtml", "plain", "a.xml"]
)
def test_a_data_file_that_browsers_would_run_is_refused(site: Path, name: str) -> None:
    folder = a_dataset(site, resource={"path": name, "format": "csv"})
    write(folder, name, DATA)
    assert "could act as a page or a program of this site" in daylight(site, "check").output


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


@pytest.mark.parametrize("name", [".site.lock", ".site.staging", ".site.previous", ".daylight", "site"])
def test_a_build_never_writes_through_a_link(site: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "kept").write_text("kept")
    a_dataset(site)
    (site / name).symlink_to(outside if name != ".site.lock" else outside / "kept")

    result = daylight(site, "build")

    assert result.exit_code == 3
    assert "is a link. Remove it" in result.output
    assert tree(outside) == {"kept": b"kept"}


@pytest.mark.parametrize("name", ["outbox", "vocabularies", "announcements", "outbox/baseline.txt"])
def test_folders_of_content_are_never_links(site: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    path = site / "content" / name
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path.rename(outside / "moved")
    path.symlink_to(outside / "new")

    result = daylight(site, "build")

    assert result.exit_code == 1
    assert f"content/{name}:1: This is a link" in result.output
    assert not (outside / "new").exists()


def test_a_pipe_or_a_device_does_not_stop_the_work(site: Path) -> None:
    import os

    folder = a_dataset(site)
    (folder / "datapackage.yaml").unlink()
    os.mkfifo(folder / "datapackage.yaml")
    (site / "content/vocabularies/topics.yaml").unlink()
    (site / "content/vocabularies/topics.yaml").symlink_to("/dev/zero")

    result = daylight(site, "check")

    assert result.exit_code == 1
    assert "content/vocabularies/topics.yaml:1: " in result.output
    assert "datasets/works/rain/datapackage.yaml:1: " in result.output


@pytest.mark.parametrize("name", [".daylight/cache/verdicts/aa/bb", "site/index.html"])
def test_what_a_build_makes_is_not_taken_from_a_commit(site: Path, name: str) -> None:
    a_dataset(site)
    commit(site)
    write(site, name, "made by somebody else")
    (site / ".gitignore").unlink()
    subprocess.run(["git", "-C", str(site), "add", "-A"], check=True)

    result = daylight(site, "build")

    assert result.exit_code == 3
    assert f"{name} is committed, but it is made here." in result.output
    assert daylight(site, "check").exit_code == 3


def test_a_page_beside_the_prose_does_not_push_out_our_styles(site: Path) -> None:
    write(site, "content/pages/assets/daylight.css", "body { display: none }")
    assert daylight(site, "build").exit_code == 0
    ours = (PROJECT / "site_templates/assets/daylight.css").read_bytes()
    assert (site / "site/assets/daylight.css").read_bytes() == ours


def test_messages_cannot_speak_to_the_terminal_or_to_the_log(site: Path) -> None:
    a_dataset(site, theme=["x\n::error file=a::pwned\u202e"])
    an_announcement(site, "name\x1b[2J\n::error::x")
    output = daylight(site, "check").output
    assert "\\u000a::error file=a::pwned\\u202e" in output
    assert "\x1b" not in output
    assert not [line for line in output.splitlines() if line.startswith("::")]


def test_prose_cannot_dress_up_as_an_alert(site: Path) -> None:
    body = '<div class="strip severe admonition" id="content">Evacuate now</div>\n'
    write(site, "content/pages/about.md", f"---\ntitle: About\n---\n{body}")
    assert daylight(site, "build").exit_code == 0
    page = (site / "site/about/index.html").read_text()
    assert '<div class="admonition">Evacuate now</div>' in page


@pytest.mark.parametrize("title", ["no", "1:30", "0x10", "2026-01-01"])
def test_a_title_is_what_is_written(site: Path, title: str) -> None:
    write(site, "content/pages/about.md", f"---\ntitle: '{title}'\n---\nWords.\n")
    assert daylight(site, "build").exit_code == 0
    assert f"<h1>{title}</h1>" in (site / "site/about/index.html").read_text()


def test_a_draft_that_was_never_merged_was_never_public(site: Path) -> None:
    git = ["git", "-C", str(site), "-c", "user.name=Officer", "-c", "user.email=officer@test.example"]
    a_dataset(site)
    commit(site)
    subprocess.run([*git, "checkout", "-q", "-b", "draft"], check=True)
    an_announcement(site, "draft")
    an_announcement(site, "Bad Name\x01")
    commit(site)
    (site / "content/announcements/2026/draft.md").unlink()
    (site / "content/announcements/2026/Bad Name\x01.md").unlink()
    an_announcement(site, "final")
    commit(site)
    subprocess.run([*git, "checkout", "-q", "-"], check=True)
    subprocess.run([*git, "merge", "-q", "--no-ff", "-m", "Publish", "draft"], check=True)
    result = daylight(site, "check")
    assert result.exit_code == 0, result.output


FORMULAS = [
    "=1+1",
    "= 1+1",
    " =1+1",
    "\t=1+1",
    "\uff1d1+1",
    "+1+WEBSERVICE(1)",
    "-(A1)",
    "+A1",
    "@SUM(1)",
    "=cmd|'/c calc'!A0",
]
HARMLESS = [
    "-34.6,-58.4",
    "+1 (555) 0100",
    "-1.5",
    "+3",
    "-",
    "--",
    "- none",
    "@town",
    "-12:30",
    "a=b",
    "1-2",
    "+49 30/123",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_run_is_known(cell: str) -> None:
    assert is_formula(cell)


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_a_spreadsheet_would_only_show_is_let_pass(cell: str) -> None:
    assert not is_formula(cell)


def test_a_long_cell_is_looked_at_in_no_time() -> None:
    assert not is_formula("-" + "1" * 1_000_000)
    assert is_formula("-" + "|" * 1_000_000)


def test_formulas_in_other_formats_are_told_too(site: Path) -> None:
    fields = [{"name": "a", "type": "string"}]
    folder = a_dataset(site, fields=fields, resource={"path": "t.json", "type": "table"})
    write(folder, "t.json", json_text([{"a": "=HYPERLINK(1)"}, {"a": "fine"}]))
    assert "Column A 'a' says '=HYPERLINK(1)', which a spreadsheet runs" in daylight(site, "check").output
