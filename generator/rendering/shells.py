"""The base template rendered once for each section with marks where a page differs, then stamped page by page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

SLOTS = ("title", "description", "address", "head", "crumbs", "body", "root")
_MARK = "\x02{}\x03"
_MARKS = re.compile("\x02([a-z]+)\x03")


def marks() -> dict[str, Markup]:
    """What the base template is given in place of each slot: control characters, which no content can hold."""
    return {slot: Markup(_MARK.format(slot)) for slot in SLOTS}  # noqa: S704 - a fixed word


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A page that is composed, without the frame that all pages of its section share."""

    path: str
    """Of its file, from the site's root."""
    section: str
    slots: Mapping[str, str]
    """HTML for each slot of the frame."""


class Shell:
    """The base template around a page that is not there yet.

    Args:
        html: The rendered template with the `marks`.
    """

    def __init__(self, html: str) -> None:
        self._parts = _MARKS.split(html)
        self.print = hashlib.blake2b(html.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        """A digest of the frame."""

    def stamp(self, slots: Mapping[str, str]) -> bytes:
        """The page with `slots`, which are HTML already, in their places.

        Raises:
            KeyError: a slot of the template has no value.
        """
        parts = list(self._parts)
        for place in range(1, len(parts), 2):
            parts[place] = slots[parts[place]]
        return "".join(parts).encode()
