"""Tables as HTML, made here because they are most of a page: cell by cell, a template takes five times as long."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.model.message import noted
from generator.rendering.escaping import BETWEEN, escaped

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.model.table import Column, Table
    from generator.rendering.words import Words

DESCRIBED = (noted("Column"), noted("Meaning"), noted("Type"), noted("Values"), noted("Blank"))
"""What `described` tells of a column."""


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Markup]],
    label: str,
    numeric: Collection[int] = (),
    short: Collection[int] = (),
    *,
    kind: str = "",
    rtl: bool = False,
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
        rtl: Whether the page reads from right to left, so that what stands in cells must say how it reads by itself.

    Raises:
        ValueError: a row is narrower or wider than the header.
    """
    if set(map(len, rows)) - {len(header)}:
        raise ValueError(f"{caption}: A row has not {len(header)} cells as the header has.")
    around = _around(len(header), len(rows), frozenset(numeric), frozenset(short), kind, rtl=rtl)
    parts = [""] * (2 * len(around) - 1)
    parts[::2] = around
    parts[1::2] = escaped((label, caption, *header, *chain.from_iterable(rows)))
    return Markup("".join(parts))  # noqa: S704 - put together from words below and from what was escaped


@lru_cache
def _around(
    width: int, count: int, numeric: frozenset[int], short: frozenset[int], kind: str, *, rtl: bool
) -> list[str]:
    """What stands around the label, the caption, each name and each cell of `count` rows."""
    classes = [
        ' class="number"' if place in numeric else ' class="short"' if place in short else "" for place in range(width)
    ]
    if rtl:
        classes = [f'{each} dir="{"ltr" if place in numeric else "auto"}"' for place, each in enumerate(classes)]
    class_ = (f' class="{escape(kind)}"' if kind else "") + (' dir="rtl"' if rtl else "")
    names = "".join(f'<th scope="col"{class_}>{BETWEEN}</th>' for class_ in classes)
    others = "".join(f"<td{class_}>{BETWEEN}</td>" for class_ in classes[1:])
    row = f'<tr><th scope="row"{"".join(classes[:1])}>{BETWEEN}</th>{others}</tr>\n'
    # A wide table scrolls in a frame that the keyboard reaches (WCAG 2.2, 2.1.1).
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{BETWEEN}">\n<table{class_}>\n'
        f"<caption>{BETWEEN}</caption>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{row * count}</tbody>\n"
        "</table>\n</div>"
    ).split(BETWEEN)


def described(table_: Table, words: Words) -> list[tuple[str | Markup, ...]]:
    """A row about each column of a table: name, meaning, type, extent, and how many rows have no value in it."""
    rows = table_.rows
    return [_described(column, rows, words) for column in table_.columns]


def _described(column: Column, rows: int, words: Words) -> tuple[str | Markup, ...]:
    field = column.field
    label, type_ = field.label, words.kind_of_value(field.type)
    both = f"{escape(label)}<br><code>{escape(field.name)}</code>"
    return (
        Markup(both) if label != field.name else label,  # noqa: S704 - escaped before
        field.description or words.say("Not described"),
        words.say("{type}, {unit}", type=type_, unit=words.unit(field.unit)) if field.unit else type_,
        _values(column, rows, words),
        words.percent(round(100 * column.blank / rows, 1) if rows else 0),
    )


def _values(column: Column, rows: int, words: Words) -> str | Markup:
    """What a column holds, in words and, of numbers and days, in a picture."""
    if not column.lowest:
        said = [_different(column, words)]
        for text, count in column.often:
            said.append(words.say("{text}: {share}", text=text, share=words.percent(round(100 * count / rows, 1))))
        return Markup("<br>").join(said) if column.often else said[0]
    extent = words.say("{low} to {high}", low=column.lowest, high=column.highest)
    if not column.bars:
        return extent
    low, high = column.middle or ("", "")
    half = words.say("Half lie between {low} and {high}", low=low, high=high) if column.middle else ""
    return escape(extent) + _spark(column.bars) + half


def _spark(bars: Sequence[int]) -> Markup:
    """Bars as high as parts have rows; the lowest that has any is still seen."""
    most = max(bars)
    drawn = "".join(
        f"M{5 * place} 20v-{max(1, round(20 * rows / most))}h4V20" for place, rows in enumerate(bars) if rows
    )
    return Markup(f'<svg class="spark" viewBox="0 0 60 20" aria-hidden="true"><path d="{drawn}"/></svg>')  # noqa: S704


def _different(column: Column, words: Words) -> str:
    if column.more:
        return words.plural("more than {count} different", "more than {count} different", column.distinct)
    return words.plural("{count} different", "{count} different", column.distinct)
