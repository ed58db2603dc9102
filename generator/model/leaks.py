"""What a site does about leaks, and what an officer allows."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALL_CELLS_BELOW = 5
"""Counts of people from 1 to one less are told, unless the site says otherwise."""


class Action(StrEnum):
    """What follows when a detector finds something."""

    WARN = "warn"
    BLOCK = "block"
    OFF = "off"


@noun
class LeakPolicy:
    """What `extra.daylight` in `mkdocs.yml` says about leaks."""

    actions: Mapping[str, Action] = field(default_factory=dict)
    """By the name of a detector, as far as it is said."""
    small_cells_below: int = SMALL_CELLS_BELOW
    lines: Mapping[str, int] = field(default_factory=dict)
    """Of each name in `mkdocs.yml`."""

    def words(self) -> str:
        """The same policy in one text, wherever it stands in its file."""
        return f"{sorted(self.actions.items())} {self.small_cells_below}"
