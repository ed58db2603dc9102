"""The base template rendered once for each section with marks where a page differs, then stamped page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

SLOTS = ("title", "description", "address", "head", "crumbs", "body", "root")
_MARK = "\x02{}\x03"
_MARKS = re.compile("\x02([a-z]+)\x03")


def marks() -> dict[str, Markup]:
    """What the base template is given in place of each slot: control characters, which no content can hold."""
    return {slot: Markup(_MARK.format(slot)) for slot in SLOTS}  # noqa: S704 - a fixed word


class Shell:
    """The base template around a page that is not there yet.

    Args:
        html: The rendered template with the `marks`.
    """

    def __init__(self, html: str) -> None:
        self._parts = _MARKS.split(html)

    def stamp(self, values: Mapping[str, str | Markup]) -> bytes:
        """The page: text in `values` is escaped, Markup is put in as it is.

        Raises:
            KeyError: a slot of the template has no value.
        """
        parts = list(self._parts)
        for place in range(1, len(parts), 2):
            parts[place] = escape(values[parts[place]])
        return "".join(parts).encode()
