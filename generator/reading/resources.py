"""One resource of a package: the file it names, how it is written, and the schema of its columns."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import Field as Key

from generator.model.dataset import Dialect, Resource
from generator.model.finding import Finding, Where, error
from generator.reading.forms import Form, Text
from generator.reading.locating import Location, is_pointer, locate, pointer
from generator.reading.marked import Unreadable
from generator.reading.shapes import read_dialect, read_schema

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Source
    from generator.reading.lines import Parsed

TABLES = frozenset({"csv", "tsv", "xlsx"})
"""Formats that are tables whatever the descriptor says; JSON is one where it says so."""
_DELIMITED = frozenset({"csv", "tsv"})
_MEDIATYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zip", ".zst", ".lz4", ".br", ".7z", ".lzma"})
"""A few bytes of which may unpack to more than any machine holds."""
_BOM = b"\xef\xbb\xbf"


class ResourceForm(Form):
    """What a descriptor says of a resource."""

    name: Text = ""
    title: Text = ""
    description: Text = ""
    path: str | tuple[str, ...] = ""
    format: Text = ""
    mediatype: Text = ""
    encoding: Text = ""
    type: Text = ""
    profile: Text = ""
    dialect: dict[str, Any] | str | None = None
    schema_: dict[str, Any] | str | None = Key(default=None, alias="schema")
    hash: Any = None
    bytes: Any = None
    """Both must be right where the data lie on another server; elsewhere nobody reads them."""


def read_resource(folder: Path, item: Parsed, form: ResourceForm, position: int) -> Resource:
    """The resource that `form` describes in the package in `folder`.

    Raises:
        Unreadable: its file is not in the folder, or its schema or dialect cannot be read.
    """
    findings: list[Finding] = []
    location = Location(path="", file=folder, size=0)
    try:
        location = locate(folder, form.path, form.hash, form.bytes, item.source)
    except Unreadable as bad:
        findings += bad.findings
    schema, dialect = None, Dialect()
    try:
        schema = read_schema(folder, item)
    except Unreadable as bad:
        findings += bad.findings
    try:
        dialect = read_dialect(folder, item)
    except Unreadable as bad:
        findings += bad.findings
    try:
        "".encode(form.encoding or "utf-8")  # raises for codecs that are no encodings of text, too
    except (LookupError, ValueError):
        problem = f"The encoding {form.encoding!r} is unknown."
        findings.append(
            error(
                item.source.at("encoding"), problem, "Write one such as utf-8, cp1252 or latin-1.", "encoding-unknown"
            )
        )
    if findings:
        raise Unreadable(*findings)
    format_, tabular = _kind(location, form, item.source, described=schema is not None)
    return Resource(
        name=form.name,
        title=form.title,
        description=form.description,
        path=location.path,
        file=location.file,
        size=location.size,
        format=format_,
        mediatype=form.mediatype or _MEDIATYPES.get(format_, "application/octet-stream"),
        encoding=form.encoding or _encoding(location.file),
        tabular=tabular,
        dialect=_for_format(dialect, format_),
        schema=schema,
        position=position,
        parts=location.parts,
        remote=location.remote,
        here=location.here,
    )


def _kind(location: Location, form: ResourceForm, source: Source, *, described: bool) -> tuple[str, bool]:
    """The format of a resource, and whether it is a table.

    Args:
        location: Of its data.
        form: What its descriptor says.
        source: The resource in the descriptor.
        described: Whether there is a schema.
    """
    path = location.path
    ending = PurePosixPath(path).suffix.lstrip(".").lower()
    format_ = (form.format or ending).lower()
    if ending in TABLES and format_ not in TABLES:
        problem = f"{path} is called a table, and `format` says {format_[:40]!r}, so that nobody would check it."
        remedy = "Leave `format` out, or give the file the ending that fits."
        raise Unreadable(error(source.at("format"), problem, remedy, "format"))
    said = form.type == "table" or form.profile == "tabular-data-resource" or described
    tabular = format_ in TABLES or (format_ == "json" and said)
    names = [part.path for part in location.parts] or [path]
    packed = next((name for name in names if PurePosixPath(name).suffix.lower() in _COMPRESSED), None)
    if tabular and packed:
        problem = f"The table {packed} is compressed."
        remedy = "Unpack it: tables are read as they are, and compressed by the server on their way to readers."
        raise Unreadable(error(source.at("path"), problem, remedy, "compressed"))
    if tabular and location.parts and format_ not in _DELIMITED:
        problem = f"`path` names several files, and {format_.upper()} cannot be read in parts."
        remedy = "Publish the table as CSV, or list each file as a resource of its own."
        raise Unreadable(error(source.at("path"), problem, remedy, "path-several"))
    return format_, tabular


def bare_resource(folder: Path, file: Path, position: int) -> Resource:
    """The resource that `file` is where nothing describes it.

    Raises:
        Unreadable: it is a pointer into Git LFS.
    """
    path = file.relative_to(folder).as_posix()
    if is_pointer(file):
        place = "/".join((*folder.parts[-3:], path))
        raise Unreadable(pointer(Where(path=place), path))
    format_ = file.suffix.lstrip(".").lower()
    return Resource(
        name=re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or f"file-{position + 1}",
        title="",
        description="",
        path=path,
        file=file,
        size=file.stat().st_size,
        format=format_,
        mediatype=_MEDIATYPES[format_],
        encoding=_encoding(file),
        tabular=True,
        dialect=_for_format(Dialect(), format_),
        schema=None,
        position=position,
    )


def _for_format(dialect: Dialect, format_: str) -> Dialect:
    tabs = format_ == "tsv" and not dialect.declared
    return replace(dialect, delimiter="\t", declared=True) if tabs else dialect


def _encoding(file: Path) -> str:
    """UTF-8, the default of Data Package, told apart by its mark, which is no part of the first column's name."""
    if not file.is_file():  # remote, and not fetched
        return "utf-8"
    with file.open("rb") as stream:
        return "utf-8-sig" if stream.read(3) == _BOM else "utf-8"
