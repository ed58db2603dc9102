"""A dataset: a Data Package with its resources, in the words of DCAT where that has one."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from generator.model.amendment import is_withdrawn
from generator.model.naming import led_here
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.model.amendment import Amendment
    from generator.model.finding import Source
    from generator.model.naming import Led
    from generator.model.schema import Schema
    from generator.model.translation import Translation

PUBLISHED = frozenset(
    """7z arrow bz2 csv db dbf feather geojson gpkg gz jpeg jpg json jsonl md ndjson ods parquet pdf png prj shp shx
    sqlite tif tiff topojson tsv txt xls xlsx xz yaml yml zip""".split()  # noqa: SIM905 - a list would fill the page
)
"""Endings of files that neither a server nor a browser runs or renders as a page of the site."""
FILE_PART = re.compile(r"[^\W_][\w .,()+-]*")
"""A part of a file's path: no hidden file, no sign that means something in an address or a page."""

MADE = frozenset({"charts", "quality", "rows"})
"""Folders of a dataset's page that hold what is made of its files: charts to embed, the quality report, rows."""


@noun
class License:
    """What readers may do with the data."""

    name: str = ""
    title: str = ""
    path: str = ""

    @property
    def label(self) -> str:
        """What a reader calls the licence."""
        return self.title or self.name or self.path


@noun
class Contact:
    """Whom to ask."""

    name: str = ""
    email: str = ""
    phone: str = ""


@noun
class Origin:
    """Where the data came from."""

    title: str
    path: str = ""


@noun
class View:
    """A chart an officer asked for (Data Package Views, `specType: simple`)."""

    resource: str
    kind: str
    group: str
    series: str
    title: str = ""
    aggregate: str = ""
    position: int = 0
    """Its place among the descriptor's views, counted from 0."""


@noun
class Dialect:
    """How a delimited file is written (https://datapackage.org/standard/table-dialect/)."""

    delimiter: str = ","
    quote_char: str = '"'
    double_quote: bool = True
    escape_char: str | None = None
    skip_initial_space: bool = False
    header: bool = True
    header_row: int = 1
    comment_char: str | None = None
    sheet: str | int = 1
    declared: bool = False
    """Whether the descriptor names the delimiter."""


@noun
class Part:
    """One of the files that together are a table."""

    path: str
    """From the dataset's folder, with forward slashes."""
    file: Path
    """Where it lies on this machine."""
    size: int
    """In bytes."""


@noun
class Remote:
    """Data that lie on another server, and what proves that they are the ones that are meant."""

    address: str
    """https://… or s3://…"""
    sha256: str
    """In lower-case hexadecimal digits."""


@noun
class Resource:
    """One file of a dataset, or several that are one table."""

    name: str
    title: str
    description: str
    path: str
    """From the dataset's folder, with forward slashes; of remote data, the last part of their address."""
    file: Path
    """Where the file lies on this machine: inside the dataset's folder, or, of remote data, where they are kept once
    they are fetched."""
    size: int
    """In bytes, of all parts together."""
    format: str
    """Lower case: csv, tsv, xlsx, json, … or the file's own ending."""
    mediatype: str
    encoding: str
    tabular: bool
    dialect: Dialect
    schema: Schema | None
    """None where the resource is not a table, or could not be read as one."""
    position: int
    """Its place among the descriptor's resources, counted from 0."""
    parts: tuple[Part, ...] = ()
    """All files in their order, where there are several; `path` and `file` are the first one's."""
    begin: int = 0
    """Bytes at the beginning of the file that are not read: of a part by itself, the header that it repeats."""
    remote: Remote | None = None
    """None where the data lie in the dataset's folder."""
    here: bool = True
    """Whether the data are on this machine: remote ones may not have been fetched."""

    @property
    def label(self) -> str:
        """What a reader calls the file."""
        return self.title or self.name

    @property
    def files(self) -> tuple[Part, ...]:
        """What it consists of: its parts, or itself."""
        return self.parts or (Part(path=self.path, file=self.file, size=self.size),)


@noun
class Dataset:
    """What an agency publishes in one folder."""

    agency: str
    """Id of the publisher: the name of the folder above."""
    name: str
    """The folder's name."""
    title: str
    description: str
    resources: tuple[Resource, ...]
    source: Source
    folder: str
    """From the root of the repository, with forward slashes."""
    declared_name: str = ""
    version: str = ""
    issued: date | None = None
    modified: date | None = None
    accrual_periodicity: str = ""
    theme: tuple[str, ...] = ()
    spatial: tuple[str, ...] = ()
    temporal: str = ""
    contact: Contact | None = None
    licenses: tuple[License, ...] = ()
    origins: tuple[Origin, ...] = ()
    keywords: tuple[str, ...] = ()
    limitations: str = ""
    formerly: tuple[str, ...] = ()
    """Its own earlier ids, the oldest first: its id in feeds is of the first."""
    replaces: tuple[str, ...] = ()
    """Ids of others that it takes the place of."""
    views: tuple[View, ...] = ()
    translations: tuple[Translation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    """Corrections and the withdrawal, in the order in which they happened. What is withdrawn has no resources."""
    descriptors: tuple[str, ...] = ()
    """Names of the descriptor files in the folder: the first was read, and there should be no other."""
    slips: Mapping[str, str] = field(default_factory=dict)
    """Keys of the descriptor that nobody reads, each by the key that was probably meant."""
    inferred: bool = False
    """Whether there is no descriptor and all of this was worked out from the files."""

    def said_in(self, language: str) -> Dataset:
        """The dataset in a language; as it is where nobody has translated it."""
        for each in self.translations:
            if each.language == language:
                return replace(self, title=each.title, description=each.summary or self.description)
        return self

    @property
    def withdrawn(self) -> bool:
        """Whether it is published no more, but for the fact."""
        return is_withdrawn(self.amendments)

    @property
    def id(self) -> str:
        """`agency/name`: unique and permanent."""
        return f"{self.agency}/{self.name}"

    @property
    def led_here(self) -> Led:
        """Ids whose addresses lead here, and the line that names each."""
        return led_here(self.id, self.formerly, self.replaces, self.source)

    @property
    def tables(self) -> tuple[Resource, ...]:
        """The resources that are tables, and here to be read."""
        return tuple(resource for resource in self.resources if resource.tabular and resource.here)
