"""Builds the benchmark's pages with the product's own engine: one model in JSON, one folder, no MkDocs.

    python benchmarks/pages_alone/build_ours.py ROOT MODEL SITE

ROOT is a repository's root with the product's `site_templates` and the benchmark's two page templates among them.
"""

from __future__ import annotations

import gc

gc.set_threshold(100_000)  # as the command `daylight` does before all else

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages_alone import model as invented

from generator.deriving.publication import put_together
from generator.model.catalog import Agency, Catalog, History, Settings, Topic, Vocabulary
from generator.model.entry import Entry
from generator.model.finding import Source
from generator.model.publication import Artifact
from generator.rendering.page import Page
from generator.rendering.site import Renderer
from generator.writing.files import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.publication import Publication
    from generator.rendering.words import Words

_NOWHERE = Source(path="", lines={})


def main(root: Path, file: Path, site: Path) -> None:
    """Read the model dataset by dataset, compose the pages, write them."""
    model, datasets = invented.opened(file)
    publication = publish(root, model)

    def pages(_publication: Publication, _words: Words) -> Iterator[Page]:
        own: dict[str, list[tuple[str, str]]] = {agency["id"]: [] for agency in model["agencies"]}
        for dataset in datasets:
            own[dataset["agency"]].append((dataset["title"], invented.path_of(dataset)))
            yield record(dataset)
        yield from lists(model, own)

    write(framed(Renderer(publication, kinds=(pages,))), site)
    write([Artifact(path="assets/daylight.css", content=invented.CSS)], site)
    gc.freeze()


def framed(renderer: Renderer) -> Iterator[Artifact]:
    """Every page, and the sitemap of all."""
    listed: list[tuple[str, Entry | None]] = []
    for page in renderer.pages():
        yield renderer.frame(renderer.sheet(page))
        listed.append((page.path, page.entry))  # what else is on a page is not kept
    yield from renderer.sitemap(listed)


def publish(root: Path, model: Mapping[str, Any]) -> Publication:
    """A publication with the vocabularies of the model."""
    catalog = Catalog(
        root=root,
        settings=Settings(**model["site"], language="en", time_zone="UTC"),
        agencies=Vocabulary(terms={each["id"]: Agency(**each) for each in model["agencies"]}, source=_NOWHERE),
        topics=Vocabulary(terms={each["id"]: Topic(**each) for each in model["topics"]}, source=_NOWHERE),
        regions=Vocabulary(terms={}, source=_NOWHERE),
        situations=Vocabulary(terms={}, source=_NOWHERE),
        audiences=Vocabulary(terms={}, source=_NOWHERE),
        datasets=(),
        announcements=(),
        pages=(),
        history=History(complete=True),
    )
    return put_together(catalog, (), datetime(2026, 11, 22, tzinfo=UTC))


def lists(model: Mapping[str, Any], own: Mapping[str, list[tuple[str, str]]]) -> Iterator[Page]:
    """The home page names the agencies, the page of an agency its `own` datasets."""
    site = model["site"]
    links = [(agency["name"], f"datasets/{agency['id']}/") for agency in model["agencies"]]
    yield Page(
        path="", title=site["name"], description=site["description"], template="_list.html", values={"links": links}
    )
    for agency in model["agencies"]:
        yield Page(
            path=f"datasets/{agency['id']}/",
            title=agency["name"],
            description=f"Datasets of {agency['name']}.",
            template="_list.html",
            values={"links": own[agency["id"]]},
            section="Datasets",
        )


def record(dataset: Mapping[str, Any]) -> Page:
    """The page of a dataset."""
    path = invented.path_of(dataset)
    changed = datetime.fromisoformat(dataset["modified"]).replace(tzinfo=UTC)
    agency = dataset["agency"]
    return Page(
        path=path,
        title=dataset["title"],
        description=dataset["description"],
        template="_record.html",
        values={
            "dataset": dataset,
            "about": invented.about(dataset),
            "columns_header": invented.COLUMNS_HEADER,
            "rows_header": invented.ROWS_HEADER,
        },
        section="Datasets",
        crumbs=(("Datasets", "datasets/"), (dataset["agency_name"], f"datasets/{agency}/")),
        entry=Entry(
            id=f"dataset/{agency}/{dataset['id']}",
            urn=f"tag:records.example,2026:dataset/{agency}/{dataset['id']}",
            kind="dataset",
            label="Dataset",
            version=dataset["modified"],
            title=dataset["title"],
            summary=dataset["description"],
            path=path,
            agency=agency,
            topics=tuple(dataset["tags"]),
            regions=(),
            published=changed,
            updated=changed,
            language="en",
        ),
        feed=f"agencies/{agency}",
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
