"""The shape of a table as its resource describes it: schema and dialect, written there or in a file of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator
from pydantic import Field as Key
from pydantic_core import PydanticCustomError

from generator.model.dataset import Dialect
from generator.model.finding import Finding, error
from generator.model.schema import Field, Schema
from generator.reading.forms import Form, Text, fill
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.locating import inside
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path


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


def read_schema(folder: Path, item: Parsed) -> Schema | None:
    """The columns that a resource describes, if it does.

    Raises:
        Unreadable: they cannot be read.
    """
    parsed = _referred(folder, item, "schema")
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


def read_dialect(folder: Path, item: Parsed) -> Dialect:
    """How a resource says that it is written.

    Raises:
        Unreadable: that cannot be read.
    """
    parsed = _referred(folder, item, "dialect")
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
