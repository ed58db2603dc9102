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
from generator.model.finding import Finding, error
from generator.model.schema import Field, Schema
from generator.reading.forms import Form, Text, fill
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Source

TABLES = frozenset({"csv", "tsv", "xlsx"})
"""Formats that are tables whatever the descriptor says; JSON is one where it says so."""
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
    path = form.path[0] if isinstance(form.path, tuple) and len(form.path) == 1 else form.path
    findings: list[Finding] = []
    file = folder
    try:
        file = _inside(folder, path, item.source)
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
    if findings or not isinstance(path, str):
        raise Unreadable(*findings)
    format_ = (form.format or PurePosixPath(path).suffix.lstrip(".")).lower()
    ending = PurePosixPath(path).suffix.lstrip(".").lower()
    if ending in TABLES and format_ not in TABLES:
        problem = f"{path} is called a table, and `format` says {format_[:40]!r}, so that nobody would check it."
        remedy = "Leave `format` out, or give the file the ending that fits."
        raise Unreadable(error(item.source.at("format"), problem, remedy, "format"))
    said = form.type == "table" or form.profile == "tabular-data-resource" or schema is not None
    tabular = format_ in TABLES or (format_ == "json" and said)
    if tabular and PurePosixPath(path).suffix.lower() in _COMPRESSED:
        problem = f"The table {path} is compressed."
        remedy = "Unpack it: tables are read as they are, and compressed by the server on their way to readers."
        raise Unreadable(error(item.source.at("path"), problem, remedy, "compressed"))
    return Resource(
        name=form.name,
        title=form.title,
        description=form.description,
        path=path,
        file=file,
        size=file.stat().st_size,
        format=format_,
        mediatype=form.mediatype or _MEDIATYPES.get(format_, "application/octet-stream"),
        encoding=form.encoding or _encoding(file),
        tabular=tabular,
        dialect=_for_format(dialect, format_),
        schema=schema,
        position=position,
    )


def bare_resource(folder: Path, file: Path, position: int) -> Resource:
    """The resource that `file` is where nothing describes it."""
    format_ = file.suffix.lstrip(".").lower()
    return Resource(
        name=re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or f"file-{position + 1}",
        title="",
        description="",
        path=file.relative_to(folder).as_posix(),
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
    with file.open("rb") as stream:
        return "utf-8-sig" if stream.read(3) == _BOM else "utf-8"


def _inside(folder: Path, path: object, source: Source) -> Path:
    """The file that `path` names, if it lies in `folder` whichever links are followed."""
    where = source.at("path")
    if not path:
        raise Unreadable(
            error(where, "A resource names no file.", "Add `path:` with the name of its file.", "path-missing")
        )
    if not isinstance(path, str):
        raise Unreadable(
            error(where, "`path` names several files.", "Join them into one, or list each on its own.", "path-several")
        )
    if "://" in path:
        problem = f"`path` lies on another server: {path}."
        raise Unreadable(error(where, problem, "Put the file into this folder and name it here.", "path-remote"))
    file = folder / path
    try:
        real = file.resolve()
    except OSError:
        real = file
    if path.startswith("/") or not real.is_relative_to(folder.resolve()):
        problem = f"`path` leads out of the dataset's folder: {path}."
        raise Unreadable(error(where, problem, "Name a file in this folder.", "path-outside"))
    if not real.is_file():
        raise Unreadable(
            error(where, f"There is no file {path}.", "Add the file, or correct its name here.", "file-missing")
        )
    return file


def _referred(folder: Path, item: Parsed, key: str) -> Parsed | None:
    """The value of `key`, from the file it refers to if it does."""
    value = item.value.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        file = _inside(folder, value, item.source)
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
