"""What `mkdocs.yml` says, and what is told where it cannot be used."""

from __future__ import annotations

import base64
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import PROJECT, a_dataset, a_site, daylight, write

from generator.reading.settings_forms import ColorsForm, DaylightForm

if TYPE_CHECKING:
    from pathlib import Path

UNUSABLE = 3
"""The exit code."""

A_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def themed(root: Path, **theme: str) -> None:
    settings = yaml.safe_load((root / "mkdocs.yml").read_text())
    settings["theme"] |= theme
    write(root, "mkdocs.yml", yaml.safe_dump(settings))


@pytest.mark.parametrize(
    ("colors", "told"),
    [
        ({"brand": "#9999ff"}, "`brand` #9999ff has a contrast of 2.5 to 1 to white; readers need at least 4.5."),
        ({"accent": "#bbbbbb"}, "`accent` #bbbbbb has a contrast of 1.9 to 1 to white; readers need at least 3."),
        ({"brand": "blue"}, "`brand` is 'blue', which is no colour."),
    ],
)
def test_colours_that_cannot_be_told_from_white_are_refused(tmp_path: Path, colors: Any, told: str) -> None:
    result = daylight(a_site(tmp_path, colors=colors), "check")
    assert result.exit_code == UNUSABLE
    assert told in result.output


def test_a_crest_of_ones_own_is_on_every_page_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = a_site(tmp_path)
    a_dataset(root)
    shutil.copytree(PROJECT / "site_templates", root / "templates")
    themed(root, custom_dir="templates", logo="assets/shield.png")
    result = daylight(root, "build")
    assert result.exit_code == UNUSABLE
    assert "`theme.logo` 'assets/shield.png' is not there." in result.output
    write(root, "templates/assets/shield.png", "no picture")
    result = daylight(root, "build")
    assert result.exit_code == 4
    assert "Correct the template, or the crest if it is no picture." in result.output
    (root / "templates/assets/shield.png").write_bytes(A_PIXEL)
    assert daylight(root, "build").exit_code == 0
    page = (root / "site/datasets/works/rain/index.html").read_text()
    assert '<img class="crest" src="../../../assets/shield.png"' in page
    assert '<link rel="icon" href="../../../assets/shield.png">' in page
    assert (root / "site/assets/shield.png").read_bytes() == (root / "templates/assets/shield.png").read_bytes()


@pytest.mark.parametrize("path", ["assets/../../mkdocs.yml", "/etc/hostname"])
def test_a_crest_lies_within_the_site(tmp_path: Path, path: str) -> None:
    root = a_site(tmp_path)
    themed(root, favicon=path)
    result = daylight(root, "check")
    assert result.exit_code == UNUSABLE
    assert f"`theme.favicon` {path!r} is not there." in result.output


@pytest.mark.parametrize(
    ("daylight_", "told"),
    [
        (
            {"languages": [""]},
            ":9: `extra.daylight.languages[1]` is not the code of a language: empty. Write it like en",
        ),
        ({"languages": ["es@x"]}, ":9: `extra.daylight.languages[1]` is not the code of a language: 'es@x'."),
        ({"languages": ["es", "ES"]}, ":10: The language `ES` stands here, and is there already."),
        ({"former_languages": [""]}, ":9: `extra.daylight.former_languages[1]` is not the code of a language: empty."),
        (
            {"former_languages": ["fr.\n/* https://evil.example/:splat 301\n"]},
            ":9: `extra.daylight.former_languages[1]` is not the code of a language",
        ),
        ({"former_languages": ["fr", "fr"]}, ":10: The former language `fr` stands here twice. Keep one."),
        ({"languages": ["es"], "former_languages": ["ES"]}, ":9: The language `ES` is one of the site's and a former"),
    ],
)
def test_languages_are_tags_each_told_once(tmp_path: Path, daylight_: dict[str, Any], told: str) -> None:
    result = daylight(a_site(tmp_path, accounts=[], **daylight_), "check")
    assert result.exit_code == UNUSABLE
    assert f"mkdocs.yml{told}" in result.output, result.output


def test_every_key_is_documented() -> None:
    text = (PROJECT / "docs/settings.md").read_text(encoding="utf-8")
    keys = {*DaylightForm.model_fields, *(f"colors.{name}" for name in ColorsForm.model_fields)} - {"colors"}
    assert {key for key in keys if f"`{key}`" not in text} == set()
