"""Templates rendered once with marks where pages differ, then stamped page by page: a fiftieth of the work."""

from __future__ import annotations

import hashlib
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from generator.model.noun import noun
from generator.rendering.escaping import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SLOTS = ("title", "description", "address", "head", "crumbs", "body", "feedback", "root", "top", "place")
_MARK = "\x02{}\x03"
_MARKS = re.compile("\x02([a-z0-9_]+)\x03")


def marks(slots: Iterable[str] = SLOTS) -> dict[str, Markup]:
    """What a template is given in place of each slot: control characters, which no content can hold."""
    return {slot: Markup(_MARK.format(slot)) for slot in slots}  # noqa: S704 - a fixed word


@noun
class Sheet:
    """A page that is composed, without the frame that all pages of its section share."""

    path: str
    """Of its file, from the site's root."""
    section: str
    slots: Mapping[str, str]
    """HTML for each slot of the frame."""


class Shell:
    """A rendered template around what differs from page to page.

    Args:
        html: The rendered template with the `marks`.
    """

    def __init__(self, html: str) -> None:
        self._parts = _MARKS.split(html)
        places = self._parts[1::2]
        slots = list(dict.fromkeys(places))
        self._all = _reader(places)
        self._each = _reader(slots)
        self._in_place = _reader([slots.index(place) for place in places])
        self.print = hashlib.blake2b(html.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        """A digest of what is around it."""

    def stamp(self, slots: Mapping[str, str]) -> bytes:
        """The page with `slots`, which are HTML already, in their places.

        Raises:
            KeyError: a slot of the template has no value.
        """
        parts = self._parts.copy()
        parts[1::2] = self._all(slots)
        return "".join(parts).encode()

    def fill(self, values: Mapping[str, str | Markup]) -> Markup:
        """The same of `values` of which text is escaped, and Markup is put in as it is."""
        parts = self._parts.copy()
        parts[1::2] = self._in_place(escaped(self._each(values)))
        return Markup("".join(parts))  # noqa: S704 - a rendered template and what was escaped


def _reader(keys: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Reads what is under all keys at once."""
    return itemgetter(*keys) if len(keys) > 1 else lambda values: tuple(values[key] for key in keys)


class Remember(Protocol):
    """Remembers what was drawn from build to build."""

    def __call__(self, parts: Iterable[str], draw: Callable[[], str], /) -> str:
        """What was drawn of the same parts and the same templates before, or else what `draw` gives."""
        ...


def forgetful(_parts: Iterable[str], draw: Callable[[], str], /) -> str:
    """Remembers nothing."""
    return draw()


class Drawn(Protocol):
    """Renders a template."""

    def __call__(self, values: Mapping[str, str], /) -> str:
        """HTML."""
        ...


class Shells:
    """One template's shells, one for each set of values that are there: the template asks of no more than that.

    Args:
        draw: Renders the template; it gets marks, and nothing in place of values that are empty.
    """

    def __init__(self, draw: Drawn) -> None:
        self._draw = draw
        self._shells: dict[tuple[bool, ...], Shell] = {}

    def stamp(self, values: Mapping[str, str]) -> Markup:
        """The template with `values`: always the same names, of which some may be empty, or more of them in a list."""
        shape = tuple(map(bool, values.values()))
        if shape not in self._shells:
            there = marks(name for name, value in values.items() if value)
            self._shells[shape] = Shell(self._draw({**dict.fromkeys(values, ""), **there}))
        return self._shells[shape].fill(values)
