"""What somebody has said in another language, of something that is published."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from generator.model.finding import Source


@noun
class Wording:
    """Title and summary of an entry in another language."""

    language: str
    title: str
    summary: str


@noun
class Translation:
    """Title, summary or description, and text of an announcement, a dataset or a page in another language."""

    language: str
    title: str
    summary: str = ""
    body: str = ""
    """Markdown."""
    body_line: int = 1
    """Where it begins in its file."""
    event: str = ""
    """An alert's."""
    instruction: str = ""
    """An alert's."""
    source: Source = field(compare=False)
    """Where it is written: a file, or a place in a descriptor."""
