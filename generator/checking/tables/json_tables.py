"""What is wrong with a JSON file before anything is known of its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.model.finding import Where, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.dataset import Dataset, Resource
    from generator.model.finding import Finding

_BEGINNING = 1 << 12


def find_unread_tables(dataset: Dataset) -> Iterator[Finding]:
    """JSON files that look like tables and are not declared to be: nobody looks at what is in them."""
    for resource in dataset.resources:
        if resource.tabular or resource.format != "json" or not resource.here:
            continue
        with resource.file.open("rb") as stream:
            begins = b"".join(stream.read(_BEGINNING).removeprefix(b"\xef\xbb\xbf").split())
        if begins.startswith((b"[{", b"[[")):
            problem = f"{resource.path} looks like a table, but its rows are not checked."
            remedy = "Write `type: table` for it in the descriptor, and describe its columns in a `schema`."
            yield warning(dataset.source.at("resources", resource.position), problem, remedy, "unread-table")


def find_json_faults(resource: Resource, where: str) -> list[Finding]:
    """At most one: what keeps a file from being read as JSON, or a key that stands twice in a row.

    Of keys that stand twice, all but the last are lost without a word (RFC 8259, section 4).
    """
    twice: list[str] = []

    def watched(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs) and not twice:
            names = [name for name, _ in pairs]
            twice.append(next(name for name in names if names.count(name) > 1))
        return found

    try:
        text = resource.file.read_text(encoding=resource.encoding)
        data = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=watched, parse_constant=_no_json)
    except (ValueError, RecursionError) as bad:
        return [_unreadable(resource, where, bad)]
    if twice:
        line = text.count("\n", 0, text.find(json.dumps(twice[0]))) + 1
        problem = f"The key {twice[0]!r} stands twice in one row, and all but the last of its values are lost."
        remedy = "Give each column a name of its own, and export the file again."
        return [error(Where(path=where, line=line), problem, remedy, "duplicate-key")]
    if not isinstance(data, list):
        problem = "This file is no table: a table in JSON is a list of rows."
        return [error(Where(path=where), problem, "Write `[{…}, {…}]`, one object for each row.", "json")]
    return []


class _ConstantError(ValueError):
    """NaN or Infinity, which Python reads and JSON does not have."""


def _no_json(name: str) -> None:
    raise _ConstantError(name)


def _unreadable(resource: Resource, where: str, bad: ValueError | RecursionError) -> Finding:
    if isinstance(bad, UnicodeDecodeError):
        problem = f"Byte {bad.object[bad.start]:#04x} is not {resource.encoding} text."
        return error(Where(path=where), problem, "Save the file as UTF-8.", "encoding")
    if isinstance(bad, json.JSONDecodeError):
        problem = f"This is not JSON: {bad.msg} (column {bad.colno})."
        return error(Where(path=where, line=bad.lineno), problem, "Export the file again.", "json")
    if isinstance(bad, _ConstantError):
        problem = f"The file says {bad} where a value should be, which is not JSON."
        return error(Where(path=where), problem, "Write null where nothing is known.", "json")
    if isinstance(bad, RecursionError):
        problem = "The values in this file are nested too deeply."
        return error(Where(path=where), problem, "Write a list of rows.", "json")
    remedy = "Write numbers that long as text, in quotes."
    return error(Where(path=where), "A number in this file has thousands of digits.", remedy, "json")
