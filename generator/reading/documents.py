"""`content/announcements/` and `content/pages/`: Markdown under a block of facts."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.announcement import Announcement
from generator.model.catalog import Page
from generator.model.finding import Where, error
from generator.model.translation import Translation
from generator.reading.forms import Form, Text, fill, is_language
from generator.reading.kinds import FORMS, AnnouncementForm
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

_FENCE = "---"
MOST_PROSE = 64_000
"""Characters of a page: what rendering costs stays bounded."""


class _Translation(Form):
    title: str
    summary: Text = ""
    event: Text = ""
    instruction: Text = ""
    description: Text = ""


class _Page(Form):
    title: str
    description: Text = ""
    formerly: tuple[str, ...] = ()


def read_announcement(root: Path, file: Path) -> Announcement:
    """The announcement in `file`.

    Raises:
        Unreadable: it has no block of facts, or some are missing or of the wrong kind; all are told.
    """
    name = file.relative_to(root).as_posix()
    return parse_announcement(read_text(file, name), name)


def parse_announcement(text: str, path: str) -> Announcement:
    """The announcement that `text` is, at `path` from the root of the repository; `Unreadable` as above."""
    parsed, body, body_line = split(text, path)
    kind = parsed.value.get("kind") if isinstance(parsed.value, dict) else None
    form = fill(FORMS.get(str(kind), AnnouncementForm), parsed)
    return Announcement(
        name=PurePosixPath(path).stem,
        title=form.title,
        summary=form.summary,
        agency=form.agency,
        body=body,
        body_line=body_line,
        slips=form.slips,
        details=form.details(),
        source=parsed.source,
        topics=form.topics,
        regions=form.regions,
        published=form.published,
        updated=form.updated,
        datasets=form.datasets,
        language=form.language,
        formerly=form.formerly,
        replaces=form.replaces,
        amendments=form.amendments(),
    )


def read_page(root: Path, file: Path) -> Page:
    """The title and description of a page of prose; `Unreadable` as above."""
    parsed, body, line = _read(root, file)
    if len(body) > MOST_PROSE:
        problem = f"The page has {len(body):,} characters; at most {MOST_PROSE:,} are rendered."
        raise Unreadable(
            error(Where(path=parsed.source.path, line=line), problem, "Split it into several pages.", "page-too-long")
        )
    form = fill(_Page, parsed)
    return Page(
        name=file.stem,
        title=form.title,
        description=form.description,
        source=parsed.source,
        formerly=form.formerly,
    )


def read_translation(root: Path, file: Path) -> Translation:
    """What `<name>.<language>.md` says beside `<name>.md`; `Unreadable` as above.

    Only words are translated: all else is what the original says, and stands there alone.
    """
    parsed, body, line = _read(root, file)
    form = fill(_Translation, parsed)
    language = file.stem.partition(".")[2]
    findings = [
        error(
            parsed.source.at(key),
            f"`{key}` stands in a translation.",
            "Remove it: all but title, summary, text and what an alert asks of people is what the original says.",
            "translation-key",
        )
        for key in form.model_extra or ()
    ]
    if not is_language(language):
        findings.append(
            error(
                parsed.source.at(),
                f"`{language}` in the file's name is not the code of a language.",
                "Name it like pump-repair.es.md, after the original and the language; other names have no dots.",
                "translation-language",
            )
        )
    if len(body) > MOST_PROSE:
        problem = f"The text has {len(body):,} characters; at most {MOST_PROSE:,} are rendered."
        findings.append(error(parsed.source.at(), problem, "Shorten it.", "page-too-long"))
    if findings:
        raise Unreadable(*findings)
    return Translation(
        language=language,
        title=form.title,
        summary=form.summary or form.description,
        body=body,
        body_line=line,
        event=form.event.strip(),
        instruction=form.instruction.strip(),
        source=parsed.source,
    )


def is_translation(path: str) -> bool:
    """Whether a file is named as translations are: `<name>.<language>.md`."""
    return "." in path.rpartition("/")[2].removesuffix(".md")


def _read(root: Path, file: Path) -> tuple[Parsed, str, int]:
    name = file.relative_to(root).as_posix()
    return split(read_text(file, name), name)


def split(text: str, name: str) -> tuple[Parsed, str, int]:
    """The block of facts of a text, what is below it, and on which line that begins; `Unreadable` as above."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        problem = "The file does not begin with a block of facts."
        raise Unreadable(
            error(Where(path=name), problem, f"Begin with a line {_FENCE}, as docs/formats.md shows.", "facts-missing")
        )
    for end, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            facts = parse("\n".join(lines[1:end]) + "\n", name, first_line=2)
            return facts, "\n".join(lines[end + 1 :]).rstrip() + "\n", end + 2
    raise Unreadable(
        error(Where(path=name), "The block of facts has no end.", f"Close it with a line {_FENCE}.", "facts-unclosed")
    )
