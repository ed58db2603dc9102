"""The files that readers can take: each as it was published, and every table as CSV too."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.deriving.numbers import number
from generator.model.publication import Download, Linked

if TYPE_CHECKING:
    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field


LARGEST_COPY = 64_000_000
"""Bytes of a table that is offered as plain CSV, too."""


def linked(dataset: Dataset) -> tuple[Linked, ...]:
    """The data of `dataset` that lie on other servers, each address once."""
    found: dict[str, Linked] = {}
    for resource in dataset.resources:
        if resource.remote:
            link = Linked(
                label=_label(dataset, resource),
                format=resource.format.upper(),
                address=resource.remote.address,
                size=resource.size,
                sha256=resource.remote.sha256,
            )
            found.setdefault(resource.remote.address, link)
    return tuple(found.values())


def offer(dataset: Dataset) -> tuple[Download, ...]:
    """The downloads of `dataset` that lie in the site, in the order of its resources."""
    downloads = []
    local = [resource for resource in dataset.resources if not resource.remote]
    taken: set[str] = {part.path for resource in local for part in resource.files}
    offered: set[str] = set()
    for resource in local:
        for place, part in enumerate(resource.files, start=1):
            if part.path in offered:  # two sheets of a workbook are one file
                continue
            offered.add(part.path)
            downloads.append(
                Download(
                    label=_label(dataset, resource),
                    format=resource.format.upper(),
                    path=f"datasets/{dataset.id}/{part.path}",
                    size=part.size,
                    content=part.file,
                    original=True,
                    part=place if resource.parts else 0,
                    parts=len(resource.parts),
                )
            )
        if resource.tabular and resource.size <= LARGEST_COPY and not _is_plain_csv(resource):
            from generator.reading.tables import read_table  # brings pandas

            frame = read_table(resource)
            for field in resource.schema.fields if resource.schema else ():
                if field.numeric and field.name in frame and {"decimalChar", "groupChar"} & set(field.descriptor):
                    frame[field.name] = frame[field.name].map(partial(_plain, field), na_action="ignore")
            content = frame.to_csv(index=False, lineterminator="\n").encode()
            path = _free(resource, taken)
            taken.add(path)
            downloads.append(
                Download(
                    label=_label(dataset, resource),
                    format="CSV",
                    path=f"datasets/{dataset.id}/{path}",
                    size=len(content),
                    content=content,
                    original=False,
                )
            )
    return tuple(downloads)


def _plain(field: Field, text: str) -> str:
    """A number as every program reads it, whatever signs the original writes it with."""
    value = number(field, text)
    return text if value is None else f"{value:f}"


def _free(resource: Resource, taken: set[str]) -> str:
    """A name for a table's CSV that no file of the dataset has."""
    stem = PurePosixPath(resource.path).with_suffix("")
    names = (f"{stem}.csv", f"{stem}-utf-8.csv", *(f"{stem}-{n}.csv" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _label(dataset: Dataset, resource: Resource) -> str:
    return resource.label if len(dataset.resources) > 1 else ""


def _is_plain_csv(resource: Resource) -> bool:
    """Whether every spreadsheet opens the file without being told how (RFC 4180)."""
    dialect = resource.dialect
    plain = dialect.delimiter == "," and dialect.quote_char == '"' and not dialect.escape_char
    whole = dialect.header and dialect.header_row == 1 and not dialect.comment_char
    return resource.format == "csv" and plain and whole and resource.encoding.lower().startswith("utf-8")
