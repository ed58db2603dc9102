"""The way out stays open: other engines render the same templates, and our pages can be stamped into what they make."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import ALERT, PROJECT, a_dataset, an_announcement, need, write

from generator import pipeline
from generator.clock import clock
from generator.rendering.shells import SLOTS, Shell, marks
from generator.rendering.site import Renderer
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.publication import Publication
    from generator.rendering.page import Page

COMMANDS = {"properdocs": ("build", "-q", "-d", "site", "-f"), "zensical": ("build", "-f")}
NOT_COMPARED = re.compile(r"<main.*?</main>", re.DOTALL)


def words(page: str) -> str:
    """A page as a browser reads it: engines differ in the blanks that they leave, and in which signs they escape."""
    return re.sub(r"\s+", " ", re.sub(r">\s+", ">", re.sub(r"\s+<", "<", html.unescape(page)))).strip()


def plain(value: Any) -> Any:
    """The same as YAML can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain({name: each for name, each in asdict(value).items() if isinstance(each, str)})
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def sentinel(slot: str) -> str:
    return f"zq{slot}qz"


@pytest.fixture
def publication(site: Path) -> Publication:
    a_dataset(site)
    an_announcement(site, "boil", **{**ALERT, "expires": "2027-04-01T00:00:00-06:00"})
    return pipeline.compose(pipeline.check(site, means(site)), clock(), means(site))[0]


@pytest.fixture(params=COMMANDS)
def rendered(
    request: pytest.FixtureRequest, publication: Publication, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The site that another engine makes of the prose and of a page whose parts are sentinels."""
    program = need(
        PROJECT / ".venv/engines/bin" / request.param, "The other engines are not installed: make .venv/.engines"
    )
    root = tmp_path_factory.mktemp(request.param)
    shutil.copytree(PROJECT / "site_templates", root / "site_templates")
    renderer = Renderer(publication)
    pages = {
        prose.name: plain(renderer.prose_context(prose.name)["daylight_page"]) for prose in publication.catalog.pages
    }
    placeholder = {**{slot: sentinel(slot) for slot in SLOTS}, "section": "Datasets", "heading": sentinel("body")}
    for name, values in {**pages, "placeholder": placeholder}.items():
        write(root, f"docs/{name}.md", f"---\n{yaml.safe_dump({'daylight_page': values})}---\nSome words.\n")
    extra = {"daylight_frame": plain(renderer.chrome), "daylight_page": pages["about"]}
    theme = {"name": "material", "custom_dir": "site_templates", "font": False}
    settings = {
        "site_name": "Testing",
        "site_url": "https://test.example/",
        "theme": theme,
        "plugins": [],
        "extra": extra,
    }
    write(root, "mkdocs.yml", yaml.safe_dump(settings))
    command = [program, *COMMANDS[request.param], "mkdocs.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_prose_has_the_same_frame(rendered: Path, publication: Publication, site: Path) -> None:
    from generator.plugin import render_prose

    folder = site / "by-mkdocs"
    render_prose(publication, folder)
    for prose in publication.catalog.pages:
        theirs, ours = (words((each / prose.name / "index.html").read_text()) for each in (rendered, folder))
        assert NOT_COMPARED.sub("", theirs) == NOT_COMPARED.sub("", ours)
        assert "<p>Some words.</p>" in theirs
        assert "Severe alert:" in theirs


def test_our_pages_are_stamped_into_what_they_make(rendered: Path, publication: Publication) -> None:
    page = (rendered / "placeholder/index.html").read_text()
    slots = marks()
    body = re.search(r"(<main[^>]*>).*?</main>", page, re.DOTALL)
    assert body
    page = page.replace(body[0], f"{body[1]}{slots['body']}</main>")
    for slot in SLOTS:
        page = page.replace(sentinel(slot), slots[slot])
    shell = Shell(page)
    renderer = Renderer(publication)
    listings: list[Page] = [each for each in renderer.pages() if each.section == "Datasets"]
    assert listings
    for each in listings:
        sheet = renderer.sheet(each)
        ours = renderer.frame(sheet).content
        assert isinstance(ours, bytes)
        assert words(shell.stamp(sheet.slots).decode()) == words(ours.decode())
