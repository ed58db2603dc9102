"""The one door to frictionless, which alone judges whether a table fits its schema.

It is given a descriptor built from the model, never the officer's own: nothing in it can name a remote file, a file
outside the dataset's folder, or a `$ref`.
"""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import frictionless
import frictionless.formats.csv.parser
from pyarrow import compute

from generator.checking.tables.beyond import known_to_frictionless, unsound
from generator.checking.tables.defects import Defect
from generator.checking.tables.patterns import translate
from generator.model.noun import noun
from generator.reading import arrays
from generator.reading.tables import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.checking.tables.column import Reader
    from generator.model.dataset import Dataset, Resource
    from generator.model.schema import Field


csv.field_size_limit(LONGEST_CELL)  # the import above has taken the limit away, for all who use `csv`
_UNSAID = {"source-error": "it is larger, or nested deeper, than can be read"}
"""What is meant where frictionless gives no reason: its reader ran out of memory."""
_YEAR = re.compile("-[0-9]{4}")
"""gYear (XML Schema 1.1 Part 2, section 3.3.11) also has years of five digits; in a table they are slips."""
_PROFILES = "https://datapackage.org/profiles/2.0"
"""The newer standard, which allows all that the older one does, and more. Nothing is fetched from there."""
_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})


class RefusedError(Exception):
    """frictionless does not take the schema, or the file as a whole.

    Args:
        notes: Why.
    """

    def __init__(self, notes: Sequence[str]) -> None:
        super().__init__("; ".join(notes))
        self.notes = tuple(dict.fromkeys(note.rstrip(".") for note in notes))


def accept(resource: Resource) -> None:
    """Have the schema of `resource` looked at.

    Raises:
        RefusedError: it is not a Table Schema, or frictionless takes it and would fail on the first cell.
    """
    schema = _table(resource).schema
    notes = [note for note in map(unsound, resource.schema.fields if resource.schema else ()) if note]
    for field in schema.fields if schema else ():
        try:
            field.create_cell_reader()
            read = field.create_value_reader()
            bounds = {name: bound for name, bound in field.constraints.items() if name in _BOUNDS}
            notes += [
                f'the {name} of field "{field.name}" is not written as its type and format say: {bound}'
                for name, bound in bounds.items()
                if read(bound) is None
            ]
        except Exception as bad:  # noqa: BLE001 - whatever Python's `re`, or the reading of a bound, raises
            notes.append(f'the constraints of field "{field.name}" cannot be used: {bad}')
    if notes:
        raise RefusedError(notes)


def whole(dataset: Dataset, resource: Resource, limit: int) -> list[Defect]:
    """Everything that frictionless itself finds in `resource`, reading all of it.

    Args:
        dataset: With the other tables that foreign keys lead to.
        resource: One of its tables.
        limit: After how many errors to stop.
    """
    package = package_of(dataset)
    report = package.resources[dataset.tables.index(resource)].validate(limit_errors=limit)
    return [_defect(error) for task in report.tasks for error in task.errors] + [
        _defect(each) for each in report.errors
    ]


def package_of(dataset: Dataset) -> Any:  # noqa: ANN401 - frictionless publishes no types
    """The tables of `dataset` as a package of frictionless."""
    described = [_descriptor(table) for table in dataset.tables]
    package = frictionless.Package.from_descriptor(
        {"$schema": f"{_PROFILES}/datapackage.json", "resources": described}, basepath=_folder(dataset.tables[0])
    )
    for table, resource in zip(package.resources, dataset.tables, strict=True):
        table.basepath = _folder(resource)
        _choose_detector(table, resource)
    return package


@noun
class Opened:
    """A table as frictionless reads it."""

    columns: list[tuple[str, bool]]
    """Of each column its name, and whether the schema describes it."""
    defects: list[Defect]
    """What is wrong with the header."""
    rows: Iterator[tuple[int, list[Any]]]
    """The cells of each row below it, with its number. They are text only in delimited files."""


@contextmanager
def opened(resource: Resource) -> Iterator[Opened]:
    """The table that frictionless opens.

    Raises:
        RefusedError: it cannot be opened as a table, or read to its end.
    """
    table = _table(resource)
    if table.schema:
        table.schema.foreign_keys = []
    table.basepath = _folder(resource)
    try:
        with table:
            if not (table.labels or table.fragment):
                raise RefusedError(["the source is empty"])
            expected = table.header.get_expected_fields()
            declared = {field.name for field in table.schema.fields}
            yield Opened(
                columns=[(field.name, field.schema is not None and field.name in declared) for field in expected],
                defects=[_defect(error) for error in table.header.errors],
                rows=table.dialect.read_enumerated_content_stream(table.cell_stream),
            )
    except frictionless.FrictionlessException as bad:
        raise RefusedError([bad.error.note]) from bad


def readers(resource: Resource, columns: Sequence[tuple[str, bool]]) -> list[Reader]:
    """Frictionless's readers of the cells of `columns`, as `opened` tells them."""
    schema = _table(resource).schema
    found = []
    for name, described in columns:
        known = described and schema is not None and schema.has_field(name)
        reader = _reader(schema.get_field(name) if known else frictionless.fields.AnyField(name=name))
        field = resource.schema.find(name) if known and resource.schema else None
        found.append(_widened(field, reader) if field else reader)
    return found


def _widened(field: Field, reader: Reader) -> Reader:
    """Reads, too, what the standard allows and frictionless refuses: grouped integers, and years before our era."""
    group = field.descriptor.get("groupChar")
    if field.type == "integer" and isinstance(group, str) and group:
        return lambda cell: reader(cell.replace(group, "") if isinstance(cell, str) else cell)
    if field.type != "year":
        return reader
    constraints = field.descriptor.get("constraints") or {}
    number = _reader(
        frictionless.Schema.from_descriptor(
            {"fields": [{"name": field.name, "type": "integer", "constraints": constraints}]}
        ).get_field(field.name)
    )

    def read(cell: Any, /) -> tuple[Any, dict[str, str] | None]:  # noqa: ANN401
        value, notes = reader(cell)
        wide = bool(notes) and isinstance(cell, str) and _YEAR.fullmatch(cell)
        return number(cell) if wide else (value, notes)

    return read


def _reader(field: Any) -> Reader:  # noqa: ANN401 - frictionless publishes no types
    """Patterns are matched by RE2 where it can, so that none takes for ever."""
    pattern = field.constraints.get("pattern")
    translated = translate(pattern) if isinstance(pattern, str) and field.type == "string" else None
    if translated is None:
        return field.create_cell_reader()  # type: ignore[no-any-return]
    bare = field.to_copy()
    bare.schema = field.schema
    bare.constraints = {name: value for name, value in field.constraints.items() if name != "pattern"}
    read = bare.create_cell_reader()
    fits = _matcher(pattern, translated)

    def reader(cell: str | None, /) -> tuple[Any, dict[str, str] | None]:
        value, notes = read(cell)
        if value is None or fits(value):
            return value, notes
        notes = {**(notes or {}), "pattern": f'constraint "pattern" is "{pattern}"'}
        return value, {name: notes[name] for name in field.supported_constraints if name in notes}

    return reader


def _matcher(pattern: str, translated: str) -> Callable[[str], bool]:
    exact = re.compile(f"^{pattern}$")

    def fits(text: str) -> bool:
        if text.isascii() and not text.endswith("\n"):
            return bool(compute.match_substring_regex(arrays.text(text), translated).as_py())
        return bool(exact.match(text))

    return fits


def _table(resource: Resource) -> Any:  # noqa: ANN401
    try:
        table = frictionless.Resource.from_descriptor(_descriptor(resource))
    except frictionless.FrictionlessException as bad:
        raise RefusedError([each.note for each in bad.reasons] or [bad.error.note]) from bad
    _choose_detector(table, resource)
    return table


def _choose_detector(table: Any, resource: Resource) -> None:  # noqa: ANN401
    """Without a schema only the shape is judged: types guessed from a sample would accuse good rows."""
    if resource.schema is None:
        table.detector = frictionless.Detector(field_type="any")


def _folder(resource: Resource) -> str:
    """Where the paths of the resource begin."""
    return str(resource.file.parent) if resource.remote else str(resource.file)[: -len(resource.path)] or "."


def _descriptor(resource: Resource) -> dict[str, Any]:
    dialect = resource.dialect
    described: dict[str, Any] = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": resource.name or f"resource-{resource.position + 1}",
        "type": "table",
        "scheme": "multipart" if resource.parts else "file",
        "path": [part.path for part in resource.parts] or (resource.file.name if resource.remote else resource.path),
        "format": resource.format,
        "encoding": resource.encoding,
        "dialect": {"header": dialect.header, "headerRows": [dialect.header_row]},
    }
    if resource.format in {"csv", "tsv"}:
        described["dialect"]["csv"] = {
            "delimiter": dialect.delimiter,
            "quoteChar": dialect.quote_char,
            "doubleQuote": dialect.double_quote,
            "skipInitialSpace": dialect.skip_initial_space,
            **({"escapeChar": dialect.escape_char} if dialect.escape_char else {}),
        }
        described["format"] = "csv"
        if dialect.comment_char:
            described["dialect"]["commentChar"] = dialect.comment_char
    elif resource.format == "xlsx":
        described["dialect"]["excel"] = {"sheet": dialect.sheet}
    if resource.schema is not None:
        described["schema"] = {
            **{key: value for key, value in resource.schema.descriptor.items() if key != "fields"},
            "missingValues": list(resource.schema.missing_values),
            "fields": [known_to_frictionless(field.descriptor) for field in resource.schema.fields],
        }
    return described


def _defect(found: Any) -> Defect:  # noqa: ANN401
    return Defect(
        type=found.type,
        note=found.note or _UNSAID.get(found.type, ""),
        row=getattr(found, "row_number", 0) or 0,
        column=getattr(found, "field_number", 0) or 0,
        label=getattr(found, "label", "") or getattr(found, "field_name", "") or "",
        cell=str(getattr(found, "cell", "") or ""),
        expected=(getattr(found, "field_name", "") or "") if hasattr(found, "label") else "",
    )
