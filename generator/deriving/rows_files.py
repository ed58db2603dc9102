"""All rows of a table as a Parquet file that is quick to read piece by piece over the web.

A reader asks for byte ranges: first the footer, then of each column only the pages with the rows that are shown.
Pages are therefore small and have an index with their lowest and highest values; texts that come over and over lie in
dictionaries; Snappy is unpacked without WebAssembly, which a strict Content-Security-Policy forbids. The rows keep the
order in which the agency published them, so that each has a number.
"""

from __future__ import annotations

import json
from io import BytesIO
from itertools import chain, count
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import compute, parquet

from generator.deriving.days import iso_dates
from generator.deriving.grouping import is_plain
from generator.deriving.numbers import number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.model.table import Column

GROUP = 100_000
"""Rows of a row group: fewer make the footer longer, more make a dictionary longer."""
PAGE = 512
"""Rows of a page, the least that can be read of a column."""
_FEW = 1_000
"""Different values up to which a dictionary is shorter than the values."""
_OFTEN = 4
"""How often each of them comes, at least."""
_SURE_DIGITS = 15
"""Decimal digits that a double holds, whatever they are (IEEE 754)."""
_SHORTEST = (-(2**31), 2**31 - 1)
_INDEXED = 14
"""Bytes, about, of a page in the index of its column."""


def rows_file(frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The file.

    Args:
        frame: All rows, every cell text as written, missing ones NA.
        columns: Of the frame, in the same order, with what is known of them.

    What each column holds is told in the file's metadata, under `daylight`: its name, its label, its unit, and a kind,
    which is text, number, date or none of these; of numbers with the same digits after the point, how many; and whether
    they are years.
    """
    arrays: list[pa.Array] = []
    told: list[dict[str, str | int]] = []
    for place, column in enumerate(columns):
        texts = pa.array(frame.iloc[:, place], pa.string(), from_pandas=True)
        array, kind, digits = _typed(texts, column)
        arrays.append(array)
        field = column.field
        before = [each["name"] for each in told]
        about: dict[str, str | int] = {"name": _free(field.name, before), "label": field.label, "kind": kind}
        if field.unit:
            about["unit"] = field.unit
        if digits is not None:
            about["digits"] = digits
        if kind == "number" and field.type == "year":
            about["year"] = True
        told.append(about)
    table = pa.Table.from_arrays(arrays, names=[str(about["name"]) for about in told])
    rows = len(frame)
    often = [
        name
        for name, column in zip(table.column_names, columns, strict=True)
        if not column.more and column.distinct <= _FEW and column.distinct * _OFTEN <= rows
    ]
    stream = BytesIO()
    with parquet.ParquetWriter(
        stream,
        table.schema,
        max_rows_per_page=PAGE,
        write_batch_size=PAGE,
        use_dictionary=often,
        compression="snappy",
        write_page_index=True,
        store_schema=False,
    ) as writer:
        writer.write_table(table, row_group_size=GROUP)
        writer.add_key_value_metadata({"daylight": json.dumps(told, ensure_ascii=False)})
    return stream.getvalue()


def _free(name: str, taken: Collection[object]) -> str:
    """A name for a column: in a file of this kind none comes twice."""
    names = chain([name], (f"{name} ({n})" for n in count(2)))
    return next(each for each in names if each not in taken)


def measured(content: bytes) -> tuple[int, int]:
    """Bytes of the footer of a file, and about how many bytes its first rows cost a reader."""
    metadata = parquet.read_metadata(BytesIO(content))
    footer = metadata.serialized_size + 8
    if not metadata.num_row_groups:
        return footer, footer
    group = metadata.row_group(0)
    pages = -(-group.num_rows // PAGE)
    first = footer
    for place in range(group.num_columns):
        column = group.column(place)
        dictionary = column.data_page_offset - column.dictionary_page_offset if column.has_dictionary_page else 0
        first += dictionary + (column.total_compressed_size - dictionary) // pages + _INDEXED * pages
    return footer, min(first, len(content))


def _typed(texts: pa.StringArray, column: Column) -> tuple[pa.Array, str, int | None]:
    """A column as it is quickest compared, its kind, and how many digits follow the point where all agree."""
    field = column.field
    if field.numeric or field.type == "year":
        found = _numbers(texts, column)
        if found:
            return found
    if field.type == "date":
        days = _dates(texts, column)
        if days is not None:
            return days, "date", None
    return texts, "text", None


def _numbers(texts: pa.StringArray, column: Column) -> tuple[pa.Array, str, int | None] | None:
    """Numbers that a double holds as they are written; None where one is another."""
    present = compute.drop_null(texts)
    plain = is_plain(column.field, present)
    if not compute.all(plain, min_count=0).as_py():
        values = {text: number(column.field, text) for text in compute.unique(present).to_pylist()}
        if None in values.values():
            return None
        written = {text: f"{value:f}" for text, value in values.items()}
        texts = pa.array([None if text is None else written[text] for text in texts.to_pylist()], pa.string())
        present = compute.drop_null(texts)
    bare = compute.replace_substring_regex(present, r"^[+-]?0*|\.", "")
    longest = compute.max(compute.utf8_length(bare)).as_py() or 0
    if longest > _SURE_DIGITS:
        return None
    after = compute.min_max(compute.utf8_length(compute.replace_substring_regex(present, r"^[^.]*\.?", ""))).as_py()
    digits = after["min"] if after["min"] == after["max"] else None
    values = texts.cast(pa.float64())
    if digits == 0:
        ends = compute.min_max(values).as_py()
        if _SHORTEST[0] <= ends["min"] and ends["max"] <= _SHORTEST[1]:
            values = values.cast(pa.int32())
    return values, "number", digits


def _dates(texts: pa.StringArray, column: Column) -> pa.Array | None:
    """Days; None where a text is none."""
    try:
        if str(column.field.descriptor.get("format", "default")) == "default":
            return texts.cast(pa.date32())
        unique = compute.unique(compute.drop_null(texts)).to_pylist()
        known = iso_dates(pd.Series(unique, index=unique, dtype="str"), column.field)
        if len(known) < len(unique):
            return None
        return pa.array([None if text is None else known[text] for text in texts.to_pylist()], pa.string()).cast(
            pa.date32()
        )
    except (pa.ArrowInvalid, ValueError):
        return None
