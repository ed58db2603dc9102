"""What became of something after it had been published: it was corrected, or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from datetime import date


@noun
class Amendment:
    """A correction or the withdrawal of a publication."""

    kind: str
    """corrected or withdrawn."""
    at: date
    text: str
    """What was wrong, or why it was withdrawn."""
    instead: str = ""
    """What takes its place: `agency/name` of a dataset, or the name of an announcement."""

    @property
    def key(self) -> str:
        """Under which it is written."""
        return "withdrawn" if self.kind == "withdrawn" else "corrections"

    @property
    def path(self) -> str:
        """Of the page of what takes its place, from the site's root."""
        return f"{'datasets' if '/' in self.instead else 'announcements'}/{self.instead}/" if self.instead else ""


def is_withdrawn(amendments: tuple[Amendment, ...]) -> bool:
    """Whether the last thing that happened is a withdrawal."""
    return bool(amendments) and amendments[-1].kind == "withdrawn"
