"""How open a dataset is: the five stars of Tim Berners-Lee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.message import message
from generator.model.quality import Measure, Scheme

if TYPE_CHECKING:
    from generator.model.dataset import Dataset, License
    from generator.model.message import Message
    from generator.model.publication import DatasetFacts

STARS = Scheme(title="5-star open data, Tim Berners-Lee", path="https://5stardata.info/")
_POINTS = 4
_OPEN = re.compile(
    r"cc0-1\.0|cc-by(-sa)?-[1-4]\.0|(odc-)?(by|odbl|pddl)-1\.0|ogl-uk-[123]\.0|dl-de-(by|zero)-2\.0|etalab-2\.0"
    r"|us-pd|other-pd|public-?domain",
    re.IGNORECASE,
)
"""Licences that conform with the Open Definition 2.1 (opendefinition.org/licenses), by their SPDX or CKAN ids."""
_OPEN_ADDRESS = re.compile(r"https?://(www\.)?creativecommons\.org/(licenses/by(-sa)?/|publicdomain/)")
_STRUCTURED = frozenset(
    """arrow csv db dbf feather geojson gpkg json jsonl ndjson ods parquet shp sqlite topojson tsv xls xlsx yaml
    yml""".split()  # noqa: SIM905 - a list would fill the page
)
_PROPRIETARY = frozenset({"xls", "xlsx"})
_PACKED = frozenset({"7z", "bz2", "gz", "xz", "zip"})


def stars(facts: DatasetFacts) -> tuple[Measure, ...]:
    """A measure for each star, in their order."""
    return (_licence(facts.licenses), *_formats(facts.dataset), _addresses(facts), _links(facts))


def is_open(license_: License) -> bool:
    """Whether everybody may use, change and share the data, as far as the licence's name or address tells."""
    return bool(_OPEN.fullmatch(license_.name) or _OPEN_ADDRESS.match(license_.path))


def _licence(licenses: tuple[License, ...]) -> Measure:
    names = ", ".join(each.label for each in licenses)
    good = any(map(is_open, licenses))
    if not licenses:
        found = message("No licence is stated.")
    elif good:
        found = message("{names}: an open licence.", names=names)
    else:
        found = message("{names}: not known to be an open licence.", names=names)
    return _star("open-licence", message("1 star: on the web under an open licence"), found, float(good))


def _formats(dataset: Dataset) -> tuple[Measure, Measure]:
    known = [each for each in dataset.resources if each.tabular or each.format not in _PACKED]
    labels = (
        message("2 stars: files with structured data"),
        message("3 stars: files in a format that belongs to nobody"),
    )
    ids = ("structured-format", "non-proprietary-format")
    if not known:
        packed = message("What is inside packed files is not looked at.")
        found = packed if dataset.resources else message("There are no files.")
        return _star(ids[0], labels[0], found, None), _star(ids[1], labels[1], found, None)
    structured = [each for each in known if each.tabular or each.format in _STRUCTURED]
    # Whatever a table is written in, it is offered as CSV too.
    free = [each for each in structured if each.tabular or each.format not in _PROPRIETARY]
    measures = []
    for id_, label, good in zip(ids, labels, (structured, free), strict=True):
        found = message("{good} of {all}.", good=len(good), all=len(known))
        measures.append(_star(id_, label, found, len(good) / len(known)))
    return measures[0], measures[1]


def _addresses(facts: DatasetFacts) -> Measure:
    fields = [column.field for table in facts.tables for column in table.columns]
    label = message("4 stars: things in the data have web addresses")
    if not fields:
        return _star("web-addresses", label, message("There are no columns to look at."), None)
    names = [field.label for field in fields if field.descriptor.get("format") == "uri"]
    found = message("No column is one of web addresses.")
    if names:
        found = message("Columns of web addresses: {names}.", names=", ".join(names[:5]))
    return _star("web-addresses", label, found, float(bool(names)))


def _links(facts: DatasetFacts) -> Measure:
    types = [
        column.field.label for table in facts.tables for column in table.columns if _typed(column.field.descriptor)
    ]
    label = message("5 stars: linked to other data")
    if not facts.tables:
        return _star("linked-data", label, message("There are no columns to look at."), None)
    found = message("No column names its `rdfType`.")
    if types:
        found = message("Columns linked to a vocabulary by `rdfType`: {names}.", names=", ".join(types[:5]))
    return _star("linked-data", label, found, float(bool(types)))


def _typed(descriptor: object) -> bool:
    return isinstance(descriptor, dict) and bool(descriptor.get("rdfType"))


def _star(id_: str, label: Message, found: Message, share: float | None) -> Measure:
    points = None if share is None else round(_POINTS * share, 1)
    return Measure(id=id_, label=label, found=found, possible=_POINTS, points=points, scheme=STARS)
