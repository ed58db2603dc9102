"""Templates are compiled once in a process for each language, however many environments they are used in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from types import CodeType


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, by their place and by what is in them."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give it what was compiled before, if anything was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED: defaultdict[str, Compiled] = defaultdict(Compiled)
"""By language: what a template says in the same way on every page is worked out as it is compiled."""
