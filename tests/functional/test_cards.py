"""Pictures of what is published: the same twice, drawn once, in the colours of who publishes; and posters."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
import zxingcpp
from builders import ALERT, PROJECT, a_dataset, a_site, an_announcement, commit, daylight, write
from PIL import Image

from generator.cards.draw import Painter

if TYPE_CHECKING:
    from pathlib import Path

RED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z" fill="#f00"/></svg>'
UNFIT = 1
"""The exit code."""


def a_town(root: Path, **agency: Any) -> Path:
    """A dataset, an alert and an event of one agency."""
    a_site(root)
    a_dataset(root)
    an_announcement(root, "boil", **{**ALERT, "expires": "2030-04-01T00:00:00-06:00"})
    an_announcement(root, "open-day", kind="event", title="Open day", starts="2026-12-01T10:00:00-06:00", place="Works")
    file = root / "content/vocabularies/agencies.yaml"
    agencies = yaml.safe_load(file.read_text())
    agencies[0] |= agency
    file.write_text(yaml.safe_dump(agencies, sort_keys=False))
    return root


def own_templates(root: Path) -> None:
    """A copy of the templates, which a test may change."""
    shutil.copytree(PROJECT / "site_templates", root / "templates")
    settings = yaml.safe_load((root / "mkdocs.yml").read_text())
    settings["theme"]["custom_dir"] = "templates"
    write(root, "mkdocs.yml", yaml.safe_dump(settings))


def built(root: Path) -> dict[str, bytes]:
    """Pictures and posters, by their paths."""
    result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    cards = root / "site/cards"
    return {str(path.relative_to(cards)): path.read_bytes() for path in cards.rglob("*.*") if path.suffix != ".json"}


def test_pictures_and_posters_are_the_same_on_two_machines(tmp_path: Path) -> None:
    one, other = built(a_town(tmp_path / "one")), built(a_town(tmp_path / "other"))
    assert set(one) == {
        *(f"{folder}{name}.png" for folder in ("", "square/") for name in ("site", "dataset/works/rain")),
        *(f"{folder}announcement/{name}.png" for folder in ("", "square/") for name in ("boil", "open-day")),
        *(f"poster/{name}.pdf" for name in ("site", "dataset/works/rain")),
        *(f"poster/announcement/{name}.pdf" for name in ("boil", "open-day")),
    }
    assert one == other
    assert all(len(content) < 300_000 for content in one.values())


def test_what_does_not_change_a_card_draws_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_town(tmp_path)
    commit(root)
    before = built(root)

    def refuse(*_: object) -> bytes:
        raise AssertionError("a card was drawn again")

    for name in ("draw", "icon", "poster"):
        monkeypatch.setattr(Painter, name, refuse)
    page = root / "datasets/works/rain/datapackage.yaml"
    page.write_text(page.read_text() + "keywords: [wet]\n")
    event = root / "content/announcements/2026/open-day.md"
    event.write_text(event.read_text() + "Bring boots.\n")
    write(root, "content/pages/about.md", "---\ntitle: About us\n---\nOther words.\n")
    commit(root)
    assert built(root) == before


def test_what_a_card_shows_draws_that_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_town(tmp_path)
    commit(root)
    before = built(root)
    drawn = []
    draw = Painter.draw

    def count(self: Painter, card: Any, shape: Any) -> bytes:
        drawn.append((card.path, shape.name))
        return draw(self, card, shape)

    monkeypatch.setattr(Painter, "draw", count)
    data = root / "datasets/works/rain/readings.csv"
    data.write_text(data.read_text() + "2026-01-04,9\n")
    commit(root)
    after = built(root)
    assert drawn == [("cards/dataset/works/rain.png", "wide"), ("cards/dataset/works/rain.png", "square")]
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"dataset/works/rain.png", "square/dataset/works/rain.png", "poster/dataset/works/rain.pdf"}


def test_an_agency_has_its_own_colour_and_crest(tmp_path: Path) -> None:
    root = a_town(tmp_path)
    own_templates(root)
    write(root, "templates/cards/own.svg", RED)
    file = root / "content/vocabularies/agencies.yaml"
    file.write_text(file.read_text().replace("- id: works", '- id: works\n  color: "#1f5132"\n  crest: own.svg', 1))
    built(root)
    with Image.open(root / "site/cards/dataset/works/rain.png") as opened:
        picture = opened.convert("RGB")
    assert picture.getpixel((600, 5)) == pytest.approx((0x1F, 0x51, 0x32), abs=4)
    assert picture.getpixel((92, 56)) == pytest.approx((255, 0, 0), abs=4)


@pytest.mark.parametrize(
    ("agency", "told"),
    [
        ({"color": "#ffdd00"}, "`color` #ffdd00 has a contrast of 1.3 to 1 to white; readers need at least 4.5."),
        ({"color": "green"}, "`color` is 'green', which is no colour."),
        ({"crest": "nowhere.svg"}, "`crest` 'nowhere.svg' is not a picture in"),
        ({"crest": "../pages/home.html"}, "`crest` '../pages/home.html' is not a picture in"),
    ],
)
def test_colours_that_cannot_be_read_and_crests_that_are_not_there_are_told_at_their_line(
    tmp_path: Path, agency: dict[str, str], told: str
) -> None:
    root = a_town(tmp_path, **agency)
    (key,) = agency
    lines = (root / "content/vocabularies/agencies.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.strip().startswith(f"{key}:"))
    result = daylight(root, "check")
    assert result.exit_code == UNFIT
    assert f"content/vocabularies/agencies.yaml:{line}: {told}" in result.output


def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path: Path) -> None:
    root = a_town(tmp_path)
    own_templates(root)
    card = root / "templates/cards/layouts.typ"
    card.write_text(card.read_text() + "#let broken = 1 + \n")
    result = daylight(root, "build")
    assert result.exit_code == 4
    line = len(card.read_text().splitlines())
    assert f"templates/cards/layouts.typ:{line}: expected expression. Correct the template" in result.output
    assert "Traceback" not in result.output


def test_a_poster_is_one_tagged_page_whose_code_leads_to_the_page(tmp_path: Path) -> None:
    root = a_town(tmp_path)
    built(root)
    for name, words in (("announcement/boil", "Boil it for a minute."), ("dataset/works/rain", "Rainfall")):
        poster = root / f"site/cards/poster/{name}.pdf"
        facts = subprocess.run(["pdfinfo", poster], capture_output=True, text=True, check=True).stdout
        told = dict(line.split(":", 1) for line in facts.splitlines() if ":" in line)
        assert told["Tagged"].strip() == "yes"
        assert told["Pages"].strip() == "1"
        assert "A4" in told["Page size"]
        command = ["pdfinfo", "-struct-text", poster]
        structure = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "H1" in structure
        assert words in " ".join(structure.split())
        assert b"<pdfuaid:part>1</pdfuaid:part>" in poster.read_bytes()
        drawn = subprocess.run(["pdftoppm", "-r", "100", "-png", poster], capture_output=True, check=True).stdout
        picture = tmp_path / "poster.png"
        picture.write_bytes(drawn)
        (code,) = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
        page = name.replace("announcement/", "announcements/").replace("dataset/", "datasets/")
        assert code.text == f"https://test.example/{page}/"


def test_posts_say_what_their_picture_shows_in_their_language(tmp_path: Path) -> None:
    accounts = [{"network": "mastodon", "handle": f"@{each}@social.example", "language": each} for each in ("en", "es")]
    root = a_site(tmp_path, accounts=accounts, languages=["es"])
    daylight(root, "build")  # what is public before is not posted
    a_dataset(root, translations={"es": {"title": "Lluvia", "description": "Cuánta lluvia cayó en la ciudad."}})
    built(root)
    (file,) = (root / "content/outbox").rglob("*dataset-rain*.yaml")
    posts = {post["lang"]: post["alt"] for post in yaml.safe_load(file.read_text())["posts"]}
    assert posts["en"].startswith("Dataset: Rainfall. 2.25 mm, reading, January 3, 2026. Down 43.8% compared with")
    assert posts["es"].startswith("Conjunto de datos: Lluvia. 2,25 mm, reading, 3 de enero de 2026.")
    page = (root / "site/datasets/works/rain/index.html").read_text()
    assert f'<meta property="og:image:alt" content="{posts["en"]}">' in page
