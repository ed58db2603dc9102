"""The finished site as files: valid HTML, links that resolve."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from builders import PROJECT, need


def test_every_page_is_valid_html(example: Path) -> None:
    java = need(shutil.which("java"), "There is no Java: apt-get install default-jre-headless")
    jar = need(
        PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar", "The HTML checker is missing: make test installs it"
    )
    command = [java, "-jar", jar, "--errors-only", "--skip-non-html", "--also-check-css", str(example / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_html_checker_does_find_mistakes(tmp_path: Path) -> None:
    java = need(shutil.which("java"), "There is no Java: apt-get install default-jre-headless")
    jar = need(
        PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar", "The HTML checker is missing: make test installs it"
    )
    (tmp_path / "bad.html").write_text('<!doctype html><html lang="en"><title>Bad</title><p align="right"><div></p>')
    done = subprocess.run([java, "-jar", jar, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "align" in done.stderr


def test_every_link_within_the_site_resolves(example: Path, server: str, tmp_path: Path) -> None:
    settings = tmp_path / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=500\nrobotstxt=0\n[output]\nverbose=1\nstatus=0\nlog=csv\n")
    settings.chmod(0o644)
    checker = Path(sys.executable).with_name("linkchecker")
    done = subprocess.run([checker, "-f", settings, f"{server}/"], capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines(keepends=True) if not line.startswith("# ")]
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert [row for row in rows if row["valid"] != "True"] == []
    assert done.returncode == 0, done.stderr
    looked_at = {row["url"].split("#")[0] for row in rows if row["url"].startswith(server)}
    pages = {path for path in (example / "site").rglob("index.html") if 'http-equiv="refresh"' not in path.read_text()}
    there = {f"{server}/{path.parent.relative_to(example / 'site').as_posix()}/".replace("/./", "/") for path in pages}
    assert there <= looked_at


def test_every_page_in_the_sitemap_is_there_and_every_page_is_in_it(example: Path) -> None:
    site = example / "site"
    root = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    listed = {loc.text or "" for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    there = {
        f"https://riverbend.example/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for path in site.rglob("index.html")
        if 'content="noindex"' not in path.read_text()
    }
    assert listed == there


def test_every_page_names_the_feeds(example: Path) -> None:
    for path in (example / "site").rglob("*.html"):
        if "charts" in path.parts:  # which stand inside the pages of others
            continue
        if "charts" in path.parts:  # which stand inside the pages of others
            continue
        html = path.read_text()
        kinds = re.findall(
            r'<link rel="alternate" type="application/(atom|rss)\+xml" title="[^"]+" href="([^"]+)"', html
        )
        assert {kind for kind, _ in kinds} == {"atom", "rss"}
        for _, href in kinds:
            folder = example / "site" if path.name == "404.html" else path.parent
            assert (folder / href.removeprefix("/")).resolve().is_file()
