"""Tables as HTML, made here because they are most of a page: cell by cell, a template takes five times as long."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.model.publication import Column, Table
    from generator.rendering.words import Words

_BETWEEN = "\x1f"
"""Parts cells that are escaped together (ASCII, unit separator)."""
_NAMED = Markup("{}<br><code>{}</code>")
DESCRIBED = ("Column", "Meaning", "Type", "From, to", "Missing")
"""What `described` tells of a column."""


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Markup]],
    label: str,
    numeric: Collection[int] = (),
    short: Collection[int] = (),
    kind: str = "",
) -> Markup:
    """A table whose first column names its rows; every cell is escaped but Markup, which is put in as it is.

    Args:
        caption: What it shows.
        header: The names of its columns.
        rows: Each as wide as the header.
        label: Names the frame that the table scrolls in.
        numeric: Which columns hold numbers, from 0.
        short: Which columns hold dates and the like, that are not to be broken.
        kind: The table's class.

    Raises:
        ValueError: a row is narrower or wider than the header.
    """
    classes = [
        ' class="number"' if place in numeric else ' class="short"' if place in short else ""
        for place in range(len(header))
    ]
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"{caption}: A row has not {len(header)} cells as the header has.")
    head = "".join(f'<th scope="col"{class_}>%s</th>' for class_ in classes) % _escaped(header)
    first, *others = classes or [""]
    row = f'<tr><th scope="row"{first}>%s</th>' + "".join(f"<td{class_}>%s</td>" for class_ in others) + "</tr>\n"
    body = row * len(rows) % _escaped(tuple(chain.from_iterable(rows)))
    class_ = f' class="{escape(kind)}"' if kind else ""
    # A wide table scrolls in a frame that the keyboard reaches (WCAG 2.2, 2.1.1).
    return Markup(  # noqa: S704 - put together from words above and from what was escaped
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">\n<table{class_}>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n"
        "</table>\n</div>"
    )


def _escaped(cells: Sequence[str | Markup]) -> tuple[str, ...]:
    """Each cell escaped; text alone in one go, which takes a tenth of the time."""
    if set(map(type, cells)) == {str}:
        parts = str(escape(_BETWEEN.join(cells))).split(_BETWEEN)
        if len(parts) == len(cells):
            return tuple(parts)
    return tuple(map(str, map(escape, cells)))


def described(table_: Table, words: Words) -> list[tuple[str | Markup, ...]]:
    """A row about each column of a table: name, meaning, type, extent, and how many rows have no value in it."""
    rows = table_.rows
    return [_described(column, rows, words) for column in table_.columns]


def _described(column: Column, rows: int, words: Words) -> tuple[str | Markup, ...]:
    field = column.field
    label, type_ = field.label, words.kind_of_value(field.type)
    return (
        _NAMED.format(label, field.name) if label != field.name else label,
        field.description or "Not described",
        f"{type_}, {field.unit}" if field.unit else type_,
        f"{column.lowest} to {column.highest}" if column.lowest else _different(column, words),
        f"{words.number(round(100 * column.blank / rows, 1))}%" if rows else "0%",
    )


def _different(column: Column, words: Words) -> str:
    return f"{'more than ' if column.more else ''}{words.number(column.distinct)} different"
