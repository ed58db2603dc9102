"""A resource's rows as a pandas frame of text, exactly as written: `007` stays `007` and `NA` stays `NA`."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TextIO

from generator.model.errors import ContentError
from generator.reading.parts import open_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from generator.model.dataset import Resource

LONGEST_CELL = 10_000_000
"""Characters of a cell in a delimited file that is looked at."""
_LONGEST_LINE = 2 * LONGEST_CELL
csv.field_size_limit(LONGEST_CELL)


def read_table(resource: Resource) -> pd.DataFrame:
    """All rows of `resource`, every cell text, missing ones `pd.NA`; columns are named as in its header.

    Raises:
        ContentError: the file cannot be read as a table. The checks notice this first and say more.
    """
    import pandas as pd

    try:
        header, rows = _READERS.get(resource.format, _read_text)(resource)
        missing = frozenset(resource.schema.missing_values if resource.schema else ("",))
        present = [[None if cell in missing else cell for cell in row] for row in rows]
        return pd.DataFrame(present, columns=pd.Index(header), dtype="str")
    except (ValueError, KeyError, TypeError, OSError, csv.Error) as bad:
        raise ContentError(f"{resource.path}: The table cannot be read: {bad}. Run `daylight check`.") from bad


def records(resource: Resource, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Every record of a table, header and blank ones among them, with the line it ends on or its number.

    Args:
        resource: The table.
        strict: Whether bytes that are no text in its encoding raise UnicodeError; if not, a sign stands for them.
    """
    if resource.format in _READERS:
        header, rows = _READERS[resource.format](resource)
        yield from enumerate([header, *rows], start=resource.dialect.header_row)
        return
    errors = "strict" if strict else "replace"
    with open_text(resource, errors) as stream:
        reader = reader_of(lines_of(stream), resource)
        for record in reader:
            yield reader.line_num, record


def lines_of(stream: TextIO) -> Iterator[str]:
    """The lines of a file; one without end is not read into memory.

    Raises:
        csv.Error: a line is longer than can be looked at.
    """
    while line := stream.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise csv.Error(f"a line is longer than {_LONGEST_LINE:,} characters")
        yield line


def reader_of(stream: Any, resource: Resource) -> Any:  # noqa: ANN401 - csv names no type
    """Cuts the lines of a delimited file into cells."""
    dialect = resource.dialect
    return csv.reader(
        stream,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote_char,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape_char,
        skipinitialspace=dialect.skip_initial_space,
    )


def _read_text(resource: Resource) -> tuple[list[str], list[list[str]]]:
    dialect = resource.dialect
    with open_text(resource) as stream:
        rows = [
            row
            for row in reader_of(stream, resource)
            if row and not (dialect.comment_char and row[0].startswith(dialect.comment_char))
        ]
    if not dialect.header:
        names = [field.name for field in resource.schema.fields] if resource.schema else []
        return names or [f"field{place + 1}" for place in range(len(rows[0]))], rows
    head = dialect.header_row
    return rows[head - 1], rows[head:]


def _read_json(resource: Resource) -> tuple[list[str], list[list[str]]]:
    data = json.loads(resource.file.read_text(encoding=resource.encoding))
    if data and isinstance(data[0], dict):
        header = list(dict.fromkeys(key for row in data for key in row))
        return header, [[as_text(row.get(key)) for key in header] for row in data]
    return [str(name) for name in data[0]], [[as_text(cell) for cell in row] for row in data[1:]]


def _read_xlsx(resource: Resource) -> tuple[list[str], list[list[str]]]:
    import pandas as pd

    sheet = resource.dialect.sheet
    frame = pd.read_excel(
        resource.file,
        sheet_name=sheet - 1 if isinstance(sheet, int) else sheet,
        header=None,
        dtype=object,
        na_filter=False,
        engine="openpyxl",
    )
    rows = [[as_text(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    head = resource.dialect.header_row
    return rows[head - 1], rows[head:]


def as_text(value: object) -> str:
    """A typed cell of JSON or a workbook, as it would be written in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        midnight = isinstance(value, datetime) and value.time() == time()
        return value.isoformat()[:10] if midnight else value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


_READERS = {"json": _read_json, "xlsx": _read_xlsx}
