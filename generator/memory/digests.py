"""Keys: one digest for all that something was made from, the generator itself among it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_MAKERS = (
    "babel",
    "feedgen",
    "frictionless",
    "jinja2",
    "markdown",
    "markdown-it-py",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pandas",
    "phonenumberslite",
    "pillow",
    "pyarrow",
    "pypdfium2",
    "python-stdnum",
    "segno",
    "typst",
)
"""Packages whose next version may make something else of the same files."""


def digest(*parts: str | bytes) -> str:
    """One key for all of `parts` and for the code that works on them."""
    return plain_digest(code_version(), *parts)


def plain_digest(*parts: str | bytes) -> str:
    """One key for `parts` alone."""
    # As Python writes them down, no two tuples are the same, which takes a fifth of the time of joining with lengths.
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def code_version() -> bytes:
    """A digest of the generator itself: whatever it once made, another version may make differently."""
    here = Path(__file__).parent.parent
    whole = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        whole.update(str(path.relative_to(here)).encode() + path.read_bytes())
    for name in _MAKERS:
        whole.update(f"{name} {version(name)}".encode())
    return whole.digest()
