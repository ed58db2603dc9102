"""Numbers as people write them: decimal commas, thousands separators, currency signs, minus signs of typographers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.checking.tables.causes.cause import Change, Column

_LONGEST = 60
_GROUPS = {
    ",": "commas",
    ".": "points",
    " ": "blanks",
    "\u00a0": "non-breaking blanks",
    "\u202f": "narrow non-breaking blanks",
    "\u2009": "thin blanks",
    "'": "apostrophes",
    "\u2019": "apostrophes",
}
_PARTS = re.compile(r"([^\d\-+.,\u2212(]{0,12})(\(?[-+\u2212]?[\d.,'\u2019 \u00a0\u202f\u2009]*\d\)?)([^\d.,()]{0,12})")
_MONEY = frozenset("$€£¥₹₽₺₩₪฿") | frozenset(
    [
        "R$",
        "US$",
        "A$",
        "C$",
        "CHF",
        "EUR",
        "USD",
        "GBP",
        "BRL",
        "PLN",
        "CZK",
        "SEK",
        "NOK",
        "DKK",
        "kr",
        "Kč",
        "zł",
        "Ft",
        "lei",
    ]
)
_LIMITS = frozenset("<>\u2264\u2265~\u00b1?*")
"""What makes a number another thing than a quantity with a unit."""
_SEVERAL = 3
_SHARES = frozenset("%‰")


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is written: what stands between thousands, if anything, and before decimals."""

    group: str
    decimal: str

    def fits(self, body: str) -> bool:
        """Whether `body`, without sign and unit, is written so."""
        whole = rf"\d+|[1-9]\d{{0,2}}(?:{re.escape(self.group)}\d{{3}})+" if self.group else r"\d+"
        return bool(re.fullmatch(rf"(?:{whole})(?:{re.escape(self.decimal)}\d+)?", body))


_PLAIN = Style("", ".")


def recognise(column: Column) -> Cause | None:
    """Why cells of a column of numbers are none."""
    if not column.field.numeric or column.rule != "type-error":
        return None
    parts = [_PARTS.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None for cell in column.cells]
    if not all(parts):
        return None
    found = [(each[1].strip(), each[2], each[3].strip()) for each in parts if each]
    bodies = [_bare(middle) for _, middle, _ in found]
    signs = {(before, after) for before, _, after in found}
    if any(_signed(middle) for _, middle, _ in found):
        return _minus(bodies, signs, brackets=any(middle.startswith("(") for _, middle, _ in found))
    if signs != {("", "")}:
        return _unit(column, signs, bodies)
    if column.field.type == "integer":
        return _whole(bodies)
    return _styled(column, bodies, ())


def _signed(middle: str) -> bool:
    return middle.startswith("\u2212") or (middle.startswith("(") and middle.endswith(")"))


def _bare(middle: str) -> str:
    return middle.strip("()").lstrip("-+\u2212").strip()


def _minus(bodies: list[str], signs: set[tuple[str, str]], *, brackets: bool) -> Cause | None:
    if signs != {("", "")} or not _styles(bodies):
        return None
    says = "They have the long minus sign of printed text (U+2212)"
    if brackets:
        says = "They stand in brackets, or have the long minus sign (U+2212), as negative numbers do in print"
    remedy = "If they are negative, write them like -12: in a spreadsheet, format the column as a plain number"
    return Cause(name="minus-sign", says=says, remedy=remedy)


def _styles(bodies: Iterable[str]) -> list[Style]:
    """All ways in which every one of `bodies` may have been written, without those that say the same."""
    listed = list(bodies)
    found = [
        Style(group, decimal)
        for decimal in (".", ",")
        for group in ("", *_GROUPS)
        if group != decimal and all(Style(group, decimal).fits(body) for body in listed)
    ]
    comma = any("," in body for body in listed)
    return [
        each
        for each in found
        if (not each.group or any(each.group in body for body in listed))
        and (each.decimal == "." or each.group == "." or comma)
    ]


def _styled(column: Column, bodies: list[str], more: tuple[Change, ...]) -> Cause | None:
    """Decimal commas and thousands separators, and what both would explain."""
    alone = [each for each in _styles(bodies) if each != _PLAIN]
    accepted = [_bare(cell.strip()) for cell in column.others]
    together = [each for each in alone if all(each.fits(body) for body in accepted)]
    if not alone:
        return _point(column, bodies)
    if not together:
        says = f"They are written with {_named(alone[0], bodies)}, and other cells of the column are not"
        return Cause(
            name=_name(alone[0], bodies), says=says, remedy="Write all numbers of the column in one way, such as 1234.5"
        )
    if len(together) > 1:
        named = " or ".join(_named(each, bodies) for each in together[:2])
        says = f"They have either {named}: nothing in the column tells which"
        ways = [_keys(each) for each in together[:2]]
        return Cause(
            name="decimal-comma-or-thousands",
            says=says,
            remedy=f"Write for this column in the descriptor {ways[0]} or {ways[1]}, whichever is true",
        )
    style = together[0]
    changes = (
        *more,
        *([column.change("decimalChar", style.decimal)] if style.decimal != "." else []),
        *([column.change("groupChar", style.group)] if style.group else []),
    )
    says = f"They are written with {_named(style, bodies)}"
    remedy = f"Write {_keys(style)} for this column in the descriptor, or write the numbers like 1234.5"
    return Cause(name=_name(style, bodies), says=says, remedy=remedy, changes=changes)


def _point(column: Column, bodies: list[str]) -> Cause | None:
    declared = column.field.descriptor.get("decimalChar", ".")
    if declared == "." or not all(_PLAIN.fits(body) for body in bodies):
        return None
    says = f"They have decimal points, and the descriptor says `decimalChar: {declared!r}`"
    return Cause(name="decimal-point", says=says, remedy="Write all numbers of the column in one way")


def _name(style: Style, bodies: list[str]) -> str:
    return "decimal-comma" if style.decimal == "," and any("," in body for body in bodies) else "thousands"


def _named(style: Style, bodies: list[str]) -> str:
    between = f"{_GROUPS[style.group]} between thousands" if style.group else ""
    comma = "decimal commas" if style.decimal == "," and any("," in body for body in bodies) else ""
    return " and ".join(filter(None, (comma, between)))


def _keys(style: Style) -> str:
    keys = [f'`decimalChar: "{style.decimal}"`'] if style.decimal != "." else []
    if style.group:
        sign = style.group if style.group.isascii() else f"\\u{ord(style.group):04x}"
        keys.append(f'`groupChar: "{sign}"`')
    return " and ".join(keys)


def _whole(bodies: list[str]) -> Cause | None:
    if all(re.fullmatch(r"\d{1,3}[.,]000", body) for body in bodies):
        return Cause(
            name="decimal-comma-or-thousands",
            says="They are written either with a sign between thousands or with decimals that say nothing, and nothing "
            "in the column tells which",
            remedy="Look where they come from, and write the whole numbers without any sign",
        )
    if all(re.fullmatch(r"\d+[.,]0+", body) for body in bodies):
        return Cause(
            name="decimals",
            says="Whole numbers are written with decimals that say nothing, as programs do in columns with gaps",
            remedy="Write them without decimals, or make the column's `type` in the descriptor `number`",
        )
    grouped = [each for each in _styles(bodies) if each.group and not any(each.decimal in body for body in bodies)]
    if grouped:
        return Cause(
            name="thousands",
            says=f"They are written with {_GROUPS[grouped[0].group]} between thousands",
            remedy="Write them without; or, for this column in the descriptor, `type: number` and "
            f"{_keys(Style(grouped[0].group, '.'))}",
        )
    if all(Style("", sign).fits(body) for body in bodies for sign in {"," if "," in body else "."}):
        return Cause(
            name="decimals",
            says="They have decimals, and the column is declared as one of whole numbers",
            remedy="Make the column's `type` in the descriptor `number`, or correct the cells",
        )
    return None


def _unit(column: Column, signs: set[tuple[str, str]], bodies: list[str]) -> Cause | None:
    """A currency, a per cent sign or a unit beside each number; where there are two, they are two quantities."""
    units = {before or after for before, after in signs if not (before and after)}
    known = units <= _MONEY or units <= _SHARES
    if len(signs) > len(units) or "" in units or any(set(each) & _LIMITS for each in units):
        return None
    if not known and (len(column.cells) < _SEVERAL or len(units) > 1):
        return None  # a slip of the pen looks the same
    styles = _styles(bodies)
    if not styles:
        return None
    shown = " and ".join(f"'{each}'" for each in sorted(units))
    name = "percent-sign" if units <= _SHARES else "currency-sign" if known else "unit"
    says = f"Each of them has {shown} beside the number"
    if len(units) == 1 and not column.others and known and len(styles) == 1:
        change = column.change("bareNumber", value=False)
        if styles == [_PLAIN]:
            written = f"Write `bareNumber: false` for this column in the descriptor, or take {shown} off"
            return Cause(name=name, says=says, remedy=written, changes=(change,))
        styled = None if column.field.type == "integer" else _styled(column, bodies, (change,))
        if styled:
            also = styled.says.replace("They", "the numbers", 1)
            remedy = styled.remedy.replace("Write ", "Write `bareNumber: false`, ", 1)
            return Cause(name=name, says=f"{says}, and {also}", remedy=remedy, changes=styled.changes)
    return Cause(name=name, says=says, remedy="Take it off, and name the unit in the column's `unit` or `title`")
