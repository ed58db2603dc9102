"""Why a file of the site was made: what it is made from, and what of that had changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


@dataclass(frozen=True, kw_only=True, slots=True)
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


def remember_parts(made: Iterable[Made], index: Index) -> None:
    """Note what some targets were made from, and what of that had changed since the time before."""
    rows = []
    for target in made:
        before = json.loads(index.row(_PARTS, target.name)[1] or b"{}").get("parts", {})
        changed = [name for name in (target.parts | before) if target.parts.get(name) != before.get(name)]
        reasons = [NEW] if not before else changed or [LOST]
        value: dict[str, Any] = {"parts": dict(target.parts), "reasons": reasons}
        rows.append((target.name, "", json.dumps(value).encode()))
    index.put(_PARTS, rows)


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
