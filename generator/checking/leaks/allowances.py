"""What officers say about leaks, judged: names of detectors in `mkdocs.yml`, and columns that may show something."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from generator.checking.leaks.registry import DETECTORS
from generator.checking.leaks.small_cells import PEOPLE
from generator.model.finding import Where, error, warning
from generator.model.leaks import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding
    from generator.model.schema import Field

KEY = "leaks"
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 8
"""Of a reason that says anything."""
_LIKE = 'Write it like `leaks: {allow: [email], reason: "Officials\' addresses, Public Records Act, s. 12"}`.'


def check_leak_policy(catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with the policy."""
    for name, line in catalog.settings.leaks.lines.items():
        if name not in DETECTORS:
            where = Where(path="mkdocs.yml", line=line)
            yield error(where, f"`extra.daylight.leaks` names {name!r}, {_unknown(name)}", _list(), "leak-unknown")
    off = sorted(name for name, action in catalog.settings.leaks.actions.items() if action is Action.OFF)
    if off:
        where = Where(path="mkdocs.yml", line=min(catalog.settings.leaks.lines.values(), default=1))
        problem = f"Nobody looks for some leaks: {', '.join(off)} is `off` in `extra.daylight.leaks`."
        yield warning(where, problem, "Write `warn`, and allow single columns with a reason.", "leak-off")


def check_allowances(dataset: Dataset, _catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with what columns are allowed to show."""
    for table in dataset.tables:
        for place, field in enumerate(table.schema.fields if table.schema else ()):
            yield from _field(dataset, field, ("resources", table.position, "schema", "fields", place))


def allowed(field: Field) -> frozenset[str]:
    """The names of detectors that may find something in a column, where its officer gives a reason."""
    said = field.descriptor.get(KEY)
    if not isinstance(said, dict) or not str(said.get("reason") or "").strip():
        return frozenset()
    return frozenset(_names(said))


def _names(said: dict[str, object]) -> list[str]:
    names = said.get("allow")
    return [str(name) for name in names] if isinstance(names, list) else [names] if isinstance(names, str) else []


def _field(dataset: Dataset, field: Field, keys: tuple[str | int, ...]) -> Iterator[Finding]:
    where = dataset.source.at(*keys, KEY)
    if "counts" in field.descriptor and field.descriptor["counts"] != PEOPLE:
        problem = f"Column {field.name!r} says `counts: {str(field.descriptor['counts'])[:40]}`, which nobody reads."
        remedy = "Write `counts: people` where its numbers count persons, or remove it."
        yield warning(dataset.source.at(*keys, "counts"), problem, remedy, "leak-counts-unknown")
    if KEY not in field.descriptor:
        return
    said = field.descriptor[KEY]
    if not isinstance(said, dict) or not _names(said):
        problem = f"`leaks` of column {field.name!r} does not say what is allowed."
        yield error(where, problem, _LIKE, "leak-allow")
        return
    for name in _names(said):
        if name not in DETECTORS:
            problem = f"`leaks` of column {field.name!r} allows {name!r}, {_unknown(name)}"
            yield error(where, problem, _list(), "leak-unknown")
    if not isinstance(said.get("reason"), str) or len(_LETTERS.findall(str(said["reason"]))) < _FEWEST_LETTERS:
        problem = f"`leaks` of column {field.name!r} gives no reason."
        remedy = "Add `reason:` with the rule or decision that lets you publish it."
        yield error(where, problem, remedy, "leak-allow-reason")


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, DETECTORS, n=1)
    return f"which nobody looks for. Did you mean {near[0]!r}?" if near else "which nobody looks for."


def _list() -> str:
    return f"Write one of: {', '.join(DETECTORS)}."
