"""One resource of a package: the file it names, how it is written, and the schema of its columns."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator
from pydantic import Field as Key
from pydantic_core import PydanticCustomError

from generator.model.dataset import Dialect, Resource
from generator.model.finding import Finding, Where, error
from generator.model.schema import Field, Schema
from generator.reading.forms import Form, Text, fill
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.locating import Location, inside, is_pointer, locate, pointer
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Source

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


def _one(value: object) -> object:
    if value is None or (isinstance(value, str) and len(value) == 1):
        return value
    raise PydanticCustomError("character", "is not one character", {"example": '";", or "\\t" in quotes for a tab'})


_Character = Annotated[str, BeforeValidator(_one)]


class _Dialect(Form):
    delimiter: _Character = ","
    quote_char: _Character = Key(default='"', alias="quoteChar")
    double_quote: bool = Key(default=True, alias="doubleQuote")
    escape_char: _Character | None = Key(default=None, alias="escapeChar")
    skip_initial_space: bool = Key(default=False, alias="skipInitialSpace")
    header: bool = True
    header_rows: tuple[int, ...] = Key(default=(1,), alias="headerRows")
    comment_char: str | None = Key(default=None, alias="commentChar")
    sheet: str | int = 1
    csv: dict[str, Any] | None = None


class _Field(Form):
    name: str
    type: str = "any"
    title: Text = ""
    description: Text = ""
    unit: Text = ""


class _Schema(Form):
    fields: tuple[dict[str, Any], ...] = ()
    missing_values: tuple[Any, ...] = Key(default=("",), alias="missingValues")


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
        schema = _schema(_referred(folder, item, "schema"))
    except Unreadable as bad:
        findings += bad.findings
    try:
        dialect = _dialect(_referred(folder, item, "dialect"))
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


def _referred(folder: Path, item: Parsed, key: str) -> Parsed | None:
    """The value of `key`, from the file it refers to if it does."""
    value = item.value.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        file = inside(folder, value, item.source)
        name = f"{item.source.path.rpartition('/')[0]}/{value}"
        return parse(read_text(file, name), name)
    return Parsed(value=value, source=item.source.below(key))


def _schema(parsed: Parsed | None) -> Schema | None:
    if parsed is None:
        return None
    form = fill(_Schema, parsed)
    if "$ref" in parsed.value:
        problem = "`schema` refers to another file with `$ref`, which is not followed."
        remedy = "Write the fields here, or the name of a file in this folder: `schema: schema.json`."
        raise Unreadable(error(parsed.source.at("$ref"), problem, remedy, "schema-reference"))
    fields: list[Field] = []
    findings: list[Finding] = []
    for place, value in enumerate(form.fields):
        try:
            field = fill(_Field, Parsed(value=value, source=parsed.source.below("fields", place)))
        except Unreadable as bad:
            findings += bad.findings
            continue
        fields.append(
            Field(
                name=field.name,
                type=field.type,
                title=field.title,
                description=field.description,
                unit=field.unit,
                descriptor=value,
            )
        )
    if findings:
        raise Unreadable(*findings)
    missing = tuple(_missing(value) for value in form.missing_values)
    return Schema(fields=tuple(fields), missing_values=missing, descriptor=parsed.value) if fields else None


def _missing(value: object) -> str:
    """Data Package 2 also allows `{value, label}`."""
    return str(value.get("value", "") if isinstance(value, dict) else value)


def _dialect(parsed: Parsed | None) -> Dialect:
    if parsed is None:
        return Dialect()
    form = fill(_Dialect, parsed)
    if form.csv is not None:  # as frictionless writes it
        form = fill(_Dialect, Parsed(value={**parsed.value, **form.csv}, source=parsed.source.below("csv")))
    return Dialect(
        delimiter=form.delimiter,
        quote_char=form.quote_char,
        double_quote=form.double_quote,
        escape_char=form.escape_char,
        skip_initial_space=form.skip_initial_space,
        header=form.header,
        header_row=form.header_rows[-1] if form.header_rows else 1,
        comment_char=form.comment_char,
        sheet=form.sheet,
        declared="delimiter" in form.model_fields_set,
    )
