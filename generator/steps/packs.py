"""The files of one dataset as one entry of the memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.memory.squeezing import squeezed, whole
from generator.rendering.shells import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence


def packed(sheets: Sequence[Sheet], parts: Sequence[tuple[str, bytes]]) -> bytes:
    """Composed pages, then the path and content of further files."""
    head = {
        "sheets": [(sheet.path, sheet.section, sheet.slots) for sheet in sheets],
        "parts": [(path, len(content)) for path, content in parts],
    }
    return squeezed(b"".join((json.dumps(head).encode(), b"\n", *(content for _, content in parts))))


def unpacked(pack: bytes) -> tuple[dict[str, Sheet], dict[str, bytes]]:
    """What `packed` packed, each by its path."""
    head, _, rest = whole(pack).partition(b"\n")
    value = json.loads(head)
    sheets = {path: Sheet(path=path, section=section, slots=slots) for path, section, slots in value["sheets"]}
    parts = {}
    begin = 0
    for path, length in value["parts"]:
        parts[path] = rest[begin : begin + length]
        begin += length
    return sheets, parts
