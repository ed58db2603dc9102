"""Every format that a report can be written in. To add one, write its file and name it here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.reporting.github import write_github
from generator.reporting.json_format import write_json
from generator.reporting.markdown import write_markdown
from generator.reporting.sarif import write_sarif
from generator.reporting.text import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.reporting.report import Report


class Format(Protocol):
    """Writes a report."""

    def __call__(self, report: Report, /) -> str:
        """The whole text, the same for the same report."""
        ...


FORMATS: Mapping[str, Format] = {
    "text": write_text,
    "json": write_json,
    "sarif": write_sarif,
    "github": write_github,
    "markdown": write_markdown,
}


def destinations(values: Iterable[str]) -> tuple[tuple[str, Path | None], ...]:
    """The formats that are asked for as `NAME` or `NAME=FILE`, each with its file; None for the one that is shown.

    Raises:
        ValueError: there is no such format, or several are to be shown.
    """
    wanted: list[tuple[str, Path | None]] = []
    for value in values:
        name, equals, file = value.partition("=")
        if name not in FORMATS:
            raise ValueError(f"{name!r} is not one of {', '.join(FORMATS)}.")
        if equals and not file:
            raise ValueError(f"{value!r} names no file.")
        wanted.append((name, Path(file) if file else None))
    if sum(file is None for _, file in wanted) > 1:
        raise ValueError("Only one can be shown. Send the others to files, such as sarif=daylight.sarif.")
    return tuple(wanted)
