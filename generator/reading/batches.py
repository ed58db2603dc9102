"""A delimited file as batches of text columns, at the speed of Arrow, cut into the same records and cells as by `csv`.

Two tokenizers: Arrow's, which agrees with Python's `csv` but for blank lines and the last line break after a quote that
is not closed; and `csv` itself, for dialects that Arrow does not know and for records longer than a block.
"""

from __future__ import annotations

import csv
import io
import sys
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from generator.model.noun import noun
from generator.reading import arrays
from generator.reading.blocks import Blocks
from generator.reading.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from generator.model.dataset import Dialect, Resource

BLOCK = 4 << 20
"""Bytes read at a time. No cell that Arrow reads is longer."""
_ASCII = 127
_ASIDE = 1024
SMALL = 4096
"""Bytes of a file that `csv` has read before Arrow has begun."""
_SLICE = 20_000
"""Records that `csv` reads at a time."""


class InexactError(ValueError):
    """Arrow cannot tell how the file is cut: a record does not fit into a block, or a line is blank."""


@noun
class Batch:
    """Some consecutive records of a file, the header and what stands above it among them."""

    columns: tuple[pa.StringArray, ...]
    """The cells of the records that are as wide as the table."""
    rows: npt.NDArray[np.int64]
    """The number of each of those records; the first of the file is 1."""
    others: tuple[tuple[int, list[str]], ...]
    """Records of another width, blank lines among them, with their numbers."""

    @property
    def last(self) -> int:
        """The number of the last record; 0 if there is none."""
        return max(int(self.rows[-1]) if len(self.rows) else 0, self.others[-1][0] if self.others else 0)

    def ending(self) -> list[str]:
        """The cells of the last record."""
        if self.others and self.others[-1][0] == self.last:
            return self.others[-1][1]
        return [column[-1].as_py() for column in self.columns] if len(self.rows) else []


def batches(
    resource: Resource, width: int, *, exact: bool = False, blank_matters: bool = False, block: int = BLOCK
) -> Iterator[Batch]:
    """All records of `resource`, in order.

    Args:
        resource: A delimited file.
        width: How many cells a record should have, at least 1.
        exact: Whether `csv` must read it.
        blank_matters: Whether a blank line, which has no cells, must be told from a row of empty cells.
        block: Bytes to read at a time.

    Raises:
        InexactError: a record is longer than `block`, or blank where that matters, and `exact` is not set.
        UnicodeError: the file is not text in its encoding.
        csv.Error: a cell is longer than can be looked at.
    """
    if exact or resource.size < SMALL or not _known_to_arrow(resource.dialect):
        yield from _by_csv(resource, width)
    else:
        yield from _by_arrow(resource, width, block, blank_matters=blank_matters)


def _known_to_arrow(dialect: Dialect) -> bool:
    return (
        dialect.escape_char is None
        and dialect.double_quote
        and not dialect.skip_initial_space
        and not dialect.comment_char
        and dialect.delimiter.isascii()
        and dialect.quote_char.isascii()
        and dialect.delimiter not in "\r\n"
        and dialect.quote_char not in "\r\n"
        and dialect.delimiter != dialect.quote_char
    )


def _by_arrow(resource: Resource, width: int, block: int, *, blank_matters: bool) -> Iterator[Batch]:
    names = [str(place) for place in range(width)]
    block = min(block, 2 * resource.size + _ASIDE)  # memory for a large block takes longer to get than a small file
    irregular: list[tuple[int, str]] = []

    def set_aside(record: arrow_csv.InvalidRow) -> str:
        irregular.append((record.number, record.text))
        return "skip"

    try:
        with _hushed():
            reader = arrow_csv.open_csv(
                Blocks(resource),
                arrow_csv.ReadOptions(use_threads=False, block_size=block, column_names=names),
                arrow_csv.ParseOptions(
                    delimiter=resource.dialect.delimiter,
                    quote_char=resource.dialect.quote_char,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=set_aside,
                ),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
                ),
            )
        last = 0
        while (batch := _next(reader)) is not None:
            if blank_matters and _has_empty_row(batch):
                raise InexactError("a line is blank")
            for column in batch.columns:
                _must_be_text(column)
            rows, passed = _numbered(batch.num_rows, last, [number for number, _ in irregular])
            others = tuple((number, _cells(text, resource.dialect)) for number, text in irregular[:passed])
            del irregular[:passed]
            yield Batch(columns=tuple(batch.columns), rows=rows, others=others)
            last += len(rows) + passed
    except UnicodeError:
        raise
    except pa.ArrowInvalid as bad:
        if "Empty CSV" in str(bad):
            return
        if "straddling" in str(bad):
            raise InexactError(str(bad)) from None
        raise UnicodeError(str(bad)) from None
    if irregular:
        others = tuple((number, _cells(text, resource.dialect)) for number, text in irregular)
        yield Batch(columns=tuple(arrays.texts([]) for _ in names), rows=np.empty(0, np.int64), others=others)


def _next(reader: arrow_csv.CSVStreamingReader) -> pa.RecordBatch | None:
    with _hushed():
        try:
            return reader.read_next_batch()
        except StopIteration:
            return None


@contextmanager
def _hushed() -> Iterator[None]:
    """Arrow prints a traceback of an irregular record that is no text, and then raises what says the same."""
    before = sys.unraisablehook

    def but_that(problem: sys.UnraisableHookArgs) -> None:
        if not isinstance(problem.exc_value, UnicodeDecodeError):
            before(problem)

    sys.unraisablehook = but_that
    try:
        yield
    finally:
        sys.unraisablehook = before


def _numbered(rows: int, last: int, irregular: list[int]) -> tuple[npt.NDArray[np.int64], int]:
    """The numbers of a batch's rows: Arrow counts irregular records alone, so that the rows take those in between.

    Args:
        rows: How many there are.
        last: The number of the last record before them.
        irregular: The numbers of the irregular records after that one, in order.

    Returns:
        The numbers, and how many irregular records lie before the row that comes next.
    """
    numbers = np.arange(last + 1, last + 1 + rows + len(irregular), dtype=np.int64)
    free = np.ones(len(numbers), bool)
    free[[number - last - 1 for number in irregular if number - last <= len(numbers)]] = False
    taken = numbers[free][:rows]
    end = int(taken[-1]) if rows else last
    passed = 0
    for number in irregular:
        if number > end + 1:
            break
        end = max(end, number)
        passed += 1
    return taken, passed


def _must_be_text(column: pa.StringArray) -> None:
    """Raises ArrowInvalid where some bytes are not UTF-8. Columns in ASCII, which most are, need no closer look."""
    content = column.buffers()[2]
    if content and np.frombuffer(content, np.uint8).max(initial=0) > _ASCII:
        column.validate(full=True)


def _has_empty_row(batch: pa.RecordBatch) -> bool:
    empty = np.ones(batch.num_rows, bool)
    for column in batch.columns:
        empty &= (
            np.diff(np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]) == 0
        )
        if not empty.any():
            return False
    return True


def _cells(text: str, dialect: Dialect) -> list[str]:
    """The cells of one record.

    Raises:
        InexactError: its last quote is not closed: Arrow leaves out the line break at the end of the file.
    """
    quoted = dialect.quote_char in text
    lines = io.StringIO(f"{text}\n." if quoted else text, newline="")
    found = list(csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote_char))
    if quoted and len(found) != 2:  # noqa: PLR2004 - the record and the point after it
        raise InexactError("a quote is not closed")
    return found[0] if found else []


def _by_csv(resource: Resource, width: int) -> Iterator[Batch]:
    sign = resource.dialect.comment_char
    numbered = (
        (number, cells)
        for number, (_, cells) in enumerate(records(resource, strict=True), start=1)
        if not (sign and cells and cells[0].startswith(sign))
    )
    while piece := list(islice(numbered, _SLICE)):
        regular = [(number, cells) for number, cells in piece if len(cells) == width]
        yield Batch(
            columns=columns_of([cells for _, cells in regular], width),
            rows=np.fromiter((number for number, _ in regular), np.int64, len(regular)),
            others=tuple((number, cells) for number, cells in piece if len(cells) != width),
        )


def columns_of(rows: Sequence[Sequence[str]], width: int) -> tuple[pa.StringArray, ...]:
    """The same cells, column by column."""
    return tuple(arrays.texts([row[place] for row in rows]) for place in range(width))
