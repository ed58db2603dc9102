"""Why a file of the site was made: what it is made from, and what of that had changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.memory.index import Index
    from generator.writing.trees import Tree

_PARTS = "parts"
NEW = "it is new"
LOST = "a file of it was missing, or was not as it was written"


class Made(Protocol):
    """A target of which something was made."""

    @property
    def name(self) -> str:
        """As people know it."""
        ...

    @property
    def parts(self) -> Mapping[str, str]:
        """Digests of what it is made from, each by a name that people know."""
        ...


@noun
class Explanation:
    """Why a file of the site was last made."""

    path: str
    """From the site's root."""
    target: str
    """What it is made with."""
    parts: tuple[str, ...]
    """What it is made from."""
    reasons: tuple[str, ...]
    """Those of the parts that had changed, or one of NEW and LOST."""


def remember_parts(made: Sequence[Made], index: Index) -> None:
    """Note what some targets were made from, and what of that had changed since the time before."""
    # All is read before anything is written: an index that is found damaged is begun anew, never below a write.
    reasons = [_reasons(target, index) for target in made]
    index.put(_PARTS, (_row(target, why) for target, why in zip(made, reasons, strict=True)))


def _reasons(target: Made, index: Index) -> list[str]:
    before = json.loads(index.row(_PARTS, target.name)[1] or b"{}").get("parts", {})
    if not before:
        return [NEW]
    parts = dict(target.parts)
    return [name for name in (parts | before) if parts.get(name) != before.get(name)] or [LOST]


def _row(target: Made, reasons: list[str]) -> tuple[str, str, bytes]:
    return target.name, "", json.dumps({"parts": dict(target.parts), "reasons": reasons}).encode()


def explain(path: str, tree: Tree, index: Index) -> Explanation | None:
    """Why the file at `path` was last made; None where the site has none."""
    target = next((name for name, files in tree.all() if path in files), "")
    if not target:
        return None
    value = json.loads(index.row(_PARTS, target)[1] or b"{}")
    return Explanation(
        path=path,
        target=target,
        parts=tuple(value.get("parts", ())),
        reasons=tuple(value.get("reasons", (LOST,))),
    )
