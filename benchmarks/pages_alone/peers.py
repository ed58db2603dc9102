"""The peers' folders: pages as Markdown for Hugo and MkDocs, and as one JSON file for Hugo's content adapter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from inventing import write
from pages_alone.model import COLUMNS_HEADER, CSS, ROWS_HEADER, SITE, about, keep, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HUGO = Path(__file__).parent / "hugo_site"


def write_hugo_markdown(model: dict[str, Any], folder: Path) -> None:
    """For Hugo: a file of Markdown for each page, tables as Markdown has them, and facts in the front matter."""
    _write_hugo(folder)
    content = folder / "content"
    for agency in model["agencies"]:
        write(content / "datasets" / agency["id"] / "_index.md", _front({"title": agency["name"]}))
    for dataset in model["datasets"]:
        front = {key: dataset[key] for key in ("title", "description", "agency", "agency_name", "tags", "modified")}
        text = _front({**front, "lastmod": dataset["modified"]}) + _prose_and_tables(dataset)
        write(content / f"{path_of(dataset).rstrip('/')}.md", text)


def write_hugo_adapter(model: dict[str, Any], folder: Path) -> None:
    """For Hugo: the model itself, and a template that makes pages of it."""
    _write_hugo(folder)
    keep(model, folder / "assets/model.json")
    write(folder / "content/_content.gotmpl", (HUGO / "_content.gotmpl").read_text(encoding="utf-8"))


def _write_hugo(folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(HUGO / "hugo.toml", folder)
    shutil.copytree(HUGO / "layouts", folder / "layouts")
    write(folder / "static/assets/daylight.css", CSS.read_text(encoding="utf-8"))


def _front(values: dict[str, Any]) -> str:
    """Front matter in YAML, of which JSON's words are a part."""
    lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return f"---\n{lines}\n---\n"


def write_material(model: dict[str, Any], folder: Path) -> None:
    """For MkDocs with Material as it comes: full navigation and the search index."""
    _write_material(model, folder, [])


def write_material_pruned(model: dict[str, Any], folder: Path) -> None:
    """The same with a navigation that names only what is near, the first thing to tune in a large site."""
    _write_material(model, folder, ["navigation.prune"])


def _write_material(model: dict[str, Any], folder: Path, features: list[str]) -> None:
    settings = {
        "site_name": SITE["name"],
        "site_url": SITE["url"],
        "site_description": SITE["description"],
        "theme": {"name": "material", "font": False, "features": features},
        "plugins": ["search"],
    }
    write(folder / "mkdocs.yml", yaml.safe_dump(settings))
    docs = folder / "docs"
    links = [(agency["name"], f"datasets/{agency['id']}/index.md") for agency in model["agencies"]]
    write(docs / "index.md", _list(SITE["name"], links))
    for agency in model["agencies"]:
        own = [each for each in model["datasets"] if each["agency"] == agency["id"]]
        links = [(each["title"], f"{each['id']}.md") for each in own]
        write(docs / "datasets" / agency["id"] / "index.md", _list(agency["name"], links))
    for dataset in model["datasets"]:
        tags = "\n".join(f"- [{tag.capitalize()}](/topics/{tag}/)" for tag in dataset["tags"])
        machines = json.dumps(about(dataset)).replace("<", "\\u003c")
        text = (
            _front({key: dataset[key] for key in ("title", "description")})
            + f"# {dataset['title']}\n\n"
            + _prose_and_tables(dataset)
            + f"\n[Download CSV](/{path_of(dataset)}data.csv)\n\n{tags}\n\n"
            + f'<script type="application/ld+json">{machines}</script>\n'
        )
        write(docs / f"{path_of(dataset).rstrip('/')}.md", text)


def _prose_and_tables(dataset: dict[str, Any]) -> str:
    columns, rows = _table(COLUMNS_HEADER, dataset["columns"]), _table(ROWS_HEADER, dataset["rows"])
    return f"{dataset['prose']}\n\n## Columns\n\n{columns}\n\n## First rows\n\n{rows}\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows)).replace(
        " < ", " &lt; "
    )


def _list(title: str, links: Iterable[tuple[str, str]]) -> str:
    items = "\n".join(f"- [{name}]({path})" for name, path in links)
    return f"# {title}\n\n{items}\n"
