"""What things were called before, and which other things they take the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.finding import Source

Led = tuple[tuple[str, int], ...]
"""Names whose addresses lead to a thing, and the line that names each."""


def first_name(name: str, formerly: tuple[str, ...]) -> str:
    """Of something that is called `name` now: its ids are of its first name for ever."""
    return formerly[0] if formerly else name


def led_here(name: str, formerly: tuple[str, ...], replaces: tuple[str, ...], source: Source) -> Led:
    """All but its own name, which something that has it again says first.

    Args:
        name: As it is called now.
        formerly: Its own earlier names, the oldest first.
        replaces: Names of other things that it takes the place of.
        source: Where both are written.
    """
    again = formerly[:1] == (name,) and formerly != (name,)
    own = [(each, source.at("formerly", place).line) for place, each in enumerate(formerly)]
    others = [(each, source.at("replaces", place).line) for place, each in enumerate(replaces)]
    return (*own[again:], *others)


def address_before(written: str, folder: str) -> str:
    """Where something was, without slashes around it.

    Args:
        written: A name, or a whole address with a slash before it.
        folder: Of the kind that has names, with a slash at its end; empty for pages of prose.
    """
    return written.strip("/") if written.startswith("/") else f"{folder}{written}"
