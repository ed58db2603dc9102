"""Defects of a table as an officer is told them: by cause where one is recognised, else by type and column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.checking.tables.causes.cause import Case, Cause, Column, Explained, explained
from generator.checking.tables.causes.labels import LABELS
from generator.checking.tables.causes.registry import OF_COLUMNS, OF_SOME_CELLS, OF_TABLES
from generator.checking.tables.defects import Defect
from generator.checking.tables.evidence import Evidence, look
from generator.checking.tables.notes import worded
from generator.checking.tables.showing import LONGEST_CELL, letter, shortened, shown
from generator.checking.tables.words import OTHER, TYPES, WORDS
from generator.model.finding import Finding, Severity
from generator.model.noun import noun
from generator.reading.parts import located

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Where
    from generator.model.schema import Field

__all__ = ["Defect", "tell"]
_SHAPE = frozenset({"extra-cell", "missing-cell", "blank-row"})
"""Types that are about a row as a whole, whichever column they are found in."""
_CELL_RULES = frozenset({"type-error", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum"})
"""What the words of a cell may break, so that they may tell why."""
_COMMA = "\0,"
"""Closes an insertion, and is left out at the end of a clause."""
_COMMAS = re.compile(r"\0,(?=(.))", re.DOTALL)
_THEM = re.compile(r"\bthem\b")
_RULE = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)


@noun
class _Group:
    """Defects that one finding tells."""

    defects: list[Defect]
    cause: Cause | None = None


def tell(dataset: Dataset, resource: Resource, defects: Sequence[Defect], limit: int = 0) -> list[Finding]:
    """One finding for each cause, or else for each type of defect and column, in the order of their first rows.

    Args:
        dataset: Whose path the findings name.
        resource: Which was judged.
        defects: What is wrong in it.
        limit: How many defects were looked for, if not all; with so many there may be more.
    """
    if not defects:
        return []
    evidence = _evidence(resource, frozenset(each.row for each in defects if each.row))
    told: list[tuple[int, Finding]] = []
    rest = list(defects)
    for recognise in OF_TABLES:
        found = recognise(Case(dataset=dataset, resource=resource, defects=rest, evidence=evidence))
        if found and found.explained:
            told.append((found.row, explained(_where(dataset, resource, evidence, found.row), found.cause)))
            rest = [each for each in rest if each not in found.explained]
    more = bool(limit) and len(defects) >= limit
    judged = max(each.row for each in defects) if more else 0
    for group in _groups(resource, evidence, rest, judged):
        first = group.defects[0]
        where = _where(dataset, resource, evidence, first.row)
        told.append((first.row, _finding(where, group, resource, _Words(resource, group, where.line, more=more))))
    return [finding for _, finding in sorted(told, key=lambda each: each[0])]


def _evidence(resource: Resource, rows: frozenset[int]) -> Evidence:
    try:
        return look(resource, rows)
    except Exception:  # noqa: BLE001 - whatever a broken workbook does, what was found in it is told
        return Evidence(first=[], last=[], wanted={}, header_row=resource.dialect.header_row)


def _where(dataset: Dataset, resource: Resource, evidence: Evidence, row: int) -> Where:
    return located(dataset.folder, resource, evidence.line(row))


def _groups(resource: Resource, evidence: Evidence, defects: Iterable[Defect], judged: int) -> Iterable[_Group]:
    """Defects of one rule and column, and of those the ones that one cause explains.

    Args:
        resource: In which they are.
        evidence: What was seen of it.
        defects: All of them.
        judged: The last row that was looked at, if not all were.
    """
    groups: dict[tuple[str, int], list[Defect]] = {}
    for defect in defects:
        column = defect.column if defect.row and defect.type not in _SHAPE else 0
        groups.setdefault((rule_of(defect), column), []).append(defect)
    wrong: dict[int, set[int]] = {}
    for (_, column), group in groups.items():
        wrong.setdefault(column, set()).update(each.row for each in group)
    for (rule, column), group in groups.items():
        field = _field(resource, group[0])
        if field is None or rule not in _CELL_RULES:
            yield _Group(defects=group)
        else:
            seen = [row for row in evidence.body if not judged or row.row <= judged]
            right = [row.cell(column) for row in seen if row.row not in wrong[column]]
            yield from _caused(field, rule, group, _present(resource, field, right))


def _caused(field: Field, rule: str, group: list[Defect], others: tuple[str, ...]) -> Iterable[_Group]:
    def column(defects: list[Defect]) -> Column:
        cells = tuple(dict.fromkeys(each.cell for each in defects))
        return Column(field=field, rule=rule, cells=cells, others=others)

    rest = group
    for recognise in OF_SOME_CELLS:
        kinds = {cell: recognise(Column(field=field, rule=rule, cells=(cell,), others=others)) for cell in _cells(rest)}
        some = [each for each in rest if kinds[each.cell]]
        cause = recognise(column(some)) if some else None
        if cause:
            yield _Group(defects=some, cause=cause)
            rest = [each for each in rest if not kinds[each.cell]]
    for recognise in OF_COLUMNS if rest else ():
        # One slip among a thousand decimal commas does not hide them: it is told by itself.
        kinds = {cell: recognise(Column(field=field, rule=rule, cells=(cell,), others=others)) for cell in _cells(rest)}
        some = [each for each in rest if kinds[each.cell]]
        whole = recognise(column(rest))
        cause = whole or (recognise(column(some)) if len(some) * 2 >= len(rest) else None)
        if cause:
            yield _Group(defects=rest if whole else some, cause=cause)
            rest = [] if whole else [each for each in rest if not kinds[each.cell]]
    if rest:
        yield _Group(defects=rest)


def _cells(defects: Iterable[Defect]) -> dict[str, None]:
    return dict.fromkeys(each.cell for each in defects)


def _field(resource: Resource, defect: Defect) -> Field | None:
    if resource.schema is None or not defect.column:
        return None
    named = resource.schema.find(defect.label)
    if named or defect.column > len(resource.schema.fields):
        return named
    return resource.schema.fields[defect.column - 1]


def _present(resource: Resource, field: Field, cells: Iterable[str]) -> tuple[str, ...]:
    """Each of `cells` once, missing ones left out."""
    missing = {*(resource.schema.missing_values if resource.schema else ("",)), *_missing(field), ""}
    return tuple(dict.fromkeys(cell for cell in cells if cell not in missing))


def _missing(field: Field) -> list[str]:
    listed: Any = field.descriptor.get("missingValues", [])
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []


def rule_of(defect: Defect) -> str:
    """What a defect breaks: its type; of constraints, which one."""
    if defect.type == "primary-key" and defect.note == 'cells composing the primary keys are all "None"':
        return "empty-key"
    found = _RULE.search(defect.note) if defect.type == "constraint-error" else None
    return found[1] if found and found[1] in WORDS else defect.type


class _Words:
    """What the words of a group leave open."""

    def __init__(self, resource: Resource, group: _Group, line: int, *, more: bool) -> None:
        first = group.defects[0]
        field = _field(resource, first)
        kind = field.type if field else ""
        form = str(field.descriptor.get("format", "")) if field else ""
        one, several = TYPES.get(
            form if kind == "string" else kind, (f"of type {kind}",) * 2 if kind else ("right",) * 2
        )
        rule = _RULE.search(first.note)
        label = f" '{shortened(first.label, LONGEST_CELL)}'" if first.label else ""
        shows_row = first.row and (first.row != line or resource.format not in {"csv", "tsv"})
        single = len(group.defects) == 1
        at = (f" (row {first.row:,})" if single else f", in row {first.row:,}{_COMMA}") if shows_row else ""
        self.values = {
            "n": f"at least {len(group.defects):,}" if more else f"{len(group.defects):,}",
            "at": at,
            "of": f"column {letter(first.column)}{label}",
            "column": f"Column {letter(first.column)}{label}",
            "letter": letter(first.column),
            "label": shown(first.label or first.expected),
            "expected": shown(first.expected),
            "type": one,
            "types": several,
            "cell": shown(first.cell),
            "limit": _limit(field, rule),
            "note": worded(first.note),
            "cells": "cell" if single else "cells",
            "rows": "row" if single else "rows",
            "values": "value" if single else "values",
            "them": "it" if single else "them",
        }


def _limit(field: Field | None, rule: re.Match[str] | None) -> str:
    if rule is None:
        return ""
    value = dict(field.descriptor.get("constraints") or {}).get(rule[1], rule[2]) if field else rule[2]
    if isinstance(value, list):
        return shortened(", ".join(f"'{each}'" for each in value), 200)
    return shortened(f"{value:,}" if isinstance(value, int) else str(value), 120)


def _finding(where: Where, group: _Group, resource: Resource, words: _Words) -> Finding:
    first = group.defects[0]
    rule = rule_of(first)
    one, several, remedy = WORDS.get(rule, OTHER)
    if resource.format not in {"csv", "tsv"} and first.type in LABELS:
        remedy = remedy.replace("first row", "header row")
    problem = (one if len(group.defects) == 1 else several).format(**words.values)
    problem = _COMMAS.sub(lambda comma: "," if comma[1] == " " else "", f"{problem[:1].upper()}{problem[1:]}.")
    name = first.type
    remedy = remedy.format(**words.values)
    if group.cause:
        says = group.cause.says if len(group.defects) > 1 else _singular(group.cause.says)
        problem, remedy, name = f"{problem} {says}.", group.cause.remedy, group.cause.name
        if len(group.defects) == 1:
            remedy = _THEM.sub("it", remedy) if remedy.startswith(("Write them ", "Look them ")) else remedy
    return Explained(
        severity=Severity.ERROR,
        where=where,
        problem=problem,
        remedy=f"{remedy}.",
        rule=name,
        changes=group.cause.changes if group.cause else (),
    )


_ONE = {
    "They are ": "It is ",
    "They have ": "It has ",
    "They say ": "It says ",
    "They stand ": "It stands ",
    "Each of them has ": "It has ",
    "They have either ": "It has either ",
}


def _singular(says: str) -> str:
    for many, one in _ONE.items():
        if says.startswith(many):
            return one + says.removeprefix(many)
    return says
