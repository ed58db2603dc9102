"""Words in the place of values: «n/a» and other signs for nothing, yes and no, the error cells of spreadsheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Change

if TYPE_CHECKING:
    from generator.checking.tables.causes.cause import Column

_LONGEST = 40
_NOTHING = frozenset(
    [
        "-",
        "--",
        "---",
        "\u2013",
        "—",
        ".",
        "..",
        "...",
        "…",
        "?",
        "??",
        "/",
        "*",
        "**",
        "n/a",
        "#n/a",
        "n.a.",
        "n.a",
        "na",
        "nan",
        "nan.",
        "null",
        "none",
        "nil",
        "nd",
        "n.d.",
        "n/d",
        "s/d",
        "sd",
        "s.d.",
        "k.a.",
        "nc",
        "n.c.",
        "(blank)",
        "(empty)",
        "(null)",
        "(none)",
        "blank",
        "empty",
        "missing",
        "unknown",
        "unk",
        "tbd",
        "tba",
    ]
) | {"k. a.", "keine angabe", "not available", "not applicable", "no data", "sans objet", "sin datos", "sem dados"}
_CODE = re.compile(r"[^\W\d_]{1,3}")
_HIDDEN = frozenset({"*", "**"})
_ERROR = re.compile(
    r"#(?:REF|DIV/0|NAME|VALUE|NUM|NULL|SPILL|CALC|WERT|BEZUG|ZAHL|VALEUR|NOMBRE|NOM|VALOR|REFERENCIA)[!?]|Err:\d{3}"
)
_PAIRS = (
    ("yes", "no"),
    ("y", "n"),
    ("ja", "nein"),
    ("j", "n"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("sì", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("sim", "não"),
    ("sim", "nao"),
    ("verdadeiro", "falso"),
    ("vero", "falso"),
    ("wahr", "falsch"),
    ("tak", "nie"),
    ("ano", "ne"),
    ("да", "нет"),
    ("true", "false"),
    ("t", "f"),
    ("on", "off"),
    ("1.0", "0.0"),
)
_TRUE, _FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]
_RULES = frozenset({"type-error", "pattern", "enum", "minLength", "maxLength", "minimum"})


def is_nothing(cell: str) -> bool:
    """Whether people write `cell` where nothing is known."""
    return len(cell) <= _LONGEST and cell.strip().casefold() in _NOTHING


def is_error(cell: str) -> bool:
    """Whether a spreadsheet wrote `cell` where a formula failed."""
    return len(cell) <= _LONGEST and _ERROR.fullmatch(cell.strip()) is not None


def nothing(column: Column) -> Cause | None:
    """Signs for «not known» that the descriptor does not name."""
    if column.rule not in _RULES or not all(is_nothing(cell) for cell in column.cells):
        return None
    if column.field.type in {"string", "any"} and any(_CODE.fullmatch(cell) for cell in column.cells):
        return None  # among codes, NA may be Namibia
    shown = ", ".join(f'"{cell}"' for cell in sorted(column.cells))
    says = f"People write {shown} where nothing is known, and the descriptor does not say so"
    if set(column.cells) <= _HIDDEN:
        says = f"People write {shown} where a number is held back, and the descriptor does not say so"
    return Cause(
        name="missing-values",
        says=says,
        remedy=f'Write `missingValues: ["", {shown}]` in the table\'s `schema` in the descriptor, or empty the cells',
        changes=(Change(part="schema", key="missingValues", value=sorted(column.cells)),),
    )


def errors(column: Column) -> Cause | None:
    """What a spreadsheet shows where a formula failed."""
    if not all(is_error(cell) for cell in column.cells):
        return None
    return Cause(
        name="spreadsheet-error",
        says="A formula of the spreadsheet failed there",
        remedy="Mend the formula, or empty the cells, then save the file again",
    )


def booleans(column: Column) -> Cause | None:
    """Yes and no in some language."""
    if column.field.type != "boolean" or column.rule != "type-error":
        return None
    if any(len(cell) > _LONGEST for cell in column.cells):
        return None
    bare = {cell.strip().casefold() for cell in column.cells}
    pairs = [pair for pair in _PAIRS if bare <= set(pair)]
    if not pairs or (len(bare) == 1 and len(next(iter(bare))) == 1):
        return None
    if any(cell != cell.strip() for cell in column.cells):
        return Cause(name="padding", says="They have blanks around them", remedy="Take the blanks off")
    true = _spelled(column, {yes for yes, _ in pairs} & bare, "trueValues", _TRUE)
    false = _spelled(column, {no for _, no in pairs} & bare, "falseValues", _FALSE)
    if len(pairs) == 1 and not (bare >= set(pairs[0])):
        yes, no = (_like(column.cells[0], word) for word in pairs[0])
        true, false = true or [yes], false or [no]
    written = {"trueValues": true, "falseValues": false}
    shown = " and ".join(f"'{word}'" for word in sorted(bare, key=lambda word: word in {no for _, no in pairs}))
    keys = " and ".join(f"`{key}: {_listed(values)}`" for key, values in written.items() if values)
    return Cause(
        name="yes-no",
        says=f"They say {shown} for true and false",
        remedy=f"Write {keys} for this column in the descriptor",
        changes=tuple(column.change(key, values) for key, values in written.items() if values),
    )


def _spelled(column: Column, words: set[str], key: str, usual: list[str]) -> list[str]:
    """The ways in which the column writes one of `words`, behind those declared that other cells need."""
    seen = sorted(cell for cell in column.cells if cell.casefold() in words)
    declared = column.field.descriptor.get(key, usual)
    return [*(value for value in declared if value in column.others), *seen] if seen else []


def _like(cell: str, word: str) -> str:
    """`word` with capitals where `cell` has them."""
    return word.upper() if cell.isupper() and len(cell) > 1 else word.title() if cell[:1].isupper() else word


def _listed(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
